/** A spreadsheet's log: sent, looked at, stored all at once or not at all, and taken back while nobody has touched it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseNamed, doing, problemFrom } from "../support/doing.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
let number: number;

beforeAll(async () => {
  ({ world, practiceId } = await anImportedWorld());
  const caseId = await caseNamed(world, "case-01");
  const row = await world.database.selectFrom("mdt_case").select("number").where("id", "=", caseId).executeTakeFirst();
  number = row?.number ?? 0;
});
afterAll(() => world.end());

const coordinator = () => world.as("st-03");
const head = "Action,Owner,Due,Case,Raised,State,Done on,Notes";
const line = (text: string, owner = "Fiona Galbraith", rest = ",,,") => `${text},${owner},1/12/2026,${number},${rest}`;

async function sent(...rows: string[]) {
  const { sheetId } = await (
    await coordinator()
  ).sheets.begin({
    practiceId,
    fileName: "log.csv",
    file: Buffer.from([head, ...rows].join("\n")).toString("base64"),
  });
  return { of: { practiceId, sheetId }, open: async () => (await coordinator()).sheets.open({ practiceId, sheetId }) };
}

async function stored(...rows: string[]) {
  const sheet = await sent(...rows);
  const { version, reading } = await sheet.open();
  await (await coordinator()).sheets.store({ ...sheet.of, version, count: reading?.rightCount ?? 0 });
  return sheet;
}

const actionsOf = (sheetId: string) =>
  world.database.selectFrom("action").selectAll().where("sheet_id", "=", sheetId).orderBy("id").execute();

describe("a sheet of a log", () => {
  it("becomes actions like any other of their cases, each with its row in its history, and is forgotten", async () => {
    const sheet = await sent(
      line("Sheet: ring"),
      line("Sheet: write", "Fiona Galbraith", "2/11/2026,done,9/11/2026,She answered"),
      line("Sheet: wait", "fiona", "2/11/2026,blocked,,No answer"),
    );
    const before = await sheet.open();
    expect(before.reading).toMatchObject({ rightCount: 3, wrongCount: 0, asked: [] });
    const { logged, signals } = await doing(world, async () =>
      (await coordinator()).sheets.store({ ...sheet.of, version: before.version, count: 3 }),
    );
    expect(logged).toMatchObject([{ verb: "sheet.store", subject: sheet.of.sheetId, outcome: "done" }]);
    expect(signals).toEqual([`case:${await caseNamed(world, "case-01")}`]);
    expect(await actionsOf(sheet.of.sheetId)).toMatchObject([
      { text: "Sheet: ring", due: "2026-12-01", closed_at: null, raised_at: world.clock.now() },
      { text: "Sheet: write", closed_as: "done", closed_at: "2026-11-09T12:00:00.000Z", outcome_text: "She answered" },
      { text: "Sheet: wait", raised_at: "2026-11-02T12:00:00.000Z", blocked_reason: "No answer" },
    ]);
    const [row] = await world.database
      .selectFrom("log_sheet")
      .select(["content", "stored_rows"])
      .where("id", "=", sheet.of.sheetId)
      .execute();
    expect(row).toEqual({ content: null, stored_rows: 3 });

    // The owner finds it among theirs; a reader of the case in the team's; police, who only contribute, in none.
    const textsFor = async (reader: string, whose: "mine" | "team") =>
      (await (await world.as(reader)).actions.list({ whose })).actions.map(({ text }) => text);
    expect(await textsFor("st-04", "mine")).toContain("Sheet: ring");
    expect(await textsFor("st-01", "team")).toContain("Sheet: ring");
    expect((await textsFor("st-15", "team")).join()).not.toContain("Sheet:");
    const { actions } = await world.as("st-04");
    const [first] = await actionsOf(sheet.of.sheetId);
    expect((await actions.open({ actionId: first?.id ?? "" })).history).toMatchObject([
      { kind: "recorded", text: "Imported from “log.csv”, row 2" },
    ]);
  });

  it("is stored once, and the same rows again are said to be there, also what our own sheet gives back", async () => {
    const rows = [line("Twice: ring"), line("Twice: write")];
    const first = await stored(...rows);
    const { version } = await first.open();
    expect(
      (await problemFrom((await coordinator()).sheets.store({ ...first.of, version, count: 2 }))).message,
    ).toContain("stored already");
    const again = await (await sent(...rows)).open();
    expect(again.reading).toMatchObject({ rightCount: 0, alreadyCount: 2 });
    expect(again.before).toMatchObject({ rows: 2, by: "Morag Tennant" });

    const { text } = await (await world.as("st-03")).actions.sheet({ whose: "team" });
    const { sheetId } = await (await coordinator()).sheets.begin({ practiceId, fileName: null, pasted: text });
    const own = await (await coordinator()).sheets.open({ practiceId, sheetId });
    expect(own.reading).toMatchObject({ rightCount: 0, asked: expect.any(Array) as unknown[] });
    expect(own.reading?.alreadyCount).toBeGreaterThan(5);
  });

  it("asks whom a name means, and takes the answer for all its rows", async () => {
    const sheet = await sent(line("Asked: ring", "Zoe"), line("Asked: write", "Zoe"));
    const { reading, version } = await sheet.open();
    expect(reading).toMatchObject({ rightCount: 0, wrongCount: 2, asked: [{ name: "Zoe", rows: 2 }] });
    const answer = async (staffId: string) =>
      (await coordinator()).sheets.answer({ ...sheet.of, version, owners: [{ name: "Zoe", staffId }] });
    expect((await problemFrom(answer("nobody"))).kind).toBe("missing");
    await answer(await world.idOf("st-04"));
    expect((await problemFrom(answer(await world.idOf("st-04")))).kind).toBe("stale");
    expect((await sheet.open()).reading).toMatchObject({ rightCount: 2, asked: [] });
  });

  it("stores what was shown: not when other rows are right now", async () => {
    const sheet = await sent(line("Shown: ring"), line("Shown: write"));
    const { version } = await sheet.open();
    const { store } = (await coordinator()).sheets;
    expect((await problemFrom(store({ ...sheet.of, version, count: 1 }))).kind).toBe("refused");
    expect(await actionsOf(sheet.of.sheetId)).toEqual([]);
  });

  it("is given up, and then there is nothing of it", async () => {
    const sheet = await sent(line("Given up: ring"));
    await (await coordinator()).sheets.discard(sheet.of);
    const row = await world.database
      .selectFrom("log_sheet")
      .select("content")
      .where("id", "=", sheet.of.sheetId)
      .execute();
    expect(row).toEqual([{ content: null }]);
    expect(await sheet.open()).toMatchObject({ reading: null, storedAt: null });
  });

  it("is undone as a whole, each action with its line of history, until somebody has touched one", async () => {
    const sheet = await stored(line("Undone: ring"), line("Undone: write"));
    await (await coordinator()).sheets.undo(sheet.of);
    const actions = await actionsOf(sheet.of.sheetId);
    expect(actions.every(({ undone_at }) => undone_at !== null)).toBe(true);
    const kinds = await world.database
      .selectFrom("action_update")
      .select("kind")
      .where(
        "action_id",
        "in",
        actions.map(({ id }) => id),
      )
      .where("kind", "=", "undone")
      .execute();
    expect(kinds).toHaveLength(2);
    expect((await problemFrom((await coordinator()).sheets.undo(sheet.of))).message).toBe("There is nothing to undo");
    // What was undone is not there already.
    const touched = await stored(line("Undone: ring"), line("Undone: write"));
    const [first] = await actionsOf(touched.of.sheetId);
    world.clock.set("2026-11-24T10:00:00.000Z");
    await (await world.as("st-04")).actions.accept({ actionId: first?.id ?? "", version: 1 });
    expect((await problemFrom((await coordinator()).sheets.undo(touched.of))).message).toContain(
      "worked on “Undone: ring”",
    );
    expect((await touched.open()).touched).toMatchObject([{ text: "Undone: ring" }]);
    expect((await actionsOf(touched.of.sheetId)).every(({ undone_at }) => undone_at === null)).toBe(true);
  });

  it("is the coordinator's who sent it, and nothing to anybody else", async () => {
    const sheet = await sent(line("Mine: ring"));
    await aPracticeNextDoor(world);
    for (const [reader, kind] of [
      ["st-01", "forbidden"],
      ["nd-01", "missing"],
    ] as const) {
      const { sheets } = await world.as(reader);
      expect((await problemFrom(sheets.open(sheet.of))).kind).toBe(kind);
      expect((await problemFrom(sheets.store({ ...sheet.of, version: 1, count: 1 }))).kind).toBe(kind);
    }
    const nextDoor = (await world.as("nd-01")).sheets;
    const elsewhere = await world.database
      .selectFrom("practice")
      .select("id")
      .where("id", "!=", practiceId)
      .executeTakeFirst();
    const crossed = nextDoor.open({ practiceId: elsewhere?.id ?? "", sheetId: sheet.of.sheetId });
    expect((await problemFrom(crossed)).kind).toBe("missing");
  });

  it.each([
    [{}, { file: "Choose a file, or paste the rows" }],
    [{ file: Buffer.from("PK\x03\x04").toString("base64") }, { file: expect.stringContaining("workbook") as string }],
    [{ pasted: "Task;Who\na;b" }, { pasted: expect.stringContaining("No column says by when") as string }],
  ])("is refused in words: %j", async (over, fields) => {
    expect(
      await problemFrom((await coordinator()).sheets.begin({ practiceId, fileName: null, ...over })),
    ).toMatchObject({
      fields,
    });
  });

  it("of 5,000 rows with 12 wrong names those 12, and stores all others in one go", async () => {
    const isWrong = (row: number) => row % 400 === 200 && row < 4800;
    const rows = Array.from({ length: 5000 }, (_, row) =>
      line(`Row ${row} of many`, isWrong(row) ? "Nobody Known" : "Fiona Galbraith"),
    );
    const sheet = await sent(...rows);
    const { reading, version } = await sheet.open();
    expect(reading).toMatchObject({ rightCount: 4988, wrongCount: 12, alreadyCount: 0 });
    expect(reading?.wrong.map(({ row }) => row - 2)).toEqual(rows.flatMap((_, row) => (isWrong(row) ? [row] : [])));
    await (await coordinator()).sheets.store({ ...sheet.of, version, count: 4988 });
    expect(await actionsOf(sheet.of.sheetId)).toHaveLength(4988);
    await (await coordinator()).sheets.undo(sheet.of);
    const left = await world.database
      .selectFrom("action")
      .select("id")
      .where("sheet_id", "=", sheet.of.sheetId)
      .where("undone_at", "is", null)
      .execute();
    expect(left).toEqual([]);
  }, 60_000);
});
