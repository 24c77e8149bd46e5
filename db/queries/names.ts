/** The names that a writer of mail knows, and those of colleagues and places, which are no secret. */
import type { Reader } from "../database.ts";
import { peopleKnownTo } from "./visible.ts";

export async function namesKnownTo(db: Reader, staffId: string, practiceId: string) {
  const [people, staff, practices, meetings] = await Promise.all([
    peopleKnownTo(db, staffId),
    db
      .selectFrom("attachment")
      .innerJoin("staff", "staff.id", "attachment.staff_id")
      .select("staff.name")
      .where("attachment.practice_id", "=", practiceId)
      .execute(),
    db.selectFrom("practice").select("name").where("id", "=", practiceId).execute(),
    db.selectFrom("meeting").select("place").distinct().where("practice_id", "=", practiceId).execute(),
  ]);
  return {
    people,
    staff: staff.map(({ name }) => name),
    places: [...practices.map(({ name }) => name), ...meetings.map(({ place }) => place)],
  };
}
