/** Cases of one household that somebody linked. Whoever asks filters by what its reader may read of the other case. */
import type { ExpressionBuilder } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { Instant, Tables } from "../schema.ts";
import type { Who } from "./standing.ts";
import { isReadBy } from "./visible.ts";

/** The cases linked with this one, either way round, with the person of each. */
export async function casesLinkedWith(db: Reader, caseId: string) {
  return linksOf(db, caseId).execute();
}

/** Those of them that this reader may read as well: of the others not even the link is told. */
export function casesReadBesides(db: Reader, caseId: string, who: Who) {
  return linksOf(db, caseId).where((eb) => isReadBy(eb as unknown as ExpressionBuilder<Tables, "mdt_case">, who));
}

function linksOf(db: Reader, caseId: string) {
  return db
    .selectFrom("case_link")
    .innerJoin("mdt_case", (join) =>
      join.on((on) =>
        on.or([
          on.and([on("case_link.case_id", "=", caseId), on("mdt_case.id", "=", on.ref("case_link.other_id"))]),
          on.and([on("case_link.other_id", "=", caseId), on("mdt_case.id", "=", on.ref("case_link.case_id"))]),
        ]),
      ),
    )
    .innerJoin("person", "person.id", "mdt_case.person_id")
    .select([
      "case_link.id",
      "case_link.relation",
      "mdt_case.id as caseId",
      "mdt_case.number",
      "person.given_name as givenName",
      "person.family_name as familyName",
    ])
    .where("case_link.ended_at", "is", null)
    .orderBy("mdt_case.number");
}

export async function endLink(db: Writer, linkId: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("case_link")
    .set({ ended_at: at })
    .where("id", "=", linkId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}
