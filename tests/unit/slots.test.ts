/** Finding a time as a coordinator sees it: a handful of people, an ordinary week. */
import { describe, expect, test } from "vitest";
import { dayParts } from "#db/vocabulary.ts";
import { usuallyNeeded } from "#server/domain/finding.ts";
import { atOnce, findSlots, type SlotPerson, type SlotSearch } from "#server/domain/slots.ts";
import type { Day, Instant } from "#server/domain/time.ts";

const everyDay = [1, 2, 3, 4, 5].flatMap((weekday) => dayParts.map((part) => ({ weekday, part })));
const person = (name: string, discipline: string, rest: Partial<SlotPerson> = {}): SlotPerson => ({
  id: name.toLowerCase(),
  name,
  discipline,
  isNeeded: false,
  usual: everyDay,
  away: [],
  busy: [],
  asked: [],
  ...rest,
});
const span = (day: string, from: string, to: string) => ({
  startsAt: `${day}T${from}:00.000Z` as Instant,
  endsAt: `${day}T${to}:00.000Z` as Instant,
});

/** Monday 23 to Thursday 26 November 2026, at 1pm, for two hours. */
const find = (people: SlotPerson[], over: Partial<SlotSearch> = {}) =>
  atOnce(
    findSlots({
      from: "2026-11-23" as Day,
      to: "2026-11-26" as Day,
      starts: [13 * 60],
      minutes: 120,
      nation: "scotland",
      now: "2026-11-20T00:00:00.000Z" as Instant,
      people,
      disciplines: [...new Set(people.map(({ discipline }) => discipline))].map((code) => ({
        code,
        label: code,
        isNeeded: false,
      })),
      most: 20,
      mostOfADay: 3,
      mostLeftOut: 30,
      ...over,
    }),
  );

describe("the best time comes first", () => {
  test("most people, then most disciplines, then no perhaps, then the earlier", () => {
    const people = [
      person("Ann", "gp", { busy: [span("2026-11-23", "13:00", "14:00")] }),
      person("Bob", "social-work", { busy: [span("2026-11-24", "12:00", "13:30")] }),
      person("Cat", "social-work", {
        asked: [{ ...span("2026-11-25", "13:00", "15:00"), answer: "tentative" }],
      }),
    ];
    expect(find(people).offers.map(({ day, coming, cells }) => [day, coming, cells])).toEqual([
      ["2026-11-26", 3, ["yes", "yes"]],
      ["2026-11-25", 3, ["yes", "yes"]],
      ["2026-11-24", 2, ["yes", "yes"]],
      ["2026-11-23", 2, ["no", "yes"]],
    ]);
  });

  test("and the same half hours of one day are not the whole list", () => {
    const { offers, possible } = find([person("Ann", "gp")], { starts: [540, 570, 600, 630, 660] });
    expect(possible).toBe(20);
    expect(offers).toHaveLength(12);
    expect(offers.slice(0, 4).map(({ startsAt }) => startsAt)).toEqual([
      "2026-11-23T09:00:00.000Z",
      "2026-11-23T09:30:00.000Z",
      "2026-11-23T10:00:00.000Z",
      "2026-11-24T09:00:00.000Z",
    ]);
  });
});

describe("whether somebody can come", () => {
  const canOn = (day: string, rest: Partial<SlotPerson>, over: Partial<SlotSearch> = {}) =>
    find([person("Ann", "gp", rest)], over).offers.find((offer) => offer.day === day)?.people[0]?.why;

  test.each<[string, Partial<SlotPerson>, string]>([
    ["by their usual week", {}, "free by their usual week"],
    ["when they have not said", { usual: null }, "not known"],
    ["when only a part of it is in their week", { usual: [{ weekday: 2, part: "lunch" }] }, "not in their usual week"],
    [
      "when the parts of their week touch",
      {
        usual: [
          { weekday: 2, part: "afternoon" },
          { weekday: 2, part: "lunch" },
        ],
      },
      "free by their usual week",
    ],
    [
      "after a meeting that ends as it begins",
      { busy: [span("2026-11-24", "12:00", "13:00")] },
      "free by their usual week",
    ],
    ["before one that begins as it ends", { busy: [span("2026-11-24", "15:00", "16:00")] }, "free by their usual week"],
    ["in a meeting of all day", { busy: [span("2026-11-24", "00:00", "23:00")] }, "busy"],
    [
      "in the second of two that overlap",
      { busy: [span("2026-11-24", "09:00", "13:30"), span("2026-11-24", "10:00", "11:00")] },
      "busy",
    ],
    [
      "away, with no reason shown",
      { away: [{ fromDay: "2026-11-24" as Day, toDay: "2026-11-24" as Day, reason: null }] },
      "away",
    ],
    [
      "away, with a reason shown",
      { away: [{ fromDay: "2026-11-20" as Day, toDay: "2026-11-30" as Day, reason: "annual leave" }] },
      "away: annual leave",
    ],
    [
      "asked and silent",
      { usual: null, asked: [{ ...span("2026-11-24", "13:00", "15:00"), answer: null }] },
      "asked, no answer yet",
    ],
    [
      "outside their week, and they said yes",
      {
        usual: [{ weekday: 1, part: "lunch" }],
        asked: [{ ...span("2026-11-24", "13:00", "15:00"), answer: "accepted" }],
      },
      "said yes",
    ],
    [
      "busy, although they said yes",
      {
        busy: [span("2026-11-24", "13:00", "14:00")],
        asked: [{ ...span("2026-11-24", "13:00", "15:00"), answer: "accepted" }],
      },
      "busy",
    ],
    ["no to an hour of it", { asked: [{ ...span("2026-11-24", "13:00", "14:00"), answer: "declined" }] }, "said no"],
    [
      "no to more than it",
      { asked: [{ ...span("2026-11-24", "13:00", "16:00"), answer: "declined" }] },
      "free by their usual week",
    ],
    [
      "yes to more than it",
      { usual: null, asked: [{ ...span("2026-11-24", "12:00", "16:00"), answer: "accepted" }] },
      "said yes",
    ],
    [
      "yes to an hour of it",
      { usual: null, asked: [{ ...span("2026-11-24", "13:00", "14:00"), answer: "accepted" }] },
      "not known",
    ],
    [
      "no, and then yes to the same",
      {
        asked: [
          { ...span("2026-11-24", "13:00", "15:00"), answer: "declined" },
          { ...span("2026-11-24", "13:00", "15:00"), answer: "accepted" },
        ],
      },
      "said yes",
    ],
  ])("%s", (_, rest, why) => {
    expect(canOn("2026-11-24", rest)).toBe(why);
  });

  test("on both sides of a clock change it is the wall time that counts", () => {
    const busy = [span("2026-10-23", "12:00", "14:00"), span("2026-10-26", "13:00", "15:00")];
    const days = { from: "2026-10-22" as Day, to: "2026-10-27" as Day, now: "2026-10-01T00:00:00.000Z" as Instant };
    const { offers } = find([person("Ann", "gp", { busy })], days);
    expect(offers.map(({ startsAt, people }) => [startsAt, people[0]?.can])).toEqual([
      ["2026-10-22T12:00:00.000Z", "usual"],
      ["2026-10-27T13:00:00.000Z", "usual"],
      ["2026-10-23T12:00:00.000Z", "busy"],
      ["2026-10-26T13:00:00.000Z", "busy"],
    ]);
  });
});

describe("what is not offered", () => {
  test("says who, and why, once for the times of a day that share it", () => {
    const away = [{ fromDay: "2026-11-24" as Day, toDay: "2026-11-25" as Day, reason: null }];
    const people = [
      person("Ann", "gp", { isNeeded: true, busy: [span("2026-11-23", "13:00", "14:00")] }),
      person("Bob", "social-work", { away }),
    ];
    const { leftOut, impossible } = find(people, {
      starts: [780, 810, 840],
      disciplines: [
        { code: "gp", label: "GP", isNeeded: true },
        { code: "social-work", label: "Social work", isNeeded: true },
      ],
    });
    expect(impossible).toBe(8);
    expect(leftOut).toEqual([
      { day: "2026-11-23", starts: [780, 810], why: ["GP: Ann busy"] },
      { day: "2026-11-24", starts: [780, 810, 840], why: ["Social work: nobody can come (Bob away)"] },
      { day: "2026-11-25", starts: [780, 810, 840], why: ["Social work: nobody can come (Bob away)"] },
    ]);
  });

  test("is all of it where a needed discipline has nobody, and bank holidays stand in their place", () => {
    const disciplines = [{ code: "gp", label: "GP", isNeeded: true }];
    const days = { from: "2026-12-24" as Day, to: "2026-12-29" as Day, disciplines };
    expect(find([], days).leftOut).toEqual([
      { day: "2026-12-24", starts: [780], why: ["GP: nobody can come"] },
      { day: "2026-12-25", starts: [], why: ["Bank holiday: Christmas Day"] },
      { day: "2026-12-28", starts: [], why: ["Bank holiday: Boxing Day (substitute day)"] },
      { day: "2026-12-29", starts: [780], why: ["GP: nobody can come"] },
    ]);
    expect(find([], { ...days, mostLeftOut: 2 })).toMatchObject({
      impossible: 4,
      leftOut: [{}, { day: "2026-12-25" }],
    });
  });

  test("is the past", () => {
    expect(find([person("Ann", "gp")], { now: "2026-11-26T13:00:00.000Z" as Instant })).toMatchObject({
      possible: 0,
      impossible: 0,
    });
  });
});

test("the chair is needed, and whoever is the only one of a needed discipline", () => {
  const people = [
    { id: "chair", discipline: "gp" },
    { id: "gp", discipline: "gp" },
    { id: "alone", discipline: "housing" },
    { id: "one-of-two", discipline: "social-work" },
    { id: "two-of-two", discipline: "social-work" },
    { id: "not-needed", discipline: "police" },
  ];
  expect(usuallyNeeded(people, "chair", ["gp", "housing", "social-work"])).toEqual(["chair", "alone"]);
  expect(usuallyNeeded(people, null, [])).toEqual([]);
});
