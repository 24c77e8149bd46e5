/** The first start in live mode: an empty practice, and a one-time link that makes its first coordinator. */
import { keepPractice } from "#db/queries/staff.ts";
import type { Config } from "./config.ts";
import type { World } from "./context.ts";
import { startingPolicy } from "./domain/practices.ts";
import { apiFor } from "./router.ts";

/** What to print: the link is shown this once. */
export async function makeFirstCoordinator(world: World, config: Config): Promise<string> {
  const name = config.practiceName ?? "";
  const practiceId = world.newId();
  await world.database.transaction().execute((db) =>
    keepPractice(
      db,
      {
        id: practiceId,
        code: config.practiceCode ?? "",
        name,
        nation: "scotland",
        list_size: null,
        created_at: world.now(),
      },
      startingPolicy,
    ),
  );
  const api = apiFor({
    ...world,
    actor: { kind: "system" },
    via: "program",
    requestId: world.newId(),
    key: world.newId(),
  });
  const { link } = await api.staff.makeFirst({
    practiceId,
    email: config.firstCoordinator ?? "",
    name: "Practice manager",
    organisation: name,
  });
  return `First start. Open this link within a day to choose a password: ${link}`;
}
