/** The timer reads the calendars that people gave: their busy times, or why there are none. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readCalendarAt } from "#server/calendars.ts";
import { onePass } from "#server/reminders.ts";
import { casesJson } from "../support/cases.ts";
import { aWorld, type TestWorld } from "../support/world.ts";

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
  world = await aWorld();
  await world.being("operator").imports.caseFile({ file: casesJson() });
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
