/** The calendar parts of mails, byte for byte as they are kept in tests/fixtures/calendars, and as ical.js reads them. */
import { readdirSync } from "node:fs";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { afterCancelling, afterMoves, datesInScope, movesOf, type MoveInput } from "#server/domain/changes.ts";
import type { ChangeScope } from "#server/domain/meetings.ts";
import { changesFor, invitationsFor, type InvitationFacts, type Invited } from "#server/domain/invitations.ts";
import type { Message } from "#server/domain/messages.ts";
import type { Day, Instant } from "#server/domain/time.ts";
import { calendarProgram } from "../support/calendars.ts";
import { meetingId, meetingOf, ruleOf, seriesId, seriesOf } from "../support/invited.ts";

const sending = { at: "2026-11-24T09:00:00.000Z" as Instant, origin: "https://shipmate.example" };

const person = (id: string, name: string, email: string, over: Partial<Invited> = {}): Invited => ({
  ...{ id, name, email, discipline: "gp", isChair: false, need: "needed", reply: null },
  ...{ standsInFor: [], deputies: [], isOnlyDeputy: false },
  ...over,
});
const around = {
  practice: { id: "practice", name: "Practice of Càrn Mòr; Main Street, Harland Cross" },
  organizer: { name: 'Morag "Mo" Tennant', email: "morag@harland.example" },
  people: [
    person("chair", "Dr Catriona Bell", "catriona@harland.example", { isChair: true, reply: "accepted" }),
    person("social-work", "Fiona Galbraith", "fiona@council.example", { reply: "tentative" }),
    person("housing", "Zofia Liśkiewicz-Żółkiewska", "zofia@housing.example", { need: "invited" }),
  ],
};

/** The first Monday at 1pm from February to September 2027, but on the bank holidays of May and August. */
const planned = seriesOf(
  ruleOf({
    ...{ pattern: "nth-weekday", nth: 1, weekday: 1, from: "2027-02-01", start: "13:00", minutes: 120 },
    ...{ place: "Room 3, first floor; ring the bell – ground-floor room on request 🛗", skipHolidays: "on" },
  }),
  around,
);
const single = meetingOf(
  { startsAt: "2027-06-15T09:00:00.000Z", endsAt: "2027-06-15T10:30:00.000Z", place: "Room 1" },
  around,
);

/** One step of the story of the series: what stands after it, and what is sent of it. */
interface Step {
  after: InvitationFacts;
  mails: Message[];
}

function moved({ after: before }: Step, dateId: string, scope: ChangeScope, input: MoveInput): Step {
  const moves = movesOf(datesInScope(before, dateId, scope, sending.at), dateId, input, sending.at);
  return told(before, afterMoves(before, moves, nextSequence(before)));
}

function cancelled({ after: before }: Step, dateId: string, scope: ChangeScope): Step {
  const dates = datesInScope(before, dateId, scope, sending.at);
  return told(before, afterCancelling(before, dates, nextSequence(before)));
}

function told(before: InvitationFacts, after: InvitationFacts): Step {
  return { after, mails: changesFor(before, after, null, sending) };
}

function nextSequence({ series }: InvitationFacts): number {
  return (series?.sequence ?? 0) + 1;
}

const requested = { after: planned, mails: invitationsFor(planned, sending) };
const dateMoved = moved(requested, "date-3", "one", {
  ...{ day: "2027-04-06" as Day, start: "09:30", minutes: 90, place: null },
});
const seriesChanged = moved(dateMoved, "date-1", "all", {
  ...{
    day: "2027-02-01" as Day,
    start: "14:00",
    minutes: 120,
    place: "Room 5",
    videoLink: "https://video.example/a,b",
  },
});
const dateCancelled = cancelled(seriesChanged, "date-4", "one");
const seriesCancelled = cancelled(dateCancelled, "date-1", "all");

const calendars = {
  "series-requested": requested,
  "meeting-requested": { after: single, mails: invitationsFor(single, sending) },
  "date-moved": dateMoved,
  "series-changed": seriesChanged,
  "date-cancelled": dateCancelled,
  "series-cancelled": seriesCancelled,
};
const names = Object.keys(calendars) as (keyof typeof calendars)[];

function textOf(name: keyof typeof calendars): string {
  return calendars[name].mails[0]?.calendar?.text ?? "";
}

function componentOf(text: string): ICAL.Component {
  return new ICAL.Component(ICAL.parse(text) as unknown[]);
}

function eventsOf(text: string): ICAL.Component[] {
  return componentOf(text).getAllSubcomponents("vevent");
}

/** `2027-02-01T13:00:00 Europe/London`, with the name of the zone that the value names. */
function timeIn(event: ICAL.Component, name: string): string | null {
  const property = event.getFirstProperty(name);
  return property && `${property.getFirstValue()?.toString()} ${property.getParameter("tzid") as string}`;
}

const london = (wall: string) => `${wall}:00 Europe/London`;

describe("the calendars of mails", () => {
  it.each(names)("%s is as it is kept", async (name) => {
    await expect(textOf(name)).toMatchFileSnapshot(`../fixtures/calendars/${name}.ics`);
  });

  it("none is kept that is not made", () => {
    const made = new Set(names.map((name) => `${name}.ics`));
    expect(readdirSync("tests/fixtures/calendars").filter((file) => !made.has(file))).toEqual([]);
  });

  it.each(names)("%s: everybody invited gets the same", (name) => {
    const { mails } = calendars[name];
    expect(mails.map(({ staffId }) => staffId)).toEqual(around.people.map(({ id }) => id));
    expect(new Set(mails.map(({ calendar }) => calendar?.text)).size).toBe(1);
  });

  it.each([
    ["series-requested", "REQUEST", [["CONFIRMED", 0, null, london("2027-02-01T13:00")]]],
    ["meeting-requested", "REQUEST", [["CONFIRMED", 0, null, london("2027-06-15T10:00")]]],
    ["date-moved", "REQUEST", [["CONFIRMED", 1, london("2027-04-05T13:00"), london("2027-04-06T09:30")]]],
    [
      "series-changed",
      "REQUEST",
      [
        ["CONFIRMED", 2, null, london("2027-02-01T13:00")],
        ["CONFIRMED", 2, london("2027-02-01T13:00"), london("2027-02-01T14:00")],
        ["CONFIRMED", 2, london("2027-03-01T13:00"), london("2027-03-01T14:00")],
        ["CONFIRMED", 2, london("2027-04-05T13:00"), london("2027-04-06T14:00")],
        ["CONFIRMED", 2, london("2027-06-07T13:00"), london("2027-06-07T14:00")],
        ["CONFIRMED", 2, london("2027-07-05T13:00"), london("2027-07-05T14:00")],
        ["CONFIRMED", 2, london("2027-09-06T13:00"), london("2027-09-06T14:00")],
      ],
    ],
    ["date-cancelled", "CANCEL", [["CANCELLED", 3, london("2027-06-07T13:00"), london("2027-06-07T14:00")]]],
    ["series-cancelled", "CANCEL", [["CANCELLED", 4, null, london("2027-02-01T14:00")]]],
  ] as const)("%s says what is asked, of which dates, and since which change", (name, method, told) => {
    const calendar = componentOf(textOf(name));
    expect(calendar.getFirstPropertyValue("method")).toBe(method);
    expect(calendars[name].mails[0]?.calendar?.method).toBe(method);
    const events = calendar.getAllSubcomponents("vevent");
    expect(
      events.map((event) => [
        event.getFirstPropertyValue("status"),
        event.getFirstPropertyValue("sequence"),
        timeIn(event, "recurrence-id"),
        timeIn(event, "dtstart"),
      ]),
    ).toEqual(told);
    const uid = name.startsWith("meeting") ? meetingId : seriesId;
    expect(new Set(events.map((event) => event.getFirstPropertyValue("uid")))).toEqual(new Set([uid]));
  });

  it.each(names)("%s names who asks, who is asked, in which part, and what they said", (name) => {
    // Who is asked anew because the time changed has not answered yet.
    const isAnew = !name.endsWith("requested");
    for (const event of eventsOf(textOf(name))) {
      const organizer = event.getFirstProperty("organizer");
      expect([organizer?.getParameter("cn"), organizer?.getFirstValue()]).toEqual([
        "Morag 'Mo' Tennant",
        "mailto:morag@harland.example",
      ]);
      const attendees = event
        .getAllProperties("attendee")
        .map((attendee) => [
          attendee.getFirstValue(),
          ...["cn", "role", "partstat", "rsvp", "cutype"].map((parameter) => attendee.getParameter(parameter)),
        ]);
      const asked = (email: string, cn: string, role: string, status: string) => [
        ...[`mailto:${email}`, cn, role, isAnew ? "NEEDS-ACTION" : status, "TRUE", "INDIVIDUAL"],
      ];
      expect(attendees).toEqual([
        asked("catriona@harland.example", "Dr Catriona Bell", "CHAIR", "ACCEPTED"),
        asked("fiona@council.example", "Fiona Galbraith", "REQ-PARTICIPANT", "TENTATIVE"),
        asked("zofia@housing.example", "Zofia Liśkiewicz-Żółkiewska", "OPT-PARTICIPANT", "NEEDS-ACTION"),
      ]);
    }
  });

  it.each(names)("%s describes the zone that its times name, and no other", (name) => {
    const zones = componentOf(textOf(name)).getAllSubcomponents("vtimezone");
    expect(zones.map((zone) => zone.getFirstPropertyValue("tzid"))).toEqual(["Europe/London"]);
    const changes = zones[0]?.getAllSubcomponents().map((change) => change.name);
    expect(changes).toEqual(["daylight", "standard"]);
  });

  it("a calendar that takes them in turn shows what stands after each", () => {
    const calendar = calendarProgram();
    for (const { after, mails } of [requested, dateMoved, seriesChanged, dateCancelled, seriesCancelled]) {
      calendar.take(mails[0]?.calendar?.text ?? "");
      const standing = after.meetings.filter(({ isCancelled }) => !isCancelled);
      expect(calendar.shows()).toEqual(
        standing.map(({ startsAt, endsAt, place }) => ({ uid: seriesId, startsAt, endsAt, place })),
      );
    }
  });
});

describe("the changes of the clock, as a calendar reads them that knows of London only what we tell it", () => {
  /** The instant from which the other offset holds. */
  const changes = [
    "2026-03-29T01:00:00.000Z",
    "2026-10-25T01:00:00.000Z",
    "2027-03-28T01:00:00.000Z",
    "2027-10-31T01:00:00.000Z",
  ];
  const minute = 60_000;
  const asked = (facts: InvitationFacts) => {
    const calendar = calendarProgram();
    const at = "2026-01-01T09:00:00.000Z" as Instant;
    const text = invitationsFor(facts, { ...sending, at })[0]?.calendar?.text ?? "";
    calendar.take(text);
    return { text, shown: calendar.shows().map(({ startsAt, endsAt }) => [startsAt, endsAt]) };
  };

  it("there is no other zone to know it from", () => {
    expect(ICAL.TimezoneService.has("Europe/London")).toBe(false);
  });

  it.each(changes)("%s: every quarter of an hour around it is itself, and the days before and after", (change) => {
    const day = 24 * 60;
    const around = Array.from({ length: 33 }, (_, index) => (index - 16) * 15);
    for (const minutes of [-day, ...around, day]) {
      const from = Date.parse(change) + minutes * minute;
      const [startsAt, endsAt] = [from, from + 90 * minute].map((at) => new Date(at).toISOString());
      if (!startsAt || !endsAt) throw new Error("There are two.");
      expect(asked(meetingOf({ startsAt, endsAt, place: "Room 1" })).shown).toEqual([[startsAt, endsAt]]);
    }
  });

  it.each([
    ["2026-03-26", ["2026-03-26T13:00", "2026-04-02T12:00"]],
    ["2026-10-22", ["2026-10-22T12:00", "2026-10-29T13:00"]],
    ["2027-03-25", ["2027-03-25T13:00", "2027-04-01T12:00"]],
    ["2027-10-28", ["2027-10-28T12:00", "2027-11-04T13:00"]],
  ])("a Thursday at 1pm is at 1pm the week after too: %s", (from, starts) => {
    const rule = ruleOf({ pattern: "weekly", weekday: 4, from, start: "13:00", minutes: 60, count: 2 });
    const { text, shown } = asked(seriesOf(rule));
    expect(shown.map(([startsAt]) => startsAt?.slice(0, 16))).toEqual(starts);
    expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(1);
  });

  it.each([
    ["on the night they go forward", "2027-03-28", "00:30"],
    ["on the night they go back", "2027-10-31", "00:30"],
    ["in the hour that comes twice", "2027-10-31", "01:15"],
  ])("a series that begins %s lasts as long each time", (_, from, start) => {
    const facts = seriesOf(ruleOf({ pattern: "weekly", weekday: 7, from, start, minutes: 120, count: 3 }));
    expect(asked(facts).shown).toEqual(facts.meetings.map(({ startsAt, endsAt }) => [startsAt, endsAt]));
  });
});
