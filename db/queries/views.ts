/** Saved views of the log: one's own, and those that colleagues share. */
import type { ExpressionBuilder, Insertable, Updateable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { SavedViewTable, Tables } from "../schema.ts";
import type { Who } from "./standing.ts";
import { isReadBy } from "./visible.ts";

/** A shared view of one case is told to readers of that case only: its name and its being there tell of it. */
export async function viewsFor(db: Reader, who: Who, practiceIds: readonly string[]) {
  return db
    .selectFrom("saved_view")
    .innerJoin("staff", "staff.id", "saved_view.staff_id")
    .leftJoin("mdt_case", "mdt_case.id", "saved_view.case_id")
    .select([
      "saved_view.id",
      "saved_view.staff_id",
      "saved_view.name",
      "saved_view.whose",
      "saved_view.show",
      "saved_view.owner_id",
      "saved_view.discipline",
      "saved_view.case_id",
      "saved_view.shared",
      "staff.name as by",
    ])
    .where((eb) =>
      eb.or([
        eb("saved_view.staff_id", "=", who.staffId),
        eb.and([
          eb("saved_view.shared", "=", 1),
          eb(
            "saved_view.staff_id",
            "in",
            eb
              .selectFrom("attachment")
              .select("attachment.staff_id")
              .where("attachment.practice_id", "in", [...practiceIds])
              .where("attachment.ended_at", "is", null),
          ),
          eb.or([
            eb("saved_view.case_id", "is", null),
            isReadBy(eb as unknown as ExpressionBuilder<Tables, "mdt_case">, who),
          ]),
        ]),
      ]),
    )
    .orderBy("saved_view.name")
    .orderBy("saved_view.id")
    .execute();
}

export async function keepView(db: Writer, row: Insertable<SavedViewTable>): Promise<void> {
  await db.insertInto("saved_view").values(row).execute();
}

/** False when it is not that person's. */
export async function changeView(
  db: Writer,
  id: string,
  staffId: string,
  change: Updateable<SavedViewTable>,
): Promise<boolean> {
  const result = await db
    .updateTable("saved_view")
    .set(change)
    .where("id", "=", id)
    .where("staff_id", "=", staffId)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

export async function removeView(db: Writer, id: string, staffId: string) {
  return db
    .deleteFrom("saved_view")
    .where("id", "=", id)
    .where("staff_id", "=", staffId)
    .returningAll()
    .executeTakeFirst();
}
