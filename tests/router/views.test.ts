/** Saved views of the log: whose they are, with whom they are shared, and that they show nobody more than before. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Api } from "#server/router.ts";
import { caseNamed, problemFrom } from "../support/doing.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;

beforeAll(async () => void ({ world } = await anImportedWorld()));
afterAll(() => world.end());

type Saved = Parameters<Api["views"]["save"]>[0];
const save = async (reader: string, over: Partial<Saved> = {}) =>
  (await world.as(reader)).views.save({
    name: "Overdue",
    whose: "team",
    show: "overdue",
    shared: true,
    ...over,
  } as Saved);
const namesFor = async (reader: string) =>
  (await (await world.as(reader)).views.list()).map(({ name, mine, by }) => (mine ? name : `${name} by ${by}`));

it("is one's own until it is shared, and then each colleague's beside their own", async () => {
  const { viewId } = await save("st-03", { shared: false });
  expect(await namesFor("st-03")).toEqual(["Overdue"]);
  expect(await namesFor("st-01")).toEqual([]);
  await (await world.as("st-03")).views.change({ viewId, name: "Late", shared: true });
  await save("st-01", { name: "late ", shared: false });
  const coordinator = await world.database
    .selectFrom("staff")
    .select("name")
    .where("id", "=", await world.idOf("st-03"))
    .executeTakeFirstOrThrow();
  expect(await namesFor("st-01")).toEqual([`Late by ${coordinator.name}`, "late"]);
});

it("has a name that one's others do not have, however it is written", async () => {
  expect((await problemFrom(save("st-03", { name: " LATE!" }))).fields).toEqual({
    name: "You have a view called “Late” already. Choose another name",
  });
  const { viewId } = await save("st-03", { name: "Blocked" });
  const { views } = await world.as("st-03");
  expect((await problemFrom(views.change({ viewId, name: "late", shared: false }))).fields).toHaveProperty("name");
  await views.change({ viewId, name: "BLOCKED", shared: false });
  expect((await problemFrom(save("st-03", { name: " " }))).fields).toEqual({ name: "Enter a name for this view" });
});

it("of a case is shared with its readers only, and can be saved by them only", async () => {
  const caseId = await caseNamed(world, "case-02");
  await save("st-02", { name: "Fridays", caseId });
  expect((await namesFor("st-11")).join()).toContain("Fridays");
  // Not on the team; and police, who may only contribute.
  for (const reader of ["st-09", "st-15"]) expect((await namesFor(reader)).join()).not.toContain("Fridays");
  const [kept, unknown] = await Promise.all([
    problemFrom(save("st-09", { name: "Kept", caseId })),
    problemFrom(save("st-09", { name: "Kept", caseId: "none" })),
  ]);
  expect(kept.kind).toBe("missing");
  expect({ ...kept, reference: "" }).toEqual({ ...unknown, reference: "" });
});

it("is changed and deleted by whoever saved it, and can be saved again from what the deletion answers", async () => {
  const { viewId } = await save("st-02", { name: "Mine", ownerId: await world.idOf("st-09"), discipline: "gp" });
  for (const { views } of [await world.as("st-01"), await world.as("st-03")]) {
    expect((await problemFrom(views.change({ viewId, name: "Theirs", shared: true }))).kind).toBe("missing");
    expect((await problemFrom(views.remove({ viewId }))).kind).toBe("missing");
  }
  const { views } = await world.as("st-02");
  const before = await views.list();
  const { viewId: _, ...removed } = await views.remove({ viewId });
  expect((await views.list()).map(({ name }) => name)).not.toContain("Mine");
  await views.save(removed);
  const without = (list: typeof before) => list.map(({ id, ...view }) => view);
  expect(without(await views.list())).toEqual(without(before));
});

it("is nothing to the practice next door", async () => {
  await aPracticeNextDoor(world);
  expect(await namesFor("nd-01")).toEqual([]);
  expect((await problemFrom(save("nd-01", { ownerId: await world.idOf("st-09") }))).kind).toBe("missing");
});
