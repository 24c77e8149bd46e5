/** What people are told by mail of meetings that are planned and changed, and what their calendars make of it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { invitedTo } from "#db/queries/meetings.ts";
import type { Day } from "#db/schema.ts";
import type { Api } from "#server/router.ts";
import { calendarProgram, type CalendarProgram, type Shown } from "../support/calendars.ts";
import { casesJson } from "../support/cases.ts";
import { caseNamed, problemFrom } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

type Plan = Parameters<Api["meetings"]["plan"]>[0];

let world: TestWorld;
let practiceId: string;
let coordinator: Api;
/** What each person's calendar program has taken, by staff id. */
let calendars: Map<string, CalendarProgram>;
let read: Set<string>;

function inAPracticeOfItsOwn(): void {
  beforeAll(async () => {
    ({ world, practiceId } = await anImportedWorld());
    coordinator = await world.as("st-03");
    calendars = new Map();
    read = new Set();
  });
  afterAll(() => world.end());
}

/** The last Thursday of the month from January 2027 on. */
async function aSeries(over: object = {}): Promise<string> {
  const plan = {
    practiceId,
    pattern: "nth-weekday",
    nth: "last",
    weekday: 4,
    from: "2027-01-01",
    start: "13:00",
    minutes: 120,
    place: "Room 3",
    ends: "count",
    count: 8,
    nation: "scotland",
    chairId: await world.idOf("st-01"),
    needed: ["gp", "social-work"],
    invited: ["housing"],
    ...over,
  } as unknown as Plan;
  // Some stand on the days of an earlier one.
  const { shown } = await coordinator.meetings.preview(plan);
  return (await coordinator.meetings.plan({ ...plan, shown })).seriesId;
}

async function dates(seriesId: string) {
  return world.database
    .selectFrom("meeting")
    .selectAll()
    .where("series_id", "=", seriesId)
    .orderBy("recurs_at")
    .execute();
}

/** The date that the series has at this place, counted from 1, as it is kept now. */
async function nth(seriesId: string, number: number) {
  const row = (await dates(seriesId))[number - 1];
  if (!row) throw new Error(`The series has no date ${number}.`);
  return { meetingId: row.id, version: row.version };
}

/** The mails that were queued since this was last asked, each taken by its reader's calendar. */
async function newMails() {
  const rows = await world.database
    .selectFrom("message")
    .selectAll()
    .where("kind", "in", ["invitation", "moved", "cancelled"])
    .orderBy("queued_at")
    .orderBy("id")
    .execute();
  const fresh = rows.filter(({ id }) => !read.has(id));
  for (const mail of fresh) {
    read.add(mail.id);
    const calendar = calendars.get(mail.staff_id) ?? calendarProgram();
    calendars.set(mail.staff_id, calendar);
    calendar.take(mail.calendar ?? "");
  }
  return fresh;
}

async function namesOf(mails: readonly { staff_id: string }[]): Promise<string[]> {
  const rows = await world.database.selectFrom("staff").select(["id", "name"]).execute();
  return mails.map(({ staff_id }) => rows.find(({ id }) => id === staff_id)?.name ?? "").sort();
}

/** What ought to stand in each calendar from now on: the kept dates that its owner is invited to. */
async function expectCalendarsToBeRight(seriesId: string): Promise<void> {
  const now = world.clock.now();
  const rows = (await dates(seriesId)).filter((row) => row.cancelled_at === null && row.starts_at > now);
  const theirs = new Map<string, Shown[]>();
  for (const row of rows) {
    for (const person of await invitedTo(world.database, row, "2026-11-24" as Day)) {
      const shown = { uid: seriesId, startsAt: row.starts_at, endsAt: row.ends_at, place: row.place };
      theirs.set(person.id, [...(theirs.get(person.id) ?? []), shown]);
    }
  }
  for (const staffId of new Set([...calendars.keys(), ...theirs.keys()])) {
    const expected = (theirs.get(staffId) ?? []).sort((a, b) => a.startsAt.localeCompare(b.startsAt));
    const shown = calendars
      .get(staffId)
      ?.shows()
      .filter(({ uid, startsAt }) => uid === seriesId && startsAt > now);
    expect(shown ?? [], staffId).toEqual(expected);
  }
}

const gps = ["Dr Catriona Bell", "Dr Imran Sadiq"];
const social = ["Callum Reyes", "Fiona Galbraith", "Sheila Cairns"];
const housing = ["Gordon Imrie", "Zofia Lis"];
const everybody = [...gps, ...social, ...housing, "Morag Tennant"].sort();

describe("a series and ten changes to it", () => {
  inAPracticeOfItsOwn();
  let seriesId: string;
  let last = -1;

  /** Makes one change, and holds what must be true of each: one mail a person, the same UID, a SEQUENCE that rises. */
  async function change(run: () => Promise<unknown>, told: readonly string[]) {
    await run();
    const mails = await newMails();
    expect(await namesOf(mails)).toEqual([...told].sort());
    for (const { calendar } of mails) {
      expect(calendar).toContain(`UID:${seriesId}`);
      const sequences = [...(calendar ?? "").matchAll(/^SEQUENCE:(\d+)/gm)].map(([, number]) => Number(number));
      expect(Math.max(...sequences)).toBeGreaterThan(last);
    }
    const { sequence } = await world.database
      .selectFrom("series")
      .select("sequence")
      .where("id", "=", seriesId)
      .executeTakeFirstOrThrow();
    if (told.length > 0) expect(sequence).toBe(last + 1);
    last = sequence;
    await expectCalendarsToBeRight(seriesId);
    return mails;
  }

  it("is planned: everybody invited gets it whole, and answers by one button", async () => {
    seriesId = await aSeries();
    last = -1;
    const mails = await change(() => Promise.resolve(), everybody);
    expect(mails.map((mail) => [mail.kind, mail.method, mail.series_id])).toEqual(
      mails.map(() => ["invitation", "REQUEST", seriesId]),
    );
    const chair = mails.find(({ text }) => text.startsWith("You chair"));
    expect(chair?.staff_id).toBe(await world.idOf("st-01"));
    expect(chair?.text).toContain("Answer with one button: {answer}");
    expect(chair?.text).toContain("Thursday 28 January 2027, 1pm to 3pm\nThursday 25 February 2027, 1pm to 3pm");
  });

  it("1: one date moves, and each is told from where and to where, and why", async () => {
    const at = await nth(seriesId, 3);
    await (await world.as("st-04")).meetings.reply({ meetingId: at.meetingId, reply: "accepted" });
    const moved = { ...(await nth(seriesId, 3)), day: "2027-03-26", start: "14:00", minutes: 90, reason: "Room taken" };
    const mails = await change(() => coordinator.meetings.move(moved), everybody);
    for (const { text, method, meeting_id } of mails) {
      expect(text).toContain(
        "Moved: Thursday 25 March 2027, 1pm to 3pm -> Friday 26 March 2027, 2pm to 3:30pm\n\nWhere: Room 3\n\nWhy: Room taken",
      );
      expect([method, meeting_id]).toEqual(["REQUEST", at.meetingId]);
    }
    const reply = await world.database
      .selectFrom("reply")
      .select(["reply", "replied_at"])
      .where("meeting_id", "=", at.meetingId)
      .execute();
    expect(reply).toEqual([{ reply: null, replied_at: null }]);
  });

  it("2: this and later go to Friday at 2pm, in one mail", async () => {
    const moved = { ...(await nth(seriesId, 5)), day: "2027-05-28", start: "14:00", minutes: 120 };
    const mails = await change(() => coordinator.meetings.move({ ...moved, scope: "later" }), everybody);
    expect(mails[0]?.subject).toBe("Moved: 4 team meetings, Harland Cross Medical Practice");
    expect(mails[0]?.text.match(/^Moved: .* -> Friday .*, 2pm to 4pm$/gm)).toHaveLength(4);
    expect((await dates(seriesId)).map((row) => row.starts_at.slice(0, 16))).toEqual([
      "2027-01-28T13:00",
      "2027-02-25T13:00",
      "2027-03-26T14:00",
      "2027-04-29T12:00",
      "2027-05-28T13:00",
      "2027-06-25T13:00",
      "2027-07-30T13:00",
      "2027-08-27T13:00",
    ]);
  });

  it("3: another place for one date keeps what people answered", async () => {
    const { meetingId } = await nth(seriesId, 1);
    await (await world.as("st-05")).meetings.reply({ meetingId, reply: "accepted" });
    const moved = { ...(await nth(seriesId, 1)), day: "2027-01-28", start: "13:00", minutes: 120, place: "Room 5" };
    const mails = await change(() => coordinator.meetings.move(moved), everybody);
    const callum = await world.idOf("st-05");
    const of = (mine: boolean) => mails.find((mail) => (mail.staff_id === callum) === mine);
    expect(of(true)?.text).toContain("Where now: Room 5");
    expect(of(true)?.text).toContain("Your answer still stands.");
    expect(of(false)?.text).toContain("Answer with one button");
    const { mine } = await (await world.as("st-05")).meetings.open({ meetingId });
    expect(mine.reply).toBe("accepted");
  });

  const needs = { needed: ["gp", "social-work"], invited: ["housing"] };
  const chair = async () => ({ chairId: await world.idOf("st-01") });

  it("4: the police are asked to one date, and get that date alone", async () => {
    const input = { ...(await nth(seriesId, 2)), ...(await chair()), ...needs, invited: ["housing", "police"] };
    const mails = await change(() => coordinator.meetings.setNeeds(input), ["PC Alan Mowat"]);
    expect(mails[0]?.text).toContain("You are invited to the team meeting");
    expect(mails[0]?.meeting_id).toBe(input.meetingId);
    const shown = calendars.get(await world.idOf("st-15"))?.shows();
    expect(shown?.map(({ startsAt }) => startsAt)).toEqual(["2027-02-25T13:00:00.000Z"]);
  });

  it("5: and are not needed after all", async () => {
    const input = { ...(await nth(seriesId, 2)), ...(await chair()), ...needs };
    const mails = await change(() => coordinator.meetings.setNeeds(input), ["PC Alan Mowat"]);
    expect(mails[0]).toMatchObject({ kind: "cancelled", method: "CANCEL" });
    expect(mails[0]?.text).toContain("You need not come");
    expect(mails[0]?.text).not.toContain("{answer}");
  });

  it("who is needed for the same people tells nobody", async () => {
    const input = {
      ...(await nth(seriesId, 2)),
      ...(await chair()),
      needed: ["gp"],
      invited: ["social-work", "housing"],
    };
    await change(() => coordinator.meetings.setNeeds(input), []);
  });

  it("6: one date is cancelled, with the reason", async () => {
    const input = { ...(await nth(seriesId, 4)), reason: "Too many on leave" };
    const mails = await change(() => coordinator.meetings.cancel(input), everybody);
    expect(mails[0]?.text).toContain("is cancelled:\n\nThursday 29 April 2027, 1pm to 3pm\n\nWhy: Too many on leave");
  });

  it("7: all that have not begun get a way to join and another length; what is cancelled stays as it was", async () => {
    const before = await nth(seriesId, 2);
    const input = {
      ...before,
      day: "2027-02-25",
      start: "13:00",
      minutes: 90,
      videoLink: "https://video.example/room",
    };
    const cancelled = (await dates(seriesId))[3];
    const mails = await change(() => coordinator.meetings.move({ ...input, scope: "all" }), everybody);
    expect(mails[0]?.text).toContain("By video now: https://video.example/room");
    expect((await dates(seriesId))[3]).toEqual(cancelled);
    const lengths = (await dates(seriesId)).map((row) => Date.parse(row.ends_at) - Date.parse(row.starts_at));
    expect(lengths.map((length) => length / 60_000)).toEqual([90, 90, 90, 120, 90, 90, 90, 90]);
  });

  it("8: a colleague who came since is invited at a press, once, and the others hear nothing", async () => {
    await coordinator.staff.invite({
      practiceId,
      name: "Nuala Newcomer",
      email: "nuala@housing.example",
      discipline: "housing",
      job: "Housing officer",
      organisation: "Clydeside Homes",
      role: "member",
    });
    const { meetingId } = await nth(seriesId, 6);
    await coordinator.meetings.invite({ meetingId });
    const mails = await newMails();
    expect(await namesOf(mails)).toEqual(["Nuala Newcomer"]);
    await expectCalendarsToBeRight(seriesId);
    const again = await problemFrom(coordinator.meetings.invite({ meetingId }));
    expect(again.message).toBe("Everybody who is invited knows of it already");
  });

  it("9: housing is not needed from the fifth date on", async () => {
    const input = { ...(await nth(seriesId, 5)), ...(await chair()), needed: ["gp", "social-work"], scope: "later" };
    const told = [...housing, "Nuala Newcomer"];
    const mails = await change(() => coordinator.meetings.setNeeds(input as never), told);
    expect(mails[0]?.subject).toContain("No longer invited: 4 team meetings");
  });

  it("and for the last two again: they get those back", async () => {
    const input = { ...(await nth(seriesId, 7)), ...(await chair()), ...needs, scope: "later" };
    const told = [...housing, "Nuala Newcomer"];
    const mails = await change(() => coordinator.meetings.setNeeds(input as never), told);
    expect(mails[0]?.text).toContain("Friday 30 July 2027, 2pm to 3:30pm\nFriday 27 August 2027, 2pm to 3:30pm");
  });

  it("10: what moved once moves again", async () => {
    const input = { ...(await nth(seriesId, 3)), day: "2027-03-24", start: "9am", minutes: 60 };
    await change(() => coordinator.meetings.move(input), [...everybody, "Nuala Newcomer"]);
  });

  it("and what is past stays in every calendar when the rest is cancelled", async () => {
    world.clock.set("2027-02-01T09:00:00.000Z");
    coordinator = await world.as("st-03");
    const all = { ...(await nth(seriesId, 2)), reason: "The service ends", scope: "all" };
    await change(() => coordinator.meetings.cancel(all as never), [...everybody, "Nuala Newcomer"]);
    const shown = calendars.get(await world.idOf("st-02"))?.shows();
    expect(shown?.map(({ startsAt }) => startsAt)).toEqual(["2027-01-28T13:00:00.000Z"]);
    const first = (await dates(seriesId))[0];
    expect([first?.cancelled_at, first?.starts_at]).toEqual([null, "2027-01-28T13:00:00.000Z"]);
  });

  it("in none of all these mails stands a person, a number, an address or a case", async () => {
    const mails = await world.database.selectFrom("message").select(["subject", "text", "calendar"]).execute();
    const all = mails.map(({ subject, text, calendar }) => [subject, text, calendar].join("\n")).join("\n");
    const unfolded = all.replace(/\r\n /g, "");
    const { cases } = casesJson() as { cases: { person: Record<string, string>; nomination: { question: string } }[] };
    for (const { person } of cases) {
      for (const key of ["givenName", "familyName", "chi", "birthDate", "recordedAddress", "recordedPhone"]) {
        if (person[key]) expect(unfolded, key).not.toContain(person[key]);
      }
    }
    expect(unfolded).not.toMatch(/case-0|Case \d/);
  });
});

describe("two coordinators and one date", () => {
  inAPracticeOfItsOwn();

  it("the second to move it sees both days, and moves it all the same when they press again", async () => {
    const seriesId = await aSeries({ count: 2 });
    const read = await nth(seriesId, 1);
    const times = { start: "13:00", minutes: 120 };
    await coordinator.meetings.move({ ...read, ...times, day: "2027-01-29" });
    const problem = await problemFrom(coordinator.meetings.move({ ...read, ...times, day: "2027-02-01" }));
    expect(problem.kind).toBe("stale");
    expect(problem.fields.day).toContain("It is now on Friday 29 January 2027, 1pm to 3pm, Room 3");
    expect(problem.fields.day).toContain("You had: Monday 1 February 2027, 1pm to 3pm");
    expect((await dates(seriesId))[0]?.starts_at).toBe("2027-01-29T13:00:00.000Z");

    const version = Number(problem.theirs?.version);
    await coordinator.meetings.move({ meetingId: read.meetingId, version, ...times, day: "2027-02-01" });
    expect((await dates(seriesId))[0]?.starts_at).toBe("2027-02-01T13:00:00.000Z");
  });

  it("at the very same moment one of them gets through, and everybody hears of that one alone", async () => {
    const seriesId = await aSeries({ count: 3 });
    await newMails();
    const at = await nth(seriesId, 2);
    const times = { start: "10:00", minutes: 60 };
    const pressed = await Promise.allSettled([
      coordinator.meetings.move({ ...at, ...times, day: "2027-02-22" }),
      coordinator.meetings.move({ ...at, ...times, day: "2027-02-23" }),
    ]);
    expect(pressed.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const mails = await newMails();
    expect(await namesOf(mails)).toEqual(everybody);
    await expectCalendarsToBeRight(seriesId);
  });

  it("a date that was shown and changed meanwhile is shown again before all of them move", async () => {
    const seriesId = await aSeries({ count: 3, from: "2028-01-01" });
    const move = { start: "15:00", minutes: 120, day: "2028-01-27", scope: "all" as const };
    const {
      shown,
      dates: seen,
      people,
    } = await coordinator.meetings.previewChange({
      ...move,
      ...(await nth(seriesId, 1)),
      change: "move",
    });
    expect([seen.length, people]).toEqual([3, everybody.length]);
    await coordinator.meetings.move({ ...(await nth(seriesId, 2)), day: "2028-02-23", start: "13:00", minutes: 120 });
    const late = await problemFrom(coordinator.meetings.move({ ...move, ...(await nth(seriesId, 1)), shown }));
    expect([late.kind, late.message]).toEqual([
      "stale",
      "Somebody changed one of these dates meanwhile. Nothing was saved: show the dates again",
    ]);
  });
});

describe("what a change would do is seen before", () => {
  inAPracticeOfItsOwn();

  it("each date from and to, and what is known of it; nothing is saved and nobody told", async () => {
    const seriesId = await aSeries({ nth: 1, weekday: 4, from: "2026-12-01", count: 4 });
    await newMails();
    const preview = await coordinator.meetings.previewChange({
      change: "move",
      ...(await nth(seriesId, 2)),
      scope: "all",
      day: "2027-01-08",
      start: "13:00",
      minutes: 120,
    });
    expect(preview.dates.map(({ from, to, notes }) => [from, to, notes])).toEqual([
      ["Thursday 3 December 2026, 1pm to 3pm", "Friday 4 December 2026, 1pm to 3pm", []],
      ["Thursday 7 January 2027, 1pm to 3pm", "Friday 8 January 2027, 1pm to 3pm", []],
      ["Thursday 4 February 2027, 1pm to 3pm", "Friday 5 February 2027, 1pm to 3pm", []],
      ["Thursday 4 March 2027, 1pm to 3pm", "Friday 5 March 2027, 1pm to 3pm", []],
    ]);
    const clashing = await coordinator.meetings.previewChange({
      change: "move",
      ...(await nth(seriesId, 1)),
      day: "2026-12-25",
      start: "13:00",
      minutes: 120,
    });
    expect(clashing.dates[0]?.notes).toEqual([{ kind: "holiday", words: "Christmas Day" }]);
    const taken = await coordinator.meetings.previewChange({
      change: "move",
      ...(await nth(seriesId, 1)),
      day: "2026-11-26",
      start: "16:00",
      minutes: 60,
    });
    expect(taken.dates[0]?.notes[0]?.words).toContain("Same day: team meeting, 1pm to 3pm");
    expect(await newMails()).toEqual([]);
  });

  it("and what cannot be is refused in words", async () => {
    const seriesId = await aSeries({ nth: 1, weekday: 7, from: "2027-03-01", count: 3, start: "10:00" });
    const at = await nth(seriesId, 1);
    const refused = async (over: object) => {
      const input = { change: "move" as const, ...at, day: "2027-03-07", start: "10:00", minutes: 120, ...over };
      return (await problemFrom(coordinator.meetings.previewChange(input))).fields;
    };
    expect(await refused({})).toEqual({
      day: "That is when and where it is already. Change the day, the time or the place",
    });
    expect(await refused({ day: "2026-11-01" })).toEqual({ day: "Enter a day and time that are not past" });
    const hour = await refused({ day: "2027-03-28", start: "01:30", scope: "all" });
    expect(hour.start).toContain("The clocks go forward on Sunday 28 March 2027");
    const far = await refused({ day: "2026-11-01", scope: "later" });
    expect(far.day).toContain("Sunday 7 March 2027 would move to Sunday 1 November 2026, which is past");
  });

  it("who would be invited and who not any more, date by date, and both mails", async () => {
    const seriesId = await aSeries({
      count: 3,
      from: "2028-03-01",
      needed: ["gp", "social-work"],
      invited: ["housing"],
    });
    await newMails();
    const input = {
      ...(await nth(seriesId, 2)),
      scope: "later" as const,
      needed: ["gp", "police"],
      invited: ["social-work"],
    };
    const before = await dates(seriesId);
    const preview = await coordinator.meetings.previewChange({ ...input, change: "needs" });
    expect(preview.dates.map(({ from, joining, leaving }) => [from, joining, leaving])).toEqual([
      ["Thursday 27 April 2028, 1pm to 3pm", ["PC Alan Mowat"], housing],
      ["Thursday 25 May 2028, 1pm to 3pm", ["PC Alan Mowat"], housing],
    ]);
    expect(preview.people).toBe(housing.length + 1);
    expect(preview.mails.map(({ subject }) => subject.split(/ from |: /)[0])).toEqual(
      expect.arrayContaining(["2 team meetings", "No longer invited"]),
    );
    expect([await newMails(), await dates(seriesId)]).toEqual([[], before]);

    const { told } = await coordinator.meetings.setNeeds({ ...input, shown: preview.shown });
    expect(told).toBe(preview.people);
    expect(await namesOf(await newMails())).toEqual([...housing, "PC Alan Mowat"].sort());
  });

  it("and is shown again when one of the dates changed since", async () => {
    const seriesId = await aSeries({ count: 3, from: "2028-07-01" });
    const input = { ...(await nth(seriesId, 1)), scope: "all" as const, needed: ["gp"] };
    const { shown } = await coordinator.meetings.previewChange({ ...input, change: "needs" });
    await coordinator.meetings.move({ ...(await nth(seriesId, 2)), day: "2028-08-30", start: "13:00", minutes: 120 });
    const late = await problemFrom(coordinator.meetings.setNeeds({ ...input, shown }));
    expect([late.kind, late.message]).toEqual([
      "stale",
      "Somebody changed one of these dates meanwhile. Nothing was saved: show the dates again",
    ]);
    const strange = coordinator.meetings.previewChange({ ...input, change: "needs", chairId: "nobody" });
    expect(Object.keys((await problemFrom(strange)).fields)).toEqual(["chairId"]);
  });

  it("nor may a member ask", async () => {
    const seriesId = await aSeries({ count: 1, from: "2029-01-01" });
    const input = { change: "cancel" as const, ...(await nth(seriesId, 1)), reason: "Snow" };
    expect((await problemFrom((await world.as("st-02")).meetings.previewChange(input))).kind).toBe("forbidden");
  });
});

describe("an extra meeting", () => {
  inAPracticeOfItsOwn();
  const soon = { day: "2026-12-01", start: "10:00", minutes: 60, place: "Room 1" };

  it("is told as extra, with why, takes the cases it was given and no others, and asks for them in time", async () => {
    const caseId = await caseNamed(world, "case-02");
    const { meetingId } = await coordinator.meetings.planExtra({
      practiceId,
      ...soon,
      reason: "Waiting until the next one is too long",
      isExtra: "on",
      needed: ["gp", "addictions"],
      caseIds: [caseId],
    } as never);
    const mails = await newMails();
    expect(await namesOf(mails)).toEqual([...gps, "Morag Tennant", "Stephen Drummond"].sort());
    expect(mails[0]?.subject).toBe("Extra team meeting on Tuesday 1 December 2026, Harland Cross Medical Practice");
    expect(mails[0]?.text).toContain("Why now: Waiting until the next one is too long");
    expect(mails[0]?.meeting_id).toBe(meetingId);
    const opened = await coordinator.meetings.open({ meetingId });
    expect(opened.agenda.map((item) => item.caseId)).toEqual([caseId]);
    for (const day of Object.values(opened.cycle)) expect(day >= "2026-11-24" && day <= "2026-12-01").toBe(true);
    const home = await (await world.as("st-01")).home.open();
    expect(home.meetings.map((row) => row.startsAt.slice(0, 10)).sort()).toEqual(["2026-11-26", "2026-12-01"]);
    const asked = await (await world.as("st-11")).home.open();
    expect(asked.contributions.filter((row) => row.caseId === caseId).length).toBeLessThanOrEqual(1);
  });

  it("and cases that are left over go past it to the next meeting of all", async () => {
    const seriesId = await aSeries({ count: 1, from: "2026-12-10", nth: 3 });
    const regular = await nth(seriesId, 1);
    const now = await world.database
      .selectFrom("meeting")
      .select(["id", "version"])
      .where("reference", "=", "mtg-2026-11-26")
      .executeTakeFirstOrThrow();
    await coordinator.meetings.cancel({ meetingId: now.id, version: now.version, reason: "Snow" });
    const { agenda } = await coordinator.meetings.open({ meetingId: regular.meetingId });
    expect(agenda).toHaveLength(3);
    await newMails();
  });

  it("moves and is cancelled as others are, by itself", async () => {
    const { meetingId } = await coordinator.meetings.planExtra({ practiceId, ...soon, reason: "Soon" } as never);
    await newMails();
    const version = async () => (await coordinator.meetings.open({ meetingId })).version;
    const moved = { meetingId, version: await version(), day: "2026-12-02", start: "10:00", minutes: 60 };
    await coordinator.meetings.move({ ...moved, scope: "all" });
    const [mail] = await newMails();
    expect([mail?.calendar?.includes(`UID:${meetingId}`), mail?.calendar?.includes("SEQUENCE:1")]).toEqual([
      true,
      true,
    ]);
    await coordinator.meetings.cancel({ meetingId, version: await version(), reason: "Solved" });
    expect((await newMails()).every(({ method }) => method === "CANCEL")).toBe(true);
  });

  it.each([
    ["without a reason", { reason: "", isExtra: "on" }, "reason"],
    ["in the past", { day: "2026-11-01" }, "day"],
    ["in no place", { place: "" }, "place"],
    ["with a chair from elsewhere", { chairId: "nobody" }, "chairId"],
    ["with a case that is not theirs to put", { caseIds: ["0198f2a0-0000-7000-8000-000000000000"] }, "caseIds"],
    ["with a link that is no link", { videoLink: "javascript:alert(1)" }, "videoLink"],
  ])("but not %s", async (_, over, field) => {
    const input = { practiceId, ...soon, reason: "Soon", ...over } as never;
    expect(Object.keys((await problemFrom(coordinator.meetings.planExtra(input))).fields)).toEqual([field]);
  });
});

describe("cases that wait because no meeting is to come", () => {
  inAPracticeOfItsOwn();

  it("do not come to an extra meeting, and come to a single one that is none", async () => {
    const now = await world.database
      .selectFrom("meeting")
      .select(["id", "version"])
      .where("reference", "=", "mtg-2026-11-26")
      .executeTakeFirstOrThrow();
    await coordinator.meetings.cancel({ meetingId: now.id, version: now.version, reason: "Snow" });
    const single = { practiceId, start: "10:00", minutes: 60, place: "Room 1" };
    const agenda = async ({ meetingId }: { meetingId: string }) =>
      (await coordinator.meetings.open({ meetingId })).agenda.map((item) => item.number);

    const extra = await coordinator.meetings.planExtra({ ...single, day: "2026-12-01", reason: "Soon" } as never);
    expect(await agenda(extra)).toEqual([]);
    const plain = await coordinator.meetings.planExtra({ ...single, day: "2026-12-03" } as never);
    expect((await agenda(plain)).sort()).toEqual([1, 2, 3, 4]);
    expect((await newMails()).at(-1)?.subject).toMatch(/^Team meeting on Thursday 3 December 2026/);
  });
});
