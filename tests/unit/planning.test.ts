import { describe, expect, test } from "vitest";
import type { Day, Instant } from "#db/schema.ts";
import { likeLast, notesOn, peopleByDiscipline, type Around, type LastPlanned } from "#server/domain/planning.ts";
import { expand, seriesRule } from "#server/domain/series.ts";
import { instantAt } from "#server/domain/time.ts";

const today = "2026-11-24" as Day;

const lastThursdays = {
  pattern: "nth-weekday",
  nth: "last",
  weekday: 4,
  from: "2026-01-01",
  start: "13:00",
  minutes: 120,
  place: "Room 3",
  videoLink: "https://video.example/room",
  ends: "count",
  count: 12,
  skipHolidays: true,
  nation: "scotland",
  skip: ["2026-07-30"],
};

const meetingOn = (day: string, over: Partial<LastPlanned["meetings"][number]> = {}) => ({
  starts_at: instantAt(day as Day, "13:00"),
  ends_at: instantAt(day as Day, "15:00"),
  place: "Room 3",
  video_link: "https://video.example/room",
  ...over,
});

const like = (rule: unknown, ...days: string[]) =>
  likeLast({ rule, meetings: days.map((day) => meetingOn(day)) }, "scotland", today);

describe("a new series begins like the last", () => {
  test("and from where that ends, with nothing left out by hand", () => {
    expect(like(lastThursdays, "2026-12-31", "2026-11-26", "2026-10-29")).toEqual({
      ...lastThursdays,
      from: "2027-01-28",
      skip: [],
    });
  });

  test("in step: a fortnight after the last, not a week", () => {
    const rule = { ...lastThursdays, pattern: "every-n-weeks", interval: 2 };
    expect(like(rule, "2026-12-31")).toMatchObject({ pattern: "every-n-weeks", interval: 2, from: "2027-01-14" });
  });

  test("from today on, where the last is long past", () => {
    const past = "2025-05-29";
    expect(like({ ...lastThursdays, pattern: "weekly" }, past)).toMatchObject({
      pattern: "weekly",
      from: "2026-11-26",
    });
    expect(like({ ...lastThursdays, pattern: "day-of-month", dayOfMonth: 15 }, past)).toMatchObject({
      pattern: "day-of-month",
      from: "2026-12-15",
    });
  });

  test("for as long a time, where the last ended on a day", () => {
    const rule = { ...lastThursdays, ends: "until", until: "2026-12-31" };
    const next = like(rule, "2026-12-31");
    expect(next).toMatchObject({ ends: "until", from: "2027-01-28", until: "2027-12-30" });
    expect(expand(next)).toHaveLength(12);
  });

  test("as most of them are, when one was moved", () => {
    const moved = meetingOn("2026-12-22", {
      starts_at: instantAt("2026-12-22" as Day, "09:00"),
      ends_at: instantAt("2026-12-22" as Day, "10:00"),
      place: "The church hall",
    });
    const meetings = [moved, meetingOn("2026-11-26"), meetingOn("2026-10-29")];
    expect(likeLast({ rule: lastThursdays, meetings }, "scotland", today)).toMatchObject({
      weekday: 4,
      start: "13:00",
      minutes: 120,
      place: "Room 3",
      from: "2026-12-31",
    });
  });

  test("at the new time, when all of them were moved there", () => {
    const onTuesday = (day: string) =>
      meetingOn(day, { starts_at: instantAt(day as Day, "09:30"), ends_at: instantAt(day as Day, "11:00") });
    const meetings = ["2026-12-29", "2026-11-24", "2026-10-27"].map(onTuesday);
    expect(likeLast({ rule: lastThursdays, meetings }, "scotland", today)).toMatchObject({
      nth: "last",
      weekday: 2,
      start: "09:30",
      minutes: 90,
      from: "2027-01-26",
    });
  });

  test.each([
    ["2026-11-05", 1],
    ["2026-11-12", 2],
    ["2026-11-19", 3],
    ["2026-11-26", "last"],
    ["2026-10-22", "last"],
    ["2026-10-29", "last"],
  ])("after an import, a meeting on %s is taken for one of each month", (day, nth) => {
    expect(like(null, day)).toMatchObject({ pattern: "nth-weekday", nth, weekday: 4, count: 12, skipHolidays: true });
  });

  test("and with nothing to be like, it lacks only a place", () => {
    const first = likeLast(null, "northern-ireland", today);
    expect(first).toMatchObject({ place: "", nation: "northern-ireland", from: "2026-11-26", start: "13:00" });
    expect(seriesRule.safeParse({ ...first, place: "Room 3" }).success).toBe(true);
  });

  test("a rule of a program that knew others is not stumbled over", () => {
    expect(like({ pattern: "by the moon" }, "2026-11-26")).toMatchObject({ pattern: "nth-weekday", place: "Room 3" });
  });
});

const labels: Record<string, string> = { gp: "General practice", "social-work": "Social work", police: "Police" };
const bell = { id: "bell", name: "Dr Bell", discipline: "gp" };
const okoro = { id: "okoro", name: "Dr Okoro", discipline: "gp" };
const fiona = { id: "fiona", name: "Fiona Galbraith", discipline: "social-work" };

const [date] = expand(seriesRule.parse({ ...lastThursdays, from: "2026-11-26", count: 1 }));
const known = (over: Partial<Around> = {}) => {
  if (!date) throw new Error("The rule has a date.");
  const around: Around = {
    meetings: [],
    avoid: [],
    away: [],
    busy: [],
    people: [bell, okoro, fiona],
    needed: [],
    labelOf: (code) => labels[code] ?? code,
    ...over,
  };
  return notesOn(date, around).map(({ kind, words }) => `${kind}: ${words}`);
};
const daysOff = (staff_id: string, from: string, to: string, reason: string | null = null) => ({
  staff_id,
  from_day: from as Day,
  to_day: to as Day,
  reason,
});
const busyAt = (staffId: string, from: string, until: string) => ({
  staffId,
  startsAt: `2026-11-26T${from}:00.000Z` as Instant,
  endsAt: `2026-11-26T${until}:00.000Z` as Instant,
});

describe("what is known of Thursday 26 November 2026, 1pm to 3pm", () => {
  test("nothing, and so it is clear", () => {
    expect(known()).toEqual([]);
  });

  test("another team meeting in its way, by time and place; one the same morning is only mentioned", () => {
    expect(known({ meetings: [meetingOn("2026-11-26")] })).toEqual([
      "clash: with the team meeting, 1pm to 3pm, Room 3",
    ]);
    const morning = meetingOn("2026-11-26", {
      starts_at: "2026-11-26T09:00:00.000Z" as Instant,
      ends_at: "2026-11-26T13:00:00.000Z" as Instant,
    });
    expect(known({ meetings: [morning] })).toEqual(["remark: Same day: team meeting, 9am to 1pm, Room 3"]);
    expect(known({ meetings: [meetingOn("2026-11-27")] })).toEqual([]);
  });

  test("days to avoid, from the first to the last", () => {
    const avoid = (from: string, to: string) => [
      { from_day: from as Day, to_day: to as Day, label: "School holidays" },
    ];
    expect(known({ avoid: avoid("2026-11-20", "2026-11-26") })).toEqual(["avoid: School holidays"]);
    expect(known({ avoid: avoid("2026-11-26", "2026-11-30") })).toEqual(["avoid: School holidays"]);
    expect(known({ avoid: avoid("2026-11-27", "2026-11-30") })).toEqual([]);
  });

  test("who is away, with the reason only where it shows", () => {
    expect(known({ away: [daysOff("bell", "2026-11-26", "2026-11-26")] })).toEqual([
      "away: Dr Bell (General practice) is away",
    ]);
    expect(known({ away: [daysOff("bell", "2026-11-20", "2026-11-30", "annual leave")] })).toEqual([
      "away: Dr Bell (General practice) is away: annual leave",
    ]);
    expect(known({ away: [daysOff("bell", "2026-11-27", "2026-11-30")] })).toEqual([]);
  });

  test("who is busy elsewhere at that time, and not with what", () => {
    const busy = [
      busyAt("fiona", "14:30", "16:00"),
      busyAt("okoro", "12:00", "13:30"),
      busyAt("bell", "15:00", "16:00"),
    ];
    expect(known({ busy })).toEqual(["busy: Busy elsewhere: Dr Okoro, Fiona Galbraith"]);
  });

  test("somebody away is not busy as well", () => {
    const away = [daysOff("fiona", "2026-11-26", "2026-11-26")];
    expect(known({ away, busy: [busyAt("fiona", "13:00", "14:00")] })).toEqual([
      "away: Fiona Galbraith (Social work) is away",
    ]);
  });

  test("a needed discipline of which nobody can come, and one that nobody is of", () => {
    const needed = ["gp", "social-work", "police"];
    const busy = [busyAt("fiona", "13:00", "14:00")];
    expect(known({ needed, busy, away: [daysOff("bell", "2026-11-26", "2026-11-26")] })).toEqual([
      "needed: Social work cannot come",
      "needed: Nobody for Police",
      "away: Dr Bell (General practice) is away",
      "busy: Busy elsewhere: Fiona Galbraith",
    ]);
  });
});

test("people are counted by discipline in the practice's order, and a needed one with nobody is named", () => {
  const needs = [
    { discipline: "police", need: "needed" as const },
    { discipline: "gp", need: "needed" as const },
    { discipline: "social-work", need: "invited" as const },
  ];
  const disciplines = Object.entries({ ...labels, nursing: "Nursing" }).map(([code, label]) => ({ code, label }));
  expect(peopleByDiscipline([bell, okoro, fiona], needs, disciplines)).toEqual([
    { label: "General practice", count: 2, need: "needed" },
    { label: "Social work", count: 1, need: "invited" },
    { label: "Police", count: 0, need: "needed" },
  ]);
});
