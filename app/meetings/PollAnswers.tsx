import { LikeBefore } from "#app/meetings/LikeBefore.tsx";
import type { PollPage } from "#app/meetings/pollPage.ts";
import { Choices } from "#app/ui/Choices.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";

type Row = PollPage["answers"][number];

/** For the coordinator: what everybody said to each time, and using one of them. */
export function PollAnswers({ answers, hasOpenTimes, practice, minutes, like, place, invited }: PollPage) {
  const open = answers.filter(({ isPast }) => !isPast);
  const best = open.reduce<Row | undefined>(
    (most, row) => (most && weight(most) >= weight(row) ? most : row),
    undefined,
  );
  const time: Column<Row> = {
    heading: "Time",
    cell: (row) =>
      row.isPast ? (
        `${row.words} (past)`
      ) : (
        <Choices
          kind="radio"
          id={`time-${answers.indexOf(row)}`}
          name="startsAt"
          items={[{ value: row.startsAt, label: row.words }]}
          chosen={best ? [best.startsAt] : []}
          small
        />
      ),
  };
  return (
    <PostForm name="use">
      <Table
        caption="What everybody said"
        captionSize="m"
        columns={[time, ...said]}
        rows={answers}
        rowKey={({ startsAt }) => startsAt}
        responsive
      />
      {hasOpenTimes && (
        <>
          <input type="hidden" name="practiceId" value={practice.id} />
          <input type="hidden" name="minutes" value={minutes} />
          <LikeBefore like={like} place={place} invited={invited} />
          <SubmitButton name="intent" value="use">
            Use the chosen time
          </SubmitButton>{" "}
          <SubmitButton name="intent" value="series" look="secondary">
            Plan a series from it
          </SubmitButton>
        </>
      )}
    </PostForm>
  );
}

const names = (list: readonly string[]) => (list.length === 0 ? "nobody" : `${list.length}: ${list.join(", ")}`);

const said: readonly Column<Row>[] = [
  { heading: "Yes", cell: ({ yes }) => names(yes) },
  { heading: "Perhaps", cell: ({ perhaps }) => names(perhaps) },
  { heading: "No", cell: ({ no }) => names(no) },
];

/** A certain answer tips the scales between times with as many people. */
function weight({ yes, perhaps }: Row): number {
  return (yes.length + perhaps.length) * 1000 + yes.length;
}
