/** What two devices of one person follow is read once a change. */
import { expect, it } from "vitest";
import type { Instant } from "#db/schema.ts";
import { openPage } from "#server/shown.ts";
import { createSignals } from "#server/signals.ts";

const morning = "2026-11-24T10:00:00.000Z" as Instant;
const noon = "2026-11-24T12:00:00.000Z" as Instant;
const tomorrow = "2026-11-25T10:00:00.000Z" as Instant;

it("is asked once a change and a day, at one time of that day, and by each reader for themselves", async () => {
  const signals = createSignals();
  const asked: string[] = [];
  const read = (at: Instant) => Promise.resolve({ what: `${asked.push(at)} at ${at}`, subjects: [] });
  const [phone, desk] = [openPage(signals, "a page of Greta’s"), openPage(signals, "a page of Greta’s")];

  expect(await phone.ask(morning, read)).toBe(await desk.ask(noon, read));
  expect(asked).toEqual([morning]);
  signals.announce(["day"]);
  expect(await desk.ask(noon, read)).toBe(await phone.ask(noon, read));
  expect(asked).toEqual([morning, morning]);
  await phone.ask(tomorrow, read);
  expect(asked).toEqual([morning, morning, tomorrow]);

  await openPage(signals, "a page of another’s").ask(noon, read);
  expect(asked).toHaveLength(4);

  // opened again after everybody closed it, it begins anew
  phone.close();
  desk.close();
  await openPage(signals, "a page of Greta’s").ask(noon, read);
  expect(asked).toHaveLength(5);
});
