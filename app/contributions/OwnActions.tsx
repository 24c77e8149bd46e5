import { fieldId } from "#app/forms/fieldId.ts";
import { useWritten } from "#app/contributions/written.ts";
import { Field } from "#app/ui/Field.tsx";
import { Fieldset } from "#app/ui/Fieldset.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

export type OwnAction = { id: string; text: string; due: string; version: number };

type OwnActionsProps = { actions: readonly OwnAction[]; outcomes: readonly { value: string; label: string }[] };

const answers = [
  { value: "done", label: "Done" },
  { value: "not-yet", label: "Not yet" },
  { value: "blocked", label: "Blocked" },
];

/** What the writer has still to do on this case. Their boxes are the form's, so that a press loses nothing typed. */
export function OwnActions({ actions, outcomes }: OwnActionsProps) {
  if (actions.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Your actions on this case</h2>
      {actions.map((action) => (
        <OwnActionRow key={`${action.id} ${action.version}`} {...action} outcomes={outcomes} />
      ))}
    </section>
  );
}

function OwnActionRow({ id, text: what, due, version, outcomes }: OwnAction & { outcomes: readonly OutcomeChoice[] }) {
  const { text } = useWritten();
  const prefix = `myActions.${id}.`;
  return (
    <Fieldset id={fieldId(`myActions.${id}`)} legend={what} hint={due}>
      <input type="hidden" name={`${prefix}version`} value={version} />
      <div className="sm-fields nhsuk-u-margin-bottom-3">
        <Select
          name={`${prefix}outcome`}
          label="If it is done: what did it bring?"
          options={[{ value: "", label: "Choose one" }, ...outcomes]}
          defaultValue={text(`${prefix}outcome`)}
        />
        <Field
          name={`${prefix}text`}
          label="In a few words"
          hint="If it is blocked: what does it wait for?"
          defaultValue={text(`${prefix}text`)}
        />
      </div>
      {answers.map(({ value, label }) => (
        <span className="sm-post" key={value}>
          <SubmitButton name="intent" value={`report:${id}:${value}`} look="secondary" small>
            {label}
            <span className="nhsuk-u-visually-hidden">: {what}</span>
          </SubmitButton>
        </span>
      ))}
    </Fieldset>
  );
}

type OutcomeChoice = OwnActionsProps["outcomes"][number];
