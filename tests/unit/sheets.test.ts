/** A log from a spreadsheet: what is read of its bytes, headings and cells, and every row that is wrong says why. */
import { describe, expect, it, test } from "vitest";
import type { Day } from "#db/schema.ts";
import { caseInCell, dayInCell, decodeSheet, placesIn, stateInCell } from "#server/domain/sheetcells.ts";
import { readSheetRows, rowsOf, sheetKey, type SheetReading, type SheetSetting } from "#server/domain/sheets.ts";

const member = (id: string, name: string, discipline = "social-work", leftOn: Day | null = null) => ({
  ...{ id, name, discipline, disciplineLabel: discipline.replace("-", " "), leftOn },
});
const jamie = member("jamie", "Jamie Okafor", "link-worker");
const jamieTwo = member("jamie2", "Jamie Reid", "housing");
const fiona = member("fiona", "Fiona Galbraith");
const gone = member("gone", "Aileen Strachan", "link-worker", "2026-10-01" as Day);

const setting: SheetSetting = {
  today: "2026-11-24" as Day,
  cases: [
    { id: "one", number: 1, reference: "case-01", isClosed: false, team: [jamie, fiona, gone] },
    { id: "two", number: 2, reference: null, isClosed: false, team: [jamie, jamieTwo] },
    { id: "three", number: 3, reference: null, isClosed: true, team: [fiona] },
  ],
  chosen: {},
  inLog: new Set(),
};

function reading(text: string, over: Partial<SheetSetting> = {}): SheetReading {
  const rows = rowsOf(text);
  if ("faults" in rows) throw new Error(rows.faults.join());
  return readSheetRows(rows, { ...setting, ...over });
}
const head = "Action,Owner,Due,Case,Raised,State,Done on,Notes";
const reasonsFor = (row: string) => {
  const { wrong, already } = reading(`${head}\n${row}`);
  return [...wrong, ...already].flatMap(({ reasons }) => reasons);
};

describe("a row", () => {
  it.each([
    ["Ring,Fiona Galbraith,27/11/2026,1,,,,", []],
    ["Ring,fiona,27 Nov 2026,case-01,1/11/26,In progress,,", []],
    ["Ring,Fiona Galbraith,1/10/2026,3,,Done,2/10/2026,She answered", []],
    ["Ring,Aileen Strachan,1/9/2026,1,,done,,", []],
    ["- ring,Fiona Galbraith,27/11/2026,1,,,,", []],
    ["'=ring,Fiona Galbraith,27/11/2026,1,,,,", []],
    [",Fiona Galbraith,27/11/2026,1,,,,", ["It does not say what will be done"]],
    [
      `${"x".repeat(501)},Fiona Galbraith,27/11/2026,1,,,,`,
      ["The action. This is too long: the longest is 500 characters"],
    ],
    ["=A1&B1,Fiona Galbraith,27/11/2026,1,,,,", ["There is a formula, =A1&B1. Save the sheet with its values"]],
    ["Ring,,27/11/2026,1,,,,", ["It names no owner"]],
    ["Ring,Zoe,27/11/2026,1,,,,", ["Nobody called Zoe on this case"]],
    ["Ring,the team,27/11/2026,1,,,,", ["An action needs one person, not “the”. Who will do it?"]],
    ["Ring,Jamie,27/11/2026,2,,,,", ["Which Jamie?"]],
    ["Ring,Jamie Smith,27/11/2026,1,,,,", ["Who is “Jamie Smith”?"]],
    [
      "Ring,Aileen Strachan,27/11/2026,1,,,,",
      ["Aileen Strachan left on 1 October 2026. link worker is Jamie Okafor now"],
    ],
    ["Ring,Fiona Galbraith,,1,,,,", ["It has no day by which it is due"]],
    ["Ring,Fiona Galbraith,31/11/2026,1,,,,", ["“31/11/2026” is no day. Write it like 27/11/2026"]],
    ["Ring,Fiona Galbraith,soon,1,,,,", ["“soon” is no day. Write it like 27/11/2026"]],
    ["Ring,Fiona Galbraith,27/11/2026,,,,,", ["It names no case"]],
    ["Ring,Fiona Galbraith,27/11/2026,9,,,,", ["There is no case “9”"]],
    ["Ring,Fiona Galbraith,27/11/2026,3,,,,", ["Case 3 has ended, and this is still open"]],
    [
      "Ring,Fiona Galbraith,1/11/2026,1,5/11/2026,,,",
      ["It is due on 1 November 2026, before it was raised on 5 November 2026"],
    ],
    ["Ring,Fiona Galbraith,1/12/2026,1,25/11/2026,,,", ["It was raised on 25 November 2026, which is still to come"]],
    ["Ring,Fiona Galbraith,1/12/2026,1,,done,25/11/2026,", ["It was done on 25 November 2026, which cannot be"]],
    [
      "Ring,Fiona Galbraith,1/12/2026,1,,amber,,",
      ["“amber” is no state. Write open, in progress, blocked, done or cancelled"],
    ],
    ["Ring,Fiona Galbraith,1/12/2026,1,,blocked,,", ["It is blocked and does not say what it waits for"]],
    [",,,,,,,x", ["It does not say what will be done", "It names no case", "It has no day by which it is due"]],
  ])("%s", (row, reasons) => {
    expect(reasonsFor(row)).toEqual(reasons);
  });

  test("keeps its number in the sheet, and its text without the guard of a formula", () => {
    const { right } = reading(`${head}\n\n'-ring,Fiona Galbraith,27/11/2026,1,1/11/2026,blocked,,No answer\n`);
    expect(right).toEqual([
      {
        ...{ row: 3, caseId: "one", number: 1, text: "-ring", ownerId: "fiona", owner: "Fiona Galbraith" },
        ...{ due: "2026-11-27", raisedOn: "2026-11-01", state: "blocked", doneOn: null, why: "No answer" },
      },
    ]);
  });

  test("that is in the log, or twice in the sheet, is there already", () => {
    const rows = ["Ring her", "ring her!", "Write"].map((text) => `${text},Fiona Galbraith,27/11/2026,1,,,,`);
    const inLog = new Set([sheetKey("one", "Write")]);
    const { right, already } = reading([head, ...rows].join("\n"), { inLog });
    expect(right.map(({ row }) => row)).toEqual([2]);
    expect(already.map(({ row, reasons }) => [row, reasons])).toEqual([
      [3, ["It is the same as row 2"]],
      [4, ["It is in the log already"]],
    ]);
  });
});

describe("a name that is not sure", () => {
  const sheet = [head, ...["1", "2", "2"].map((number, row) => `Ring ${row},Jamie,27/11/2026,${number},,,,`)].join(
    "\n",
  );

  test("is asked about once, for the rows where it is not sure", () => {
    const { asked, right, wrong } = reading(sheet);
    expect(asked).toMatchObject([{ name: "Jamie", question: "Which Jamie?", rows: 2 }]);
    expect(asked[0]?.choices.map(({ name }) => name)).toEqual(["Jamie Okafor", "Fiona Galbraith", "Jamie Reid"]);
    expect([right.length, wrong.length]).toEqual([1, 2]);
  });

  test("means whoever was chosen, in all its rows, and not where it was sure", () => {
    const { asked, right } = reading(sheet, { chosen: { jamie: "jamie2" } });
    expect(asked).toEqual([]);
    expect(right.map(({ owner }) => owner)).toEqual(["Jamie Okafor", "Jamie Reid", "Jamie Reid"]);
  });

  test("cannot mean somebody who is not on the team of the case", () => {
    const { wrong } = reading(sheet, { chosen: { jamie: "fiona" } });
    expect(wrong.map(({ reasons }) => reasons)).toEqual(
      Array.from({ length: 2 }, () => ["Fiona Galbraith is not on the team of case 2"]),
    );
  });
});

describe("a sheet as a whole", () => {
  it.each([
    ["", "There is nothing in this sheet. Its first row names the columns"],
    ["Action,Owner,Due,Case", "There is no row below the one that names the columns"],
    [
      "Task,Who,By when\nRing,Jamie,1/12/2026",
      "No column says which case it is. Call it “Case”, with the number of the case",
    ],
    ['Action,Owner,Due,Case\n"Ring,Jamie,1/12/2026,1', "A quotation mark is opened in row 2 and not closed."],
    [
      `Action,Owner,Due,Case\n${"a,b,c,1\n".repeat(5001)}`,
      "There are 5,001 rows, and at most 5,000 can be read at once. Split the sheet into two",
    ],
  ])("%.40s", (text, fault) => {
    expect(rowsOf(text)).toEqual({ faults: [fault] });
  });

  test("names its columns in many words, ours before others, and says what it does not read", () => {
    expect(placesIn(["Ref.", "Agreed action", "Person responsible", "Target date", "RAG", "Date", "Comments"])).toEqual(
      {
        ...{ caseNumber: 0, text: 1, owner: 2, due: 3, raised: 5, why: 6 },
      },
    );
    expect(reading("Task;Who;Due date;Case no;RAG\nRing;Jamie;1.12.2026;1;amber").ignored).toEqual(["RAG"]);
  });

  it.each([
    ["UTF-8", Buffer.from("Zoë Wierzbicki, ł")],
    ["UTF-16", Buffer.from("\ufeffZoë Wierzbicki, ł", "utf16le")],
    ["Windows-1252", Buffer.from("Zo\xeb Wierzbicki", "latin1")],
  ])("is read as %s", (encoding, bytes) => {
    expect(decodeSheet(bytes)).toMatchObject({ encoding, text: expect.stringContaining("Zoë Wierzbicki") as string });
  });

  it.each([
    ["a workbook", Buffer.from("PK\x03\x04"), "This is a workbook"],
    ["a picture", Buffer.from("GIF\0"), "This is no text"],
    ["too large", Buffer.alloc(2_000_001, "a"), "This file is larger than 2 MB"],
  ])("is refused as %s", (_, bytes, fault) => {
    expect(decodeSheet(bytes)).toMatchObject({ fault: expect.stringContaining(fault) as string });
  });
});

describe("a cell", () => {
  it.each([
    ["2026-11-27", "2026-11-27"],
    ["2026-11-27 00:00:00", "2026-11-27"],
    ["3/4/2026", "2026-04-03"],
    ["03.04.26", "2026-04-03"],
    ["3-Apr-26", "2026-04-03"],
    ["Fri 3rd April 2026", "2026-04-03"],
    ["29/2/2026", null],
    ["4/13/2026", null],
    ["46359", null],
    ["3/4/1926", null],
    ["next week", null],
  ])("of the day %s", (text, day) => {
    expect(dayInCell(text)).toBe(day);
  });

  it.each([
    ["1", "one"],
    ["Case 1", "one"],
    ["#2", "two"],
    ["CASE-01", "one"],
    ["12", undefined],
    ["", undefined],
  ])("of the case %s", (text, id) => {
    expect(caseInCell(text, setting.cases)?.id).toBe(id);
  });

  it.each([
    ["", "open"],
    ["Proposed", "open"],
    ["IN PROGRESS", "in-progress"],
    ["Closed", "done"],
    ["No longer needed", "cancelled"],
    ["red", null],
  ])("of the state %s", (text, state) => {
    expect(stateInCell(text)).toBe(state);
  });
});
