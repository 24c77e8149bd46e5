import type { ReactNode } from "react";

import { useProblem } from "#app/forms/useProblem.ts";
import type { TimesPage } from "#app/meetings/timesPage.ts";
import { Details } from "#app/ui/Details.tsx";
import { Field } from "#app/ui/Field.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

type AskTimesProps = Pick<TimesPage, "practice" | "moved" | "people" | "like" | "values"> &
  Pick<NonNullable<TimesPage["found"]>, "offers" | "isAnythingKnown">;

/** Asks everybody by mail which of the ticked times suit; they answer in one press, without signing in. */
export function AskTimes({ practice, moved, people, like, values, offers, isAnythingKnown }: AskTimesProps) {
  return (
    <PostForm name="ask">
      <input type="hidden" name="practiceId" value={practice.id} />
      <input type="hidden" name="ask" value="times" />
      <input type="hidden" name="minutes" value={values.minutes} />
      {people.map(({ id }) => (
        <input key={id} type="hidden" name="staffIds" value={id} />
      ))}
      {values.needed.map((id) => (
        <input key={id} type="hidden" name="needed" value={id} />
      ))}
      <Fold isOpen={!isAnythingKnown}>
        {moved && <p>Asking moves nothing. Read the answers, then come back and move the meeting.</p>}
        <Ticks
          name="times"
          label="Which times?"
          items={offers.map(({ startsAt, words }) => ({ value: startsAt, label: words }))}
          defaultValue={offers.filter(({ isTicked }) => isTicked).map(({ startsAt }) => startsAt)}
          small
        />
        <Field
          name="asked.place"
          label="Where you would meet"
          hint="A room or a link"
          width={30}
          defaultValue={like?.place ?? ""}
        />
        <SubmitButton name="intent" value="ask" look="secondary">
          {people.length === 1 ? "Ask 1 person" : `Ask ${people.length} people`}
        </SubmitButton>
      </Fold>
    </PostForm>
  );
}

/** Open where nothing else helps, and where it was refused. */
function Fold({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const { problem } = useProblem();
  return (
    <Details summary="Ask people which time suits" open={isOpen || problem !== null}>
      {children}
    </Details>
  );
}
