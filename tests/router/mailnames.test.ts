/** What is typed for a mail may not name a person whose case the writer may see; of other cases a refusal says nothing. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Api } from "#server/router.ts";
import { meetingNamed, problemFrom } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
let meetingId: string;
/** On the team of every case but the third. */
let coordinator: Api;

beforeAll(async () => {
  ({ world, practiceId } = await anImportedWorld());
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
  coordinator = await world.as("st-03");
});
afterAll(() => world.end());

const sentence = (word: string) => `This goes into the mail. Leave out “${word}” and write it in the case instead`;

/** Each way in which words that were typed reach a mail, by the fields they are typed in. */
const ways: Record<string, { fields: string[]; press: (typed: Record<string, string>) => Promise<unknown> }> = {
  move: {
    fields: ["reason", "place", "videoLink"],
    press: async (typed) => coordinator.meetings.move(await move(typed)),
  },
  "the mail of a move, shown before it is sent": {
    fields: ["reason", "place", "videoLink"],
    press: async (typed) => coordinator.meetings.previewChange({ change: "move", ...(await move(typed)) }),
  },
  cancel: {
    fields: ["reason"],
    press: async (typed) => coordinator.meetings.cancel({ ...(await changing()), reason: "Snow", ...typed }),
  },
  "an extra meeting": {
    fields: ["reason", "place", "videoLink"],
    press: (typed) =>
      coordinator.meetings.planExtra({
        ...{ practiceId, day: "2026-12-01", start: "13:00", minutes: 60 },
        ...{ place: "Meeting room", videoLink: null, reason: "It cannot wait", isExtra: true },
        ...typed,
      } as Parameters<Api["meetings"]["planExtra"]>[0]),
  },
  "a series": { fields: ["place", "videoLink"], press: (typed) => coordinator.meetings.plan(series(typed)) },
  "the mail of a series, shown before it is sent": {
    fields: ["place", "videoLink"],
    press: (typed) => coordinator.meetings.preview(series(typed)),
  },
  "a poll": {
    fields: ["place"],
    press: async (typed) =>
      coordinator.polls.ask({
        ...{ practiceId, ask: "times", times: ["2026-12-03T13:00:00.000Z"], minutes: 60, place: "Meeting room" },
        staffIds: [await world.idOf("st-04")],
        ...typed,
      } as Parameters<Api["polls"]["ask"]>[0]),
  },
};

async function changing() {
  const { version } = await coordinator.meetings.open({ meetingId });
  return { meetingId, version };
}

async function move(typed: Record<string, string>) {
  return { ...(await changing()), day: "2026-11-27", start: "13:00", minutes: 120, place: "", reason: "", ...typed };
}

function series(typed: Record<string, string>) {
  return {
    ...{ practiceId, pattern: "every-n-weeks", interval: 2, weekday: 4, from: "2027-01-01", start: "13:00" },
    ...{ minutes: 120, place: "Meeting room", count: 1, nation: "scotland" },
    ...typed,
  } as Parameters<Api["meetings"]["plan"]>[0];
}

const presses = Object.entries(ways).flatMap(([way, { fields, press }]) =>
  fields.map((field) => ({ way, field, press: (text: string) => press({ [field]: text }) })),
);

async function hasOnTeam(reference: string): Promise<boolean> {
  const row = await world.database
    .selectFrom("mdt_case")
    .innerJoin("case_member", "case_member.case_id", "mdt_case.id")
    .select("mdt_case.id")
    .where("mdt_case.reference", "=", reference)
    .where("case_member.staff_id", "=", await world.idOf("st-03"))
    .executeTakeFirst();
  return row !== undefined;
}

describe.each(presses)("$way: $field", ({ field, press }) => {
  const linked = (text: string) => (field === "videoLink" ? `https://meet.example/${text.replaceAll(" ", "-")}` : text);

  it("may name nobody whose case the writer may see, and no case", async () => {
    for (const [typed, word] of [
      ["for auchterlonie", "auchterlonie"],
      ["for Gréta Auchterlonie", linked("Gréta Auchterlonie").split("/").at(-1) ?? ""],
      ["see case 2", linked("case 2").split("/").at(-1) ?? ""],
      ["3113481104", "3113481104"],
    ] as const) {
      const problem = await problemFrom(press(linked(typed)));
      expect(problem.fields, typed).toEqual({ [field]: sentence(word) });
    }
    expect(await world.database.selectFrom("message").select("id").execute()).toEqual([]);
  });
});

it("a colleague’s name and the words of a place may be a patient’s as well", async () => {
  await world.database
    .updateTable("person")
    .set({ family_name: "Tennant" })
    .where("given_name", "=", "Darren")
    .execute();
  const { told } = await coordinator.meetings.move(
    await move({ day: "2026-12-01", place: "Harland Cross, Bell room", reason: "Morag Tennant is away" }),
  );
  expect(told).toBeGreaterThan(0);
  const problem = await problemFrom(coordinator.meetings.move(await move({ reason: "Darren Tennant moved" })));
  expect(problem.fields).toEqual({ reason: sentence("Darren Tennant") });
});

describe("a case that the writer may not see", () => {
  it("is not told of by a refusal", async () => {
    expect(await hasOnTeam("case-01")).toBe(true);
    await world.database
      .updateTable("case_member")
      .set({ ended_at: world.clock.now() })
      .where("staff_id", "=", await world.idOf("st-03"))
      .execute();
    expect(
      await coordinator.meetings.previewChange({ change: "move", ...(await move({ reason: "For Auchterlonie" })) }),
    ).toHaveProperty("dates");
    const { told } = await coordinator.meetings.move(await move({ reason: "Greta Auchterlonie, 3 rooms" }));
    expect(told).toBeGreaterThan(0);
  });

  it("and still nothing that is a number or names a case goes out", async () => {
    for (const reason of ["311348 1104", "case 9"]) {
      const problem = await problemFrom(coordinator.meetings.move(await move({ day: "2026-11-30", reason })));
      expect(problem.fields).toEqual({ reason: sentence(reason) });
    }
  });
});
