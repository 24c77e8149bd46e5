import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { UndoButton } from "#app/ui/UndoButton.tsx";

type Away = { id: string; words: string; reason: string | null; cover: string | null };
type Removed = { words: string; fromDay: string; toDay: string; reason: string | null; coverId: string | null };
type Cover = { id: string; name: string; job: string };

type DaysAwayProps = {
  away: readonly Away[];
  covers: readonly Cover[];
  /** What was just taken back, to be said again by one button. */
  removed: Removed | null;
  /** The id of what was just added: its form is empty again. */
  added: string;
};

export function DaysAway({ away, covers, removed, added }: DaysAwayProps) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">Days away ({away.length})</h2>
      {away.length === 0 && <p>You have named none.</p>}
      {removed && <TakenBack {...removed} />}
      <ul className="nhsuk-list sm-rows">
        {away.map(({ id, words, reason, cover }) => (
          <li key={id}>
            <p>
              <strong>{words}</strong>
              {reason && ` · ${reason}`}
              {cover && ` · Cover: ${cover}`}
            </p>
            <PostButton
              name={`away-${id}`}
              intent="remove"
              fields={{ awayId: id }}
              hidden={words}
              look="secondary"
              small
            >
              Remove
            </PostButton>
          </li>
        ))}
      </ul>
      <AddDays key={added} covers={covers} />
    </section>
  );
}

function TakenBack({ words, fromDay, toDay, reason, coverId }: Removed) {
  return (
    <div>
      <p>Removed: {words}</p>
      <UndoButton
        name="undo-away"
        what={`the removal of ${words}`}
        fields={{ fromDay, toDay, reason: reason ?? "", coverId: coverId ?? "" }}
      />
    </div>
  );
}

function AddDays({ covers }: Pick<DaysAwayProps, "covers">) {
  const options = covers.map(({ id, name, job }) => ({ value: id, label: `${name}, ${job}` }));
  return (
    <PostForm name="away">
      <h3 className="nhsuk-heading-s">Add days away</h3>
      <DateField name="fromDay" label="First day" />
      <DateField name="toDay" label="Last day" hint="Leave it empty for one day" />
      <Field
        name="reason"
        label="Why (optional)"
        hint="Others see only that you are away, unless you let them read why"
        autoComplete="off"
        width={20}
      />
      <Select
        name="coverId"
        label="Who covers for you? (optional)"
        hint="They get your reminders on these days"
        options={[{ value: "", label: "Nobody" }, ...options]}
      />
      <SubmitButton name="intent" value="add" look="secondary">
        Add days away
      </SubmitButton>
    </PostForm>
  );
}
