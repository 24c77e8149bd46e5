/** Which texts of a case were copied into another record, by whom and when. */
import type { Reader } from "../database.ts";
import type { Instant } from "../schema.ts";
import type { CopyBlock } from "../vocabulary.ts";

export interface Copied {
  checksum: string;
  by: string;
  at: Instant;
}

/** The last copying of each text. */
export async function copiesOf(db: Reader, caseId: string): Promise<Map<CopyBlock, Copied>> {
  const rows = await db
    .selectFrom("copied_block")
    .innerJoin("staff", "staff.id", "copied_block.copied_by")
    .select(["copied_block.block", "copied_block.checksum", "copied_block.copied_at", "staff.name"])
    .where("copied_block.case_id", "=", caseId)
    .orderBy("copied_block.copied_at")
    .orderBy("copied_block.id")
    .execute();
  return new Map(rows.map(({ block, checksum, name, copied_at }) => [block, { checksum, by: name, at: copied_at }]));
}
