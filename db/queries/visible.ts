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

/**
 * The ids of the cases the reader reads, or may contribute to, newest case first: all of them, or those among the ones
 * that are asked about, which spares a person of many years the rest.
 */
export async function casesWithin(
  db: Reader,
  who: Who,
  among?: readonly string[],
): Promise<{ readable: Set<string>; onTeam: Set<string> }> {
  if (among?.length === 0) return { readable: new Set(), onTeam: new Set() };
  // From the person's memberships: from the cases it would read those of everybody.
  const rows = await db
    .selectFrom("case_member")
    .innerJoin("mdt_case", "mdt_case.id", "case_member.case_id")
    .select((eb) => ["mdt_case.id", readFlag(eb as unknown as OnCase, who).as("reads")])
    .where("case_member.staff_id", "=", who.staffId)
    .where("case_member.ended_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .$if(among !== undefined, (query) => query.where("case_member.case_id", "in", [...(among ?? [])]))
    .orderBy("mdt_case.opened_at", "desc")
    .execute();
  return {
    readable: new Set(rows.filter((row) => Number(row.reads) === 1).map((row) => row.id)),
    onTeam: new Set(rows.map((row) => row.id)),
  };
}

/** Whom a person is told of: those on whose case's team they are, in any practice, closed or not. */
export async function peopleKnownTo(db: Reader, staffId: string) {
  return db
    .selectFrom("case_member")
    .innerJoin("mdt_case", "mdt_case.id", "case_member.case_id")
    .innerJoin("person", "person.id", "mdt_case.person_id")
    .select(["person.given_name", "person.family_name", "person.preferred_name", "person.chi"])
    .distinct()
    .where("case_member.staff_id", "=", staffId)
    .where("case_member.ended_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .execute();
}

/** The open cases of these practices that the reader reads, by number. */
export async function openCasesReadBy(db: Reader, who: Who, practiceIds: readonly string[]) {
  if (practiceIds.length === 0) return [];
  return db
    .selectFrom("mdt_case")
    .select(["mdt_case.id", "mdt_case.number"])
    .where("mdt_case.practice_id", "in", [...practiceIds])
    .where("mdt_case.closed_at", "is", null)
    .where((eb) => isReadBy(eb, who))
    .orderBy("mdt_case.number")
    .execute();
}

function readFlag(eb: OnCase, who: Who) {
  return eb.case().when(isReadBy(eb, who)).then(1).else(0).end();
}
