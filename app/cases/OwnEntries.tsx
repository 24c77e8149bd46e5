import { FormFold } from "#app/ui/FormFold.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

type OwnEntriesProps = {
  contributions: readonly { id: string; headline: string }[];
  entries: readonly { id: string; kind: string; text: string }[];
};

const kindWords: Record<string, string> = {
  fact: "Fact",
  risk: "Risk",
  request: "Request",
  proposal: "Proposed action",
  sensitive: "Restricted item",
};

/** What the reader wrote here, with a way to take back what was a mistake. */
export function OwnEntries({ contributions, entries }: OwnEntriesProps) {
  const items = [
    ...contributions.map(({ id, headline }) => ({
      value: `contribution:${id}`,
      label: `The whole contribution: ${headline || "no text"}`,
    })),
    ...entries.map(({ id, kind, text }) => ({ value: `entry:${id}`, label: `${kindWords[kind] ?? kind}: ${text}` })),
  ];
  if (items.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">What you wrote here</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {items.map(({ value, label }) => (
          <li key={value}>{label}</li>
        ))}
      </ul>
      <FormFold name="withdraw" summary="Something was made in error">
        <Radios name="withdraw.what" label="What was made in error?" items={items} small />
        <Field
          name="withdraw.reason"
          label="What was wrong?"
          hint="Nobody will see it any more. The log keeps that it was there, and this reason."
        />
        <SubmitButton name="intent" value="withdraw" look="secondary">
          Take it back
        </SubmitButton>
      </FormFold>
    </section>
  );
}
