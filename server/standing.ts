/** Which standings somebody holds towards a subject, and so what they may do with it. */
import type { StaffRef } from "#db/casefile.ts";
import type { Reader } from "#db/database.ts";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { guestById } from "#db/queries/guests.ts";
import {
  standingInAction,
  standingInCase,
  standingInContribution,
  standingInEntry,
  standingInItem,
  standingInMeeting,
  standingInPractice,
  type StandingFacts,
  type Who,
} from "#db/queries/standing.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { Actor, Guest } from "./context.ts";
import { linkHolds } from "./domain/guests.ts";
import { see } from "./domain/sight.ts";
import { opens, sufficing, type Role, type Standing, type SubjectKind, type Verb } from "./policy.ts";

const questions: Record<
  Exclude<SubjectKind, "installation">,
  (db: Reader, id: string, who: Who) => Promise<StandingFacts | null>
> = {
  practice: standingInPractice,
  case: standingInCase,
  contribution: standingInContribution,
  entry: standingInEntry,
  action: standingInAction,
  meeting: standingInMeeting,
  item: standingInItem,
};

/** The key of the input that names the subject. */
export const subjectKeys: Record<Exclude<SubjectKind, "installation">, string> = {
  practice: "practiceId",
  case: "caseId",
  contribution: "contributionId",
  entry: "entryId",
  action: "actionId",
  meeting: "meetingId",
  item: "itemId",
};

export interface Stood {
  role: Role;
  holds: ReadonlySet<Standing>;
  practiceId: string | null;
  caseId: string | null;
  meetingId: string | null;
}

/** Null when the subject does not exist. */
export async function standingOf(
  db: Reader,
  actor: Actor,
  kind: SubjectKind,
  id: string,
  now: { at: Instant; today: Day },
): Promise<Stood | null> {
  const without: Role = roleWithoutPractice(actor);
  if (kind === "installation") {
    return { role: without, holds: new Set<Standing>(["any"]), practiceId: null, caseId: null, meetingId: null };
  }
  const who: Who =
    actor.kind === "staff"
      ? { staffId: actor.staff.id, discipline: actor.staff.discipline }
      : { staffId: "", discipline: "" };
  const facts = await questions[kind](db, id, who);
  if (!facts) return null;
  return {
    role: actor.kind === "staff" ? (facts.role ?? without) : without,
    holds: actor.kind === "guest" ? await holdsOfGuest(db, actor, kind, id, now) : holdsOf(facts),
    practiceId: facts.practiceId,
    caseId: facts.caseId,
    meetingId: facts.meetingId,
  };
}

/** A guest is a stranger but for the one case they were asked for, or the one action they own, as long as their link works. */
function roleWithoutPractice({ kind }: Actor): Role {
  if (kind === "guest") return "stranger";
  return kind === "staff" ? "member" : kind;
}

async function holdsOfGuest(
  db: Reader,
  { guestId, actionId, caseId }: Guest,
  kind: SubjectKind,
  id: string,
  { at, today }: { at: Instant; today: Day },
): Promise<Set<Standing>> {
  const isIt = actionId === null ? kind === "case" && id === caseId : kind === "action" && id === actionId;
  return new Set(isIt && linkHolds(await guestById(db, guestId), at, today) ? ["guest"] : []);
}

/** The words that the facts amount to. What was entered in error is out of sight for everybody. */
export function holdsOf(facts: StandingFacts): Set<Standing> {
  if (facts.withdrawn) return new Set();
  const reads = facts.onTeam && facts.invited && !facts.objectedTo;
  // Having left the practice comes before having written there (rulings 1).
  const isHere = facts.role !== null || facts.onTeam;
  const held: [Standing, boolean][] = [
    ["any", true],
    ["practice", facts.role !== null],
    ["team", facts.onTeam],
    ["reader", reads],
    ["wrote", facts.wrote && isHere],
    ["author", facts.author && isHere],
    ["owner", facts.owner && isHere],
    ["chair", facts.chair],
    ["asked", facts.asked && reads],
  ];
  return new Set(held.filter(([, is]) => is).map(([word]) => word));
}

export function may(verb: Verb, stood: Pick<Stood, "role" | "holds">): boolean {
  return sufficing(verb, stood.role).some((standing) => stood.holds.has(standing));
}

/** Whether the subject may be known at all to whoever stands so. */
export function mayKnow(kind: SubjectKind, stood: Pick<Stood, "role" | "holds">): boolean {
  const opener = opens[kind];
  return opener === undefined || may(opener, stood);
}

/** Whether somebody who reads its case sees this part of it: one that is kept from them is not there. */
export async function isInSight(
  db: Reader,
  kind: SubjectKind,
  id: string,
  stood: Pick<Stood, "holds" | "caseId">,
  reader: StaffRef,
  on: Day,
): Promise<boolean> {
  if (!["contribution", "entry", "action"].includes(kind)) return true;
  if (stood.holds.has(kind === "action" ? "owner" : "author")) return true;
  const box = await caseFileOf(db, stood.caseId ?? "");
  const sight = box && see(box, reader, on);
  if (sight?.may !== "see") return false;
  const { contributions, entries, actions } = sight.seen;
  return [...contributions, ...entries, ...actions].some((part) => part.id === id);
}
