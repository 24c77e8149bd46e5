import type { TypedField } from "#app/contributions/DetailField.tsx";
import { TypedDetails } from "#app/contributions/TypedDetails.tsx";
import { FactRow } from "#app/contributions/FactRow.tsx";
import { FactsBefore, type FactBefore } from "#app/contributions/FactsBefore.tsx";
import { LastTime } from "#app/contributions/LastTime.tsx";
import { OwnActions, type OwnAction } from "#app/contributions/OwnActions.tsx";
import { Part } from "#app/contributions/Part.tsx";
import { Preview, type Shown } from "#app/contributions/Preview.tsx";
import { Rows } from "#app/contributions/Rows.tsx";
import { DeadlineRow, ProposalRow, RequestRow, RiskRow, SensitiveRow } from "#app/contributions/rowFields.tsx";
import type { SharingChoices } from "#app/contributions/SharingFields.tsx";
import { ChangeWhoSees } from "#app/contributions/SharingFold.tsx";
import { Strengths } from "#app/contributions/Strengths.tsx";
import { TeamLine } from "#app/contributions/TeamLine.tsx";
import { useWhoSees } from "#app/contributions/whoSees.ts";
import { useWritten } from "#app/contributions/written.ts";
import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";

/** What one wrote for an earlier meeting, to stand beside the boxes. */
export type Before = {
  on: string;
  headline: string;
  body: string;
  whatMatters: string | null;
  strengths: readonly string[];
  risks: readonly string[];
  requests: readonly string[];
  proposals: readonly string[];
  sensitive: readonly string[];
} | null;

type ContributionFormProps = {
  discipline: string;
  fields: readonly TypedField[];
  /** What the writer's discipline is asked, above the box; none where the usual question is enough. */
  prompts: readonly string[];
  /** The day from which the typed fields were filled in, if they were. */
  carriedFrom: string | null;
  factKeys: readonly { key: string; label: string }[];
  choices: SharingChoices;
  before: Before;
  factsBefore: readonly FactBefore[];
  actions: readonly OwnAction[];
  outcomes: readonly { value: string; label: string }[];
  /** Who may be shown what they would read of it. */
  mayBeShown: readonly { id: string; name: string; discipline: string }[];
  preview?: Shown;
};

/** The boxes of a contribution; they stand within the page's form. */
export function ContributionForm({
  discipline,
  fields,
  prompts,
  carriedFrom,
  factKeys,
  choices,
  before,
  factsBefore,
  actions,
  outcomes,
  mayBeShown,
  preview,
}: ContributionFormProps) {
  const on = before?.on ?? null;
  return (
    <>
      <MainText before={before} choices={choices} prompts={prompts} />
      <FactsBefore facts={factsBefore} />
      <OwnActions actions={actions} outcomes={outcomes} />
      <h2 className="nhsuk-heading-m">More, where you have it</h2>
      <Part name="risks" summary="Risks: what worries you?">
        <LastTime on={on} lines={before?.risks ?? []}>
          <Rows list="risks" noun="Risk">
            {(prefix, what) => <RiskRow prefix={prefix} what={what} choices={choices} />}
          </Rows>
        </LastTime>
      </Part>
      <Part name="facts" summary="Facts: what do you know, and since when?">
        <Rows list="facts" noun="Fact">
          {(prefix, what) => (
            <FactRow prefix={prefix} what={what} keys={factKeys} choices={choices} before={factsBefore} />
          )}
        </Rows>
      </Part>
      <Part name="requests" summary="Ask another discipline">
        <LastTime on={on} lines={before?.requests ?? []}>
          <Rows list="requests" noun="Request">
            {(prefix) => <RequestRow prefix={prefix} disciplines={choices.disciplines} />}
          </Rows>
        </LastTime>
      </Part>
      <Part name="proposedActions" summary="Propose an action">
        <LastTime on={on} lines={before?.proposals ?? []}>
          <Rows list="proposedActions" noun="Proposed action">
            {(prefix, what) => <ProposalRow prefix={prefix} what={what} choices={choices} />}
          </Rows>
        </LastTime>
      </Part>
      <Part name="sensitiveItems" summary="Something that only some may read">
        <LastTime on={on} lines={before?.sensitive ?? []}>
          <Rows list="sensitiveItems" noun="Restricted item">
            {(prefix) => <SensitiveRow prefix={prefix} choices={choices} />}
          </Rows>
        </LastTime>
      </Part>
      <Part name="deadlines" summary="A day that does not move: eviction, appeal, review">
        <Rows list="deadlines" noun="Day">
          {(prefix) => <DeadlineRow prefix={prefix} />}
        </Rows>
      </Part>
      <TypedDetails discipline={discipline} fields={fields} carriedFrom={carriedFrom} />
      <Preview readers={mayBeShown} shown={preview} />
      <SubmitButton name="intent" value="send">
        Send and go on
      </SubmitButton>{" "}
      <SubmitButton name="intent" value="draft" look="secondary">
        Save draft
      </SubmitButton>
    </>
  );
}

function MainText({ before, choices, prompts }: Pick<ContributionFormProps, "before" | "choices" | "prompts">) {
  const { text, day } = useWritten();
  const on = before?.on ?? null;
  const sees = useWhoSees(choices, "");
  const seenBy = `Who sees this: ${sees.words}.`;
  return (
    <>
      {before === null && <p>You have written nothing here before.</p>}
      <LastTime on={on} lines={[before?.headline ?? null]}>
        <TextArea
          name="headline"
          label="The most important thing, in one line"
          size="m"
          rows={2}
          guidance={seenBy}
          defaultValue={text("headline")}
        />
      </LastTime>
      <LastTime on={on} lines={[before?.body ?? null]}>
        <TextArea
          name="body"
          label="What is in place, what worries you, what would help?"
          size="m"
          hint={prompts.join(" ") || undefined}
          guidance={`About 60 words is plenty. ${seenBy}`}
          rows={6}
          defaultValue={text("body")}
        />
      </LastTime>
      <LastTime on={on} lines={[before?.whatMatters ?? null]}>
        <TextArea
          name="whatMatters"
          label="What matters to the person, in their words"
          rows={2}
          guidance={seenBy}
          defaultValue={text("whatMatters")}
        />
      </LastTime>
      <LastTime on={on} lines={before?.strengths ?? []}>
        <Strengths seenBy={seenBy} />
      </LastTime>
      <ChangeWhoSees choices={choices} prefix="" what="all of the above" sees={sees}>
        <TeamLine />
      </ChangeWhoSees>
      <DateField name="lastContactOn" label="Your last contact with the person" defaultValue={day("lastContactOn")} />
      <Field
        name="lastContactMode"
        label="What kind of contact?"
        hint="Such as “home visit”"
        width={20}
        defaultValue={text("lastContactMode")}
      />
    </>
  );
}
