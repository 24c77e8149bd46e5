/** Practices, partner organisations, staff, how they sign in. */
import type { Insertable, Updateable } from "kysely";
import type { PracticePolicy, StaffRef } from "../casefile.ts";
import type { Reader, Writer } from "../database.ts";
import { fromJson, toJson } from "./json.ts";
import type {
  AttachmentTable,
  Day,
  Instant,
  Json,
  OneTimeLinkTable,
  OrganisationTable,
  PracticeTable,
  SessionTable,
  StaffTable,
} from "../schema.ts";

export async function practiceByCode(db: Reader, code: string) {
  const row = await db
    .selectFrom("practice")
    .select(["id", "code", "name", "nation", "policy", "cycle"])
    .where("code", "=", code)
    .executeTakeFirst();
  return row && { ...row, cycle: row.cycle && fromJson(row.cycle) };
}

export async function practiceById(db: Reader, id: string) {
  const row = await db
    .selectFrom("practice")
    .select(["id", "code", "name", "nation", "policy", "cycle", "version"])
    .where("id", "=", id)
    .executeTakeFirst();
  return (
    row && { ...row, policy: fromJson(row.policy as Json<PracticePolicy>), cycle: row.cycle && fromJson(row.cycle) }
  );
}

export async function anyPractice(db: Reader): Promise<boolean> {
  return (await db.selectFrom("practice").select("id").limit(1).executeTakeFirst()) !== undefined;
}

export async function keepPractice(db: Writer, row: Omit<Insertable<PracticeTable>, "policy">, policy: PracticePolicy) {
  await db
    .insertInto("practice")
    .values({ ...row, policy: toJson(policy) as Json<unknown> })
    .execute();
}

/** The organisation of that name, made when it is new. */
export async function organisationNamed(db: Writer, row: Insertable<OrganisationTable>): Promise<string> {
  await db
    .insertInto("organisation")
    .values(row)
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const { id } = await db
    .selectFrom("organisation")
    .select("id")
    .where("name", "=", row.name)
    .executeTakeFirstOrThrow();
  return id;
}

export async function keepStaff(db: Writer, row: Insertable<StaffTable>): Promise<void> {
  await db.insertInto("staff").values(row).execute();
}

export async function keepAttachment(db: Writer, row: Insertable<AttachmentTable>): Promise<void> {
  await db.insertInto("attachment").values(row).execute();
}

export async function staffByEmail(db: Reader, email: string) {
  return db
    .selectFrom("staff")
    .leftJoin("credential", "credential.staff_id", "staff.id")
    .select(["staff.id", "staff.name", "staff.left_on", "staff.discipline", "credential.password_hash"])
    .where("staff.email", "=", email.toLowerCase())
    .executeTakeFirst();
}

export async function staffById(db: Reader, id: string): Promise<(StaffRef & { email: string }) | undefined> {
  const row = await db
    .selectFrom("staff")
    .select(["id", "name", "discipline", "job", "left_on", "email"])
    .where("id", "=", id)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      reference: row.id,
      name: row.name,
      discipline: row.discipline,
      job: row.job,
      leftOn: row.left_on,
      email: row.email,
    }
  );
}

/** Everybody attached to a practice, by name. */
export async function staffOfPractice(db: Reader, practiceId: string) {
  return db
    .selectFrom("attachment")
    .innerJoin("staff", "staff.id", "attachment.staff_id")
    .innerJoin("organisation", "organisation.id", "staff.organisation_id")
    .leftJoin("credential", "credential.staff_id", "staff.id")
    .select([
      "staff.id",
      "staff.name",
      "staff.email",
      "staff.discipline",
      "staff.job",
      "staff.left_on",
      "organisation.name as organisation",
      "attachment.role",
      "attachment.reference",
      "credential.set_at as password_set_at",
    ])
    .where("attachment.practice_id", "=", practiceId)
    .where("attachment.ended_at", "is", null)
    .orderBy("staff.name")
    .execute();
}

/** Those of them who have not left on that day. */
export async function presentStaff(db: Reader, practiceId: string, today: Day): Promise<StaffRef[]> {
  const people = await staffOfPractice(db, practiceId);
  return people
    .filter((person) => person.left_on === null || person.left_on >= today)
    .map((person) => ({
      id: person.id,
      reference: person.reference ?? person.id,
      name: person.name,
      discipline: person.discipline,
      job: person.job,
      leftOn: person.left_on,
    }));
}

export async function isAttached(db: Reader, practiceId: string, staffId: string): Promise<boolean> {
  const row = await db
    .selectFrom("attachment")
    .select("id")
    .where("practice_id", "=", practiceId)
    .where("staff_id", "=", staffId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

export async function staffIdByReference(db: Reader, reference: string) {
  return db
    .selectFrom("attachment")
    .select(["staff_id", "practice_id"])
    .where("reference", "=", reference)
    .orderBy("attached_at", "desc")
    .execute();
}

export async function changeStaff(db: Writer, id: string, change: Updateable<StaffTable>): Promise<void> {
  await db.updateTable("staff").set(change).where("id", "=", id).execute();
}

export async function setPassword(db: Writer, staffId: string, passwordHash: string, at: Instant): Promise<void> {
  await db
    .insertInto("credential")
    .values({ staff_id: staffId, password_hash: passwordHash, set_at: at })
    .onConflict((conflict) => conflict.column("staff_id").doUpdateSet({ password_hash: passwordHash, set_at: at }))
    .execute();
}

export async function keepSession(db: Writer, row: Insertable<SessionTable>): Promise<void> {
  await db.insertInto("session").values(row).execute();
}

export async function openSession(db: Reader, tokenHash: string) {
  return db
    .selectFrom("session")
    .select(["staff_id", "began_at", "seen_at", "ends_at"])
    .where("token_hash", "=", tokenHash)
    .where("ended_at", "is", null)
    .executeTakeFirst();
}

/** Whose session it was, also after it has ended. */
export async function ownerOfSession(db: Reader, tokenHash: string): Promise<string | null> {
  const row = await db.selectFrom("session").select("staff_id").where("token_hash", "=", tokenHash).executeTakeFirst();
  return row?.staff_id ?? null;
}

export async function touchSession(db: Writer, tokenHash: string, at: Instant): Promise<void> {
  await db.updateTable("session").set({ seen_at: at }).where("token_hash", "=", tokenHash).execute();
}

export async function endSession(db: Writer, tokenHash: string, at: Instant): Promise<void> {
  await db
    .updateTable("session")
    .set({ ended_at: at })
    .where("token_hash", "=", tokenHash)
    .where("ended_at", "is", null)
    .execute();
}

export async function endSessionsOf(db: Writer, staffId: string, at: Instant): Promise<void> {
  await db
    .updateTable("session")
    .set({ ended_at: at })
    .where("staff_id", "=", staffId)
    .where("ended_at", "is", null)
    .execute();
}

export async function noteAttempt(db: Writer, id: string, email: string, at: Instant): Promise<void> {
  await db.insertInto("sign_in_attempt").values({ id, email, at }).execute();
}

export async function attemptsSince(db: Reader, email: string, since: Instant): Promise<number> {
  const row = await db
    .selectFrom("sign_in_attempt")
    .select((eb) => eb.fn.countAll().as("n"))
    .where("email", "=", email)
    .where("at", ">", since)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function keepLink(db: Writer, row: Insertable<OneTimeLinkTable>): Promise<void> {
  await db.insertInto("one_time_link").values(row).execute();
}

export async function unusedLink(db: Reader, tokenHash: string, now: Instant) {
  return db
    .selectFrom("one_time_link")
    .leftJoin("staff", "staff.id", "one_time_link.staff_id")
    .leftJoin("practice", "practice.id", "one_time_link.practice_id")
    .select([
      "one_time_link.purpose",
      "one_time_link.staff_id",
      "one_time_link.practice_id",
      "staff.name as staff_name",
      "staff.email",
      "staff.left_on",
      "practice.name as practice_name",
    ])
    .where("one_time_link.token_hash", "=", tokenHash)
    .where("one_time_link.used_at", "is", null)
    .where("one_time_link.ends_at", ">", now)
    .executeTakeFirst();
}

export async function useLink(db: Writer, tokenHash: string, at: Instant): Promise<boolean> {
  const result = await db
    .updateTable("one_time_link")
    .set({ used_at: at })
    .where("token_hash", "=", tokenHash)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Whom the demonstration lets a newcomer be: everybody at any practice who has not left. */
export async function peopleToBe(db: Reader, today: Day) {
  return db
    .selectFrom("attachment")
    .innerJoin("staff", "staff.id", "attachment.staff_id")
    .innerJoin("practice", "practice.id", "attachment.practice_id")
    .select(["staff.id", "staff.name", "staff.job", "attachment.role", "practice.name as practice", "staff.discipline"])
    .where("attachment.ended_at", "is", null)
    .where((eb) => eb.or([eb("staff.left_on", "is", null), eb("staff.left_on", ">=", today)]))
    .orderBy("practice.name")
    .orderBy("attachment.role")
    .orderBy("staff.name")
    .execute();
}
