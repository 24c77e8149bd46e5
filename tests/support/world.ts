/** A world people can act in: `(await world.as("st-01")).cases.open(…)`, with the real router on a real database. */
import { createHash } from "node:crypto";
import { pino } from "pino";
import type { Database } from "#db/database.ts";
import { staffByReference } from "#db/queries/imports.ts";
import { practicesOf } from "#db/queries/standing.ts";
import { practiceByCode, staffById } from "#db/queries/staff.ts";
import type { Actor, Context } from "#server/context.ts";
import { newId } from "#server/context.ts";
import { apiFor, type Api } from "#server/router.ts";
import { createSignals, type Signals } from "#server/signals.ts";
import { casesJson, type CasesFile } from "./cases.ts";
import { clockAt, type Clock } from "./clock.ts";
import { databaseWith, freshDatabase, type TestDatabase } from "./databases.ts";

export interface TestWorld {
  database: Database;
  url: string;
  clock: Clock;
  signals: Signals;
  /** The API as that member of staff, by our id or the file's; each call is a press of its own. */
  as(staff: string, options?: Partial<Context>): Promise<Api>;
  /** The API as the operator of the machine, the program itself, or a stranger. */
  being(kind: "operator" | "system" | "stranger", options?: Partial<Context>): Api;
  idOf: (reference: string) => Promise<string>;
  end: () => Promise<void>;
}

const usualStart = "2026-11-24T09:00:00.000Z";

/** An empty one. */
export async function aWorld(start = usualStart): Promise<TestWorld> {
  return worldOn(await freshDatabase(), start);
}

/** One into which a file of cases was imported at its start: the five cases, unless another is given. */
export async function anImportedWorld({
  start = usualStart,
  file = casesJson(),
}: {
  start?: string;
  file?: unknown;
} = {}): Promise<{ world: TestWorld; practiceId: string }> {
  const name = createHash("sha256")
    .update(JSON.stringify([start, file]))
    .digest("hex")
    .slice(0, 16);
  const made = await databaseWith(name, async (database) => {
    const beginning = worldOn({ database, url: "", end: () => Promise.resolve() }, start);
    await beginning.being("operator").imports.caseFile({ file });
  });
  const practice = await practiceByCode(made.database, (file as CasesFile).practice.code);
  return { world: worldOn(made, start), practiceId: practice?.id ?? "" };
}

/** One in a database that was made elsewhere. */
export function worldOn({ database, url, end }: TestDatabase, start: string): TestWorld {
  const clock = clockAt(start);
  const signals = createSignals();
  const context = (actor: Actor, options: Partial<Context> = {}): Context => ({
    database,
    signals,
    log: pino({ level: "silent" }),
    mode: "demo",
    origin: "http://localhost",
    mailPlace: { kind: "folder", name: "mail" },
    now: clock.now,
    newId,
    actor,
    via: "page",
    requestId: newId(),
    key: newId(),
    ...options,
  });

  async function idOf(reference: string): Promise<string> {
    const [row] = await staffByReference(database, reference, null);
    if (!row) throw new Error(`Nobody is called ${reference} in this world.`);
    return row.id;
  }

  return {
    database,
    url,
    clock,
    signals,
    idOf,
    async as(reference, options) {
      const staff = await staffById(database, await idOf(reference));
      if (!staff) throw new Error(`Nobody is called ${reference} in this world.`);
      const roles = (await practicesOf(database, staff.id)).map((row) => ({
        practiceId: row.id,
        practiceName: row.name,
        practiceCode: row.code,
        role: row.role,
      }));
      return pressing((key) => apiFor(context({ kind: "staff", staff, roles }, { key, ...options })));
    },
    being(kind, options) {
      return pressing((key) => apiFor(context({ kind }, { key, ...options })));
    },
    end,
  };
}

/** Gives every call a key of its own, as every press of a button has. */
function pressing(fresh: (key: string) => Api): Api {
  const noun = (name: string) =>
    new Proxy({}, { get: (_, verb: string) => (input: unknown) => call(fresh(newId()), name, verb, input) });
  return new Proxy({} as Api, { get: (_, name: string) => noun(name) });
}

function call(api: Api, noun: string, verb: string, input: unknown): unknown {
  const nouns = api as unknown as Record<string, Record<string, (input: unknown) => unknown> | undefined>;
  const procedure = nouns[noun]?.[verb];
  if (!procedure) throw new Error(`There is no ${noun}.${verb}.`);
  return procedure(input);
}
