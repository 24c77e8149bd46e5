/** What invitations, deputies, quorum and the cycle add to the tables there are. */
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await addText(db, "practice", "cycle");
  await addCount(db, "series", "sequence");
  // Where the series itself has this date, by which calendars know it after it was moved.
  await addInstant(db, "meeting", "recurs_at");
  await addCount(db, "meeting", "sequence");
  await addText(db, "meeting", "video_link");
  await addText(db, "meeting", "extra_reason");
  await addInstant(db, "meeting", "pack_frozen_at");
  await addText(db, "reply", "reason");
  await addText(db, "reply", "deputy_id", "staff.id");
  await addInstant(db, "reply", "from_at");
  await addInstant(db, "reply", "until_at");
  await addText(db, "agenda_item", "needs");
  await addText(db, "agenda_item", "missing");
  await addText(db, "case_member", "deputy_at", "meeting.id");
  await db.schema.createIndex("meeting_series").on("meeting").columns(["series_id", "starts_at"]).execute();
  await db.schema.createIndex("case_member_deputy").on("case_member").columns(["deputy_at"]).execute();
  // Of dates planned before now nothing tells which were moved: each stands where it is.
  await sql`update meeting set recurs_at = starts_at where series_id is not null`.execute(db);
}

async function addText(db: Kysely<unknown>, table: string, name: string, references?: string): Promise<void> {
  await db.schema
    .alterTable(table)
    .addColumn(name, "text", (column) => (references ? column.references(references).onDelete("restrict") : column))
    .execute();
}

async function addInstant(db: Kysely<unknown>, table: string, name: string): Promise<void> {
  await db.schema
    .alterTable(table)
    .addColumn(name, "text", (column) =>
      column.check(sql`${sql.ref(name)} is null or ${sql.ref(name)} like '____-__-__T__:__:__.___Z'`),
    )
    .execute();
}

async function addCount(db: Kysely<unknown>, table: string, name: string): Promise<void> {
  await db.schema
    .alterTable(table)
    .addColumn(name, "integer", (column) => column.notNull().defaultTo(0))
    .execute();
}
