/** The search for what no mail may hold finds it, wherever a mail hides it, and nothing else. */
import { expect, it } from "vitest";
import { composeMail } from "#server/mail.ts";
import type { Instant } from "#server/domain/time.ts";
import { readable, secretsIn } from "../support/secrets.ts";

const innocent = "Team meeting on Thursday 26 November 2026, 1pm to 3pm\nDr Catriona Bell, 0141 496 0199, 4 cases";

async function mail(over: { subject?: string; text?: string; name?: string; calendar?: string }): Promise<string> {
  const message = await composeMail(
    {
      id: "0198f2a0-0000-7000-8000-000000000001",
      to: { name: over.name ?? "Dr Catriona Bell", address: "bell@practice.example" },
      subject: over.subject ?? "Team meeting",
      text: over.text ?? innocent,
      calendar: over.calendar ? { method: "REQUEST", text: over.calendar } : null,
      queuedAt: "2026-11-24T09:00:00.000Z" as Instant,
    },
    { mailFrom: { name: "Shipmate", address: "mdt@practice.example" } },
  );
  return readable(message.toString());
}

it("finds nothing in an innocent mail", async () => {
  expect(secretsIn(await mail({ calendar: "BEGIN:VCALENDAR\r\nSUMMARY:Team meeting\r\nEND:VCALENDAR\r\n" }))).toEqual(
    [],
  );
});

it.each([
  ["a name in a text that is encoded", { text: `✓ ${innocent} Greta` }, "Greta"],
  ["a name in a subject", { subject: "Wierzbik ✓" }, "Wierzbik"],
  ["a name in a name", { name: "Kilgour, Ü" }, "Kilgour"],
  ["a number with spaces", { text: "CHI 311 348 1104" }, "3113481104"],
  ["a telephone number", { text: "Ring 01414960114" }, "01414960114"],
  ["a day of birth", { text: "born on 17 May 1948" }, "17 May 1948"],
  ["the day of birth of somebody of the household", { subject: "2007-03-02" }, "2007-03-02"],
  ["an address over two lines", { text: "14 Ferryman's\nRow" }, "14 Ferryman's Row"],
  ["the reference of a case", { subject: "About case-02" }, "case-02"],
  ["the number of a case", { text: "Please contribute to case 12" }, "case 12"],
  [
    "a folded line of a calendar",
    { calendar: "BEGIN:VCALENDAR\r\nSUMMARY:With Auchter\r\n lonie\r\n" },
    "Auchterlonie",
  ],
])("finds %s", async (_, over, secret) => {
  expect(secretsIn(await mail(over))).toContain(secret);
});
