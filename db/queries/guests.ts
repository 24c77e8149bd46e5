/** Guests: whom somebody asked to contribute to a case of a meeting, or gave an action, and all that their link depends on. */
import type { Updateable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { GuestTable, Instant } from "../schema.ts";

function guests(db: Reader) {
  return db
    .selectFrom("guest")
    .innerJoin("staff", "staff.id", "guest.staff_id")
    .innerJoin("staff as asker", "asker.id", "guest.asked_by")
    .innerJoin("practice", "practice.id", "guest.practice_id")
    .innerJoin("meeting", "meeting.id", "guest.meeting_id")
    .innerJoin("mdt_case", "mdt_case.id", "guest.case_id")
    .leftJoin("action", (join) => join.onRef("action.id", "=", "guest.action_id").on("action.undone_at", "is", null))
    .select((eb) => [
      "guest.id",
      "guest.practice_id",
      "guest.case_id",
      "guest.meeting_id",
      "guest.action_id",
      "guest.staff_id",
      "guest.discipline",
      "guest.asked_at",
      "guest.revoked_at",
      "guest.code_hash",
      "guest.code_ends_at",
      "guest.code_tries",
      "guest.session_hash",
      "guest.session_ends_at",
      "staff.name",
      "staff.email",
      "staff.job",
      "staff.left_on",
      "asker.name as asked_by",
      "practice.name as practice",
      "meeting.starts_at",
      "meeting.ends_at",
      "meeting.closed_at",
      "meeting.cancelled_at",
      "action.owner_id",
      "action.due",
      "action.closed_at as action_closed_at",
      "mdt_case.closed_at as case_closed_at",
      "mdt_case.closed_as as case_closed_as",
      "mdt_case.withdrawn_at as case_withdrawn_at",
      eb
        .selectFrom("agenda_item")
        .select("agenda_item.id")
        .whereRef("agenda_item.meeting_id", "=", "guest.meeting_id")
        .whereRef("agenda_item.case_id", "=", "guest.case_id")
        .limit(1)
        .as("agenda_item_id"),
      eb
        .selectFrom("objection")
        .select("objection.id")
        .whereRef("objection.case_id", "=", "guest.case_id")
        .whereRef("objection.against_discipline", "=", "guest.discipline")
        .where((on) => on.or([on("objection.decision", "is", null), on("objection.decision", "!=", "refused")]))
        .limit(1)
        .as("objection_id"),
    ]);
}

export type GuestRow = NonNullable<Awaited<ReturnType<typeof guestById>>>;

export async function guestById(db: Reader, id: string) {
  return guests(db).where("guest.id", "=", id).executeTakeFirst();
}

export async function guestByToken(db: Reader, tokenHash: string): Promise<GuestRow | undefined> {
  return guests(db).where("guest.token_hash", "=", tokenHash).executeTakeFirst();
}

/** Everybody who was ever asked to contribute to a case, the newest first, with how far each has come: no text. */
export async function guestsOfCase(db: Reader, caseId: string) {
  const [rows, given, begun] = await Promise.all([
    guests(db)
      .where("guest.case_id", "=", caseId)
      // Who owns an action is told with that action alone, which not all who read the case may see.
      .where("guest.action_id", "is", null)
      .orderBy("guest.asked_at", "desc")
      .orderBy("guest.id")
      .execute(),
    db
      .selectFrom("contribution")
      .select("guest_id")
      .where("case_id", "=", caseId)
      .where("guest_id", "is not", null)
      .where("withdrawn_at", "is", null)
      .execute(),
    db.selectFrom("draft").select("author_id").where("case_id", "=", caseId).execute(),
  ]);
  return rows.map((row) => ({
    ...row,
    hasGiven: given.some(({ guest_id }) => guest_id === row.id),
    hasBegun: begun.some(({ author_id }) => author_id === row.staff_id),
  }));
}

/** The link of whoever owns an action without an account: the last that was given it. */
export async function guestOfAction(db: Reader, actionId: string): Promise<GuestRow | undefined> {
  return guests(db)
    .where("guest.action_id", "=", actionId)
    .orderBy("guest.asked_at", "desc")
    .orderBy("guest.id", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Whoever owns an open action without an account, with the nation whose working days count. */
export async function ownersOutside(db: Reader, staffId?: string) {
  return guests(db)
    .select(["practice.nation"])
    .where("guest.action_id", "is not", null)
    .whereRef("action.owner_id", "=", "guest.staff_id")
    .where("action.closed_at", "is", null)
    .where("action.declined_at", "is", null)
    .where("guest.revoked_at", "is", null)
    .$if(staffId !== undefined, (query) => query.where("guest.staff_id", "=", staffId ?? ""))
    .orderBy("action.due")
    .orderBy("guest.id")
    .execute();
}

export async function changeGuest(db: Writer, id: string, change: Updateable<GuestTable>): Promise<void> {
  await db.updateTable("guest").set(change).where("id", "=", id).execute();
}

/** One more try at a code that was wrong. */
export async function countWrongCode(db: Writer, id: string): Promise<void> {
  await db
    .updateTable("guest")
    .set((eb) => ({ code_tries: eb("code_tries", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** When codes were asked for since then, the newest first. */
export async function codesAskedSince(db: Reader, guestId: string, since: Instant): Promise<Instant[]> {
  const rows = await db
    .selectFrom("message")
    .select("queued_at")
    .where("guest_id", "=", guestId)
    .where("kind", "=", "guest-code")
    .where("queued_at", ">", since)
    .orderBy("queued_at", "desc")
    .execute();
  return rows.map((row) => row.queued_at);
}

/** Whether somebody is known to the program as more than a guest, or asked by another practice as well. */
export async function whoElseKnows(
  db: Reader,
  staffId: string,
  practiceId: string,
): Promise<{ hasAccount: boolean; isHere: boolean; isGuestElsewhere: boolean }> {
  const [attachments, credential, elsewhere] = await Promise.all([
    db.selectFrom("attachment").select(["practice_id", "ended_at"]).where("staff_id", "=", staffId).execute(),
    db.selectFrom("credential").select("staff_id").where("staff_id", "=", staffId).executeTakeFirst(),
    db
      .selectFrom("guest")
      .select("id")
      .where("staff_id", "=", staffId)
      .where("practice_id", "!=", practiceId)
      .limit(1)
      .executeTakeFirst(),
  ]);
  return {
    hasAccount: attachments.length > 0 || credential !== undefined,
    isHere: attachments.some((row) => row.practice_id === practiceId && row.ended_at === null),
    isGuestElsewhere: elsewhere !== undefined,
  };
}
