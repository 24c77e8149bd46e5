/** Days that do not move, of the open cases somebody reads: given with a contribution or an action. Sealed. */
import { expressionBuilder } from "kysely";
import type { Sharing } from "../casefile.ts";
import type { Reader } from "../database.ts";
import type { Day, Instant, Tables } from "../schema.ts";
import { seal, type Sealed } from "../sealed.ts";
import { deadlineKinds, type DeadlineKind } from "../vocabulary.ts";
import { casesOfItems, type CaseOfItem } from "./actions.ts";
import { sharingOf } from "./casefiles.ts";
import type { Who } from "./standing.ts";
import { isReadBy } from "./visible.ts";

export type DeadlineOnFile = Sharing & {
  id: string;
  kind: DeadlineKind;
  text: string;
  due: Day;
  authorId: string;
  submittedAt: Instant;
  contributionId: string | null;
  case: CaseOfItem;
};

/** Of contributions all that count, whenever they fall, since a newer one takes the place of an older one. */
export async function deadlinesWithin(
  db: Reader,
  who: Who,
  practiceIds: readonly string[],
): Promise<Sealed<DeadlineOnFile>[]> {
  if (practiceIds.length === 0) return [];
  const [given, actions] = await Promise.all([
    db
      .selectFrom("entry")
      .innerJoin("contribution", "contribution.id", "entry.contribution_id")
      .select([
        "entry.id",
        "entry.case_id",
        "entry.name",
        "entry.text",
        "entry.due",
        "entry.contribution_id",
        "entry.audience",
        "entry.named_staff",
        "entry.excluded_disciplines",
        "entry.handling",
        "contribution.author_id",
        "contribution.submitted_at",
      ])
      .where("entry.kind", "=", "deadline")
      .where("entry.withdrawn_at", "is", null)
      .where("contribution.withdrawn_at", "is", null)
      .where("contribution.replaced_at", "is", null)
      .where("entry.case_id", "in", openCases(who, practiceIds))
      .execute(),
    db
      .selectFrom("action")
      .select([
        "id",
        "case_id",
        "deadline",
        "text",
        "due",
        "raised_by",
        "raised_at",
        "audience",
        "named_staff",
        "excluded_disciplines",
        "handling",
      ])
      .where("practice_id", "in", [...practiceIds])
      .where("closed_at", "is", null)
      .where("deadline", "is not", null)
      .where("undone_at", "is", null)
      .where("case_id", "in", openCases(who, practiceIds))
      .execute(),
  ]);
  const cases = await casesOfItems(db, [...new Set([...given, ...actions].map((row) => row.case_id))]);
  const of = (row: (typeof given)[number] | (typeof actions)[number]) => {
    const found = cases.get(row.case_id);
    return found && { id: row.id, text: row.text, case: found, ...sharingOf(row) };
  };
  return [
    ...given.flatMap((row) => {
      const item = of(row);
      if (!item || row.due === null) return [];
      const { author_id: authorId, submitted_at: submittedAt, contribution_id: contributionId } = row;
      return seal({ ...item, kind: kindOf(row.name), due: row.due, authorId, submittedAt, contributionId });
    }),
    ...actions.flatMap((row) => {
      const item = of(row);
      if (!item) return [];
      const { raised_by: authorId, raised_at: submittedAt } = row;
      return seal({ ...item, kind: kindOf(row.deadline), due: row.due, authorId, submittedAt, contributionId: null });
    }),
  ];
}

function kindOf(name: string | null): DeadlineKind {
  return deadlineKinds.find((kind) => kind === name) ?? "other";
}

function openCases(who: Who, practiceIds: readonly string[]) {
  return expressionBuilder<Tables>()
    .selectFrom("mdt_case")
    .select("mdt_case.id")
    .where("mdt_case.practice_id", "in", [...practiceIds])
    .where("mdt_case.closed_at", "is", null)
    .where((on) => isReadBy(on, who));
}
