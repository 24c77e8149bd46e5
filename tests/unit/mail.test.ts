/** How a mail is composed: the same bytes each time, whole for every mail program, and no header that nobody wrote. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Instant } from "#server/domain/time.ts";
import { composeMail, createMailer, mailPlaceOf, MailFault, type Mail } from "#server/mail.ts";

const folder = mkdtempSync(join(tmpdir(), "shipmate-mail-"));
afterAll(() => rmSync(folder, { recursive: true }));

const settings = {
  smtp: null,
  mailFrom: { name: "Shipmate", address: "mdt@practice.example" },
  mailFolder: join(folder, "mail"),
};

const calendar = `BEGIN:VCALENDAR\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
UID:0198f2a0-0000-7000-8000-00000000000a\r
ORGANIZER;CN=Siân Ní Dhùghaill:mailto:manager@practice.example\r
END:VEVENT\r
END:VCALENDAR\r
`;

const aMail = (over: Partial<Mail> = {}): Mail => ({
  id: "0198f2a0-0000-7000-8000-000000000001",
  to: { name: "Dr Catriona Bell", address: "bell@practice.example" },
  subject: "Invitation: team meeting on Thursday 26 November 2026, 1pm to 3pm",
  text: "You are invited.\n\nAnswer here, without signing in:\nhttps://mdt.example/answer/abc\n",
  calendar: { method: "REQUEST", text: calendar },
  queuedAt: "2026-11-24T23:30:00.000Z" as Instant,
  ...over,
});

const composed = async (over: Partial<Mail> = {}) => (await composeMail(aMail(over), settings)).toString();

/** Name and value of each header before the first empty line, unfolded. */
function headersOf(message: string): [string, string][] {
  const [head = ""] = message.split("\r\n\r\n");
  return head
    .replace(/\r\n[ \t]/g, " ")
    .split("\r\n")
    .map((line) => {
      const [name = "", ...value] = line.split(": ");
      return [name, value.join(": ")];
    });
}

describe("a composed mail", () => {
  it("is this, byte for byte, however often it is made", async () => {
    const message = await composed();
    expect(await composed()).toBe(message);
    await expect(message.replaceAll("\r\n", "\n")).toMatchFileSnapshot("__snapshots__/invitation.eml");
    expect(message.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  it("carries the calendar beside the text, with its method, and whole", async () => {
    const message = await composed({ calendar: { method: "CANCEL", text: calendar } });
    const alternatives = /multipart\/alternative;\s+boundary=(\S+)/.exec(message)?.[1] ?? "none";
    const [, plain = "", part = ""] = message.split(`\r\n--${alternatives}\r\n`);
    expect(plain).toContain("Content-Type: text/plain; charset=utf-8");
    expect(part).toContain("Content-Type: text/calendar; charset=utf-8; method=CANCEL");
    const [, body = ""] = part.split("\r\n\r\n");
    expect(decoded(body)).toContain("ORGANIZER;CN=Siân Ní Dhùghaill:mailto:manager@practice.example\r\nEND:VEVENT");
  });

  it("without a calendar is plain text and nothing else", async () => {
    const headers = new Map(headersOf(await composed({ calendar: null })));
    expect(headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    expect(headers.get("Auto-Submitted")).toBe("auto-generated");
    expect(headers.get("Message-ID")).toBe("<0198f2a0-0000-7000-8000-000000000001@practice.example>");
    expect(headers.get("Date")).toBe("Tue, 24 Nov 2026 23:30:00 +0000");
  });

  it.each([
    "\r\nBcc: thief@example.org",
    "\nBcc: thief@example.org",
    "\u2028Bcc: thief@example.org",
    "\u0000\r\n\r\nBody",
  ])("gets no header from a name, a subject or an address with %j in it", async (evil) => {
    const names = headersOf(await composed({ calendar: null })).map(([name]) => name);
    const message = await composed({
      calendar: null,
      to: { name: `Dr Bell${evil}`, address: `bell@practice.example${evil}` },
      subject: `Invitation${evil}`,
    });
    const found = headersOf(message).map(([name]) => name);
    expect(found.filter((name) => name !== "Content-Transfer-Encoding").sort()).toEqual(
      names.filter((name) => name !== "Content-Transfer-Encoding").sort(),
    );
    expect(message.split("\r\n\r\n")[1]).toContain("You are invited.");
  });
});

describe("without a mail server", () => {
  it("a mail is one file for its owner alone, named by a day and an id, and the same mail again is the same file", async () => {
    const mailer = createMailer(settings);
    await mailer.send(aMail());
    await mailer.send(aMail());
    // Half past eleven in the evening of a winter's day in London.
    expect(readdirSync(settings.mailFolder)).toEqual(["2026-11-24-0198f2a0-0000-7000-8000-000000000001.eml"]);
    const [name = ""] = readdirSync(settings.mailFolder);
    const path = join(settings.mailFolder, name);
    expect([statSync(settings.mailFolder).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(readFileSync(path)).toEqual(await composeMail(aMail(), settings));
  });

  it("a folder that cannot be written is a fault in words, and leaves no half mail", async () => {
    const mailFolder = join(folder, "a-file");
    writeFileSync(mailFolder, "");
    const fault: unknown = await createMailer({ ...settings, mailFolder })
      .send(aMail())
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(MailFault);
    expect(fault).toMatchObject({
      kind: "no-service",
      message: expect.stringMatching(/could not be written/) as string,
    });
  });

  it("the place that people are told is the folder, otherwise the server and no password", () => {
    const smtp = { host: "mail.example", port: 465, secure: true, login: { user: "mdt", password: "secret" } };
    expect(mailPlaceOf(settings)).toEqual({ kind: "folder", name: settings.mailFolder });
    expect(mailPlaceOf({ ...settings, smtp })).toEqual({ kind: "server", name: "mail.example" });
  });
});

/** Quoted-printable, as far as these mails use it. */
function decoded(body: string): string {
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
