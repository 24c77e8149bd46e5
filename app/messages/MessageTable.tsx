import type { OutboxLine } from "#app/messages/outboxPage.ts";
import { PostButton } from "#app/ui/PostButton.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import { Tag } from "#app/ui/Tag.tsx";

type MessageTableProps = { lines: readonly OutboxLine[]; practiceId: string; mayRetry: boolean };

export function MessageTable({ lines, practiceId, mayRetry }: MessageTableProps) {
  const state: Column<OutboxLine> = {
    heading: "State",
    cell: (line) => (
      <div>
        <p className="nhsuk-u-margin-bottom-2">
          <Tag colour={line.colour}>{line.word}</Tag> {line.more}
        </p>
        {mayRetry && line.mayBeRetried && <RetryButton {...line} practiceId={practiceId} />}
      </div>
    ),
  };
  return (
    <Table
      caption="Mails, newest first"
      captionSize="m"
      columns={[...columns, state]}
      rows={lines}
      rowKey={({ id }) => id}
      responsive
    />
  );
}

const columns: readonly Column<OutboxLine>[] = [
  { heading: "To", cell: ({ to }) => to },
  {
    heading: "Mail",
    cell: ({ kind, subject, href }) => (
      <div>
        {kind}: {href ? <a href={`${href}#mail`}>{subject}</a> : subject}
      </div>
    ),
  },
  { heading: "Made", cell: ({ queued }) => queued },
];

function RetryButton({ id, to, practiceId }: OutboxLine & { practiceId: string }) {
  return (
    <PostButton
      name={`retry-${id}`}
      intent="retry"
      fields={{ practiceId, messageId: id }}
      hidden={`to ${to}`}
      look="secondary"
      small
    >
      Send again
    </PostButton>
  );
}
