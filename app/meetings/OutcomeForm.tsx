import { useActionData } from "@remix-run/react";
import { useEffect, useState } from "react";

import { failureOf, useProblem } from "#app/forms/useProblem.ts";
import type { RoomItem } from "#app/meetings/roomPage.ts";
import { DateField } from "#app/ui/DateField.tsx";
import { Details } from "#app/ui/Details.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Inset } from "#app/ui/Inset.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

/** Exactly one outcome for each case, and who tells the person. */
export function Outcome({ item }: { item: RoomItem }) {
  return (
    <section id="outcome-of-item">
      <h2 className="nhsuk-heading-m">Outcome{item.outcomeWords && `: ${item.outcomeWords}`}</h2>
      {item.lifecycle.unchanged && (
        <Inset>
          <p>{item.lifecycle.unchanged}</p>
        </Inset>
      )}
      {item.outcome && <Recorded {...item} />}
      {item.provisional && <p>{item.provisional}</p>}
      {item.mayConclude && <OutcomeFold item={item} />}
      {!item.mayConclude && item.outcome === null && <p>The chair records it.</p>}
    </section>
  );
}

function Recorded({ outcomeReason, escalatedWords, toldBy, toldDueWords, team, lifecycle }: RoomItem) {
  const teller = team.find(({ id }) => id === toldBy)?.name;
  return (
    <p>
      {[
        outcomeReason,
        escalatedWords && `To: ${escalatedWords}`,
        lifecycle.lead && `Lead: ${lifecycle.lead}`,
        lifecycle.reviewTrigger && `It comes back if: ${lifecycle.reviewTrigger}`,
        teller && `${teller} tells the person${toldDueWords ? ` by ${toldDueWords}` : ""}`,
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
  );
}

/**
 * Folded once there is an outcome; but a choice that was begun stays, on what it was begun on, so that an outcome which
 * somebody recorded meanwhile neither takes its place nor is written over unseen.
 */
function OutcomeFold({ item }: { item: RoomItem }) {
  const answer = useActionData<unknown>();
  const failure = failureOf(answer);
  const [begun, setBegun] = useState<RoomItem | null>(null);
  useEffect(() => {
    if (failureOf(answer) === null) setBegun(null);
  }, [answer]);
  const version = begun && !isSameOutcome(begun, item) ? begun.version : item.version;
  return (
    <Details
      summary={item.outcome === null ? "Choose the outcome" : "Change the outcome"}
      open={item.outcome === null || begun !== null || failure?.form === formName}
    >
      <div onChange={() => setBegun((before) => before ?? item)}>
        <OutcomeForm item={begun ?? item} version={version} />
      </div>
    </Details>
  );
}

const formName = "conclude";

/** Whatever the form would write over. */
function isSameOutcome(one: RoomItem, other: RoomItem): boolean {
  const fields = ["outcome", "outcomeReason", "escalatedTo", "toldBy", "toldDue"] as const;
  return fields.every((field) => one[field] === other[field]);
}

function OutcomeForm({ item, version }: { item: RoomItem; version: number }) {
  const people = item.people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <PostForm name={formName}>
      <input type="hidden" name="itemId" value={item.itemId} />
      <Meanwhile outcomes={item.outcomes} version={version} />
      <Radios
        name="outcome"
        label="Choose one"
        items={item.outcomes}
        defaultValue={item.outcome ?? undefined}
        small
        inline
      />
      <Field name="reason" label="Why" hint="Not needed for a new plan" defaultValue={item.outcomeReason ?? ""} />
      <div className="sm-fields">
        <Select
          name="escalatedTo"
          label="If escalated: to"
          options={[{ value: "", label: "Not escalated" }, ...item.escalations]}
          defaultValue={item.escalatedTo ?? ""}
        />
        <Select
          name="toldBy"
          label="Who tells the person?"
          hint={item.safeContact.join(". ") || undefined}
          options={[{ value: "", label: "Not decided" }, ...people]}
          defaultValue={item.toldBy ?? ""}
        />
      </div>
      <DateField name="toldDue" label="Told by" defaultValue={item.toldDue} />
      <div className="sm-fields">
        <Select
          name="leadId"
          label="Lead professional"
          hint="Needed to step down: who goes on"
          options={[{ value: "", label: "Not named" }, ...people]}
          defaultValue={item.lifecycle.leadId ?? ""}
        />
        <Field
          name="reviewTrigger"
          label="What would bring it back"
          hint="Needed to close"
          defaultValue={item.lifecycle.reviewTrigger ?? ""}
        />
      </div>
      <SubmitButton name="intent" value="conclude" look="secondary" small>
        Record the outcome
      </SubmitButton>
    </PostForm>
  );
}

/** After somebody else was quicker: theirs beside one's own, and a second press is for one's own. */
function Meanwhile({ outcomes, version }: Pick<RoomItem, "outcomes"> & { version: number }) {
  const { theirsFor } = useProblem();
  const theirs = outcomes.find(({ value }) => value === theirsFor("outcome"));
  return (
    <>
      <input type="hidden" name="version" value={theirsFor("version") ?? version} />
      {theirs && (
        <Inset>
          <p>
            Recorded meanwhile: <strong>{theirs.label}</strong>. Press “Record the outcome” again to have yours instead.
          </p>
        </Inset>
      )}
    </>
  );
}
