/** What was imported from files, by its id there. */
import type { Reader, Writer } from "../database.ts";

export async function importRecords(db: Reader, practiceId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("import_record")
    .select(["reference", "content_hash"])
    .where("practice_id", "=", practiceId)
    .execute();
  return new Map(rows.map((row) => [row.reference, row.content_hash]));
}

/** Ids of ours for the ids of the file, for what earlier imports brought. */
export async function idsByReference(
  db: Reader,
  table: "mdt_case" | "meeting" | "attachment",
  practiceId: string,
): Promise<Map<string, string>> {
  const rows =
    table === "attachment"
      ? await db
          .selectFrom("attachment")
          .select(["reference", "staff_id as id"])
          .where("practice_id", "=", practiceId)
          .where("reference", "is not", null)
          .execute()
      : await db
          .selectFrom(table)
          .select(["reference", "id"])
          .where("practice_id", "=", practiceId)
          .where("reference", "is not", null)
          .execute();
  return new Map(rows.map((row) => [row.reference ?? "", row.id]));
}

/** The cases that carry this reference, over all practices: an operator may have to say which is meant. */
export async function casesByReference(db: Reader, reference: string) {
  return db
    .selectFrom("mdt_case")
    .innerJoin("practice", "practice.id", "mdt_case.practice_id")
    .select(["mdt_case.id", "mdt_case.practice_id", "practice.code"])
    .where((eb) => eb.or([eb("mdt_case.reference", "=", reference), eb("mdt_case.id", "=", reference)]))
    .execute();
}

export async function meetingsByReference(db: Reader, reference: string) {
  return db
    .selectFrom("meeting")
    .innerJoin("practice", "practice.id", "meeting.practice_id")
    .select(["meeting.id", "meeting.practice_id", "practice.code"])
    .where((eb) => eb.or([eb("meeting.reference", "=", reference), eb("meeting.id", "=", reference)]))
    .execute();
}

export async function staffByReference(db: Reader, reference: string, practiceId: string | null) {
  return db
    .selectFrom("attachment")
    .innerJoin("staff", "staff.id", "attachment.staff_id")
    .select(["staff.id", "attachment.practice_id"])
    .where((eb) => eb.or([eb("attachment.reference", "=", reference), eb("staff.id", "=", reference)]))
    .$if(practiceId !== null, (query) => query.where("attachment.practice_id", "=", practiceId ?? ""))
    .execute();
}

export async function nextCaseNumber(db: Writer, practiceId: string): Promise<number> {
  const row = await db
    .selectFrom("mdt_case")
    .select((eb) => eb.fn.max("number").as("last"))
    .where("practice_id", "=", practiceId)
    .executeTakeFirst();
  return Number(row?.last ?? 0) + 1;
}

export async function personByChi(db: Reader, practiceId: string, chi: string) {
  return db
    .selectFrom("person")
    .select(["id", "given_name", "family_name", "birth_date"])
    .where("practice_id", "=", practiceId)
    .where("chi", "=", chi)
    .executeTakeFirst();
}
