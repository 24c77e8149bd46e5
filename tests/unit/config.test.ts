/** The settings for mail and for the timer: what stands for nothing said, and what is refused in which words. */
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "#server/config.ts";

const read = (settings: Record<string, string>) => readConfig(settings as NodeJS.ProcessEnv);
const live = {
  SHIPMATE_MODE: "live",
  DATABASE_URL: "postgres://db/shipmate",
  SHIPMATE_ORIGIN: "https://mdt.example",
  SHIPMATE_PRACTICE_NAME: "Example",
  SHIPMATE_PRACTICE_CODE: "example",
  SHIPMATE_FIRST_COORDINATOR: "manager@practice.example",
};

it("keeps mail in a folder beside the database when nothing is said, and the timer runs", () => {
  const usual = read({});
  expect(usual).toMatchObject({
    smtp: null,
    mailFrom: { name: "Shipmate", address: "shipmate@localhost" },
    mailFolder: resolve("data/mail"),
    timer: true,
  });
  expect(read({ DATABASE_URL: "sqlite:/srv/mdt/shipmate.db" }).mailFolder).toBe("/srv/mdt/mail");
  expect(read({ DATABASE_URL: "postgres://db/shipmate" }).mailFolder).toBe(join("data", "mail"));
  expect(read({ SHIPMATE_MAIL_FOLDER: "/var/mail/mdt" }).mailFolder).toBe("/var/mail/mdt");
  expect(read({ SHIPMATE_TIMER: "off" }).timer).toBe(false);
});

it.each([
  ["smtp://mail.example", { host: "mail.example", port: 587, secure: false, login: null }],
  ["smtp://127.0.0.1:2525/", { host: "127.0.0.1", port: 2525, secure: false, login: null }],
  ["smtp://[::1]:25", { host: "::1", port: 25, secure: false, login: null }],
  [
    "smtps://mdt:p%40ss%3Aword@mail.example",
    { host: "mail.example", port: 465, secure: true, login: { user: "mdt", password: "p@ss:word" } },
  ],
])("reads the mail server %s", (address, server) => {
  expect(read({ SHIPMATE_SMTP_URL: address }).smtp).toEqual(server);
});

describe("refused in words that do not repeat the password:", () => {
  it.each([
    "mail.example:587",
    "http://mail.example",
    "smtp://",
    "smtp://secret@mail.example",
    "smtp://:secret@mail.example",
    "smtp://mdt:sec%ret@mail.example",
    "smtp://mdt:secret@mail.example:99999",
    "smtp://mdt:secret@mail.example/?pool=true",
    "smtps://mdt:sec/ret@mail.example",
  ])("%s", (address) => {
    const reading = () => read({ SHIPMATE_SMTP_URL: address });
    expect(reading).toThrow(/^SHIPMATE_SMTP_URL must be smtp:\/\/user:password@host:587 or/);
    expect(reading).not.toThrow(/sec/);
  });
});

it.each([
  ["mdt@practice.example", { name: "Shipmate", address: "mdt@practice.example" }],
  ['"Team meetings" <mdt@practice.example>', { name: "Team meetings", address: "mdt@practice.example" }],
])("takes %s as sender", (text, sender) => {
  expect(read({ SHIPMATE_MAIL_FROM: text }).mailFrom).toEqual(sender);
});

it.each(["Shipmate", "Shipmate <mdt>", "<a@b> <c@d>", "a@b, c@d"])("refuses %s as sender", (text) => {
  expect(() => read({ SHIPMATE_MAIL_FROM: text })).toThrow(/^SHIPMATE_MAIL_FROM must be an e-mail address/);
});

it("refuses a timer that is neither on nor off", () => {
  expect(() => read({ SHIPMATE_TIMER: "daily" })).toThrow("SHIPMATE_TIMER must be on or off");
});

it("needs a sender in live mode as soon as there is a mail server", () => {
  expect(read(live).smtp).toBeNull();
  const withServer = { ...live, SHIPMATE_SMTP_URL: "smtps://mdt:secret@mail.example" };
  expect(() => read(withServer)).toThrow(/needs SHIPMATE_MAIL_FROM/);
  expect(read({ ...withServer, SHIPMATE_MAIL_FROM: "mdt@practice.example" }).smtp?.host).toBe("mail.example");
});
