/** Who asks, what time it is, how ids are made: all that a procedure can know of the world. */
import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { StaffRef } from "#db/casefile.ts";
import type { Database } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { StaffRole } from "#db/vocabulary.ts";
import type { CaseReader } from "./domain/sight.ts";
import { instantOf } from "./domain/time.ts";
import type { Signals } from "./signals.ts";

export interface SignedIn {
  kind: "staff";
  staff: StaffRef & { email: string };
  roles: { practiceId: string; practiceName: string; practiceCode: string; role: StaffRole }[];
  /** Set when the operator of the machine reads as this person, and why. */
  operator?: { reason: string | null };
}
/** Somebody without an account, who by a mailed link may contribute to one case of one meeting, or owns one action. */
export interface Guest {
  kind: "guest";
  guestId: string;
  /** The action they own, which is then all they see; null for who contributes. */
  actionId: string | null;
  caseId: string;
  meetingId: string;
  staff: CaseReader & { email: string };
}
export type Actor =
  | SignedIn
  | Guest
  | { kind: "operator" }
  | { kind: "system" }
  /** Somebody who comes with the session of one who has left is told so. */
  | { kind: "stranger"; hasLeft?: boolean };

/** Where mail goes: to a mail server of that name, or into a folder because there is none. */
export interface MailPlace {
  kind: "server" | "folder";
  name: string;
}

export interface World {
  database: Database;
  signals: Signals;
  log: Logger;
  mode: "demo" | "live";
  /** The address people use, for links. */
  origin: string;
  mailPlace: MailPlace;
  now: () => Instant;
  newId: () => string;
}

export interface Context extends World {
  actor: Actor;
  /** By which door: a page, the live room, the pages for guests, the command line, the program itself. */
  via: "page" | "live" | "guest" | "command" | "program";
  requestId: string;
  /** Makes a repeat of the same press the same effect. */
  key: string | null;
  /** The hash of the session the request came with. */
  sessionHash?: string;
  /** Set where nobody gets what is read: it is only compared with what they got before. */
  isUnlogged?: true;
  /** The operator may read as of an earlier day. */
  readingDay?: Day;
}

/** The time of this machine: the one place that asks. */
export function systemNow(): Instant {
  return instantOf(new Date());
}

let lastMillisecond = 0;
let counter = 0;

/** UUIDv7 by RFC 9562: sorts by time, rises within a millisecond, and does not fall when the clock is set back. */
export function newId(): string {
  const now = Date.now();
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = randomBytes(2).readUInt16BE() & 0x7ff;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMillisecond += 1;
      counter = 0;
    }
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMillisecond, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
