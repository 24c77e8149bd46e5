/** Cookie to member of staff: tokens are random, only their hashes are kept. */
import { createHash, randomBytes, randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import type { Database } from "#db/database.ts";
import { guestById, type GuestRow } from "#db/queries/guests.ts";
import { openSession, ownerOfSession, staffById, touchSession } from "#db/queries/staff.ts";
import { practicesOf } from "#db/queries/standing.ts";
import type { Instant } from "#db/schema.ts";
import type { Actor, Guest } from "./context.ts";
import { linkHolds } from "./domain/guests.ts";
import { sessionHolds, sessionLimits } from "./domain/staff.ts";
import { hasLeft } from "./domain/sight.ts";
import { addMinutes, dayOf, minutesBetween } from "./domain/time.ts";

export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Six digits, each as likely as any other. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

/** A code is nothing without the link it belongs to, of which the database has a hash: so a fast hash will do. */
export function hashOfCode(guestId: string, code: string): string {
  return hashOfToken(`${guestId}:${code}`);
}

export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** argon2id, 19 MiB, two passes: the second of OWASP's equal choices. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), argon);
}

/** Somebody unknown costs as much time as somebody known, so that time tells nothing. */
let nobodysHash: Promise<string> | null = null;

export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword(newToken());
  const fits = await verify(stored ?? (await nobodysHash), password.normalize("NFKC"));
  return stored !== null && fits;
}

/** Who a request comes from; a session that is over, idle too long or of somebody who left is a stranger's. */
export async function actorOf(
  database: Database,
  token: string | null,
  now: Instant,
): Promise<{ actor: Actor; sessionHash?: string }> {
  const stranger = { actor: { kind: "stranger" } as const };
  if (!token) return stranger;
  const sessionHash = hashOfToken(token);
  const session = await openSession(database, sessionHash);
  if (!session) return { actor: { kind: "stranger", hasLeft: await wasOfALeaver(database, sessionHash, now) } };

  const idleUntil = addMinutes(session.seen_at, sessionLimits.idle);
  if (!sessionHolds({ seenAt: session.seen_at, endsAt: session.ends_at }, idleUntil, now)) return stranger;
  const staff = await staffById(database, session.staff_id);
  if (!staff || hasLeft(staff, dayOf(now))) return { actor: { kind: "stranger", hasLeft: staff !== undefined } };

  if (minutesBetween(session.seen_at, now) >= 1) {
    await database.transaction().execute((db) => touchSession(db, sessionHash, now));
  }
  const roles = (await practicesOf(database, staff.id)).map((row) => ({
    practiceId: row.id,
    practiceName: row.name,
    practiceCode: row.code,
    role: row.role,
  }));
  return { actor: { kind: "staff", staff, roles }, sessionHash };
}

/** The guest of that id, when the request has the session that a code began last; anybody else is a stranger. */
export async function guestActorOf(
  database: Database,
  guestId: string,
  token: string | null,
  now: Instant,
): Promise<Actor> {
  const guest = token ? await guestById(database, guestId) : undefined;
  const holds =
    linkHolds(guest, now, dayOf(now)) &&
    guest.session_hash === hashOfToken(token ?? "") &&
    now < (guest.session_ends_at ?? "");
  return holds ? guestActor(guest) : { kind: "stranger" };
}

function guestActor(guest: GuestRow): Guest {
  const {
    id,
    action_id: actionId,
    case_id: caseId,
    meeting_id: meetingId,
    discipline,
    name,
    job,
    email,
    left_on: leftOn,
  } = guest;
  const staff = {
    id: guest.staff_id,
    reference: guest.staff_id,
    name,
    discipline,
    job,
    leftOn,
    email,
    // An owner is told nothing of any case (rulings 2), also where they are on its team by now: a link is no sign-in.
    guestOf: actionId === null ? caseId : "",
  };
  return { kind: "guest", guestId: id, actionId, caseId, meetingId, staff };
}

/** A page that is still open there is to go: of a session that is merely over, what was typed is to stay. */
async function wasOfALeaver(database: Database, sessionHash: string, now: Instant): Promise<boolean> {
  const staffId = await ownerOfSession(database, sessionHash);
  const staff = staffId === null ? undefined : await staffById(database, staffId);
  return staff !== undefined && hasLeft(staff, dayOf(now));
}
