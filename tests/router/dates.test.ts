/** `mdt dates` as an administrator types it, where there is no database and none may come to be. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "#server/cli.ts";
import { readConfig } from "#server/config.ts";

const folder = mkdtempSync(join(tmpdir(), "shipmate-dates-"));
afterAll(() => rmSync(folder, { recursive: true }));

const config = {
  ...readConfig({} as NodeJS.ProcessEnv),
  databaseUrl: `sqlite:${join(folder, "deep", "shipmate.db")}`,
};
const mdt = (...argv: string[]) => run(argv, config);
const usual = ["--start", "13:00", "--minutes", "120"];
const dates = (rule: string, from: string, count: number, ...more: string[]) =>
  mdt("dates", rule, ...usual, "--from", from, "--count", String(count), ...more);
const json = async (...asked: Parameters<typeof dates>) =>
  JSON.parse((await dates(...asked, "--json")).out) as { startsAt: string; endsAt: string; words: string }[];

afterAll(() => {
  expect(existsSync(folder) && readdirSync(folder)).toEqual([]);
});

describe("an administrator who asks for twelve months", () => {
  it("reads them a line each, at the same time of day through both clock changes", async () => {
    expect(await dates("last Thursday", "2027-01-01", 12)).toEqual({
      exitCode: 0,
      err: "",
      out: [
        "Thursday 28 January 2027, 1pm to 3pm",
        "Thursday 25 February 2027, 1pm to 3pm",
        "Thursday 25 March 2027, 1pm to 3pm",
        "Thursday 29 April 2027, 1pm to 3pm",
        "Thursday 27 May 2027, 1pm to 3pm",
        "Thursday 24 June 2027, 1pm to 3pm",
        "Thursday 29 July 2027, 1pm to 3pm",
        "Thursday 26 August 2027, 1pm to 3pm",
        "Thursday 30 September 2027, 1pm to 3pm",
        "Thursday 28 October 2027, 1pm to 3pm",
        "Thursday 25 November 2027, 1pm to 3pm",
        "Thursday 30 December 2027, 1pm to 3pm",
      ].join("\n"),
    });
  });

  it("gets them as JSON in UTC, in these names and no others", async () => {
    const { out } = await dates("last Thursday", "2027-03-01", 2, "--json");
    expect(JSON.parse(out)).toEqual([
      {
        startsAt: "2027-03-25T13:00:00.000Z",
        endsAt: "2027-03-25T15:00:00.000Z",
        words: "Thursday 25 March 2027, 1pm to 3pm",
      },
      {
        startsAt: "2027-04-29T12:00:00.000Z",
        endsAt: "2027-04-29T14:00:00.000Z",
        words: "Thursday 29 April 2027, 1pm to 3pm",
      },
    ]);
  });

  it.each([
    ["first Monday", "2026-10-06", ["2026-11-02", "2026-12-07"]],
    ["every second Friday of the month", "2026-10-10", ["2026-11-13", "2026-12-11"]],
    ["every Thursday", "2026-10-20", ["2026-10-22", "2026-10-29"]],
    ["every 2 weeks on Friday", "2026-10-20", ["2026-10-23", "2026-11-06"]],
    ["the 15th", "2026-10-16", ["2026-11-15", "2026-12-15"]],
    ["the 31st", "2026-10-16", ["2026-10-31", "2026-12-31"]],
  ])("of %s", async (rule, from, days) => {
    expect((await json(rule, from, 2)).map(({ startsAt }) => startsAt.slice(0, 10))).toEqual(days);
  });

  it.each([
    ["scotland", ["2026-11-23", "2026-12-07"]],
    ["england-and-wales", ["2026-11-23", "2026-11-30"]],
    ["northern-ireland", ["2026-11-23", "2026-11-30"]],
  ])("without the bank holidays of %s, and as many all the same", async (nation, days) => {
    const kept = await json("every Monday", "2026-11-20", 2, "--skip-holidays", nation);
    expect(kept.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual(days);
  });
});

describe("what cannot be known is said", () => {
  it("of an hour that comes twice: the earlier is meant", async () => {
    const { out } = await dates("last Sunday", "2026-10-01", 1, "--start", "01:30", "--minutes", "30");
    expect(out).toBe(
      "Sunday 25 October 2026, 1:30am to 1am (the clocks go back that night: the earlier 1:30am is meant, for 30 minutes)",
    );
  });

  it("of years whose bank holidays nobody knows: with each date, and once beside them", async () => {
    const { out, err, exitCode } = await dates("last Monday", "2040-11-20", 3, "--skip-holidays", "scotland");
    expect([exitCode, err]).toEqual([0, "Bank holidays are known from 2024 to 2040. Later dates are not checked."]);
    expect(out.split("\n")).toEqual([
      "Monday 26 November 2040, 1pm to 3pm",
      "Monday 31 December 2040, 1pm to 3pm",
      "Monday 28 January 2041, 1pm to 3pm (bank holidays of 2041 are not known)",
    ]);
  });

  it("but not to somebody who did not ask for bank holidays", async () => {
    expect(await dates("last Monday", "2041-01-01", 1)).toEqual({
      exitCode: 0,
      err: "",
      out: "Monday 28 January 2041, 1pm to 3pm",
    });
  });
});

describe("bad input ends with 2 and says what to do", () => {
  const refused = (err: string | RegExp) => ({
    exitCode: 2,
    out: "",
    err: typeof err === "string" ? err : (expect.stringMatching(err) as string),
  });

  it.each(["now and then", "every second Friday", "fifth Monday", "the 32nd", "every 40 weeks on Monday", ""])(
    "the rule %j",
    async (rule) => {
      const sentence =
        /: say how often, such as "last Thursday", "every Thursday", "every 2 weeks on Friday" or "the 15th"$/;
      expect(await dates(rule, "2027-01-01", 1)).toEqual(refused(rule === "" ? /^usage:/ : sentence));
    },
  );

  it.each([
    [["--start", "25:00"], "--start: Enter when it starts as a time of day, such as 13:00"],
    [["--minutes", "5"], "--minutes: Enter how long it takes, from 15 minutes to 8 hours"],
    [["--count", "61"], "--count: Enter how many meetings to plan, from 1 to 60"],
    [["--count", "0"], "--count: Enter how many meetings to plan, from 1 to 60"],
    [["--from", "2027-02-30"], "--from must be a day such as 2026-11-26, and is 2027-02-30"],
    [["--from", "2023-12-31"], "--from: Enter a day from 1 January 2024 on, and before 2100"],
    [
      ["--skip-holidays", "wales"],
      "--skip-holidays must be scotland or england-and-wales or northern-ireland, and is wales",
    ],
  ])("%j", async (wrong, err) => {
    expect(await dates("last Thursday", "2027-01-01", 12, ...wrong)).toEqual(refused(err));
  });

  it("an hour that the clocks leave out, naming the day", async () => {
    expect(await dates("last Sunday", "2027-03-01", 1, "--start", "01:30")).toEqual(
      refused(/^The clocks go forward on Sunday 28 March 2027, so there is no 1:30am on that day/),
    );
  });

  it("anything left out, each on a line", async () => {
    expect((await mdt("dates", "last Thursday")).err.split("\n").map((line) => line.split(":")[0])).toEqual([
      "--from",
      "--start",
      "--minutes",
      "--count",
    ]);
    expect(await mdt("dates")).toEqual(refused(/^usage:/));
    expect(await mdt("dates", "last", "Thursday", ...usual)).toEqual(refused(/^usage:/));
  });
});
