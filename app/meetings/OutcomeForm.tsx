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
      {item.mayConclude && item.outcome === null && <OutcomeForm item={item} />}
      {item.mayConclude && item.outcome !== null && (
        <Details summary="Change the outcome">
          <OutcomeForm item={item} />
        </Details>
      )}
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

function OutcomeForm({ item }: { item: RoomItem }) {
  const people = item.people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <PostForm name="conclude">
      <input type="hidden" name="itemId" value={item.itemId} />
      <input type="hidden" name="version" value={item.version} />
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
