/** A second demonstration practice: it shares a social worker with the first, and its own meetings now and then clash. */
import { keepPractice } from "#db/queries/staff.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { Actor, World } from "../context.ts";
import { startingPolicy } from "../domain/practices.ts";
import { addDays, weekdayOf } from "../domain/time.ts";
import type { Api } from "../router.ts";

const code = "99997-DEMO";
const organisation = "Weir Street Surgery";
const coordinator = { name: "Ishbel Rae", email: "ishbel.rae@demo.weir-street-surgery.example" };
const colleagues = [
  { name: "Dr Rory Munro", discipline: "gp", job: "GP partner", email: "rory.munro" },
  { name: "Leanne Tulloch", discipline: "link-worker", job: "Community link worker", email: "leanne.tulloch" },
];

/** Every third week at two; the first practice meets every fourth at one. */
const everyWeeks = 3;

export interface Neighbourhood {
  world: World;
  /** The API as somebody of either practice, by our id, or as the program, at a time that is past. */
  calling: (actor: Actor, when: Instant) => Api;
  asPerson: (staffId: string, when: Instant) => Promise<Api>;
  shared: { name: string; email: string; discipline: string; job: string; organisation: string };
}

/** `last` is a meeting of the first practice: four weeks after it both meet. */
export async function plantNeighbours(to: Neighbourhood, last: Day, when: Instant) {
  const { world, calling, asPerson, shared } = to;
  const practiceId = world.newId();
  await world.database
    .transaction()
    .execute((db) =>
      keepPractice(
        db,
        { id: practiceId, code, name: organisation, nation: "scotland", list_size: 3200, created_at: when },
        startingPolicy,
      ),
    );
  const { staffId: coordinatorId } = await calling({ kind: "system" }, when).staff.makeFirst({
    practiceId,
    ...coordinator,
    organisation,
  });
  for (const person of [
    ...colleagues.map((one) => ({ ...one, email: `${one.email}@demo.weir-street-surgery.example`, organisation })),
    shared,
  ]) {
    await (await asPerson(coordinatorId, when)).staff.invite({ practiceId, ...person, role: "member" });
  }
  await (
    await asPerson(coordinatorId, when)
  ).meetings.plan({
    practiceId,
    pattern: "every-n-weeks",
    interval: everyWeeks,
    weekday: weekdayOf(last),
    from: addDays(last, 28),
    start: "14:00",
    minutes: 60,
    place: "Upstairs room, Weir Street",
    count: 6,
    nation: "scotland",
    skipHolidays: true,
    needed: ["gp", "social-work"],
    invited: ["link-worker"],
  });
  return { practiceId, coordinatorId };
}
