import { describe, expect, test } from "vitest";
import { readReply } from "#server/domain/calendars.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { Instant } from "#server/domain/time.ts";
import { readBusyTimes } from "../support/calendars.ts";

const from = "2026-11-01T00:00:00.000Z" as Instant;
const to = "2027-11-01T00:00:00.000Z" as Instant;

function calendar(...lines: string[]): string {
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
}

function entry(...lines: string[]): string[] {
  return ["BEGIN:VEVENT", ...lines, "END:VEVENT"];
}

/** `26 Nov 13:00 to 14:00` in UTC, so that a test reads at a glance. */
function told({ times, faults }: ReturnType<typeof readBusyTimes>) {
  return { times: times.map((time) => `${time.startsAt.slice(0, 16)} ${time.endsAt.slice(0, 16)}`), faults };
}

function busy(...lines: string[]) {
  return told(readBusyTimes(calendar(...lines), from, to));
}

describe("busy times of a calendar", () => {
  test.each([
    ["UTC", ["DTSTART:20261126T130000Z", "DTEND:20261126T140000Z"]],
    ["London in winter", ["DTSTART;TZID=Europe/London:20261126T130000", "DTEND;TZID=Europe/London:20261126T140000"]],
    ["no zone", ["DTSTART:20261126T130000", "DTEND:20261126T140000"]],
    ["Windows' name", ["DTSTART;TZID=GMT Standard Time:20261126T130000", "DURATION:PT1H"]],
    ["a quoted name", ['DTSTART;X-A="b:c;d";TZID="Europe/London":20261126T130000', "DURATION:PT60M"]],
    ["a maker's prefix", ["DTSTART;TZID=/mozilla.org/20050126_1/Europe/London:20261126T130000", "DURATION:PT1H"]],
    ["another zone", ["DTSTART;TZID=Europe/Paris:20261126T140000", "DTEND;TZID=America/New_York:20261126T090000"]],
    ["small letters", ["dtstart:20261126t130000z".toLowerCase().replace("t130000z", "T130000Z"), "duration:PT1H"]],
    ["no seconds", ["DTSTART:20261126T1300Z", "DURATION:PT1H"]],
  ])("a time written by %s", (_, lines) => {
    expect(busy(...entry(...lines))).toEqual({ times: ["2026-11-26T13:00 2026-11-26T14:00"], faults: [] });
  });

  test("summer time counts an hour less, also for a zone that the calendar describes itself", () => {
    const own = [
      "BEGIN:VTIMEZONE",
      "TZID:Our own",
      "BEGIN:STANDARD",
      "DTSTART:20001029T020000",
      "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
      "TZOFFSETFROM:+0100",
      "TZOFFSETTO:+0000",
      "END:STANDARD",
      "BEGIN:DAYLIGHT",
      "DTSTART:20000326T010000",
      "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
      "TZOFFSETFROM:+0000",
      "TZOFFSETTO:+0100",
      "END:DAYLIGHT",
      "END:VTIMEZONE",
    ];
    const weekly = (zone: string) =>
      busy(
        ...own,
        ...entry(`DTSTART;TZID=${zone}:20270321T090000`, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20270328T080000Z"),
      );
    const times = ["2027-03-21T09:00 2027-03-21T10:00", "2027-03-28T08:00 2027-03-28T09:00"];
    expect(weekly("Our own")).toEqual({ times, faults: [] });
    expect(weekly("Europe/London")).toEqual({ times, faults: [] });
  });

  test("a whole day lasts from midnight to midnight in London", () => {
    expect(
      busy(
        ...entry("DTSTART;VALUE=DATE:20270327", "DTEND;VALUE=DATE:20270329"),
        ...entry("DTSTART:20270601"),
        ...entry("DTSTART;VALUE=DATE:20270701", "DURATION:P2D"),
      ).times,
    ).toEqual([
      "2027-03-27T00:00 2027-03-28T23:00",
      "2027-05-31T23:00 2027-06-01T23:00",
      "2027-06-30T23:00 2027-07-02T23:00",
    ]);
  });

  test("what is free, cancelled or of no length keeps nobody busy; alarms and tasks are passed over", () => {
    const time = ["DTSTART:20261126T130000Z", "DTEND:20261126T140000Z"];
    expect(
      busy(
        ...entry(...time, "TRANSP:TRANSPARENT"),
        ...entry(...time, "STATUS:CANCELLED"),
        ...entry("DTSTART:20261126T130000Z"),
        "BEGIN:VTODO",
        ...time,
        "END:VTODO",
        ...entry(
          "DTSTART:20261127T130000Z",
          "BEGIN:VALARM",
          "DURATION:PT9H",
          "TRANSP:TRANSPARENT",
          "END:VALARM",
          "DURATION:PT1H",
        ),
      ),
    ).toEqual({ times: ["2026-11-27T13:00 2026-11-27T14:00"], faults: [] });
  });

  test("free-busy periods", () => {
    expect(
      busy(
        "BEGIN:VFREEBUSY",
        "FREEBUSY:20261126T130000Z/PT1H,20261126T150000Z/20261126T160000Z",
        "FREEBUSY;FBTYPE=FREE:20261127T130000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261128T130000Z/PT1H",
        "END:VFREEBUSY",
      ).times,
    ).toEqual([
      "2026-11-26T13:00 2026-11-26T14:00",
      "2026-11-26T15:00 2026-11-26T16:00",
      "2026-11-28T13:00 2026-11-28T14:00",
    ]);
  });

  test("a repeating entry: dates left out, added, moved away and called off", () => {
    const weekly = [
      "UID:a",
      "DTSTART;TZID=Europe/London:20261105T130000",
      "DTEND;TZID=Europe/London:20261105T140000",
      "RRULE:FREQ=WEEKLY;COUNT=6",
      "EXDATE;TZID=Europe/London:20261112T130000",
      "EXDATE;VALUE=DATE:20261119",
      "RDATE;TZID=Europe/London:20261107T130000",
      "RDATE;VALUE=PERIOD:20261108T130000Z/PT30M",
    ];
    expect(
      busy(
        ...entry("UID:a", "RECURRENCE-ID:20261126T130000Z", "DTSTART:20261127T090000Z", "DURATION:PT1H"),
        ...entry(...weekly),
        ...entry(
          "UID:a",
          "RECURRENCE-ID;TZID=Europe/London:20261203T130000",
          "DTSTART:20261203T130000Z",
          "STATUS:CANCELLED",
        ),
        ...entry("UID:b", "RECURRENCE-ID:20261210T130000Z", "DTSTART:20261211T090000Z", "DURATION:PT1H"),
      ),
    ).toEqual({
      times: [
        "2026-11-05T13:00 2026-11-05T14:00",
        "2026-11-07T13:00 2026-11-07T14:00",
        "2026-11-08T13:00 2026-11-08T13:30",
        "2026-11-27T09:00 2026-11-27T10:00",
        "2026-12-10T13:00 2026-12-10T14:00",
        "2026-12-11T09:00 2026-12-11T10:00",
      ],
      faults: [],
    });
  });

  test.each([
    ["FREQ=DAILY", "19900101", 365],
    ["FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "19900101", 260],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "19900102", 52],
    ["FREQ=MONTHLY;BYDAY=-1TH", "19900125", 12],
    ["FREQ=MONTHLY;BYMONTHDAY=31", "19900131", 7],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "19900131", 12],
    ["FREQ=YEARLY", "19000401", 1],
    ["FREQ=YEARLY;BYMONTH=1,12;BYDAY=1MO", "19901203", 2],
    ["FREQ=DAILY;UNTIL=20261103", "19900101", 3],
    ["FREQ=DAILY;UNTIL=20261103T120000Z", "19900101", 2],
    ["FREQ=DAILY;COUNT=13456", "19900101", 3],
  ])("%s since %s is followed to the window: %i", (rule, first, times) => {
    const read = busy(...entry(`DTSTART;TZID=Europe/London:${first}T130000`, "DURATION:PT1H", `RRULE:${rule}`));
    expect(read.faults).toEqual([]);
    expect(read.times).toHaveLength(times);
  });

  test("times that touch are one, and what reaches out of the window is cut", () => {
    expect(
      busy(
        ...entry("DTSTART:20261031T230000Z", "DURATION:PT2H"),
        ...entry("DTSTART:20261101T010000Z", "DURATION:PT1H"),
        ...entry("DTSTART:20261101T013000Z", "DURATION:PT10M"),
        ...entry("DTSTART:20271031T230000Z", "DURATION:P9D"),
        ...entry("DTSTART:20251031T230000Z", "DURATION:PT1H"),
      ).times,
    ).toEqual(["2026-11-01T00:00 2026-11-01T02:00", "2027-10-31T23:00 2027-11-01T00:00"]);
  });
});

describe("a broken calendar", () => {
  const good = entry("DTSTART:20261126T130000Z", "DTEND:20261126T140000Z");

  test.each([
    ["DTSTART is missing", 3, ["SUMMARY:x"]],
    ["DTSTART is not a date or time", 4, ["DTSTART:secret"]],
    ["DTSTART is not a date or time", 4, ["DTSTART:20261399T250000Z"]],
    ["DTEND is not a date or time", 5, ["DTSTART:20261126T130000Z", "DTEND:20260230T000000"]],
    ["it ends before it begins", 5, ["DTSTART:20261126T130000Z", "DTEND:20261126T120000Z"]],
    ["it ends before it begins", 5, ["DTSTART:20261126T130000Z", "DURATION:-PT1H"]],
    ["DURATION is not a length of time", 5, ["DTSTART:20261126T130000Z", "DURATION:secret"]],
    ["DTSTART is not written as a name and a value", 4, ['DTSTART;TZID="secret:20261126T130000']],
    ["the time zone of DTSTART is not known", 4, ["DTSTART;TZID=Secret:20261126T130000"]],
    ["RRULE is not a rule", 5, ["DTSTART:20261126T130000Z", "RRULE:FREQ=SECRET"]],
    ["RRULE is not a rule", 5, ["DTSTART:20261126T130000Z", "RRULE:FREQ=DAILY;BYDAY=XX"]],
    ["RRULE repeats within a day", 5, ["DTSTART:20261126T130000Z", "RRULE:FREQ=SECONDLY"]],
    ["RRULE has a COUNT below 1", 5, ["DTSTART:20261126T130000Z", "RRULE:FREQ=DAILY;COUNT=-1"]],
    ["RRULE is not a date or time", 5, ["DTSTART:20261126T130000Z", "RRULE:FREQ=DAILY;UNTIL=secret"]],
    [
      "RRULE has too long an INTERVAL",
      5,
      ["DTSTART:20261126T130000Z", "RRULE:FREQ=DAILY;INTERVAL=99999999999999999999"],
    ],
    ["RRULE is too long", 5, ["DTSTART:20261126T130000Z", `RRULE:FREQ=DAILY;BYDAY=${"MO,".repeat(200)}MO`]],
  ])("%s (line %i); the rest is used, nothing is quoted", (what, line, lines) => {
    const read = busy(...entry(...lines), ...good);
    expect(read).toEqual({
      times: ["2026-11-26T13:00 2026-11-26T14:00"],
      faults: [`Line ${line}: ${what}. This entry was left out.`],
    });
    expect(JSON.stringify(read)).not.toMatch(/secret/i);
  });

  test("an entry without an end is left out, and folded lines count as they stand in the file", () => {
    expect(
      busy(
        "BEGIN:VEVENT",
        "DTSTART:20261120T130000Z",
        ...entry("DTSTART:2026", " 1126T", "\t130000Z", "DURATION:P", "SUMMARY:b"),
        ...good,
      ).faults,
    ).toEqual([
      "Line 3: the entry has no end. This entry was left out.",
      "Line 9: DURATION is not a length of time. This entry was left out.",
    ]);
  });

  test("broken lines that are not needed do no harm", () => {
    expect(
      busy("X-WR-NAME", ...entry("DTSTART:20261126T130000Z", "DURATION:PT1H", "SUMMARY", "ATTENDEE;=:", ":", "\u0000")),
    ).toEqual({
      times: ["2026-11-26T13:00 2026-11-26T14:00"],
      faults: [],
    });
  });

  test("many faults are counted", () => {
    const { faults } = busy(...Array.from({ length: 50 }, () => entry("SUMMARY:x")).flat());
    expect(faults).toHaveLength(21);
    expect(faults.at(-1)).toBe("30 more entries were left out.");
  });

  test.each([
    ["", "This calendar is empty"],
    ["  \r\n ", "This calendar is empty"],
    ["<!doctype html><p>Sign in", "This is not a calendar"],
    ["\u0000\u0001", "This is not a calendar"],
    ["X\r\nBEGIN:VCALENDAR", "This is not a calendar"],
  ])("no calendar: %j", (text, sentence) => {
    expect(() => readBusyTimes(text, from, to)).toThrow(Refusal);
    expect(() => readBusyTimes(text, from, to)).toThrow(sentence);
    expect(() => readReply(text)).toThrow(sentence);
  });

  test("a calendar without entries, with a byte order mark or without its end is one", () => {
    expect(readBusyTimes("\uFEFFBEGIN:VCALENDAR\nEND:VCALENDAR", from, to)).toEqual({ times: [], faults: [] });
    expect(readBusyTimes(["BEGIN:VCALENDAR", ...good].join("\r"), from, to).times).toHaveLength(1);
  });
});

describe("a calendar that is too much", () => {
  const hour = ["DURATION:PT1H"];

  test("more than 20,000 lines", () => {
    const lines = Array.from({ length: 6_000 }, () => entry("DTSTART:20261126T130000Z", ...hour)).flat();
    const read = busy(...lines);
    expect(read.times).toHaveLength(1);
    expect(read.faults).toContain("Only the first 20,000 lines were read.");
  });

  test("more than 5,000 times", () => {
    const read = busy(
      ...entry(
        "DTSTART:20261101T000000Z",
        "DURATION:PT1M",
        "RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15",
      ),
    );
    expect(read.times).toHaveLength(5_000);
    expect(read.faults).toEqual(["Only the first 5,000 times were kept."]);
  });

  test.each([
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=13",
    "FREQ=WEEKLY;BYMONTH=13",
    "FREQ=WEEKLY;BYWEEKNO=1",
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYDAY=5MO;BYMONTH=2;INTERVAL=12",
    "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=40",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYYEARDAY=366;INTERVAL=100",
    "FREQ=YEARLY;BYWEEKNO=54",
    "FREQ=DAILY;INTERVAL=1000",
    "FREQ=DAILY;COUNT=99999999999999999999",
    "FREQ=DAILY;BYHOUR=25",
    "FREQ=YEARLY;BYDAY=99MO",
    "FREQ=DAILY;BYSETPOS=99",
    "FREQ=WEEKLY;BYSETPOS=99;BYDAY=MO",
  ])("%s comes to an end, whatever comes of it", (rule) => {
    const began = performance.now();
    for (const first of ["00010101", "19000229", "20261130", "99991231"]) {
      readBusyTimes(calendar(...entry(`DTSTART:${first}T130000Z`, ...hour, `RRULE:${rule}`)), from, to);
    }
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  test("thousands of repeating entries come to an end and are said to be too many", () => {
    const read = busy(
      ...Array.from({ length: 3_000 }, () =>
        entry("DTSTART:19000101T130000Z", ...hour, "RRULE:FREQ=DAILY;COUNT=90000"),
      ).flat(),
    );
    expect(read.faults[0]).toMatch(/^Line \d+: the calendar holds too much that repeats\. This entry was left out\.$/);
  });
});

describe("a reply", () => {
  const attendee = "ATTENDEE;PARTSTAT=ACCEPTED;CN=Somebody:mailto:Jo.Bloggs@practice.example";
  const reply = (...lines: string[]) => calendar("METHOD:REPLY", ...entry(...lines));

  test("of one meeting, of one date, of several dates", () => {
    expect(readReply(reply("UID:m1", attendee, "SEQUENCE:3"))).toEqual([
      { uid: "m1", recursAt: null, email: "jo.bloggs@practice.example", reply: "accepted", sequence: 3 },
    ]);
    const dates = calendar(
      "METHOD:reply",
      ...entry(
        "UID:s\\,1",
        "RECURRENCE-ID;TZID=Europe/London:20270624T130000",
        attendee.replace("ACCEPTED", "declined"),
      ),
      ...entry("UID:s\\,1", "RECURRENCE-ID:20270527T120000Z", attendee.replace("ACCEPTED", "TENTATIVE")),
    );
    expect(readReply(dates).map(({ uid, recursAt, reply }) => [uid, recursAt, reply])).toEqual([
      ["s,1", "2027-06-24T12:00:00.000Z", "declined"],
      ["s,1", "2027-05-27T12:00:00.000Z", "tentative"],
    ]);
  });

  test.each([
    ["This calendar has no METHOD line", calendar(...entry("UID:m1", attendee))],
    ["Line 3: METHOD is not REPLY", calendar("METHOD:COUNTER", ...entry("UID:m1", attendee))],
    ["This reply names no meeting", calendar("METHOD:REPLY")],
    ["Line 4: UID is missing", reply(attendee)],
    ["Line 4: ATTENDEE is missing", reply("UID:m1")],
    ["Line 7: ATTENDEE comes twice", reply("UID:m1", attendee, attendee)],
    ["Line 6: PARTSTAT is not", reply("UID:m1", attendee.replace("ACCEPTED", "DELEGATED"))],
    ["Line 6: PARTSTAT is not", reply("UID:m1", "ATTENDEE:mailto:jo@practice.example")],
    ["Line 6: ATTENDEE has no mail address", reply("UID:m1", "ATTENDEE;PARTSTAT=ACCEPTED:urn:jo")],
    ["Line 7: RECURRENCE-ID is not a date or time", reply("UID:m1", attendee, "RECURRENCE-ID:x")],
  ])("%s", (sentence, text) => {
    expect(() => readReply(text)).toThrow(Refusal);
    expect(() => readReply(text)).toThrow(sentence);
  });
});
