import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readCsv, unguarded, writeCsv } from "#server/domain/csv.ts";

const cellsOf = (file: string) => {
  const read = readCsv(file);
  return "rows" in read ? read.rows.map(({ cells }) => cells) : read.fault;
};

describe("a sheet that is written", () => {
  it.each([
    ["=1+1", `"'=1+1"`],
    ["+44 141", `"'+44 141"`],
    ["-2 visits", `"'-2 visits"`],
    ["@sam", `"'@sam"`],
    ["\tring", `"'\tring"`],
    ["\rring", `"'\rring"`],
    ["＝1+1", `"'＝1+1"`],
    ["'=1+1", `"''=1+1"`],
    ["ring = call", `"ring = call"`],
    ["'quoted'", `"'quoted'"`],
    ['say "hello", twice\nand go', `"say ""hello"", twice\nand go"`],
    ["Wierzbicki ł, café é", `"Wierzbicki ł, café é"`],
  ])("has %j as text and never as a formula", (text, cell) => {
    expect(writeCsv([[text]])).toBe(`\ufeff${cell}\r\n`);
  });

  test("is read back as it was, whatever is in it", () => {
    const table = fc.array(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(table, (rows) => {
        const kept = rows.filter((row) => row.some((cell) => cell.trim() !== ""));
        const read = readCsv(writeCsv(rows));
        expect("rows" in read && read.rows.map(({ cells }) => cells.map(unguarded))).toEqual(kept);
      }),
    );
  });
});

describe("a sheet that is read", () => {
  it.each([
    ["commas", "a,b,c\n1,2,3"],
    ["semicolons, as where the comma is in numbers", "a;b;c\n1;2;3"],
    ["tabs, as it is pasted from a spreadsheet", "a\tb\tc\n1\t2\t3"],
    ["a line that says how it is separated", "sep=;\na;b;c\n1;2;3"],
    ["a byte order mark, old and new line ends, and empty rows between", "\ufeffa,b,c\r\n\r\n,,\r1,2,3\r\n"],
    ["quotes around some of it", '"a","b",c\n"1",2,"3"'],
  ])("by %s", (_, file) => {
    expect(cellsOf(file)).toEqual([
      ["a", "b", "c"],
      ["1", "2", "3"],
    ]);
  });

  it("keeps separators, line ends and quotes that stand in quotes, and a last cell that is empty", () => {
    expect(cellsOf('a,b\n"x, ""y""\nz",\n5" pipe,1,')).toEqual([
      ["a", "b"],
      ['x, "y"\nz', ""],
      ['5" pipe', "1", ""],
    ]);
    expect(cellsOf("a,b,")).toEqual([["a", "b", ""]]);
  });

  it("counts rows as a spreadsheet does", () => {
    const read = readCsv('a\n\n"two\nlines"\nd');
    expect("rows" in read && read.rows.map(({ row }) => row)).toEqual([1, 3, 4]);
  });

  it("says where a quotation mark was not closed", () => {
    expect(cellsOf('a,b\n1,"2\n3,4')).toBe("A quotation mark is opened in row 2 and not closed.");
  });
});
