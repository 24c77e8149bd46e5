import { describe, expect, test } from "vitest";
import type { Day } from "#db/schema.ts";
import { readLine, type LineMember, type LineSetting } from "#server/domain/lines.ts";

const day = (text: string) => text as Day;
const labels: Record<string, string> = {
  gp: "General practice",
  "social-work": "Social work",
  "link-worker": "Community link worker",
  "mental-health": "Community mental health",
  "practice-manager": "Practice manager / coordinator",
  housing: "Housing and homelessness",
  police: "Police",
  pharmacy: "Pharmacy",
};
const member = (name: string, discipline: string, rest: Partial<LineMember> = {}): LineMember => ({
  id: name.toLowerCase().replace(/\W+/g, "-"),
  name,
  discipline,
  disciplineLabel: labels[discipline] ?? discipline,
  leftOn: null,
  ...rest,
});

const jamie = member("Jamie Okafor", "link-worker");
const bell = member("Dr Catriona Bell", "gp");
const ian = member("Ian Pollock-Reid", "social-work");
const priya = member("Priya Nair", "social-work");
const morag = member("Morag Tennant", "practice-manager");
const mowat = member("PC Alan Mowat", "police");
const stephen = member("Stephen Drummond", "housing");
const gone = member("Aileen Strachan", "mental-health", { leftOn: day("2026-10-31") });
const team = [jamie, bell, ian, priya, morag, mowat, stephen, gone];

/** A Tuesday. */
const today = day("2026-11-24");
const setting: LineSetting = { team, today, nextMeeting: day("2026-12-17") };
const nextMeeting = "the next meeting, Thursday 17 December 2026";

function read(line: string, rest: Partial<LineSetting> = {}) {
  return readLine(line, { ...setting, ...rest });
}
function action(line: string, rest: Partial<LineSetting> = {}) {
  const reading = read(line, rest);
  if (reading.kind !== "action") throw new Error(`Not an action: ${JSON.stringify(reading)}`);
  return reading;
}
function question(line: string, rest: Partial<LineSetting> = {}) {
  const reading = read(line, rest);
  if (reading.kind !== "ask") throw new Error(`Not a question: ${JSON.stringify(reading)}`);
  return { question: reading.question, choices: reading.choices.map(({ name }) => name), text: reading.text };
}

describe("what was said and decided is kept word for word", () => {
  test.each([
    ["Greta wants Kyle to keep the key"],
    ["sat nav broken, taxi by Friday"],
    ["write to greta@example.org before 4 dec"],
    ["damp fixed by landlord"],
    ["2 + 2 = 4"],
  ])("%s", (text) => {
    expect(read(text)).toEqual({ kind: "note", text });
  });

  test.each([
    ["= joint visit before 4 December", "joint visit before 4 December"],
    ["=no change by fri", "no change by fri"],
    ["  =  keep the key safe = yes ", "keep the key safe = yes"],
  ])("%s", (line, text) => {
    expect(read(line)).toEqual({ kind: "decision", text });
  });

  test("an empty line and an empty decision are asked about", () => {
    expect(question("   ").question).toBe("Write a note, = decision or @name action");
    expect(question("=").question).toBe("What was decided?");
  });
});

describe("the owner is whoever the name means on this case's team", () => {
  test.each([
    ["@jamie phone housing", "Jamie Okafor", "phone housing"],
    ["@JAMIE phone housing", "Jamie Okafor", "phone housing"],
    ["@j phone housing", "Jamie Okafor", "phone housing"],
    ["@oka phone housing", "Jamie Okafor", "phone housing"],
    ["@jo phone housing", "Jamie Okafor", "phone housing"],
    ["@J.O. phone housing", "Jamie Okafor", "phone housing"],
    ["@jamie: phone housing", "Jamie Okafor", "phone housing"],
    ["@ jamie phone housing", "Jamie Okafor", "phone housing"],
    ["@jamie okafor phone housing", "Jamie Okafor", "phone housing"],
    ["@jam okafor, phone housing", "Jamie Okafor", "phone housing"],
    ["@jamie ok phone housing", "Jamie Okafor", "ok phone housing"],
    ["@jamie phone okafor family", "Jamie Okafor", "phone okafor family"],
    ["@bell update the KIS", "Dr Catriona Bell", "update the KIS"],
    ["@dr bell update the KIS", "Dr Catriona Bell", "update the KIS"],
    ["@Dr. Catriona Bell update the KIS", "Dr Catriona Bell", "update the KIS"],
    ["@cb update the KIS", "Dr Catriona Bell", "update the KIS"],
    ["@pc mowat check the lock", "PC Alan Mowat", "check the lock"],
    ["@alan check the lock", "PC Alan Mowat", "check the lock"],
    ["@ian pollock-reid visit", "Ian Pollock-Reid", "visit"],
    ["@ian pollock reid visit", "Ian Pollock-Reid", "visit"],
    ["@reid visit", "Ian Pollock-Reid", "visit"],
    ["@ipr visit", "Ian Pollock-Reid", "visit"],
    ["@gp update the KIS", "Dr Catriona Bell", "update the KIS"],
    ["@general practice update the KIS", "Dr Catriona Bell", "update the KIS"],
    ["@link phone housing", "Jamie Okafor", "phone housing"],
    ["@link worker phone housing", "Jamie Okafor", "phone housing"],
    ["@link-worker phone housing", "Jamie Okafor", "phone housing"],
    ["@link work out the budget", "Jamie Okafor", "work out the budget"],
    ["@practice manager book a room", "Morag Tennant", "book a room"],
    ["@housing and the family meet", "Stephen Drummond", "and the family meet"],
    ["@poli check the lock", "PC Alan Mowat", "check the lock"],
  ])("%s → %s", (line, ownerName, text) => {
    expect(action(line)).toMatchObject({ ownerName, text });
  });

  test("two people called Aileen are told apart by a choice, or by the surname", () => {
    const two = [member("Aileen Grant", "pharmacy"), member("Aileen Moore", "housing"), gone];
    expect(question("@aileen phone housing by fri", { team: two })).toEqual({
      question: "Which Aileen?",
      choices: ["Aileen Grant", "Aileen Moore"],
      text: "@aileen phone housing by fri",
    });
    expect(action("@aileen moore phone housing", { team: two })).toMatchObject({
      ownerName: "Aileen Moore",
      text: "phone housing",
    });
    expect(action("@aileen phone housing by fri", { team: two, ownerId: "aileen-grant" })).toMatchObject({
      ownerName: "Aileen Grant",
      text: "phone housing",
      due: "2026-11-27",
    });
  });

  test("somebody called Jo can be named beside a Joanne", () => {
    const two = [member("Jo Lis", "gp"), member("Joanne Petrie", "gp")];
    expect(action("@jo phone", { team: two }).ownerName).toBe("Jo Lis");
    expect(question("@j phone", { team: two })).toMatchObject({ question: "Who is “j”?" });
  });

  test("a discipline with two people here asks which; one who has left does not count", () => {
    expect(question("@social work review the package")).toMatchObject({
      question: "Who of Social work?",
      choices: ["Ian Pollock-Reid", "Priya Nair"],
    });
    const onePriya = [priya, { ...ian, leftOn: day("2026-11-01") }];
    expect(action("@social-work review the package", { team: onePriya }).ownerName).toBe("Priya Nair");
  });

  test("nobody of that name: the text stays, and nothing is saved", () => {
    expect(question("@zoe phone housing by fri")).toEqual({
      question: "Nobody called zoe on this case",
      choices: [],
      text: "@zoe phone housing by fri",
    });
    expect(question("@dr phone housing", { team: [bell] }).question).toBe("Nobody called dr on this case");
  });

  test("somebody who has left is named with the day, and with who took over", () => {
    expect(question("@aileen phone housing")).toMatchObject({
      question: "Aileen Strachan left on 31 October 2026. Choose who takes over",
      choices: team.filter((person) => person !== gone).map(({ name }) => name),
    });
    const followed = [...team.filter((person) => person !== gone), { ...gone, tookOver: jamie }];
    expect(question("@aileen phone housing", { team: followed })).toMatchObject({
      question: "Aileen Strachan left on 31 October 2026. Jamie Okafor took over",
      choices: ["Jamie Okafor"],
    });
    expect(action("@aileen strachan phone housing", { team: followed, ownerId: jamie.id })).toMatchObject({
      ownerName: "Jamie Okafor",
      text: "phone housing",
    });
  });

  test("on their last day somebody is still here", () => {
    expect(action("@aileen hand over", { today: day("2026-10-31") }).ownerName).toBe("Aileen Strachan");
  });

  test.each(["@team", "@everyone", "@all", "@the team", "@Everybody:"])("%s owns nothing", (handle) => {
    const asked = question(`${handle} phone housing`);
    expect(asked.question).toMatch(/^An action needs one person/);
    expect(asked.choices).toHaveLength(7);
    expect(action(`${handle} phone housing`, { ownerId: jamie.id }).text).toBe("phone housing");
  });

  test("an owner without anything to do, or nobody at all, is asked about", () => {
    expect(question("@jamie").question).toBe("What will Jamie Okafor do?");
    expect(question("@jamie by fri").question).toBe("What will Jamie Okafor do?");
    expect(question("@").question).toBe("Who will do it? Type a name after @");
  });
});

describe("the day, said on a Tuesday, 24 November 2026", () => {
  test.each([
    ["by fri", "2026-11-27"],
    ["by Friday.", "2026-11-27"],
    ["by this friday", "2026-11-27"],
    ["by tues", "2026-12-01"],
    ["by mon", "2026-11-30"],
    ["by sunday", "2026-11-29"],
    ["by today", "2026-11-24"],
    ["by tomorrow", "2026-11-25"],
    ["by next week", "2026-12-01"],
    ["by 3 days", "2026-11-27"],
    ["by 2 weeks", "2026-12-08"],
    ["due in two weeks", "2026-12-08"],
    ["by a week", "2026-12-01"],
    ["by 4 dec", "2026-12-04"],
    ["by 4th of December", "2026-12-04"],
    ["before 4 december 2026", "2026-12-04"],
    ["by fri 4 dec", "2026-12-04"],
    ["by 24 nov", "2026-11-24"],
    ["by 23 nov", "2027-11-23"],
    ["by 12/1", "2027-01-12"],
    ["by 12/1/27", "2027-01-12"],
    ["by 12/01/2027", "2027-01-12"],
    ["due 2026-12-01", "2026-12-01"],
    ["by 29 feb", "2028-02-29"],
    ["by end of month", "2026-11-30"],
    ["by the end of the month", "2026-11-30"],
    ["by month end", "2026-11-30"],
    ["by end of week", "2026-11-27"],
    ["by end of january", "2027-01-31"],
    ["BY FRI", "2026-11-27"],
    [", by fri", "2026-11-27"],
  ])("phone housing %s → %s", (tail, due) => {
    expect(action(`@jamie phone housing ${tail}`)).toMatchObject({ text: "phone housing", due });
  });

  test.each([
    ["get the damp fixed by landlord"],
    ["bring the sat nav"],
    ["find it by sat nav"],
    ["see her before the baby comes"],
    ["say what is due"],
    ["stand by"],
    ["ring Mon Repos care home"],
    ["put by fri pans"],
    ["go by taxi on friday"],
    ["lower the dose by 50 mg"],
    ["meet in dec"],
  ])("%s: all of it is text, and it is due at the next meeting", (text) => {
    expect(action(`@jamie ${text}`)).toMatchObject({ text, due: "2026-12-17", dueWords: nextMeeting });
  });

  test.each([
    ["get the damp fixed by landlord by fri", "get the damp fixed by landlord", "2026-11-27"],
    ["chase the rent due by 4 dec", "chase the rent due", "2026-12-04"],
    ["phone before 1 dec and write by 4 dec", "phone before 1 dec and write", "2026-12-04"],
  ])("only the last one counts: %s", (line, text, due) => {
    expect(action(`@jamie ${line}`)).toMatchObject({ text, due });
  });

  test("the next meeting may be said, and is meant when nothing is said", () => {
    for (const line of ["@jamie phone housing by next meeting", "@jamie phone housing before the next meeting"]) {
      expect(action(line)).toMatchObject({ text: "phone housing", due: "2026-12-17", dueWords: nextMeeting });
    }
    expect(question("@jamie phone housing", { nextMeeting: null }).question).toBe("By when?");
    expect(question("@jamie phone housing by next meeting", { nextMeeting: null }).question).toBe("By when?");
    expect(action("@jamie phone housing by fri", { nextMeeting: null }).due).toBe("2026-11-27");
  });

  test.each([
    ["by next friday", "Which day is “next friday”: Friday 27 November 2026 or Friday 4 December 2026? Type the date"],
    ["by 31 feb", "There is no 31 Feb. By when?"],
    ["by 12/13", "There is no 12/13. By when?"],
    ["by 12/1/26", "12 January 2026 is past. By when?"],
    ["by mon 4 dec", "4 December 2026 is a Friday. By when?"],
    ["by dec 4", "Write the day before the month, such as 4 December"],
    ["by next month", "Which day of next month?"],
  ])("a day that cannot be meant as it stands is asked about: %s", (tail, asked) => {
    expect(question(`@jamie phone housing ${tail}`)).toMatchObject({
      question: asked,
      text: `@jamie phone housing ${tail}`,
    });
  });
});

describe("the action is read back as it will be saved", () => {
  test("with owner, discipline and day", () => {
    expect(read("@jamie phone housing by fri")).toEqual({
      kind: "action",
      text: "phone housing",
      ownerId: "jamie-okafor",
      ownerName: "Jamie Okafor",
      due: "2026-11-27",
      dueWords: "Friday 27 November 2026",
      readBack: "Jamie Okafor (Community link worker) will phone housing, by Friday 27 November 2026",
    });
  });

  test("with the next meeting named as the day", () => {
    expect(action("@gp update the KIS.").readBack).toBe(
      `Dr Catriona Bell (General practice) will update the KIS, by ${nextMeeting}`,
    );
  });
});
