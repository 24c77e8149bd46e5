/** `mdt`, for administrators and for checks: through the same API, policy and audit as everybody else. */
import { readFileSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { CannotOpen, connect, dialectOf } from "#db/connect.ts";
import type { Database } from "#db/database.ts";
import { isDamaged } from "#db/errors.ts";
import { migrate } from "#db/migrate.ts";
import { faultsOfSqlite } from "#db/queries/integrity.ts";
import { casesByReference, meetingsByReference, staffByReference } from "#db/queries/imports.ts";
import { staffById } from "#db/queries/staff.ts";
import type { Day } from "#db/schema.ts";
import { BadConfig, readConfig, type Config } from "./config.ts";
import { datesInWords } from "./dates.ts";
import { newId, systemNow, type Actor, type Context } from "./context.ts";
import { askInWords, readingInWords } from "./domain/lines.ts";
import { problemOf } from "./domain/problem.ts";
import { Refusal } from "./domain/refusal.ts";
import { parseDay } from "./domain/time.ts";
import { composeMail, mailPlaceOf } from "./mail.ts";
import { refusalIn } from "./problems.ts";
import { apiFor } from "./router.ts";
import { createSignals } from "./signals.ts";
import { summaryForMachines } from "./domain/summaries.ts";

const usage = `usage:
  mdt import FILE
  mdt summary CASE --reader STAFF [--at DAY] [--json] [--practice CODE] [--reason TEXT]
  mdt pack MEETING --reader STAFF [--at DAY] --text [--practice CODE] [--reason TEXT]
  mdt line TEXT --case CASE [--at DAY] [--next-meeting DAY] [--json] [--practice CODE]
  mdt invite MEETING --to STAFF [--practice CODE]
  mdt reply FILE
  mdt dates RULE --start TIME --minutes N --from DAY --count N [--skip-holidays NATION] [--json]
  mdt verify`;

/** 0 held · 1 unexpected · 2 bad input · 3 has left · 4 missing or not to be known · 70 damaged · 71 newer schema. */
export interface Outcome {
  exitCode: number;
  out: string;
  err: string;
}

class BadInput extends Error {}

interface Options {
  reader?: string;
  at?: string;
  json?: boolean;
  text?: boolean;
  practice?: string;
  reason?: string;
  to?: string;
  start?: string;
  minutes?: string;
  from?: string;
  count?: string;
  case?: string;
  "next-meeting"?: string;
  "skip-holidays"?: string;
}

export async function run(argv: readonly string[], config: Config): Promise<Outcome> {
  let database: Database | null = null;
  try {
    const { positionals, values } = parse(argv);
    if (positionals[0] === "dates") return dates(positionals, values);
    database = connect(config.databaseUrl);
    await migrate(database);
    return {
      exitCode: 0,
      err: "",
      out: await command(positionals, values, contextFor(config, database), config),
    };
  } catch (error) {
    return { out: "", ...failure(error) };
  } finally {
    await database?.destroy();
  }
}

function parse(argv: readonly string[]): { positionals: string[]; values: Options } {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        reader: { type: "string" },
        at: { type: "string" },
        json: { type: "boolean" },
        text: { type: "boolean" },
        practice: { type: "string" },
        reason: { type: "string" },
        to: { type: "string" },
        start: { type: "string" },
        minutes: { type: "string" },
        from: { type: "string" },
        count: { type: "string" },
        case: { type: "string" },
        "next-meeting": { type: "string" },
        "skip-holidays": { type: "string" },
      },
    });
  } catch {
    throw new BadInput(usage);
  }
}

function command(
  [verb, subject, ...rest]: string[],
  options: Options,
  context: Context,
  config: Config,
): Promise<string> {
  if (rest.length > 0) throw new BadInput(usage);
  if (verb === "import" && subject) return importFile(subject, context);
  if (verb === "summary" && subject) return summary(subject, options, context);
  if (verb === "pack" && subject) return pack(subject, options, context);
  if (verb === "line" && subject !== undefined) return line(subject, options, context);
  if (verb === "invite" && subject) return invite(subject, options, context, config);
  if (verb === "reply" && subject) return reply(subject, context);
  if (verb === "verify" && !subject) return verify(context, config.databaseUrl);
  throw new BadInput(usage);
}

/** Needs no database, and so opens none. */
function dates([, ruleWords, ...rest]: string[], options: Options): Outcome {
  if (!ruleWords || rest.length > 0) throw new BadInput(usage);
  const answer = datesInWords(ruleWords, options);
  if ("fault" in answer) throw new BadInput(answer.fault);
  return { exitCode: 0, out: answer.out, err: answer.beside };
}

async function importFile(path: string, context: Context): Promise<string> {
  const file = readJson(path);
  const { practiceId: _, ...counts } = await ruled(apiFor(context).imports.caseFile({ file }));
  return Object.entries(counts)
    .map(([what, count]) => `${what}: ${count}`)
    .join("\n");
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new BadInput(`${path}: cannot be read`);
  }
}

function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new BadInput(`$: is no JSON${lineOfFault(text, error)}`);
  }
}

/** Where a reader of JSON stopped; its own message quotes the file, which may hold names. */
function lineOfFault(text: string, error: unknown): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  return position ? `: it cannot be read beyond line ${text.slice(0, Number(position)).split("\n").length}` : "";
}

async function summary(reference: string, options: Options, context: Context): Promise<string> {
  const subject = one(await casesByReference(context.database, reference), options, "case", reference);
  const reading = await readingAs(context, options, subject.practice_id);
  const { summary: page, text } = await apiFor(reading.context).cases.open({ caseId: subject.id });
  return options.json ? JSON.stringify(summaryForMachines(page, reading.reference, text), null, 2) : text;
}

async function pack(reference: string, options: Options, context: Context): Promise<string> {
  const subject = one(await meetingsByReference(context.database, reference), options, "meeting", reference);
  const reading = await readingAs(context, options, subject.practice_id);
  const { text } = await apiFor(reading.context).meetings.pack({ meetingId: subject.id });
  return text;
}

/** How the room would read a line, before anybody writes it. */
async function line(typed: string, options: Options, context: Context): Promise<string> {
  if (!options.case) throw new BadInput(`--case is needed.\n${usage}`);
  const subject = one(await casesByReference(context.database, options.case), options, "case", options.case);
  const on = { ...context, ...dayOption(options, "at", "readingDay") };
  const asked = { caseId: subject.id, line: typed, ...dayOption(options, "next-meeting", "nextMeeting") };
  const { reading, owner } = await apiFor(on).discussions.readLine(asked);
  const question = reading.kind === "ask" ? askInWords(reading) : null;
  if (!options.json) return question ?? readingInWords(reading);
  const due = reading.kind === "action" ? reading.due : null;
  return JSON.stringify({ kind: reading.kind, owner, text: reading.text, due, question }, null, 2);
}

/** The message exactly as it would be sent, to look at or to send by other means. */
async function invite(reference: string, options: Options, context: Context, config: Config): Promise<string> {
  if (!options.to) throw new BadInput(`--to is needed.\n${usage}`);
  const meeting = one(await meetingsByReference(context.database, reference), options, "meeting", reference);
  const [staff] = await staffByReference(context.database, options.to, meeting.practice_id);
  if (!staff) throw new Refusal("missing", `There is no member of staff ${options.to}.`);
  const { mail } = await ruled(apiFor(context).invitations.print({ meetingId: meeting.id, staffId: staff.id }));
  const message = await composeMail(mail, config);
  return message.toString().trimEnd();
}

/** Takes the answer that somebody's calendar program wrote, and says what was taken. */
async function reply(path: string, context: Context): Promise<string> {
  const { taken } = await ruled(apiFor(context).invitations.takeReply({ text: readText(path) }));
  return taken.join("\n");
}

/** What a rule refused, in its own words: the operator asked for what cannot be. */
async function ruled<T>(attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal?.reason === "rule") throw new BadInput(refusal.message);
    throw error;
  }
}

async function verify(context: Context, databaseUrl: string): Promise<string> {
  const faults = await apiFor(context).audit.verify();
  if (dialectOf(databaseUrl) === "sqlite") faults.push(...(await faultsOfSqlite(context.database)));
  if (faults.length > 0) throw new DoesNotHold(faults.join("\n"));
  return "References, log and integrity hold.";
}

class DoesNotHold extends Error {}

/** The one subject of that name; when several practices have it the operator must say which. */
function one<Row extends { code: string }>(rows: readonly Row[], options: Options, kind: string, name: string): Row {
  const meant = options.practice ? rows.filter((row) => row.code === options.practice) : rows;
  const [first, second] = meant;
  if (!first) throw new Refusal("missing", `There is no ${kind} ${name}, or it is not to be known.`);
  if (second) throw new BadInput(`Several practices have a ${kind} ${name}. Add --practice CODE.`);
  return first;
}

async function readingAs(context: Context, options: Options, practiceId: string) {
  if (!options.reader) throw new BadInput(`--reader is needed.\n${usage}`);
  if (context.mode === "live" && !options.reason)
    throw new BadInput("Live mode needs --reason for reading as somebody.");
  const [found] = await staffByReference(context.database, options.reader, practiceId);
  const staff = found && (await staffById(context.database, found.id));
  if (!staff) throw new Refusal("missing", `There is no member of staff ${options.reader}.`);
  const actor: Actor = { kind: "staff", staff, roles: [], operator: { reason: options.reason ?? null } };
  return {
    reference: options.reader,
    context: { ...context, actor, ...dayOption(options, "at", "readingDay") },
  };
}

/** A day that was typed after its two dashes, under the name it has further on; nothing when it was not. */
function dayOption<Name extends string>(options: Options, option: "at" | "next-meeting", name: Name) {
  const text = options[option];
  if (text === undefined) return {};
  const day = parseDay(text);
  if (!day) throw new BadInput(`--${option} must be a day such as 2026-11-26, and is ${text}`);
  return { [name]: day } as Record<Name, Day>;
}

function contextFor(config: Config, database: Database): Context {
  return {
    database,
    signals: createSignals(),
    log: pino({ level: "silent" }),
    mode: config.mode,
    origin: config.origin ?? `http://localhost:${config.port}`,
    mailPlace: mailPlaceOf(config),
    now: systemNow,
    newId,
    actor: { kind: "operator" },
    via: "command",
    requestId: newId(),
    key: newId(),
  };
}

function failure(error: unknown): { exitCode: number; err: string } {
  if (error instanceof BadInput || error instanceof BadConfig) return { exitCode: 2, err: error.message };
  if (error instanceof CannotOpen) return { exitCode: error.exitCode, err: error.message };
  if (error instanceof DoesNotHold) return { exitCode: 1, err: error.message };
  if (isDamaged(error)) return { exitCode: 70, err: "The database file is damaged. Restore the last backup." };
  const refusal = refusalIn(error);
  if (refusal?.reason === "left") return { exitCode: 3, err: "This member of staff has left and reads nothing." };
  if (refusal?.reason === "missing") return { exitCode: 4, err: "There is no such thing, or it is not to be known." };
  return { exitCode: 1, err: problemOf(error)?.message ?? "Something unexpected went wrong." };
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { exitCode, out, err } = await run(process.argv.slice(2), readConfig()).catch((error: unknown) => ({
    out: "",
    ...failure(error),
  }));
  if (out) process.stdout.write(`${out}\n`);
  if (err) process.stderr.write(`${err}\n`);
  process.exitCode = exitCode;
}
