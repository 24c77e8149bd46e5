import { useEffect, useState } from "react";

import { LikeBefore } from "#app/meetings/LikeBefore.tsx";
import { SlotTable } from "#app/meetings/SlotTable.tsx";
import type { TimesPage } from "#app/meetings/timesPage.ts";
import { Field } from "#app/ui/Field.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

type Found = NonNullable<TimesPage["found"]>;
type UseTimeProps = Pick<TimesPage, "practice" | "wanted" | "moved" | "people" | "like" | "values"> & Found;

/** The times that can be offered, and what becomes of the chosen one. */
export function UseTime({ practice, wanted, moved, people, like, values, ...found }: UseTimeProps) {
  const [first] = found.offers;
  // Without script the button cannot know which time is chosen, so it does not name one.
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => setChosen(first?.startsAt ?? null), [first?.startsAt]);
  const words = found.offers.find(({ startsAt }) => startsAt === chosen)?.words;
  return (
    <PostForm name="use">
      <input type="hidden" name="practiceId" value={practice.id} />
      <input type="hidden" name="minutes" value={values.minutes} />
      <div onChange={({ target }) => target instanceof HTMLInputElement && setChosen(target.value)}>
        <SlotTable {...found} chosen={first?.startsAt ?? ""} />
      </div>
      {found.more > 0 && <p>{found.more} more times can be offered. Look at fewer days or hours to see them.</p>}
      {wanted === "one" && <LikeBefore like={like} invited={people.length} />}
      {moved && (
        <>
          <input type="hidden" name="meetingId" value={moved.id} />
          <input type="hidden" name="version" value={moved.version} />
          <Field name="reason" label="Why does it move?" hint="It stands in the mail that tells people. May be empty" />
        </>
      )}
      <SubmitButton name="intent" value="use">
        {words ? `Use ${words}` : "Use the chosen time"}
      </SubmitButton>
    </PostForm>
  );
}
