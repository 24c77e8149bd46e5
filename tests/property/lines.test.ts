import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Day } from "#db/schema.ts";
import { readLine, type LineMember, type LineSetting } from "#server/domain/lines.ts";

const member = (id: string, name: string, discipline: string, disciplineLabel: string): LineMember => ({
  id,
  name,
  discipline,
  disciplineLabel,
  leftOn: null,
});
const team = [
  member("jo", "Jamie Okafor", "link-worker", "Community link worker"),
  member("cb", "Dr Catriona Bell", "gp", "General practice"),
  member("ag", "Aileen Grant", "pharmacy", "Pharmacy"),
  { ...member("as", "Aileen Strachan", "housing", "Housing"), leftOn: "2025-01-01" as Day },
];
const setting: LineSetting = {
  team,
  today: "2026-11-24" as Day,
  nextMeeting: "2026-12-17" as Day,
  nation: "scotland",
};

const pieces =
  "phone housing by due before fri 4 dec damp landlord sat nav next week meeting jamie okafor grant bell and @ = team , . ) ( é 12/1 today 5pm 2w in the end of month 31 feb dont - 1/2";
const piece = fc.constantFrom(...pieces.split(" "));
const gap = fc.constantFrom(" ", " ", "  ", "\t", ", ");
const typedWords = fc
  .array(fc.tuple(piece, gap), { maxLength: 14 })
  .map((all) => all.map(([word, after]) => word + after).join(""));
const anyLine = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "grapheme" }).map((text) => `@jamie ${text}`),
  typedWords,
  typedWords.map((words) => `@${words}`),
  typedWords.map((words) => ` @jamie ${words}`),
);

/** All that may stand around the text of an action: words that name somebody of the team, and a day after one of three. */
const names = "jamie okafor jo dr catriona bell cb aileen grant strachan community link worker lw clw".split(" ");
const named = [...names, ..."gp general practice pharmacy housing team the our whole".split(" ")];
const namesOwner = (owner: string) =>
  (owner.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).every((word) => named.some((name) => name.startsWith(word)));
const isDay = /^[\s,;(–-]*(?:(?:on |by )?(?:or )?(?:by|due|before)\b[\s\S]*)?$/i;

describe("the entry line", () => {
  test("drops no character: sign, owner, text and day are the line, whatever was typed", () => {
    fc.assert(
      fc.property(anyLine, fc.constantFrom(undefined, "jo", "nobody"), (line, ownerId) => {
        const reading = readLine(line, { ...setting, ...(ownerId ? { ownerId } : {}) });
        const { sign, owner, text, day } = reading.parts;
        expect([sign, owner, text, day].join("")).toBe(line);
        expect(reading.text).toBe(text);
        if (reading.kind !== "action") {
          expect([owner, day.trim()]).toEqual(["", ""]);
          if (reading.kind === "ask") expect(text).toBe(line);
          return;
        }
        expect(namesOwner(owner), owner).toBe(true);
        expect(day).toMatch(isDay);
        expect(reading.due >= setting.today).toBe(true);
        expect(team.some(({ id, leftOn }) => id === reading.ownerId && leftOn === null)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test("keeps whatever is to be done exactly as it was typed, with any name before and any date after", () => {
    const handle = fc.constantFrom(
      ["@jamie", "jo"],
      ["@jamie okafor", "jo"],
      ["@link worker", "jo"],
      ["@dr bell", "cb"],
      ["@gp", "cb"],
      ["@aileen", "ag"],
    );
    const tail = fc.constantFrom(
      ["", "2026-12-17"],
      [" by fri", "2026-11-27"],
      [" before 4 dec", "2026-12-04"],
      [" due 12/1", "2027-01-12"],
      [", by end of month", "2026-11-30"],
    );
    const todo = fc
      .array(
        fc.constantFrom(
          ..."phone housing about damp fixed by landlord sat nav £40 O’Neil’s flat (2/1) due soon".split(" "),
        ),
        { minLength: 1, maxLength: 10 },
      )
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(handle, todo, tail, ([typed, ownerId], text, [end, due]) => {
        // A day at the very end after "by" is a date, and "soon before" asks: only other endings are of interest here.
        fc.pre(!/(?:(?:by|due) sat|soon)$/.test(text));
        expect(readLine(`${typed} ${text}${end}`, setting)).toMatchObject({ kind: "action", ownerId, text, due });
      }),
      { numRuns: 1000 },
    );
  });
});
