/** Settles whatever keeps cases from being concluded, for tests of what comes after. */
import { problemOf } from "#server/domain/problem.ts";
import type { TestWorld } from "./world.ts";

/** As each of these readers in turn, for all cases they read: the newest value. */
export async function settleAll(world: TestWorld, readers: readonly string[]): Promise<void> {
  const cases = await world.database.selectFrom("mdt_case").select("id").execute();
  for (const reader of readers) {
    for (const { id: caseId } of cases) {
      const { cases } = await world.as(reader);
      const opened = await cases.open({ caseId }).catch((error: unknown) => {
        if (problemOf(error)?.kind === "missing") return null;
        throw error;
      });
      for (const { key, values, mustBeSettled } of opened?.summary.disagreements ?? []) {
        if (!mustBeSettled) continue;
        const facts = values.map(({ id }) => id);
        await cases.settle({ caseId, key, facts, choice: facts[0] ?? "", reason: "Asked the person today" });
      }
    }
  }
}
