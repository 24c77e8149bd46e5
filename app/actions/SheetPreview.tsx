import type { Preview, SheetPage } from "#app/actions/sheetPage.ts";
import { PostButton } from "#app/ui/PostButton.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";

type Wrong = Preview["wrong"][number];

type PreviewProps = { sheet: SheetPage; preview: Preview };

/** What is asked first, then what is wrong, then the two buttons: nothing is stored before one of them is pressed. */
export function SheetPreview({ sheet, preview }: PreviewProps) {
  const { practiceId, sheetId, version, encoding, before } = sheet;
  const fields = { practiceId, sheetId, version: String(version) };
  return (
    <>
      {before && <p>{before}</p>}
      <p>
        Read from {sheet.fileName}: {preview.columns}.
        {preview.ignored.length > 0 && ` Not read: ${preview.ignored.join(", ")}.`}
        {encoding === "Windows-1252" && " It is not UTF-8, and was read as Windows-1252: look at names with accents."}
      </p>
      <Owners fields={fields} asked={preview.asked} />
      <Rows heading="Wrong rows" rows={preview.wrong} count={preview.wrongCount} />
      <Rows heading="Rows that are there already" rows={preview.already} count={preview.alreadyCount} />
      {preview.right.length > 0 && (
        <Table
          caption={preview.rightCount > preview.right.length ? "The first rows that are right" : "Rows that are right"}
          captionSize="m"
          columns={rightColumns}
          rows={preview.right}
          rowKey={({ row }) => String(row)}
          responsive
        />
      )}
      {preview.rightCount > 0 && (
        <PostButton name="store" intent="store" fields={{ ...fields, count: String(preview.rightCount) }}>
          {preview.store}
        </PostButton>
      )}
      <PostButton name="discard" intent="discard" fields={fields} look="secondary">
        Store nothing
      </PostButton>
    </>
  );
}

function Owners({ fields, asked }: { fields: Record<string, string>; asked: Preview["asked"] }) {
  if (asked.length === 0) return null;
  return (
    <PostForm name="owners">
      <h2 className="nhsuk-heading-m">Who is meant?</h2>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {asked.map(({ name, question, rows, choices }, index) => (
        <div key={name}>
          <input type="hidden" name={`owners.${index}.name`} value={name} />
          <Select
            name={`owners.${index}.staffId`}
            label={`“${name}” in ${rows.toLocaleString("en-GB")} ${rows === 1 ? "row" : "rows"}`}
            hint={question}
            options={[
              { value: "", label: "Leave these rows out" },
              ...choices.map(({ id, name: label }) => ({ value: id, label })),
            ]}
          />
        </div>
      ))}
      <SubmitButton name="intent" value="answer" look="secondary">
        Use these people
      </SubmitButton>
    </PostForm>
  );
}

function Rows({ heading, rows, count }: { heading: string; rows: readonly Wrong[]; count: number }) {
  if (rows.length === 0) return null;
  return (
    <>
      <Table
        caption={`${heading} (${count.toLocaleString("en-GB")})`}
        captionSize="m"
        columns={wrongColumns}
        rows={rows}
        rowKey={({ row }) => String(row)}
        responsive
      />
      {count > rows.length && <p>These are the first {rows.length}. Put the sheet right and send it again.</p>}
    </>
  );
}

const wrongColumns: readonly Column<Wrong>[] = [
  { heading: "Row", cell: ({ row }) => row },
  {
    heading: "Why",
    cell: ({ reasons }) => (
      <div>
        {reasons.map((reason) => (
          <div key={reason}>{reason}</div>
        ))}
      </div>
    ),
  },
  { heading: "Action", cell: ({ text }) => text },
];

const rightColumns: readonly Column<Preview["right"][number]>[] = [
  { heading: "Row", cell: ({ row }) => row },
  { heading: "Action", cell: ({ text }) => text },
  { heading: "Owner", cell: ({ owner }) => owner },
  { heading: "Due", cell: ({ due }) => due },
  { heading: "State", cell: ({ state }) => state },
  { heading: "Case", cell: ({ number }) => number },
];
