/** Days that do not move: at home and on the agenda of the meeting before them, for those who may see them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seenByTeam, sharingRow } from "#db/queries/casefiles.ts";
import { keep } from "#db/queries/rows.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { Audience } from "#db/vocabulary.ts";
import { newId } from "#server/context.ts";
import { caseNamed, meetingNamed } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
let meetingId: string;
let caseId: string;

beforeAll(async () => {
  ({ world, practiceId } = await anImportedWorld());
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
  caseId = await caseNamed(world, "case-02");
  await given("Decree for eviction", "2026-12-05", "team");
  await given("Hearing, and why", "2026-12-07", "named");
  await given("Long past", "2026-11-01", "team");
});
afterAll(() => world.end());

/** By the housing worker of the case, as the contribution form keeps them. */
async function given(text: string, due: string, audience: Audience, at = "2026-11-20T12:00:00.000Z") {
  const [authorId, namedId] = [await world.idOf("st-19"), await world.idOf("st-11")];
  const contributionId = newId();
  const of = { practice_id: practiceId, case_id: caseId };
  await world.database.transaction().execute(async (db) => {
    await keep(db, "contribution", {
      id: contributionId,
      ...of,
      meeting_id: meetingId,
      author_id: authorId,
      discipline: "housing",
      kind: "full",
      submitted_at: at as Instant,
      headline: "About the flat",
      body: "",
      strengths: "[]" as never,
      ...seenByTeam,
    });
    await keep(db, "entry", {
      id: newId(),
      ...of,
      contribution_id: contributionId,
      kind: "deadline",
      position: 0,
      name: text.startsWith("Decree") ? "eviction" : text.startsWith("Hearing") ? "court" : "review",
      text,
      due: due as Day,
      ...sharingRow({ audience, namedStaff: [namedId], excludedDisciplines: [], handling: [] }),
    });
  });
}

/** Of those the file itself brings there are others. */
const isOurs = ({ text }: { text: string }) =>
  /^(Decree for eviction|Hearing, and why|Long past|Send the form)/.test(text);

const atHome = async (reader: string) =>
  (await (await world.as(reader)).home.open()).deadlines.filter(isOurs).map(({ what, text, due }) => [what, text, due]);
const onAgenda = async (reader: string, id = meetingId) =>
  (await (await world.as(reader)).meetings.open({ meetingId: id })).deadlines.filter(isOurs).map(({ text }) => text);

describe("a day that does not move", () => {
  const eviction = ["Eviction", "Decree for eviction", "2026-12-05"];

  it("stands at home and on the agenda for those who see it, and for nobody else", async () => {
    expect(await atHome("st-11")).toEqual([eviction, ["Court", "Hearing, and why", "2026-12-07"]]);
    expect(await atHome("st-01")).toEqual([eviction]);
    // On the team, but objected to; and on no team at all.
    for (const reader of ["st-15", "st-09"]) {
      expect(await atHome(reader)).toEqual([]);
      expect(await onAgenda(reader)).toEqual([]);
    }
    expect(await onAgenda("st-11")).toEqual(["Decree for eviction", "Hearing, and why"]);
    expect(await onAgenda("st-03")).toEqual(["Decree for eviction"]);
  });

  it("of an action, which says so when it is recorded", async () => {
    const due = "2026-12-03";
    const chair = await world.as("st-01");
    const action = { caseId, text: "Send the form", ownerId: await world.idOf("st-08"), due };
    const { actionId } = await chair.actions.record({ ...action, deadline: "redetermination" });
    await chair.actions.record({ ...action, text: "Ring him" });
    expect((await atHome("st-08"))[0]).toEqual(["Redetermination", "Send the form", due]);
    expect(await onAgenda("st-08")).toEqual(["Send the form", "Decree for eviction"]);
    expect((await chair.actions.open({ actionId })).deadline).toBe("Redetermination");

    const { version } = await chair.actions.open({ actionId });
    await (await world.as("st-08")).actions.report({ actionId, version, kind: "done", outcome: "achieved" } as never);
    expect(await onAgenda("st-08")).toEqual(["Decree for eviction"]);
  });

  it("given again with another date stands once", async () => {
    await given("Decree for eviction, put off", "2026-12-12", "team", "2026-11-23T12:00:00.000Z");
    expect((await atHome("st-01")).map(([, text]) => text)).toEqual(["Decree for eviction, put off"]);
  });

  it("stands on the agenda of the meeting before it, and once that is planned not on the one before that", async () => {
    const next = newId();
    await world.database.transaction().execute((db) =>
      keep(db, "meeting", {
        id: next,
        practice_id: practiceId,
        starts_at: "2026-12-10T13:00:00.000Z" as Instant,
        ends_at: "2026-12-10T15:00:00.000Z" as Instant,
        place: "Room 1",
        nominations_close: "2026-11-26" as Day,
        contributions_due: "2026-12-04" as Day,
        pack_freezes: "2026-12-07" as Day,
      }),
    );
    expect(await onAgenda("st-11")).toEqual(["Hearing, and why"]);
    expect(await onAgenda("st-11", next)).toEqual(["Decree for eviction, put off"]);
    const { deadlines } = await (await world.as("st-01")).meetings.open({ meetingId: next });
    expect(deadlines.filter(isOurs)).toMatchObject([{ caseId, isListed: false, initials: "DK" }]);
  });

  it("is gone from both when the case ends", async () => {
    const { version } = await (await world.as("st-01")).cases.open({ caseId });
    await (await world.as("st-01")).cases.stop({ caseId, version, as: "moved-away" });
    expect(await atHome("st-11")).toEqual([]);
    expect(await onAgenda("st-11")).toEqual([]);
  });
});
