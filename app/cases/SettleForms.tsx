import { formNames } from "#app/cases/settling.ts";
import type { SummaryPage } from "#app/cases/summaryPage.ts";
import { usePageFailure } from "#app/forms/useProblem.ts";
import { DateField } from "#app/ui/DateField.tsx";
import { Details } from "#app/ui/Details.tsx";
import { Field } from "#app/ui/Field.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

type Dispute = SummaryPage["disagreements"][number];
export type SettleFormsProps = {
  caseId: string;
  dispute: Dispute;
  /** Who sees every value, and may be asked. */
  people: readonly { id: string; name: string }[];
};

/** Settle it, ask somebody, or say that two wordings mean the same: folded until it is wanted. */
export function SettleForms({ caseId, dispute, people }: SettleFormsProps) {
  const { key, label, values, asked } = dispute;
  const names = formNames(key);
  const failure = usePageFailure();
  const isRefused = Object.values(names).some((name) => name === failure?.form);
  const items = values.map(({ id, value, source: { discipline, on } }) => ({
    value: id,
    label: value,
    hint: [discipline, on].filter(Boolean).join(", "),
  }));
  const about = <span className="nhsuk-u-visually-hidden">: {label}</span>;
  return (
    <div className="sm-no-print">
      <Details summary={<>Settle, or ask someone{about}</>} open={isRefused}>
        <PostForm name={names.settle}>
          <DisputeFields caseId={caseId} dispute={dispute} />
          <Radios
            name={`${names.settle}.choice`}
            label="Which is right?"
            items={[...items, { value: "other", label: "Something else" }]}
            small
          />
          <Field name={`${names.settle}.wording`} label="If something else: what?" />
          <Field name={`${names.settle}.reason`} label="How do you know?" hint="The other values stay listed" />
          <SubmitButton name="intent" value="settle" look="secondary" small>
            Settle
          </SubmitButton>
        </PostForm>
        {!asked && (
          <PostForm name={names.ask}>
            <DisputeFields caseId={caseId} dispute={dispute} />
            <Select
              name={`${names.ask}.ownerId`}
              label="Who will find out?"
              hint="Only those who may see all of this"
              options={[
                { value: "", label: "Choose one" },
                ...people.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <DateField name={`${names.ask}.due`} label="By when?" />
            <SubmitButton name="intent" value="inquire" look="secondary" small>
              Ask
            </SubmitButton>
          </PostForm>
        )}
        <PostForm name={names.same}>
          <DisputeFields caseId={caseId} dispute={dispute} />
          <Ticks name={`${names.same}.same`} label="Which mean the same?" items={items} small />
          <SubmitButton name="intent" value="same" look="secondary" small>
            Mark as the same
          </SubmitButton>
        </PostForm>
      </Details>
    </div>
  );
}

/** What the form is about, and what was there when it was drawn. */
function DisputeFields({ caseId, dispute: { key, values } }: Pick<SettleFormsProps, "caseId" | "dispute">) {
  return (
    <>
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="key" value={key} />
      {values.map(({ id }) => (
        <input key={id} type="hidden" name="facts" value={id} />
      ))}
    </>
  );
}
