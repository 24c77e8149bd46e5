/** `mdt` as an administrator types it, on a database that it opens itself: in a file, and on PostgreSQL where that runs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "#db/connect.ts";
import type { Database } from "#db/database.ts";
import { run, type Outcome } from "#server/cli.ts";
import { readConfig, type Config } from "#server/config.ts";
import { casesPath } from "../support/cases.ts";
import { freshPostgres } from "../support/postgres.ts";

const fixturePath = new URL("../fixtures/sight.json", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "shipmate-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const newFile = (ending: string) => join(folder, `${(files += 1)}${ending}`);
const newSqlite = () => Promise.resolve({ url: `sqlite:${newFile(".db")}`, drop: () => Promise.resolve() });
const places: [string, () => Promise<{ url: string; drop: () => Promise<void> }>][] = [["SQLite", newSqlite]];
if (process.env.SHIPMATE_TEST_DATABASE === "postgres") places.push(["PostgreSQL", freshPostgres]);

const configFor = (databaseUrl: string, mode: Config["mode"] = "demo"): Config => ({
  ...readConfig({} as NodeJS.ProcessEnv),
  databaseUrl,
  mode,
});

function written(content: unknown): string {
  const path = newFile(".json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function inDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = connect(url);
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}

const fails = (exitCode: number, err: string | RegExp) => ({
  exitCode,
  out: "",
  err: typeof err === "string" ? err : (expect.stringMatching(err) as string),
});
const notToBeKnown = fails(4, "There is no such thing, or it is not to be known.");

describe.each(places)("on %s", (_, place) => {
  let url: string;
  let drop: () => Promise<void>;
  let mdt: (...argv: string[]) => Promise<Outcome>;

  beforeAll(async () => {
    ({ url, drop } = await place());
    mdt = (...argv) => run(argv, configFor(url));
    expect((await mdt("import", fixturePath)).exitCode).toBe(0);
  });
  afterAll(() => drop());

  const summary = (reader: string, ...more: string[]) =>
    mdt("summary", "u-case-01", "--reader", reader, "--at", "2027-02-25", ...more);

  describe("an administrator who imports", () => {
    it("is told how much of each was taken, and nothing the second time", async () => {
      expect(await mdt("import", fileOf(casesPath))).toEqual({
        exitCode: 0,
        err: "",
        out: expect.stringMatching(
          /^staff: \d+\nmeetings: 3\ncases: 4\ncontributions: \d+\nfacts: \d+\nactions: \d+$/,
        ) as string,
      });
      expect(await mdt("import", fileOf(casesPath))).toEqual({
        exitCode: 0,
        err: "",
        out: "staff: 0\nmeetings: 0\ncases: 0\ncontributions: 0\nfacts: 0\nactions: 0",
      });
    });

    it("reads each fault of a malformed file on a line of its own", async () => {
      const file = JSON.parse(readFileSync(fixturePath, "utf8")) as { staff: object[]; cases: { id?: string }[] };
      Object.assign(file.staff[2] ?? {}, { email: 3 });
      delete file.cases[1]?.id;
      expect(await mdt("import", written(file))).toEqual(
        fails(2, "staff[2].email: must be text\ncases[1].id: is missing"),
      );
    });

    it("is told where a file stops being JSON, without a word of the file", async () => {
      const { exitCode, err } = await mdt("import", written('{\n "staff": [\n "Dr Ailsa Drummond" oh\n'));
      expect([exitCode, err]).toEqual([2, "$: is no JSON: it cannot be read beyond line 3"]);
      expect(await mdt("import", written("Ailsa"))).toEqual(fails(2, /^\$: is no JSON/));
      expect((await mdt("import", written("Ailsa"))).err).not.toContain("Ailsa");
    });

    it("is told of a file that is not there", async () => {
      expect(await mdt("import", join(folder, "none.json"))).toEqual(fails(2, /none\.json: cannot be read$/));
    });

    it("is told what differs when the ids are known with other content", async () => {
      const file = JSON.parse(readFileSync(fixturePath, "utf8")) as { practice: { name: string } };
      file.practice.name = "Another";
      expect(await mdt("import", written(file))).toEqual(fails(2, "practice: was imported before with other content"));
    });
  });

  describe("an administrator who reads as somebody", () => {
    it("gets one JSON object with the names that checks go by", async () => {
      const { exitCode, out, err } = await summary("u-01", "--json");
      expect([exitCode, err]).toEqual([0, ""]);
      const page = JSON.parse(out) as Record<string, unknown> & {
        conflicts: { values: object[] }[];
        staleFacts: object[];
      };
      expect(Object.keys(page)).toEqual([
        "case",
        "reader",
        "asOf",
        "conflicts",
        "staleFacts",
        "visibleItems",
        "invitedWithoutContribution",
        "openActions",
        "overdueActions",
        "orphanedActions",
        "blockedActions",
        "possibleDuplicateActions",
        "safetyMarkers",
        "text",
      ]);
      expect(page).toMatchObject({ case: "u-case-01", reader: "u-01", asOf: "2027-02-25" });
      const [conflict] = page.conflicts;
      expect(Object.keys(conflict ?? {})).toEqual(["key", "label", "safetyCritical", "values"]);
      const valueKeys = ["factId", "value", "asOf", "source", "discipline", "authorId", "stale"];
      expect(Object.keys(conflict?.values[0] ?? {})).toEqual(valueKeys);
      expect(Object.keys(page.staleFacts[0] ?? {})).toEqual(["factId", "key", "asOf", "ageDays", "thresholdDays"]);
      expect(page.possibleDuplicateActions).toEqual([
        ["u-case-01-a1", "u-case-01-a2"],
        ["u-case-01-a3", "u-case-01-a4"],
      ]);
    });

    it("gets the page as text without --json, the same as the JSON carries", async () => {
      const { out } = await summary("u-04");
      const json = JSON.parse((await summary("u-04", "--json")).out) as { text: string };
      expect(out).toBe(json.text);
      expect(out).toContain("DRUMMOND, Ailsa");
      expect(out).not.toContain("Orchard Loan");
    });

    it("gets an earlier day as it was then", async () => {
      const at = async (day: string) => {
        const { out } = await mdt("summary", "u-case-01", "--reader", "u-02", "--at", day, "--json");
        return JSON.parse(out) as { visibleItems: string[]; overdueActions: string[]; asOf: string };
      };
      expect(await at("2027-02-11")).toMatchObject({ asOf: "2027-02-11", overdueActions: [] });
      expect((await at("2027-02-11")).visibleItems).toContain("u-case-01-c2-f3");
      expect((await at("2027-02-11")).visibleItems).not.toContain("u-case-01-c4");
      expect((await at("2027-02-23")).overdueActions).toEqual(["u-case-01-a1", "u-case-01-a5"]);
    });

    it("is told that somebody has left, and nothing else", async () => {
      expect(await summary("u-09")).toEqual(fails(3, "This member of staff has left and reads nothing."));
      expect(await summary("u-09", "--json")).toEqual(fails(3, "This member of staff has left and reads nothing."));
    });

    it("is told the same of a case that is not there and of one that this reader may not know of", async () => {
      expect(await mdt("summary", "u-case-99", "--reader", "u-01", "--at", "2027-02-25", "--json")).toEqual(
        notToBeKnown,
      );
      expect(await summary("u-10", "--json")).toEqual(notToBeKnown);
      expect(await summary("u-10")).toEqual(notToBeKnown);
    });

    it("is told the same of somebody who does not exist or works elsewhere", async () => {
      expect(await summary("u-99")).toEqual(notToBeKnown);
      expect(await summary("st-01")).toEqual(notToBeKnown);
      expect(await summary("u-01", "--practice", "00000")).toEqual(notToBeKnown);
    });

    it("shows a police submitter their own entries and no more", async () => {
      const page = JSON.parse((await summary("u-07", "--json")).out) as { visibleItems: string[]; text: string };
      expect(page.visibleItems).toEqual(["u-case-01-c5", "u-case-01-c5-f1", "u-case-01-c5-r1"]);
      expect(page.text).not.toMatch(/drummond/i);
    });

    it("must say as whom, and on a day there is", async () => {
      expect(await mdt("summary", "u-case-01")).toEqual(fails(2, /^--reader is needed/));
      expect(await mdt("summary", "u-case-01", "--reader", "u-01", "--at", "2027-02-30")).toEqual(
        fails(2, "--at must be a day such as 2026-11-26, and is 2027-02-30"),
      );
    });

    it.each([[[]], [["mend"]], [["import"]], [["summary", "a", "b", "--reader", "u-01"]], [["verify", "--loud"]]])(
      "is shown how to type it after %j",
      async (argv) => {
        expect(await mdt(...argv)).toEqual(fails(2, /^usage:/));
      },
    );

    it("is in the log as the operator, reading as that person, and why", async () => {
      await summary("u-06", "--reason", "asked by the practice");
      const entry = await inDatabase(url, async (database) => {
        const [reader] = await database.selectFrom("staff").select("id").where("name", "=", "Priya Raman").execute();
        const logged = database.selectFrom("audit").select(["verb", "actor", "reason", "via", "outcome"]);
        return logged.where("actor", "=", `operator, reading as ${reader?.id}`).executeTakeFirst();
      });
      expect(entry).toMatchObject({
        verb: "case.open",
        reason: "asked by the practice",
        via: "command",
        outcome: "done",
      });
    });

    it("must say why in live mode", async () => {
      const live = (...more: string[]) =>
        run(["summary", "u-case-01", "--reader", "u-01", "--at", "2027-02-25", ...more], configFor(url, "live"));
      expect(await live()).toEqual(fails(2, "Live mode needs --reason for reading as somebody."));
      expect(await live("--reason", "complaint 12")).toMatchObject({ exitCode: 0 });
    });
  });

  describe("an administrator who tries a line", () => {
    const line = (typed: string, ...more: string[]) =>
      mdt("line", typed, "--case", "case-01", "--at", "2026-11-26", "--next-meeting", "2026-12-17", ...more);
    beforeAll(async () => {
      expect((await mdt("import", fileOf(casesPath))).exitCode).toBe(0);
    });

    it.each([
      ["Greta wants Kyle to keep the key", "note", null, "Greta wants Kyle to keep the key", null, null],
      ["= joint visit before 4 December", "decision", null, "joint visit before 4 December", null, null],
      ["@jamie phone housing by fri", "action", "st-07", "phone housing", "2026-11-27", null],
      ["@dn dress the leg", "action", "st-09", "dress the leg", "2026-12-17", null],
      [
        "@aileen book the bus",
        "ask",
        null,
        "@aileen book the bus",
        null,
        /^Aileen Strachan left on 31 October 2026\. .*Jamie Okafor/,
      ],
      ["@zoe ring", "ask", null, "@zoe ring", null, "Nobody called zoe on this case"],
    ])("%s", async (typed, kind, owner, text, due, question) => {
      const { exitCode, out, err } = await line(typed, "--json");
      expect([exitCode, err]).toEqual([0, ""]);
      const asked = question instanceof RegExp ? (expect.stringMatching(question) as string) : question;
      expect(JSON.parse(out)).toEqual({ kind, owner, text, due, question: asked });
    });

    it("reads it back in words, and nothing is written", async () => {
      expect((await line("@jamie phone housing by 30 nov")).out).toBe(
        "Action: Jamie Okafor (Community link worker) will phone housing, by Monday 30 November 2026, St Andrew’s Day, a bank holiday",
      );
      const kept = await inDatabase(url, (database) =>
        database.selectFrom("action").select("id").where("text", "=", "phone housing").execute(),
      );
      expect(kept).toEqual([]);
    });

    it("is told what is missing or wrong", async () => {
      expect(await mdt("line", "@jamie ring")).toEqual(fails(2, /^--case is needed/));
      expect(await line("@jamie ring", "--at", "soon")).toEqual(fails(2, /^--at must be a day/));
      expect(await line("@jamie ring", "--next-meeting", "2026-02-30")).toEqual(
        fails(2, /^--next-meeting must be a day/),
      );
      expect(await mdt("line", "@jamie ring", "--case", "case-99")).toEqual(notToBeKnown);
    });
  });

  it("says which practice is meant when two have a case of that name", async () => {
    const renamed = readFileSync(fixturePath, "utf8")
      .replace("88888-TEST", "88889-TEST")
      .replaceAll("saltmarsh-road.example", "harbour-row.example");
    expect((await mdt("import", written(renamed))).err).toBe("");
    expect(await summary("u-01")).toEqual(fails(2, "Several practices have a case u-case-01. Add --practice CODE."));
    expect(await summary("u-01", "--practice", "88889-TEST")).toMatchObject({ exitCode: 0 });
  });

  it("takes no test-block number in live mode", async () => {
    const { url: other, drop: dropOther } = await place();
    expect(await run(["import", fixturePath], configFor(other, "live"))).toEqual(
      fails(2, "cases[0].person.chi: is from the test block, which live mode does not take"),
    );
    await dropOther();
  });

  it("verifies the log, and fails once somebody has changed it", async () => {
    expect(await mdt("verify")).toEqual({ exitCode: 0, out: "References, log and integrity hold.", err: "" });
    await inDatabase(url, (database) => sql`update audit set actor = ${"nobody"} where sequence = 2`.execute(database));
    expect(await mdt("verify")).toEqual(fails(1, /^The log of .+ is broken at entry 2\./));
  });

  it("leaves a database alone that a newer program made", async () => {
    const { url: newer, drop: dropNewer } = await place();
    await run(["verify"], configFor(newer));
    await inDatabase(newer, (database) =>
      sql`insert into kysely_migration (name, timestamp) values ('900-later', '2030-01-01')`.execute(database),
    );
    expect(await run(["verify"], configFor(newer))).toEqual(fails(71, /made by a newer Shipmate \(900-later\)/));
    await dropNewer();
  });
});

function fileOf(url: URL): string {
  return decodeURIComponent(url.pathname);
}

describe("a database file", () => {
  it("that is damaged is left alone", async () => {
    const path = newFile(".db");
    writeFileSync(path, Buffer.alloc(8192, "no database "), { mode: 0o600 });
    expect(await run(["verify"], configFor(`sqlite:${path}`))).toEqual(
      fails(70, "The database file is damaged. Restore the last backup."),
    );
  });

  it("whose pages were overwritten is found damaged", async () => {
    const path = newFile(".db");
    const config = configFor(`sqlite:${path}`);
    await run(["import", fixturePath], config);
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4096 * 2);
    writeFileSync(path, bytes);
    expect(await run(["verify"], config)).toEqual(fails(70, "The database file is damaged. Restore the last backup."));
  });

  it("that others on the machine can read is refused", async () => {
    const path = newFile(".db");
    writeFileSync(path, "", { mode: 0o644 });
    expect(await run(["verify"], configFor(`sqlite:${path}`))).toEqual(fails(2, /can be read by others/));
  });
});
