/** Preparing a series: like the last, with what is known of each date; what planning keeps; years and who came. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Api } from "#server/router.ts";
import { meetingNamed, problemFrom } from "../support/doing.ts";
import { weirStreet } from "../support/nextDoor.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

type Plan = Parameters<Api["meetings"]["plan"]>[0];

let world: TestWorld;
let practiceId: string;
let neighbourId: string;

const coordinator = () => world.as("st-03");

function inAWorldOfItsOwn(): void {
  beforeAll(async () => {
    ({ world, practiceId } = await anImportedWorld());
    ({ practiceId: neighbourId } = await world.being("operator").imports.caseFile({ file: weirStreet }));
  });
  afterAll(() => world.end());
}

const thursdays = (over: object = {}): Plan =>
  ({
    practiceId,
    pattern: "weekly",
    weekday: 4,
    from: "2026-12-03",
    start: "13:00",
    minutes: 120,
    place: "Room 3",
    ends: "count",
    count: 3,
    nation: "scotland",
    ...over,
  }) as Plan;

/** The dates of a preview, each with what is known of it. */
async function known(plan: Plan, reader = "st-03") {
  const { dates } = await (await world.as(reader)).meetings.preview(plan);
  return Object.fromEntries(dates.map(({ day, notes }) => [day, notes.map(({ kind, words }) => `${kind}: ${words}`)]));
}

const meetingsOfSeries = (seriesId: string) =>
  world.database.selectFrom("meeting").selectAll().where("series_id", "=", seriesId).orderBy("starts_at").execute();

describe("a new series", () => {
  inAWorldOfItsOwn();

  it("begins, at a practice that was imported, like its last meeting", async () => {
    const { rule, isLikeLast, people, disciplines } = await (await coordinator()).meetings.prepare({ practiceId });
    expect(isLikeLast).toBe(true);
    expect(rule).toMatchObject({ pattern: "nth-weekday", nth: "last", weekday: 4, from: "2026-12-31", start: "13:00" });
    expect(people.map(({ name }) => name)).toContain("Fiona Galbraith");
    expect(disciplines.map(({ code }) => code)).toContain("gp");
  });

  it("begins with a place to enter, where nothing was planned yet", async () => {
    const elspeth = await world.as("ws-02");
    const first = await elspeth.meetings.prepare({ practiceId: neighbourId });
    expect(first).toMatchObject({ isLikeLast: false, chairId: null, needed: [], invited: [], rule: { place: "" } });
  });

  it("is planned like the last with what was prepared, unchanged", async () => {
    const api = await coordinator();
    const chairId = await world.idOf("st-01");
    const wanted = thursdays({
      pattern: "every-n-weeks",
      interval: 4,
      skipHolidays: "on",
      videoLink: "https://video.example/room",
      chairId,
      needed: ["gp", "social-work"],
      invited: ["housing"],
    });
    await api.meetings.plan(wanted);
    const next = await api.meetings.prepare({ practiceId });
    expect(next).toMatchObject({
      rule: {
        pattern: "every-n-weeks",
        interval: 4,
        from: "2027-02-25",
        count: 3,
        videoLink: "https://video.example/room",
      },
      chairId,
      needed: ["gp", "social-work"],
      invited: ["housing"],
    });
    const { rule, chairId: chair, needed, invited } = next;
    const plan = { practiceId, ...rule, chairId: chair, needed, invited } as Plan;
    const preview = await api.meetings.preview(plan);
    expect(preview.dates.map(({ day }) => day)).toEqual(["2027-02-25", "2027-03-25", "2027-04-22"]);
    const { count } = await api.meetings.plan(plan);
    expect(count).toBe(3);
  });

  it("keeps where its series has each date, and the video link", async () => {
    const { seriesId } = await (
      await coordinator()
    ).meetings.plan(thursdays({ from: "2028-01-06", videoLink: "https://video.example/7", skip: ["2028-01-13"] }));
    const rows = await meetingsOfSeries(seriesId);
    expect(rows.map((row) => [row.starts_at, row.recurs_at, row.video_link])).toEqual([
      ["2028-01-06T13:00:00.000Z", "2028-01-06T13:00:00.000Z", "https://video.example/7"],
      ["2028-01-20T13:00:00.000Z", "2028-01-20T13:00:00.000Z", "https://video.example/7"],
    ]);
  });

  it("shows the video link to those who are invited, and to no other colleague", async () => {
    const { seriesId } = await (
      await coordinator()
    ).meetings.plan(thursdays({ from: "2030-01-03", count: 1, needed: ["gp"], videoLink: "https://video.example/9" }));
    const meetingId = (await meetingsOfSeries(seriesId))[0]?.id ?? "";
    const linkFor = async (reader: string) => (await (await world.as(reader)).meetings.open({ meetingId })).videoLink;
    expect(await linkFor("st-01")).toBe("https://video.example/9");
    expect(await linkFor("st-03")).toBe("https://video.example/9");
    expect(await linkFor("st-04")).toBeNull();
    const imported = await meetingNamed(world, "mtg-2026-11-26");
    expect((await (await coordinator()).meetings.open({ meetingId: imported })).videoLink).toBeNull();
  });

  it("ends on a day", async () => {
    const plan = thursdays({ from: "2029-01-04", ends: "until", until: "2029-01-18", count: "" });
    const { seriesId, count } = await (await coordinator()).meetings.plan(plan);
    expect(count).toBe(3);
    expect((await meetingsOfSeries(seriesId)).at(-1)?.starts_at).toBe("2029-01-18T13:00:00.000Z");
  });

  const refused: [string, object, string][] = [
    ["of which every date is left out", { skip: ["2026-12-03", "2026-12-10", "2026-12-17"] }, "skip"],
    ["that ends before it begins", { ends: "until", until: "2026-12-02" }, "until"],
    ["with no such day", { ends: "until", until: "2026-12-03", weekday: 5 }, "until"],
    ["with another thing than a web address", { videoLink: "room 7" }, "videoLink"],
    ["from before bank holidays are known", { from: "2023-12-28" }, "from"],
  ];
  it.each(refused)("%s is refused at its field, and nothing is kept", async (_, over, field) => {
    const before = await world.database.selectFrom("meeting").select("id").execute();
    const problem = await problemFrom((await coordinator()).meetings.plan(thursdays(over)));
    expect(Object.keys(problem.fields)).toEqual([field]);
    expect(await world.database.selectFrom("meeting").select("id").execute()).toEqual(before);
  });

  it("is for the coordinator of that practice to prepare", async () => {
    expect((await problemFrom((await world.as("st-02")).meetings.prepare({ practiceId }))).kind).toBe("forbidden");
    expect((await problemFrom((await world.as("ws-02")).meetings.prepare({ practiceId }))).kind).toBe("missing");
  });
});

describe("what stands against a date", () => {
  inAWorldOfItsOwn();

  it("is nothing, at first", async () => {
    expect(await known(thursdays())).toEqual({ "2026-12-03": [], "2026-12-10": [], "2026-12-17": [] });
  });

  it("is said of it: days to avoid, who is away, a team meeting, a bank holiday that is kept", async () => {
    const api = await coordinator();
    await api.practices.addDays({ practiceId, label: "School holidays", fromDay: "2026-12-21", toDay: "2027-01-05" });
    await (
      await world.as("st-01")
    ).availability.addAway({ fromDay: "2026-12-17", toDay: "2026-12-18", reason: "Skiing" });
    await api.meetings.plan(thursdays({ from: "2026-12-10", count: 1, place: "Hall" }));
    const christmas = thursdays({ count: 4, weekday: 5, from: "2026-12-04" });
    expect((await known(christmas))["2026-12-25"]).toEqual(["holiday: Christmas Day", "avoid: School holidays"]);
    expect(await known(thursdays())).toEqual({
      "2026-12-03": [],
      "2026-12-10": ["clash: with the team meeting, 1pm to 3pm, Hall"],
      "2026-12-17": ["away: Dr Catriona Bell (General practice) is away"],
    });
  });

  it("is told with the reason by somebody who shows it", async () => {
    const bell = await world.as("st-01");
    const { version } = await bell.availability.open();
    await bell.availability.setWeek({ usual: {}, showsReasons: "on", version });
    expect((await known(thursdays()))["2026-12-17"]).toEqual([
      "away: Dr Catriona Bell (General practice) is away: Skiing",
    ]);
  });

  it("is only 'busy elsewhere' where a shared colleague meets another practice, seen from both", async () => {
    const elspeth = await world.as("ws-02");
    await elspeth.meetings.plan({
      ...thursdays({ from: "2026-12-03", count: 1, place: "Zq room" }),
      practiceId: neighbourId,
    });
    expect((await known(thursdays()))["2026-12-03"]).toEqual(["busy: Busy elsewhere: Fiona Galbraith"]);

    const theirs = await known({ ...thursdays({ from: "2026-12-10" }), practiceId: neighbourId }, "ws-02");
    expect(theirs["2026-12-10"]).toEqual(["busy: Busy elsewhere: Fiona Galbraith"]);
    const answers = JSON.stringify([theirs, await known(thursdays())]);
    expect(answers).not.toContain("Zq room");
    expect(JSON.stringify(theirs)).not.toContain("Hall");
    expect(answers).not.toContain("Weir Street");
  });

  it("is that a needed discipline cannot come, or has nobody", async () => {
    const needed = await known(thursdays({ needed: ["social-work", "gp"], invited: ["housing"] }));
    expect(needed["2026-12-03"]).toEqual(["busy: Busy elsewhere: Fiona Galbraith"]);
    const theirs = { ...thursdays({ from: "2026-12-10", count: 1, needed: ["social-work", "midwifery"] }) };
    expect(await known({ ...theirs, practiceId: neighbourId }, "ws-02")).toEqual({
      "2026-12-10": [
        "needed: Social work cannot come",
        expect.stringMatching(/^needed: Nobody for /) as string,
        "busy: Busy elsewhere: Fiona Galbraith",
      ],
    });
  });

  it("is said once of years whose bank holidays are not known", async () => {
    const preview = await (await coordinator()).meetings.preview(thursdays({ from: "2041-01-03" }));
    expect(preview.holidayLimits).toBe("Bank holidays are known from 2024 to 2040. Later dates are not checked");
    expect(preview.dates[0]?.notes).toEqual([{ kind: "remark", words: "Bank holidays of 2041 are not known" }]);
    expect((await (await coordinator()).meetings.preview(thursdays())).holidayLimits).toBeNull();
  });
});

describe("a clash that came after the dates were shown", () => {
  inAWorldOfItsOwn();
  const inTheWay = () => thursdays({ from: "2026-12-10", count: 1, start: "14:00", place: "Hall" });
  const both = () => thursdays({ place: "Room 9" });
  const sentence = "1 of 3 dates now clashes: Thursday 10 December 2026. Skip it, or press Create again";

  it("is shown before anything is planned, and planned over by who has seen it", async () => {
    const api = await coordinator();
    const { shown } = await api.meetings.preview(both());
    await api.meetings.plan(inTheWay());
    for (const stale of [{ shown }, {}]) {
      expect(await problemFrom(api.meetings.plan({ ...both(), ...stale }))).toMatchObject({
        kind: "stale",
        message: sentence,
      });
    }
    const rows = await world.database.selectFrom("meeting").select("place").where("place", "=", "Room 9").execute();
    expect(rows).toEqual([]);

    const again = await api.meetings.preview(both());
    expect(again.dates.map(({ notes }) => notes.map(({ kind }) => kind))).toEqual([[], ["clash"], []]);
    expect((await api.meetings.plan({ ...both(), shown: again.shown })).count).toBe(3);
  });

  it("is in the way of one of two who plan the same dates at once", async () => {
    const api = await coordinator();
    const plan = thursdays({ from: "2027-02-04", count: 2 });
    const { shown } = await api.meetings.preview(plan);
    const settled = await Promise.allSettled([1, 2].map(() => api.meetings.plan({ ...plan, shown })));
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("and other people than were shown are shown first", async () => {
    const api = await coordinator();
    const plan = thursdays({ from: "2027-03-04", needed: ["gp"] });
    const { shown } = await api.meetings.preview(plan);
    const problem = await problemFrom(api.meetings.plan({ ...plan, needed: ["housing"], shown }));
    expect(problem.message).toBe("Look at the dates before you create the meetings: the series was changed");
  });
});

describe("the mail shown before", () => {
  inAWorldOfItsOwn();

  it("is the one that is queued, word for word, for as many people", async () => {
    const api = await coordinator();
    const plan = thursdays({ needed: ["gp"], skip: ["2026-12-10"], videoLink: "https://video.example/7" });
    const { invitation, byDiscipline } = await api.meetings.preview(plan);
    const { seriesId } = await api.meetings.plan(plan);
    const mails = await world.database
      .selectFrom("message")
      .innerJoin("staff", "staff.id", "message.staff_id")
      .select(["message.subject", "message.text", "staff.discipline"])
      .where("message.series_id", "=", seriesId)
      .execute();
    expect(mails).toHaveLength(invitation?.people ?? 0);
    const [toGp] = mails.filter(({ discipline }) => discipline === "gp");
    expect(toGp?.subject).toBe(invitation?.subject);
    expect(toGp?.text.replaceAll("{answer}", "(a link of their own)")).toBe(invitation?.text);
    expect(byDiscipline.find(({ need }) => need === "needed")).toMatchObject({ label: "General practice" });
    expect(byDiscipline.reduce((sum, { count }) => sum + count, 0)).toBe(invitation?.people);
  });

  it("is none where all dates are past", async () => {
    const preview = await (await coordinator()).meetings.preview(thursdays({ from: "2024-01-04" }));
    expect(preview.invitation).toBeNull();
  });
});

describe("a year of meetings", () => {
  inAWorldOfItsOwn();

  it("has each with its days, who is needed, and for the past who came by discipline", async () => {
    const reader = await world.as("st-09");
    const { year, years, meetings } = await reader.meetings.year({ practiceId });
    expect([year, years]).toEqual([2026, [2026]]);
    expect(meetings.map(({ day, times, isPast, state }) => [day, times, isPast, state])).toEqual([
      ["Thursday 24 September", "1pm to 3pm", true, "closed"],
      ["Thursday 29 October", "1pm to 3pm", true, "closed"],
      ["Thursday 26 November", "1pm to 3pm", false, "planned"],
    ]);
    expect(meetings[2]).toMatchObject({
      nominationsClose: "Thursday 12 November",
      contributionsDue: "Friday 20 November",
      attendance: null,
    });
  });

  it("counts who was marked as there", async () => {
    const api = await coordinator();
    const meetingId = await meetingNamed(world, "mtg-2026-11-26");
    const { version, disciplines } = await api.meetings.open({ meetingId });
    expect(disciplines.length).toBeGreaterThan(3);
    await api.meetings.setNeeds({ meetingId, version, needed: ["gp"], invited: ["social-work"] });
    await api.meetings.start({ meetingId });
    await api.meetings.attend({ meetingId, present: [await world.idOf("st-01"), await world.idOf("st-03")] });
    const { meetings } = await api.meetings.year({ practiceId, year: 2026 });
    expect(meetings[2]).toMatchObject({ needed: ["General practice"] });
    expect(meetings[2]?.attendance).toMatch(/^General practice 1 of 2, Practice manager.* 1 of 1\. None: Social work/);
  });

  it("is empty, and no fault, where there is none; and no business of neighbours", async () => {
    const api = await coordinator();
    expect(await api.meetings.year({ practiceId, year: 2024 })).toMatchObject({ year: 2024, meetings: [] });
    expect((await problemFrom((await world.as("ws-02")).meetings.year({ practiceId }))).kind).toBe("missing");
    expect((await problemFrom(api.meetings.year({ practiceId, year: "soon" }))).kind).toBe("invalid");
  });

  it("is one of several in the list, which loses no meeting over the years", async () => {
    const api = await coordinator();
    await api.meetings.plan(thursdays({ from: "2024-02-01", count: 2 }));
    await api.meetings.plan(thursdays({ from: "2027-12-23", count: 3 }));
    const { years, year, meetings } = await api.meetings.list();
    expect([years, year]).toEqual([[2026, 2025, 2024], 2026]);
    const ahead = meetings.filter(({ isPast, state }) => !isPast && state !== "closed").map(({ id }) => id);
    expect(ahead).toHaveLength(4);

    const listed = await Promise.all(years.map(async (one) => (await api.meetings.list({ year: one })).meetings));
    const past = listed.flatMap((rows) => rows.filter(({ id }) => !ahead.includes(id)));
    expect(past.map(({ words }) => words)).toEqual([
      "Thursday 24 September 2026, 1pm to 3pm",
      "Thursday 29 October 2026, 1pm to 3pm",
      "Thursday 1 February 2024, 1pm to 3pm",
      "Thursday 8 February 2024, 1pm to 3pm",
    ]);
    const all = await world.database.selectFrom("meeting").select("id").where("practice_id", "=", practiceId).execute();
    expect(new Set([...ahead, ...past.map(({ id }) => id)])).toEqual(new Set(all.map(({ id }) => id)));
  });
});
