/** The timer reads the calendars that people gave: their busy times, or why there are none. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCalendarAt } from "#server/calendars.ts";
import { busyTimesIn } from "#server/domain/calendars.ts";
import { addMinutes } from "#server/domain/time.ts";
import { onePass } from "#server/reminders.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

const entry = (...lines: string[]) => ["BEGIN:VEVENT", "UID:a", ...lines, "END:VEVENT"];
const fileOf = (...entries: string[][]) => ["BEGIN:VCALENDAR", ...entries.flat(), "END:VCALENDAR", ""].join("\r\n");
const secret = "SUMMARY:zqsecretqz";
const lunch = entry(secret, "DTSTART;TZID=Europe/London:20261207T120000", "DTEND;TZID=Europe/London:20261207T130000");
const broken = entry("DTSTART:tomorrow");

let world: TestWorld;
let text = "";
const server = createServer((_, response) => response.end(text));
let address = "";

beforeAll(async () => {
  ({ world } = await anImportedWorld());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/calendar.ics`;
  await (await world.as("st-04")).availability.setCalendar({ address });
});
afterAll(async () => {
  server.close();
  await world.end();
});

const pass = (allowPrivate: boolean) =>
  onePass({
    asSystem: () => world.being("system"),
    mailer: { send: () => Promise.resolve() },
    readCalendar: (at) => readCalendarAt(at, world.clock.now(), { allowPrivate }),
    log: pino({ level: "silent" }),
    isEnding: () => false,
  });
const shown = async () => (await (await world.as("st-04")).availability.open()).calendar;
const kept = () => world.database.selectFrom("busy_time").select(["starts_at", "ends_at"]).execute();
const later = (hours: number) => world.clock.pass(hours * 60);

it("keeps the times and nothing else, and names the entry it could not read", async () => {
  text = fileOf(lunch, broken);
  await pass(true);
  expect(await kept()).toEqual([{ starts_at: "2026-12-07T12:00:00.000Z", ends_at: "2026-12-07T13:00:00.000Z" }]);
  const calendar = await shown();
  expect(calendar).toMatchObject({ busyCount: 1, isBeingRead: false });
  expect(calendar?.faults.join()).toMatch(/^Line 10: DTSTART/);
  for (const table of ["busy_time", "busy_calendar", "audit"] as const) {
    expect(JSON.stringify(await world.database.selectFrom(table).selectAll().execute())).not.toContain("zqsecretqz");
  }
});

it("reads it again after six hours and not before, and keeps what it had when the site fails", async () => {
  text = fileOf();
  await pass(true);
  expect(await kept()).toHaveLength(1);
  later(7);
  text = "<html>not a calendar</html>";
  await pass(true);
  expect(await kept()).toHaveLength(1);
  expect((await shown())?.faults).toEqual([expect.stringContaining("not a calendar")]);
  later(2);
  text = fileOf();
  await pass(true);
  expect(await kept()).toEqual([]);
});

it("goes to no private network for anybody", async () => {
  later(7);
  await pass(false);
  expect((await shown())?.faults).toEqual([expect.stringContaining("private network")]);
});

describe("a hostile calendar of the largest size", () => {
  const hostile = () =>
    fileOf(
      ...Array.from({ length: 2_800 }, () =>
        entry("DTSTART:20200101T100000Z", "RRULE:FREQ=MONTHLY;BYDAY=5MO;COUNT=9999"),
      ),
    );

  /** How many requests are answered while something else is done. */
  async function answeredDuring(run: () => unknown): Promise<number> {
    let answered = 0;
    let isDone = false;
    const asking = (async () => {
      while (!isDone) {
        await fetch(other);
        answered += 1;
      }
    })();
    await run();
    const meanwhile = answered;
    isDone = true;
    await asking;
    return meanwhile;
  }
  let other = "";
  const page = createServer((_, response) => response.end("here"));
  beforeAll(async () => {
    await new Promise<void>((resolve) => page.listen(0, "127.0.0.1", resolve));
    other = `http://127.0.0.1:${(page.address() as AddressInfo).port}/`;
  });
  afterAll(() => page.close());

  it("is read while others are answered, where reading it at once would let them wait", async () => {
    text = hostile();
    const now = world.clock.now();
    const read = () => readCalendarAt(address, now, { allowPrivate: true, milliseconds: 60_000 });
    expect(await answeredDuring(read)).toBeGreaterThan(5);

    const atOnce = () => [...busyTimesIn(text, now, addMinutes(now, 400 * 24 * 60))];
    expect(await answeredDuring(atOnce)).toBe(0);
  }, 120_000);

  it("is given up when it takes too long, and what was known before is kept", async () => {
    text = hostile();
    const now = world.clock.now();
    expect(
      await readCalendarAt(address, now, { allowPrivate: true, milliseconds: 60_000, readingMilliseconds: 20 }),
    ).toEqual({
      times: null,
      faults: ["This calendar takes too long to read. Give one with fewer or newer entries"],
    });
  }, 120_000);
});

it("says that later dates of a change for this and all to come are kept as they were", async () => {
  text = fileOf(
    entry("DTSTART:20261207T120000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"),
    entry("RECURRENCE-ID;RANGE=THISANDFUTURE:20261208T120000Z", "DTSTART:20261208T150000Z", "DURATION:PT1H"),
  );
  const { times, faults } = await readCalendarAt(address, world.clock.now(), { allowPrivate: true });
  expect(times?.map(({ startsAt }) => startsAt)).toEqual([
    "2026-12-07T12:00:00.000Z",
    "2026-12-08T15:00:00.000Z",
    "2026-12-09T12:00:00.000Z",
  ]);
  expect(faults).toEqual([
    "Line 10: RANGE=THISANDFUTURE was read for that date alone. The later dates are kept as they were.",
  ]);
});
