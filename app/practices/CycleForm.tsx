import { Field } from "#app/ui/Field.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import type { Api } from "#server/router.ts";

type Practice = Awaited<ReturnType<Api["practices"]["open"]>>;
type Step = Practice["steps"][number];
const daysColumn = { heading: "Working days" };

type CycleProps = Pick<Practice, "steps" | "next">;

/** The steps in order, with the days they fall on for the next meeting. */
export function Cycle({ steps, next }: CycleProps) {
  const days: Column<Step> = { ...daysColumn, cell: (step) => `${step.days} ${sideOf(step)}` };
  return <Steps steps={steps} next={next} days={days} />;
}

type CycleFormProps = CycleProps & { practiceId: string; version: number };

export function CycleForm({ practiceId, version, steps, next }: CycleFormProps) {
  const days: Column<Step> = {
    ...daysColumn,
    cell: (step) => (
      <Field
        name={`cycle.${step.step}`}
        label={`${step.words}: working days ${sideOf(step)}`}
        hideLabel
        hint={step.days === step.usual ? sideOf(step) : `${sideOf(step)}; usual is ${step.usual}`}
        width={2}
        inputMode="numeric"
        defaultValue={String(step.days)}
      />
    ),
  };
  return (
    <PostForm name="cycle">
      <input type="hidden" name="practiceId" value={practiceId} />
      <input type="hidden" name="version" value={version} />
      <Steps steps={steps} next={next} days={days} />
      <SubmitButton name="intent" value="cycle">
        Save the days
      </SubmitButton>
    </PostForm>
  );
}

function Steps({ steps, next, days }: CycleProps & { days: Column<Step> }) {
  const columns: Column<Step>[] = [{ heading: "Step", cell: ({ words }) => words }, days];
  if (next !== null) columns.push({ heading: `For ${next}`, cell: (step) => step.next });
  return (
    <Table
      caption="The steps of each meeting"
      hideCaption
      columns={columns}
      rows={steps}
      rowKey={({ step }) => step}
      responsive
    />
  );
}

function sideOf({ isAfter }: Step): string {
  return isAfter ? "after the meeting" : "before the meeting";
}
