import type { AgendaItem } from "#app/meetings/meetingPage.ts";
import { Button } from "#app/ui/Button.tsx";
import { Field } from "#app/ui/Field.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";

type AgendaProps = { meeting: { id: string; version: number }; items: readonly AgendaItem[]; mayArrange: boolean };

export function Agenda({ meeting, items, mayArrange }: AgendaProps) {
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
  if (!mayArrange) return <AgendaTable columns={[number, question, ready, minutes]} items={items} />;
  return (
    <PostForm name="arrange">
      <input type="hidden" name="intent" value="arrange" />
      <input type="hidden" name="meetingId" value={meeting.id} />
      <input type="hidden" name="version" value={meeting.version} />
      <AgendaTable columns={[number, question, ready, minutesBox(items), places(items)]} items={items} />
      <SubmitButton look="secondary" small>
        Save minutes
      </SubmitButton>
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

const number: Column<AgendaItem> = {
  heading: "Case",
  cell: (item) => {
    const name = nameOf(item);
    return item.onTeam ? <a href={`/cases/${item.caseId}${item.reads ? "" : "/contribute"}`}>{name}</a> : name;
  },
};

const question: Column<AgendaItem> = {
  heading: "Question",
  cell: ({ question: asked, onTeam, outcome, concluded }) => (
    <div>
      {asked ?? (onTeam ? "You are asked to contribute to this case." : "Only the case’s team reads it.")}
      {concluded && (
        <div>
          <strong>{outcome ?? "Discussed"}</strong>
        </div>
      )}
    </div>
  ),
};

const ready: Column<AgendaItem> = {
  heading: "Contributions",
  cell: ({ contributions, speakTo }) => (
    <div>
      {contributions}
      {speakTo.map((words) => (
        <div key={words}>{words}</div>
      ))}
    </div>
  ),
};

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
function nameOf(item: AgendaItem): string {
  return [`Case ${item.number}`, item.initials].filter(Boolean).join(" · ");
}
