/**
 * What it takes to open a case of ten years, 300 contributions and 200 actions, beside the rest of a practice's ten
 * years (quality.md P3): statements, and time against the same statements asked plainly, in turns within the same
 * seconds. Prints one JSON line a figure; fails only when an answer is wrong.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import type { CompiledQuery } from "kysely";
import { pino } from "pino";
import { afterAll, expect, it } from "vitest";
import { connect } from "#db/connect.ts";
import { migrate } from "#db/migrate.ts";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { practicesOf } from "#db/queries/standing.ts";
import { staffById } from "#db/queries/staff.ts";
import { newId, systemNow } from "#server/context.ts";
import { plantDemonstration } from "#server/demo/seed.ts";
import { viewFor } from "#server/domain/sight.ts";
import { composeSummary } from "#server/domain/summaries.ts";
import { dayOf } from "#server/domain/time.ts";
import { apiFor } from "#server/router.ts";
import { createSignals } from "#server/signals.ts";
import { plantPast, readerOf } from "./history.ts";
import { inTurns, median, percentile, print, printLoad, printRatio } from "./measure.ts";

const isFull = process.env.SHIPMATE_COUNTS === "full";
const turns = isFull ? { rounds: 10, milliseconds: 3000 } : { rounds: 12, milliseconds: 300 };
const folder = mkdtempSync(join(tmpdir(), "shipmate-bench-"));
const file = join(folder, "shipmate.db");

let asked: CompiledQuery[] = [];
const database = connect(`sqlite:${file}`, { log: ({ query }) => void asked.push(query) });

afterAll(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true, force: true });
});

it("a case of ten years costs what its statements cost, and little more", async () => {
  const world = {
    database,
    signals: createSignals(),
    log: pino({ level: "silent" }),
    mode: "demo" as const,
    origin: "http://localhost",
    mailPlace: { kind: "folder" as const, name: "mail" },
    now: systemNow,
    newId,
  };
  await migrate(database);
  await plantDemonstration(world);
  plantPast(file, { seed: 20_261_126, actions: 10_000, years: 10 });

  const sqlite = new SqliteDatabase(file, { readonly: true });
  const caseId = String(
    sqlite.prepare("select case_id from contribution group by case_id order by count(*) desc limit 1").pluck().get(),
  );
  const staff = await staffById(database, readerOf(sqlite));
  if (!staff) throw new Error("Nobody reads the case.");
  const roles = (await practicesOf(database, staff.id)).map((row) => ({
    practiceId: row.id,
    practiceName: row.name,
    practiceCode: row.code,
    role: row.role,
  }));
  const actor = { kind: "staff", staff, roles } as const;
  const open = () => apiFor({ ...world, actor, via: "page", requestId: newId(), key: newId() }).cases.open({ caseId });
  const assemble = async () => composeSummary(viewFor(await caseFileOf(database, caseId), staff, dayOf(systemNow())));

  asked = [];
  expect((await assemble()).actions).toHaveLength(200);
  const statements = asked.map(({ sql, parameters }) => ({ statement: sqlite.prepare(sql), parameters }));
  print({ figure: "P3 statements of a case file", value: statements.length, unit: "statements", goal: 6 });
  asked = [];
  expect((await open()).summary.disciplines).toHaveLength(300);
  const reads = asked.filter(({ sql }) => sql.startsWith("select"));
  print({
    figure: "P3 statements of a case page, with the two that tell who asks",
    value: reads.length,
    unit: "statements",
    ofTheLog: asked.length - reads.length,
  });

  const raw = () => Promise.resolve(statements.map(({ statement, parameters }) => statement.all(...parameters)));
  const tasks = { raw, "the file": () => caseFileOf(database, caseId), "the summary": assemble, "the page": open };
  const times = await inTurns(
    new Map(Object.entries(tasks).map(([name, run]) => [name, () => timed(run)] as const)),
    turns,
  );
  for (const name of Object.keys(tasks)) {
    const { all } = times.get(name) ?? { all: [] };
    const p95 = percentile(all, 0.95);
    print({ figure: `P3 ${name}, p50`, value: median(all), unit: "ms", p95, runs: all.length });
  }
  printRatio("P3 the file against its statements", times.get("the file"), times.get("raw"));
  printRatio("P3 the summary against its statements", times.get("the summary"), times.get("raw"), 2);
  printRatio("P3 the page's verb, with its log entry, against them", times.get("the page"), times.get("raw"), 2);
  printLoad();
  sqlite.close();
});

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}
