/**
 * The three builders: read, write, watch. Each demands a verb of its own kind; the verb's row in the policy gives
 * permission, audit and log sentence, so that none of the three can be forgotten at a call site.
 */
import { createHash } from "node:crypto";
import { initTRPC, TRPCError } from "@trpc/server";
import type { Database, Reader, Writer } from "#db/database.ts";
import { isWorthRetrying } from "#db/errors.ts";
import { answeredBefore } from "#db/queries/audit.ts";
import { staffById } from "#db/queries/staff.ts";
import type { Day, Instant } from "#db/schema.ts";
import { actorId, writeAudit } from "./audit.ts";
import type { Actor, Context, SignedIn } from "./context.ts";
import { Refusal, missing } from "./domain/refusal.ts";
import { hasLeft, type CaseReader } from "./domain/sight.ts";
import { dayOf } from "./domain/time.ts";
import { isAbout, judgedOn, kindOf, sufficing, type Verb, type VerbOf } from "./policy.ts";
import { codeOf, problemFrom, refusalIn } from "./problems.ts";
import { openPage } from "./shown.ts";
import type { Subject } from "./signals.ts";
import { isInSight, may, mayKnow, standingOf, subjectKeys, type Stood } from "./standing.ts";

const t = initTRPC
  .context<Context>()
  .meta<{ verb: Verb }>()
  .create({
    errorFormatter({ shape, error, ctx }) {
      const problem = problemFrom(error, ctx?.requestId ?? "");
      return { ...shape, message: problem.message, data: { code: shape.data.code, problem } };
    },
  });

export const { router, createCallerFactory, mergeRouters } = t;

/** What every procedure is given of the world beside its database. */
interface Given {
  /** The reading day: today in London, or the day the operator asked for. */
  today: Day;
  at: Instant;
  stood: Stood;
  /** Which of these verbs the reader holds on this subject: what pages draw buttons by. */
  may: <V extends Verb>(verbs: readonly V[]) => V[];
}

/** How often a write is run again when somebody else's came between. */
const mostTries = 12;
/** Signing in and one-time links answer with a secret, which no log may hold: a repeat does them again. */
const neverAnsweredTwice: ReadonlySet<Verb> = new Set([
  "session.begin",
  "session.beginAs",
  "session.end",
  "link.redeem",
  "link.makeFirst",
  "staff.invite",
  "staff.help",
  "staff.comeBack",
  "feed.make",
  "invitation.answer",
  "invitation.print",
  "message.take",
  "guest.begin",
]);

export function read(verb: VerbOf<"read" | "logged read">) {
  return t.procedure.meta({ verb }).use(async ({ ctx, next, getRawInput }) => {
    const raw = await getRawInput();
    return attempt(ctx, verb, raw, async () => {
      const db: Reader = ctx.database;
      const given = await judge(db, ctx, verb, raw);
      const result = await next({ ctx: { ...ctx, ...given, db } });
      if (!result.ok) throw result.error;
      // Logged before the first byte leaves: who looked is as complete as who changed.
      if (kindOf(verb) === "logged read" && !ctx.isUnlogged)
        await logged(ctx, verb, subjectOf(verb, raw, result.data), given.stood);
      return result;
    });
  });
}

export function write(verb: VerbOf<"write">) {
  return t.procedure.meta({ verb }).use(async ({ ctx, next, getRawInput }) => {
    const raw = await getRawInput();
    const once = neverAnsweredTwice.has(verb) ? undefined : pressOf(ctx, verb, raw);
    const subjects = new Set<Subject>();
    const afterwards: ((db: Writer) => Promise<void>)[] = [];
    /** Kept even when the verb is refused and all else is rolled back: a failed sign-in counts. */
    const afterRefusal = (run: (db: Writer) => Promise<void>) => void afterwards.push(run);

    const result = await attempt(ctx, verb, raw, () =>
      inTransaction(ctx.database, async (db) => {
        const given = await judge(db, ctx, verb, raw);
        const earlier = once && (await answeredBefore(db, actorId(ctx.actor), once.key));
        if (once && earlier) return repeated(earlier, verb, once.inputHash);

        subjects.clear();
        afterwards.length = 0;
        const changed = (...names: Subject[]) => names.forEach((name) => subjects.add(name));
        const result = await next({ ctx: { ...ctx, ...given, db, changed, afterRefusal } });
        if (!result.ok) throw result.error;

        await writeAudit(db, {
          ...entryBase(ctx, verb, subjectOf(verb, raw, result.data), given.stood, result.data),
          outcome: "done",
          ...(once ? { once: { ...once, answer: result.data ?? null } } : {}),
        });
        return result;
      }),
    ).catch(async (error: unknown) => {
      for (const run of afterwards) await inTransaction(ctx.database, run);
      throw error;
    });
    ctx.signals.announce(subjects);
    return result;
  });
}

export function watch(verb: VerbOf<"watch">) {
  return t.procedure.meta({ verb }).use(async ({ ctx, next, getRawInput }) => {
    const raw = await getRawInput();
    return attempt(ctx, verb, raw, async () => {
      const given = await judge(ctx.database, ctx, verb, raw);
      await logged(ctx, verb, subjectOf(verb, raw, undefined), given.stood);
      const follow = (page: Followed, until?: AbortSignal) => following(ctx, verb, raw, page, until);
      return next({ ctx: { ...ctx, ...given, db: ctx.database as Reader, follow } });
    });
  });
}

/** What a page shows its reader, and all that changes it, both asked as that reader. */
interface Followed {
  shows: (as: Context) => Promise<unknown>;
  hears: (as: Context) => Promise<readonly Subject[]>;
}

/**
 * Says "hello", and "changed" when what the page shows this reader is not what it was: a change of what is kept from
 * them is none (docs/decisions/0026). Whether they may still follow it is judged anew each time, and else the end.
 */
async function* following(
  ctx: Context,
  verb: Verb,
  raw: unknown,
  { shows, hears }: Followed,
  until = new AbortController().signal,
): AsyncGenerator<"hello" | "changed"> {
  const own: Subject[] = ctx.actor.kind === "staff" ? [`staff:${ctx.actor.staff.id}`, "day"] : ["day"];
  const page = openPage(ctx.signals, fingerprint([verb, raw, actorId(ctx.actor)]));
  let told: string | null = null;
  let heard: readonly Subject[] = await hears(ctx);
  try {
    for (let isOver = false; !isOver;) {
      isOver = true;
      for await (const change of ctx.signals.listen([...new Set([...heard, ...own])], until)) {
        const { what, subjects } = await page.ask(ctx.now(), async (at) => {
          const as = { ...ctx, actor: await asTheyAreNow(ctx), isUnlogged: true } as const;
          await judge(ctx.database, as, verb, raw);
          const asAt = { ...as, now: () => at };
          return { what: fingerprint(await shows(asAt)), subjects: await hears(asAt) };
        });
        if (what !== told) {
          const word = told === null ? "hello" : change;
          told = what;
          yield word;
        }
        if (fingerprint(subjects) === fingerprint(heard)) continue;
        // Something came to the page that it did not listen to: it listens anew, and looks at once.
        heard = subjects;
        isOver = false;
        break;
      }
    }
  } finally {
    page.close();
  }
}

/** The reader of a stream that was opened a while ago, who may have left since. */
async function asTheyAreNow({ actor, database }: Context): Promise<Actor> {
  if (actor.kind !== "staff") return actor;
  const staff = await staffById(database, actor.staff.id);
  return staff ? { ...actor, staff: { ...actor.staff, leftOn: staff.leftOn } } : actor;
}

/** What procedures need of the rest of the server. */
export { faultsOfAudit } from "./audit.ts";
export * as secrets from "./session.ts";

/**
 * Whoever writes for a discipline or answers for an action: somebody signed in, or a guest, who contributes to the
 * meeting they were asked for.
 */
export function writerOf({ actor }: Pick<Context, "actor">): {
  staff: CaseReader;
  guestId: string | null;
  meetingId: string | null;
} {
  if (actor.kind === "guest") return actor;
  return { staff: signedIn({ actor }).staff, guestId: null, meetingId: null };
}

/** The signed-in person a procedure acts for. */
export function signedIn(ctx: Pick<Context, "actor">): SignedIn {
  if (ctx.actor.kind !== "staff") throw new Refusal("signed-out", "Sign in to go on.");
  return ctx.actor;
}

function goneForGood(): Refusal {
  return new Refusal("left", "You have left this team, so you can no longer read its cases.");
}

/** Loads the standing once and compares it with the verb's row. Deny is the default. */
async function judge(db: Reader, ctx: Context, verb: Verb, raw: unknown): Promise<Given> {
  const at = ctx.now();
  const today = ctx.readingDay ?? dayOf(at);
  const kind = judgedOn(verb);
  const { actor } = ctx;

  if (actor.kind === "stranger" && !sufficing(verb, "stranger").includes("any")) {
    throw actor.hasLeft ? goneForGood() : new Refusal("signed-out", "Sign in to go on.");
  }
  if (actor.kind === "staff" && hasLeft(actor.staff, today)) throw goneForGood();
  const id = kind === "installation" ? "" : textAt(raw, subjectKeys[kind]);
  const stood = id === undefined ? null : await standingOf(db, actor, kind, id, { at, today });
  if (!stood) missing();
  const isKept = async () =>
    actor.kind === "staff" && !(await isInSight(db, kind, id ?? "", stood, actor.staff, today));
  if (may(verb, stood)) {
    // Before what was entered is looked at, which would answer otherwise than for what is not there. Reads see for themselves.
    if (kindOf(verb) === "write" && (await isKept())) missing();
    return { today, at, stood, may: (verbs) => verbs.filter((candidate) => may(candidate, stood)) };
  }
  // Never "not there": the page of somebody whose link was stopped while they wrote must keep their text.
  if (actor.kind === "guest") throw new Refusal("signed-out", "This link does not work any more.");
  // A practice is no secret to those attached to it; to others nothing is there.
  const known = kind === "practice" ? stood.holds.has("practice") : mayKnow(kind, stood);
  if (!known || kind === "installation") missing();
  if (await isKept()) missing();
  throw new Refusal("forbidden", "You may see this, but your role may not change it. Ask the practice manager.");
}

let lastWrite: Promise<unknown> = Promise.resolve();

/**
 * One write at a time in this process. SQLite has one writer anyway; on PostgreSQL all writes of a practice meet at
 * the head of its log, where those that came together would fail and try again, some of them in vain.
 */
function inTransaction<T>(database: Database, run: (db: Writer) => Promise<T>): Promise<T> {
  const mine = lastWrite.then(() => tryInTransaction(database, run));
  lastWrite = mine.catch(() => undefined);
  return mine;
}

/** Writes of another process may still come between. */
async function tryInTransaction<T>(database: Database, run: (db: Writer) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await database.transaction().setIsolationLevel("serializable").execute(run);
    } catch (error) {
      if (tries >= mostTries || !worthAnotherTry(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * tries));
    }
  }
}

function worthAnotherTry(error: unknown): boolean {
  return isWorthRetrying(error instanceof TRPCError ? error.cause : error);
}

/** Runs a verb; what stops it becomes one Problem, and an attempt that was refused leaves its own log entry. */
async function attempt<T>(ctx: Context, verb: Verb, raw: unknown, run: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    const result = await run();
    ctx.log.debug({ verb, request: ctx.requestId, ms: Math.round(performance.now() - began) }, "done");
    return result;
  } catch (error) {
    const problem = problemFrom(error, ctx.requestId);
    const level = problem.kind === "unexpected" ? "error" : "info";
    ctx.log[level](
      { verb, request: ctx.requestId, kind: problem.kind, ...(level === "error" ? { err: error } : {}) },
      "not done",
    );
    if (problem.kind !== "unexpected" && problem.kind !== "invalid" && kindOf(verb) !== "read") {
      await logged(ctx, verb, attemptedSubject(verb, raw), null, problem.kind);
    }
    throw new TRPCError({ code: codeOf[problem.kind], message: problem.message, cause: carrying(error, problem) });
  }
}

/** The problem rides on the error, for the in-process door; refusals keep their reason for the command line. */
function carrying(error: unknown, problem: ReturnType<typeof problemFrom>): Error {
  const cause = refusalIn(error) ?? (error instanceof TRPCError ? error.cause : error);
  return Object.assign(cause instanceof Error ? cause : new Error("unexpected"), { problem });
}

async function logged(ctx: Context, verb: Verb, subject: string, stood: Stood | null, outcome = "done"): Promise<void> {
  await inTransaction(ctx.database, (db) => writeAudit(db, { ...entryBase(ctx, verb, subject, stood), outcome }));
}

function entryBase(ctx: Context, verb: Verb, subject: string, stood: Stood | null, answer?: unknown) {
  return {
    id: ctx.newId(),
    at: ctx.now(),
    verb,
    via: ctx.via,
    subject,
    request: ctx.requestId,
    practiceId: stood?.practiceId ?? textAt(answer, "practiceId") ?? null,
    caseId: stood?.caseId ?? textAt(answer, "caseId") ?? null,
    actor: ctx.actor,
    onBehalfOf: textAt(answer, "onBehalfOf") ?? null,
  };
}

/** What the log entry is about, from the answer or the input; a verb that names neither is a fault of the program. */
function subjectOf(verb: Verb, raw: unknown, answer: unknown): string {
  const key = isAbout(verb);
  const subject = textAt(answer, key) ?? textAt(raw, key);
  if (subject === undefined) throw new Error(`${verb} named no ${key} for its log entry.`);
  return subject;
}

function attemptedSubject(verb: Verb, raw: unknown): string {
  return textAt(raw, isAbout(verb)) ?? "unknown";
}

function textAt(value: unknown, key: string): string | undefined {
  if (typeof value !== "object" || value === null || !(key in value)) return undefined;
  const found = (value as Record<string, unknown>)[key];
  return typeof found === "string" && found.length > 0 && found.length <= 200 ? found : undefined;
}

/** The idempotency key of this press, and what it pressed. */
function pressOf(ctx: Context, verb: Verb, raw: unknown): { key: string; inputHash: string } {
  if (!ctx.key) throw new TRPCError({ code: "BAD_REQUEST", message: "A change needs an idempotency key." });
  return { key: ctx.key, inputHash: fingerprint([verb, raw]) };
}

/** Tells whether two contents are the same. */
export function fingerprint(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

function repeated(earlier: { inputHash: string | null; answer: string | null }, verb: Verb, inputHash: string): never {
  if (earlier.inputHash !== inputHash) {
    throw new Refusal(
      "key-used",
      "This page was already sent once, with other text. Your text is still here: open the page again and send it from there.",
    );
  }
  // tRPC's result carries a marker type that it does not export; at run time `ok` and `data` are all it reads.
  return { ok: true, data: earlier.answer === null ? null : (JSON.parse(earlier.answer) as unknown), verb } as never;
}
