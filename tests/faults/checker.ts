/**
 * What must hold of the database after any kill: whatever a writer was told is done is there once, and whatever is there
 * is there whole, whether or not anybody was told. The same function judges the real server and the flawed ones.
 */
import SqliteDatabase from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import type { Reader } from "#db/database.ts";
import { faultsOfSqlite } from "#db/queries/integrity.ts";
import type { Tables } from "#db/schema.ts";
import { faultsOfAudit } from "#server/audit.ts";

export type Kind = keyof typeof verbOf;

/** One press of a button, from the first try to the answer that was read. */
export interface Press {
  kind: Kind;
  /** Words that no other press has. */
  mark: string;
  staffId: string;
  caseId: string;
  /** Every key it was sent with: one, unless the writer is made to forget it. */
  keys: string[];
  /** The key of the try whose 2xx was read to its end; null until then. */
  acknowledged: string | null;
  /** What the version of what it changes is afterwards: of the draft after a save, of the item after an outcome. */
  version: number;
  /** What it is done to, where that is not the case: the line taken back, the item concluded, the meeting and who came to it. */
  about?: string;
}

const verbOf = {
  record: "action.record",
  report: "action.report",
  save: "contribution.saveDraft",
  line: "discussion.write",
  undo: "discussion.undo",
  outcome: "discussion.conclude",
  verdict: "action.review",
  arrive: "meeting.arrive",
  leave: "meeting.leave",
} as const;

/** Read while no server runs, and without writing a byte. */
export async function faultsAfter(file: string, presses: readonly Press[]): Promise<string[]> {
  const database = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: new SqliteDatabase(file, { readonly: true }) }),
  });
  try {
    const broken = (await faultsOfSqlite(database)).map((fault) => `broken: ${fault}`);
    return [...broken, ...(await faultsIn(database, presses))];
  } finally {
    await database.destroy();
  }
}

/** The same on either database, whether or not a server runs. */
export async function faultsIn(database: Reader, presses: readonly Press[]): Promise<string[]> {
  const broken = (await faultsOfAudit(database)).map((fault) => `broken: ${fault}`);
  const marks = new Set(presses.map((press) => press.mark));
  const allActions = await database.selectFrom("action").select(["id", "text", "version"]).execute();
  const actions = allActions.filter((row) => marks.has(row.text));
  const updates = await database.selectFrom("action_update").select(["action_id", "kind", "text"]).execute();
  const notes = await database.selectFrom("discussion_note").select(["id", "text", "undone_at"]).execute();
  const items = await database.selectFrom("agenda_item").select(["id", "version", "outcome_reason"]).execute();
  const stays = await database.selectFrom("stay").select(["meeting_id", "staff_id", "went_at"]).execute();
  const drafts = await database.selectFrom("draft").select(["case_id", "author_id", "version", "typed"]).execute();
  // Only the writers come by the live door; the demonstration was planted by the program.
  const log = await database
    .selectFrom("audit")
    .select(["actor", "idempotency_key", "verb", "subject", "case_id"])
    .where("via", "=", "live")
    .where("outcome", "=", "done")
    .execute();

  const actionsBy = grouped(actions, (row) => row.text);
  const updatesOf = grouped(updates, (row) => row.action_id);
  const updatesBy = grouped(updates, (row) => row.text ?? "");
  const entriesBy = grouped(log, (row) => `${row.actor} ${row.idempotency_key}`);
  const entriesOf = grouped(log, (row) => `${row.verb} ${row.subject}`);
  const savesOf = grouped(
    log.filter((row) => row.verb === verbOf.save),
    (row) => `${row.actor} ${row.case_id}`,
  );
  const notesBy = grouped(notes, (row) => row.text);
  const undone = new Set(notes.filter((row) => row.undone_at !== null).map((row) => row.id));
  const faults = broken;
  const count = <Row>(rows: Row[] | undefined) => rows?.length ?? 0;

  for (const press of presses) {
    const name = `${press.kind} “${press.mark}”`;
    const entries = press.keys.reduce((sum, key) => sum + count(entriesBy.get(`${press.staffId} ${key}`)), 0);
    const effects = {
      record: () => count(actionsBy.get(press.mark)),
      report: () => count(updatesBy.get(press.mark)),
      verdict: () => count(updatesBy.get(verdictOf(press.mark))),
      line: () => count(notesBy.get(press.mark)),
      undo: () => (undone.has(press.about ?? "") ? Math.max(entries, 1) : 0),
      // These have one row for many presses, and are looked at below.
      ...{ save: () => entries, outcome: () => entries, arrive: () => entries, leave: () => entries },
    }[press.kind]();
    if (press.acknowledged !== null && effects === 0) faults.push(`lost: ${name} was acknowledged and is not there`);
    if (effects > 1) faults.push(`doubled: ${name} is there ${effects} times`);
    if (entries !== effects) faults.push(`half there: ${name} is there ${effects} times and in the log ${entries}`);
    if (press.acknowledged !== null && !entriesBy.has(`${press.staffId} ${press.acknowledged}`)) {
      faults.push(`lost: the log has no entry of the acknowledged ${name}`);
    }
  }
  for (const action of actions) {
    const recorded = count(updatesOf.get(action.id)?.filter((row) => row.kind === "recorded"));
    const reported = count(updatesOf.get(action.id)?.filter((row) => row.kind !== "recorded"));
    const logged = count(entriesOf.get(`${verbOf.record} ${action.id}`));
    if (recorded !== 1) faults.push(`half there: “${action.text}” has ${recorded} lines that it was recorded`);
    if (logged !== 1) faults.push(`half there: “${action.text}” has ${logged} entries in the log`);
    if (action.version !== 1 + reported) {
      faults.push(`half there: “${action.text}” has version ${action.version} after ${reported} reports`);
    }
  }
  const known = new Set(allActions.map((row) => row.id));
  for (const entry of log) {
    if (entry.verb === verbOf.record && !known.has(entry.subject)) {
      faults.push(`half there: the log has an action ${entry.subject} that does not exist`);
    }
  }
  for (const [writer, saves] of grouped(
    presses.filter((press) => press.kind === "save"),
    (press) => `${press.staffId} ${press.caseId}`,
  )) {
    const draft = drafts.find((row) => `${row.author_id} ${row.case_id}` === writer);
    const version = draft?.version ?? 0;
    const told = saves.findLast((press) => press.acknowledged !== null);
    const logged = count(savesOf.get(writer));
    if (logged !== version) faults.push(`half there: a draft has version ${version} and ${logged} entries in the log`);
    if (told && version < told.version) faults.push(`lost: a draft has version ${version} after ${told.version} saves`);
    const last = saves.find((press) => press.version === version);
    if (draft && last && !draft.typed.includes(last.mark)) {
      faults.push(`lost: a draft of version ${version} does not hold “${last.mark}”`);
    }
  }
  for (const [itemId, outcomes] of grouped(
    presses.filter((press) => press.kind === "outcome"),
    (press) => press.about ?? "",
  )) {
    const item = items.find((row) => row.id === itemId);
    const told = outcomes.findLast((press) => press.acknowledged !== null);
    const first = outcomes[0]?.version ?? 0;
    const logged = count(entriesOf.get(`${verbOf.outcome} ${itemId}`));
    const version = item?.version ?? 0;
    if (version !== first - 1 + logged) {
      faults.push(`half there: an item has version ${version} after ${logged} outcomes from version ${first - 1}`);
    }
    if (told && version < told.version) faults.push(`lost: an item has version ${version} and not ${told.version}`);
    const last = outcomes.find((press) => press.version === version);
    if (last && item?.outcome_reason !== last.mark) faults.push(`lost: an item does not say “${last.mark}”`);
  }
  for (const [comer, moves] of grouped(
    presses.filter(({ kind }) => kind === "arrive" || kind === "leave"),
    (press) => press.about ?? "",
  )) {
    const loggedOf = (kind: Kind) =>
      moves
        .filter((press) => press.kind === kind)
        .flatMap((press) => press.keys.map((key) => count(entriesBy.get(`${press.staffId} ${key}`))))
        .reduce((sum, entries) => sum + entries, 0);
    const own = stays.filter((row) => `${row.meeting_id} ${row.staff_id}` === comer);
    const went = own.filter((row) => row.went_at !== null);
    if (own.length !== loggedOf("arrive")) {
      faults.push(`half there: somebody came ${own.length} times and in the log ${loggedOf("arrive")}`);
    }
    if (went.length !== loggedOf("leave")) {
      faults.push(`half there: somebody went ${went.length} times and in the log ${loggedOf("leave")}`);
    }
  }
  return faults;
}

/** As the history of an action has it. */
const verdictOf = (mark: string) => `On track: ${mark}`;

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
