/** Appends an entry to a practice's log, chains its hash, verifies the chain. Entries hold ids and verbs, no content. */
import { createHash } from "node:crypto";
import type { Reader, Writer } from "#db/database.ts";
import { toJson } from "#db/queries/json.ts";
import { appendAudit, chains, chainsWithoutHead, nextInChain, stretchOf, type AuditRow } from "#db/queries/audit.ts";
import type { Actor } from "./context.ts";

/** Where what belongs to no practice is logged: signing in, one-time links. */
export const installation = "installation";

export type Entry = Pick<AuditRow, "id" | "at" | "verb" | "via" | "subject" | "request"> & {
  practiceId: string | null;
  caseId: string | null;
  actor: Actor;
  /** Whose answer it is, when somebody else recorded it, or a link that stood for them. */
  onBehalfOf: string | null;
  /** `done`, or the kind of problem that stopped it. */
  outcome: string;
  once?: { key: string; inputHash: string; answer: unknown };
};

export function actorId(actor: Actor): string {
  if (actor.kind === "guest") return actor.staff.id;
  if (actor.kind !== "staff") return actor.kind;
  return actor.operator ? `operator, reading as ${actor.staff.id}` : actor.staff.id;
}

export async function writeAudit(db: Writer, entry: Entry): Promise<void> {
  const chain = entry.practiceId ?? installation;
  const { sequence, previousHash } = await nextInChain(db, chain);
  const row: Omit<AuditRow, "hash"> = {
    id: entry.id,
    chain,
    sequence,
    at: entry.at,
    verb: entry.verb,
    actor: actorId(entry.actor),
    via: entry.via,
    subject: entry.subject,
    case_id: entry.caseId,
    outcome: entry.outcome,
    reason: reasonOf(entry),
    request: entry.request,
    idempotency_key: entry.once?.key ?? null,
    input_hash: entry.once?.inputHash ?? null,
    answer: entry.once ? toJson(entry.once.answer) : null,
    previous_hash: previousHash,
  };
  await appendAudit(db, { ...row, hash: hashOf(row) });
}

function reasonOf({ actor, onBehalfOf }: Entry): string | null {
  if (onBehalfOf !== null) return `for ${onBehalfOf}`;
  return actor.kind === "staff" ? (actor.operator?.reason ?? null) : null;
}

/** SHA-256 over the previous hash and the entry, its keys in order. */
export function hashOf(row: Omit<AuditRow, "hash">): string {
  const { previous_hash: previous, ...rest } = row;
  const ordered = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash("sha256").update(previous).update(JSON.stringify(ordered)).digest("hex");
}

/** What is wrong with the log, in words; empty when every chain holds to its head. */
export async function faultsOfAudit(db: Reader): Promise<string[]> {
  const faults = (await chainsWithoutHead(db)).map((chain) => `The log of ${chain} has entries and no head.`);
  for (const head of await chains(db)) {
    let previous = { sequence: 0, hash: "" };
    for (;;) {
      const stretch = await stretchOf(db, head.chain, previous.sequence, 1000);
      for (const { hash, ...row } of stretch) {
        const holds =
          row.sequence === previous.sequence + 1 && row.previous_hash === previous.hash && hashOf(row) === hash;
        if (!holds) faults.push(`The log of ${head.chain} is broken at entry ${row.sequence}.`);
        previous = { sequence: row.sequence, hash };
      }
      if (stretch.length < 1000) break;
    }
    if (previous.sequence !== head.sequence || previous.hash !== head.hash) {
      faults.push(`The log of ${head.chain} ends at entry ${previous.sequence}, and its head says ${head.sequence}.`);
    }
  }
  return faults;
}
