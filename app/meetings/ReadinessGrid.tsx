import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { Details } from "#app/ui/Details.tsx";
import { ScrollRegion } from "#app/ui/ScrollRegion.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import { Tag, type Colour } from "#app/ui/Tag.tsx";
import type { Readiness } from "#server/domain/readiness.ts";

type Row = MeetingPage["agenda"][number];
type Cell = Row["cells"][number];

const colours: Record<Exclude<Readiness, "not asked">, Colour> = {
  waiting: "yellow",
  started: "blue",
  in: "green",
  "nothing to add": "green",
  "speak to me": "purple",
};

type GridProps = Pick<MeetingPage, "agenda" | "columns">;

/**
 * Which discipline has contributed to which case; of the text nothing. On a telephone the agenda says it in a sentence
 * for each case, and the grid is there for whoever asks; on paper it is not.
 */
export function ReadinessGrid({ agenda, columns }: GridProps) {
  if (agenda.length === 0 || columns.length === 0) return null;
  return (
    <div className="sm-no-print" id="contributions">
      <div className="nhsuk-u-display-none-from-tablet">
        <Details summary="Show all contributions by discipline">
          <Grid id="folded-contributions" agenda={agenda} columns={columns} />
        </Details>
      </div>
      <div className="nhsuk-u-display-none-until-tablet">
        <Grid id="all-contributions" agenda={agenda} columns={columns} />
      </div>
    </div>
  );
}

function Grid({ id, agenda, columns }: GridProps & { id: string }) {
  const cells = columns.map(({ code, label }): Column<Row> => ({
    heading: label,
    cell: (row) => <State cell={row.cells.find((cell) => cell.code === code)} />,
  }));
  return (
    <ScrollRegion labelledBy={id}>
      <Table
        caption="Contributions by discipline"
        captionSize="m"
        captionId={id}
        columns={[{ heading: "Case", cell: ({ number }) => `Case ${number}` }, ...cells]}
        rows={agenda}
        rowKey={({ itemId }) => itemId}
      />
    </ScrollRegion>
  );
}

/** Where this reader may know nothing of a discipline the place is empty. */
function State({ cell }: { cell: Cell | undefined }) {
  if (cell === undefined) return null;
  const { state, mark, speakTo } = cell;
  if (state === "not asked") {
    return (
      <>
        <span aria-hidden="true">–</span>
        <span className="nhsuk-u-visually-hidden">not asked</span>
      </>
    );
  }
  return (
    <>
      <Tag colour={colours[state]}>{capital(state)}</Tag> {mark && <Tag colour="orange">{capital(mark)}</Tag>}{" "}
      {speakTo.join(", ")}
    </>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
