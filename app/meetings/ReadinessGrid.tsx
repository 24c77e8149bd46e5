import type { MeetingPage } from "#app/meetings/meetingPage.ts";
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

/**
 * Which discipline has contributed to which case; of the text nothing. On a telephone the agenda says it in a sentence
 * for each case, and the grid is there for whoever asks; on paper it is not.
 */
export function ReadinessGrid({ agenda, columns }: Pick<MeetingPage, "agenda" | "columns">) {
  if (agenda.length === 0 || columns.length === 0) return null;
  const cells = columns.map(({ code, label }): Column<Row> => ({
    heading: label,
    cell: (row) => <State cell={row.cells.find((cell) => cell.code === code)} />,
  }));
  return (
    <>
      <p className="nhsuk-u-display-none-from-tablet sm-no-print">
        <a href="#contributions">
          Show all<span className="nhsuk-u-visually-hidden"> contributions by discipline</span>
        </a>
      </p>
      <div className="sm-asked-for nhsuk-u-display-none-until-tablet sm-no-print" id="contributions">
        <ScrollRegion labelledBy="by-discipline">
          <Table
            caption="Contributions by discipline"
            captionSize="m"
            captionId="by-discipline"
            columns={[{ heading: "Case", cell: ({ number }) => `Case ${number}` }, ...cells]}
            rows={agenda}
            rowKey={({ itemId }) => itemId}
          />
        </ScrollRegion>
      </div>
    </>
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
