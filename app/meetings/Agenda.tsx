import type { AgendaItem } from "#app/meetings/meetingPage.ts";
import { Button } from "#app/ui/Button.tsx";
import { Field } from "#app/ui/Field.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";

type AgendaProps = {
  meeting: { id: string; version: number; minutesOutside: number };
  items: readonly AgendaItem[];
  mayNominate: boolean;
  mayArrange: boolean;
};

export function Agenda({ meeting, items, mayNominate, mayArrange }: AgendaProps) {
  if (items.length === 0 && !mayNominate) return <p>No cases.</p>;
  if (items.length === 0) {
    return (
      <>
        <p>No cases yet.</p>
        <Button href="/cases/new" look="secondary" small>
          Nominate a case
        </Button>
      </>
    );
  }
  if (!mayArrange) return <AgendaTable columns={[number, time, question, people, ready, minutes]} items={items} />;
  return (
    <PostForm name="arrange">
      <input type="hidden" name="intent" value="arrange" />
      <input type="hidden" name="meetingId" value={meeting.id} />
      <input type="hidden" name="version" value={meeting.version} />
      <AgendaTable columns={[number, time, question, people, ready, minutesBox(items), places(items)]} items={items} />
      <SubmitButton look="secondary" small>
        Save minutes
      </SubmitButton>{" "}
      {items.length > 2 && (
        <SubmitButton name="move" value="suggested" look="secondary" small>
          Suggest an order
        </SubmitButton>
      )}
      {meeting.minutesOutside > 0 && (
        <p className="nhsuk-hint">In this order people wait outside for {meeting.minutesOutside} minutes in all.</p>
      )}
    </PostForm>
  );
}

type Columns = readonly Column<AgendaItem>[];

function AgendaTable({ columns, items }: { columns: Columns; items: readonly AgendaItem[] }) {
  return (
    <Table
      caption="Cases in order"
      hideCaption
      columns={columns}
      rows={items}
      rowKey={({ itemId }) => itemId}
      responsive
    />
  );
}

const time: Column<AgendaItem> = { heading: "About", cell: ({ at }) => at };

const number: Column<AgendaItem> = {
  heading: "Case",
  cell: (item) => {
    const name = nameOf(item);
    return item.onTeam ? <a href={`/cases/${item.caseId}${item.reads ? "" : "/contribute"}`}>{name}</a> : name;
  },
};

const question: Column<AgendaItem> = {
  heading: "Question",
  cell: ({ question: asked, onTeam, outcome, concluded, quorum }) => (
    <div>
      {asked ?? (onTeam ? "You are asked to contribute to this case." : "Only the case’s team reads it.")}
      {concluded && (
        <div>
          <strong>{outcome ?? "Discussed"}</strong>
          {quorum?.provisional && <div>{quorum.provisional}</div>}
        </div>
      )}
    </div>
  ),
};

/** Not on paper, which says who must be there. */
const ready: Column<AgendaItem> = {
  heading: <span className="sm-no-print">Contributions</span>,
  cell: ({ contributions, speakTo }) => (
    <div className="sm-no-print">
      {contributions}
      <Lines lines={speakTo} />
    </div>
  ),
};

/** Whether those it needs come, in a sentence for each who does not. */
const people: Column<AgendaItem> = {
  heading: "Needed people",
  cell: ({ quorum, concluded }) => {
    if (quorum === null || concluded) return "";
    const lacking = [...quorum.gaps, ...quorum.absences];
    if (lacking.length > 0) return <Lines lines={lacking} />;
    return quorum.needs.length > 0 ? "All come" : "None named";
  },
};

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <div>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
}

const minutes: Column<AgendaItem> = { heading: "Minutes", cell: (item) => item.minutes, numeric: true };

function minutesBox(items: readonly AgendaItem[]): Column<AgendaItem> {
  return {
    heading: "Minutes",
    cell: (item) => {
      const row = `items.${items.indexOf(item)}`;
      return (
        <>
          <input type="hidden" name={`${row}.itemId`} value={item.itemId} />
          <Field
            key={item.minutes}
            name={`${row}.minutes`}
            label={`Minutes for ${nameOf(item)}`}
            hideLabel
            width={3}
            inputMode="numeric"
            defaultValue={String(item.minutes)}
          />
        </>
      );
    },
  };
}

function places(items: readonly AgendaItem[]): Column<AgendaItem> {
  const move = (item: AgendaItem, way: "up" | "down") => (
    <SubmitButton name="move" value={`${way}:${item.itemId}`} look="secondary" small>
      {way === "up" ? "Up" : "Down"}
      <span className="nhsuk-u-visually-hidden"> {nameOf(item)}</span>
    </SubmitButton>
  );
  return {
    heading: "Place",
    cell: (item) => (
      <div>
        {item !== items[0] && move(item, "up")} {item !== items.at(-1) && move(item, "down")}
      </div>
    ),
  };
}

/** "Case 3 · GA", or the number alone for those who only coordinate. */
export function nameOf(item: AgendaItem): string {
  return [`Case ${item.number}`, item.initials].filter(Boolean).join(" · ");
}
