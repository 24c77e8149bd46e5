import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { UndoButton } from "#app/ui/UndoButton.tsx";

type Removed = { words: string; fromDay: string; toDay: string; label: string };

type DaysToAvoidProps = {
  practiceId: string;
  days: readonly { id: string; words: string; label: string }[];
  mayChange: boolean;
  /** What was just removed, to be named again by one button. */
  removed: Removed | null;
  /** The id of what was just added: its form is empty again. */
  added: string;
};

export function DaysToAvoid({ practiceId, days, mayChange, removed, added }: DaysToAvoidProps) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">Days to avoid ({days.length})</h2>
      <p>
        Such as school holidays and training days. You are warned when you plan a meeting on one. Nothing is skipped.
      </p>
      {days.length === 0 && <p>None are named.</p>}
      {removed && (
        <div>
          <p>Removed: {removed.words}</p>
          <UndoButton
            name="undo-days"
            what={`the removal of ${removed.words}`}
            fields={{ practiceId, fromDay: removed.fromDay, toDay: removed.toDay, label: removed.label }}
          />
        </div>
      )}
      <ul className="nhsuk-list sm-rows">
        {days.map(({ id, words, label }) => (
          <li key={id}>
            <p>
              <strong>{label}</strong> · {words}
            </p>
            {mayChange && (
              <PostButton
                name={`days-${id}`}
                intent="remove"
                fields={{ practiceId, dayId: id }}
                hidden={`${label}, ${words}`}
                look="secondary"
                small
              >
                Remove
              </PostButton>
            )}
          </li>
        ))}
      </ul>
      {mayChange && <AddDays key={added} practiceId={practiceId} />}
    </section>
  );
}

function AddDays({ practiceId }: Pick<DaysToAvoidProps, "practiceId">) {
  return (
    <PostForm name="days">
      <h3 className="nhsuk-heading-s">Add days to avoid</h3>
      <input type="hidden" name="practiceId" value={practiceId} />
      <Field name="label" label="What are they?" hint="Such as “School holidays”" autoComplete="off" width={20} />
      <DateField name="fromDay" label="First day" />
      <DateField name="toDay" label="Last day" hint="Leave it empty for one day" />
      <SubmitButton name="intent" value="add" look="secondary">
        Add days to avoid
      </SubmitButton>
    </PostForm>
  );
}
