/** Where every list of cases and actions begins: what this reader may reach. The same rule as sight's `isReader`. */
import type { ExpressionBuilder } from "kysely";
import type { Reader } from "../database.ts";
import type { Tables } from "../schema.ts";
import type { Who } from "./standing.ts";

type OnCase = ExpressionBuilder<Tables, "mdt_case">;

/** On the team, of an invited discipline, not objected to, and not taken back. */
export function isReadBy(eb: OnCase, who: Who) {
  return eb.and([
    eb("mdt_case.withdrawn_at", "is", null),
    isOnTeam(eb, who),
    ...(who.discipline === "practice-manager" ? [] : [isInvited(eb, who)]),
    eb.not(
      eb.exists(
        eb
          .selectFrom("objection")
          .select("objection.id")
          .whereRef("objection.case_id", "=", "mdt_case.id")
          .where("objection.against_discipline", "=", who.discipline)
          .where((on) => on.or([on("objection.decision", "is", null), on("objection.decision", "!=", "refused")])),
      ),
    ),
  ]);
}

function isInvited(eb: OnCase, who: Who) {
  return eb.exists(
    eb
      .selectFrom("case_discipline")
      .select("case_discipline.id")
      .whereRef("case_discipline.case_id", "=", "mdt_case.id")
      .where("case_discipline.discipline", "=", who.discipline)
      .where("case_discipline.ended_at", "is", null),
  );
}

export function isOnTeam(eb: OnCase, who: Who) {
  return eb.exists(
    eb
      .selectFrom("case_member")
      .select("case_member.id")
      .whereRef("case_member.case_id", "=", "mdt_case.id")
      .where("case_member.staff_id", "=", who.staffId)
      .where("case_member.ended_at", "is", null),
  );
}

/** The ids of all cases the reader reads, or may contribute to, newest case first. */
export async function casesWithin(db: Reader, who: Who): Promise<{ readable: Set<string>; onTeam: Set<string> }> {
  // From the person's memberships: from the cases it would read those of everybody.
  const rows = await db
    .selectFrom("case_member")
    .innerJoin("mdt_case", "mdt_case.id", "case_member.case_id")
    .select((eb) => ["mdt_case.id", readFlag(eb as unknown as OnCase, who).as("reads")])
    .where("case_member.staff_id", "=", who.staffId)
    .where("case_member.ended_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .orderBy("mdt_case.opened_at", "desc")
    .execute();
  return {
    readable: new Set(rows.filter((row) => Number(row.reads) === 1).map((row) => row.id)),
    onTeam: new Set(rows.map((row) => row.id)),
  };
}

function readFlag(eb: OnCase, who: Who) {
  return eb.case().when(isReadBy(eb, who)).then(1).else(0).end();
}
