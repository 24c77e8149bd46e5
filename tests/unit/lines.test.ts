import { describe, expect, test } from "vitest";
import type { Day } from "#db/schema.ts";
import { askInWords, readingInWords, readLine, type LineMember, type LineSetting } from "#server/domain/lines.ts";

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
  "district-nurse": "District nursing",
  "occupational-therapy": "Occupational therapy",
  "advice-worker": "Welfare and money advice",
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
const setting: LineSetting = { team, today, nextMeeting: day("2026-12-17"), nation: "scotland" };
const nextMeeting = "the next meeting, Thursday 17 December 2026";

/** More of a team: names that begin others, two of one name, one name with an accent, one with an apostrophe. */
const crowd = [
  bell,
  member("Jo Lis", "housing"),
  member("Joanne Petrie", "district-nurse"),
  member("Sam Okoro", "link-worker"),
  member("Samantha Reid", "pharmacy"),
  member("Aileen Grant", "advice-worker"),
  member("Aileen Moore", "occupational-therapy"),
  member("Zoë Łuczak", "social-work"),
  member("Niamh O’Neill", "mental-health"),
  member("Ali Khan", "practice-manager"),
  member("Owen Farrell", "police", { leftOn: day("2026-11-20") }),
];

function read(line: string, rest: Partial<LineSetting> = {}) {
  const reading = readLine(line, { ...setting, ...rest });
  const { sign, owner, text, day: dayWords } = reading.parts;
  expect([sign, owner, text, dayWords].join(""), "no character is dropped").toBe(line);
  expect(text, "what is kept is what was typed").toBe(reading.text);
  return reading;
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

const meeting = "2026-12-17";

/** As typed in the room on Tuesday 24 November 2026; the next meeting is on 17 December. */
const actions: [line: string, owner: string, text: string, due: string][] = [
  // the day, and what only looks like one
  ["@jamie phone housing by fri", "Jamie Okafor", "phone housing", "2026-11-27"],
  ["@jamie phone housing by Friday.", "Jamie Okafor", "phone housing", "2026-11-27"],
  ["@jamie phone housing BY FRI", "Jamie Okafor", "phone housing", "2026-11-27"],
  ["@jamie  phone  housing  by  fri ", "Jamie Okafor", "phone  housing", "2026-11-27"],
  ["  @jamie phone housing by fri", "Jamie Okafor", "phone housing", "2026-11-27"],
  ["@jamie phone housing, by fri", "Jamie Okafor", "phone housing", "2026-11-27"],
  ["@jamie phone housing (by fri)", "Jamie Okafor", "phone housing", "2026-11-27"],
  ["@jamie phone housing - by fri", "Jamie Okafor", "phone housing", "2026-11-27"],
  ["@jamie phone housing by: fri", "Jamie Okafor", "phone housing", "2026-11-27"],
  ["@jamie phone housing by this friday", "Jamie Okafor", "phone housing", "2026-11-27"],
  ["@jamie phone housing on or before friday", "Jamie Okafor", "phone housing", "2026-11-27"],
  ["@jamie phone housing by tues", "Jamie Okafor", "phone housing", "2026-12-01"],
  ["@jamie phone housing by next tuesday", "Jamie Okafor", "phone housing", "2026-12-01"],
  ["@jamie phone housing by weds", "Jamie Okafor", "phone housing", "2026-11-25"],
  ["@jamie phone housing by thurs", "Jamie Okafor", "phone housing", "2026-11-26"],
  ["@jamie phone housing by mon", "Jamie Okafor", "phone housing", "2026-11-30"],
  ["@jamie phone housing by sunday", "Jamie Okafor", "phone housing", "2026-11-29"],
  ["@jamie phone housing by friday week", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by a week on friday", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by mon next week", "Jamie Okafor", "phone housing", "2026-11-30"],
  ["@jamie phone housing by next week thursday", "Jamie Okafor", "phone housing", "2026-12-03"],
  ["@jamie phone housing by today", "Jamie Okafor", "phone housing", "2026-11-24"],
  ["@jamie phone housing by tomorrow", "Jamie Okafor", "phone housing", "2026-11-25"],
  ["@jamie phone housing by tommorow", "Jamie Okafor", "phone housing", "2026-11-25"],
  ["@jamie phone housing by tmrw!", "Jamie Okafor", "phone housing", "2026-11-25"],
  ["@jamie phone housing due in 2 weeks", "Jamie Okafor", "phone housing", "2026-12-08"],
  ["@jamie phone housing by 2w", "Jamie Okafor", "phone housing", "2026-12-08"],
  ["@jamie phone housing due 2 wks", "Jamie Okafor", "phone housing", "2026-12-08"],
  ["@jamie phone housing due in two weeks' time", "Jamie Okafor", "phone housing", "2026-12-08"],
  ["@jamie phone housing by a week", "Jamie Okafor", "phone housing", "2026-12-01"],
  ["@jamie phone housing due in a fortnight", "Jamie Okafor", "phone housing", "2026-12-08"],
  ["@jamie phone housing due in 10 days", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing due in 3 months", "Jamie Okafor", "phone housing", "2027-02-24"],
  ["@jamie phone housing due in 48 hours", "Jamie Okafor", "phone housing", "2026-11-26"],
  ["@jamie phone housing by 4 dec", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by 4dec", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by 4th of December", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by the 4th", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by fri the 4th", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by Fri 4 Dec", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing before 4 december 2026", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by 4 dec '26", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by 4-dec-26", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by 4/12", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by fri 4/12", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by 04/12/2026", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by 4.12.26", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by 4-12-2026", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing due 2026-12-04", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by 12 December 2026", "Jamie Okafor", "phone housing", "2026-12-12"],
  ["@jamie phone housing by 12/12", "Jamie Okafor", "phone housing", "2026-12-12"],
  ["@jamie phone housing by 12/1", "Jamie Okafor", "phone housing", "2027-01-12"],
  ["@jamie phone housing by 5 jan", "Jamie Okafor", "phone housing", "2027-01-05"],
  ["@jamie phone housing by 24 nov", "Jamie Okafor", "phone housing", "2026-11-24"],
  ["@jamie phone housing by 23 nov", "Jamie Okafor", "phone housing", "2027-11-23"],
  ["@jamie phone housing by 29 feb", "Jamie Okafor", "phone housing", "2028-02-29"],
  ["@jamie phone housing by end of month", "Jamie Okafor", "phone housing", "2026-11-30"],
  ["@jamie phone housing by the end of the month", "Jamie Okafor", "phone housing", "2026-11-30"],
  ["@jamie phone housing by month end", "Jamie Okafor", "phone housing", "2026-11-30"],
  ["@jamie phone housing by end of next month", "Jamie Okafor", "phone housing", "2026-12-31"],
  ["@jamie phone housing by end of jan", "Jamie Okafor", "phone housing", "2027-01-31"],
  ["@jamie phone housing by the 10th of next month", "Jamie Okafor", "phone housing", "2026-12-10"],
  ["@jamie phone housing by end of the week", "Jamie Okafor", "phone housing", "2026-11-27"],
  ["@jamie phone housing by end of next week", "Jamie Okafor", "phone housing", "2026-12-04"],
  ["@jamie phone housing by the end of the year", "Jamie Okafor", "phone housing", "2026-12-31"],
  ["@jamie phone housing by next meeting", "Jamie Okafor", "phone housing", meeting],
  ["@jamie phone housing before the next MDT meeting", "Jamie Okafor", "phone housing", meeting],
  ["@jamie phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@jamie phone housing by xmas", "Jamie Okafor", "phone housing by xmas", meeting],
  ["@jamie phone housing before christmas", "Jamie Okafor", "phone housing before christmas", meeting],
  ["@jamie phone housing asap", "Jamie Okafor", "phone housing asap", meeting],
  ["@jamie phone housing fri", "Jamie Okafor", "phone housing fri", meeting],
  ["@jamie phone housing 4 dec", "Jamie Okafor", "phone housing 4 dec", meeting],
  ["@jamie phone housing in 2 weeks", "Jamie Okafor", "phone housing in 2 weeks", meeting],
  ["@jamie phone housing by friday if possible", "Jamie Okafor", "phone housing by friday if possible", meeting],
  // "by", "due" and "before" that are words like any other
  ["@jamie ask Sam by phone", "Jamie Okafor", "ask Sam by phone", meeting],
  ["@jamie ask Sam by phone by fri", "Jamie Okafor", "ask Sam by phone", "2026-11-27"],
  ["@jamie by the way ring the school", "Jamie Okafor", "by the way ring the school", meeting],
  ["@jamie stand by", "Jamie Okafor", "stand by", meeting],
  ["@jamie stand by for the call", "Jamie Okafor", "stand by for the call", meeting],
  ["@bell explain the due process", "Dr Catriona Bell", "explain the due process", meeting],
  ["@jamie get the damp fixed by landlord", "Jamie Okafor", "get the damp fixed by landlord", meeting],
  ["@jamie get damp fixed by landlord by fri", "Jamie Okafor", "get damp fixed by landlord", "2026-11-27"],
  ["@jamie bring the sat nav", "Jamie Okafor", "bring the sat nav", meeting],
  ["@jamie find it by sat nav", "Jamie Okafor", "find it by sat nav", meeting],
  ["@jamie see her before the baby comes", "Jamie Okafor", "see her before the baby comes", meeting],
  ["@jamie say what is due", "Jamie Okafor", "say what is due", meeting],
  ["@jamie chase the rent due by 4 dec", "Jamie Okafor", "chase the rent due", "2026-12-04"],
  ["@jamie chase the arrears due", "Jamie Okafor", "chase the arrears due", meeting],
  ["@jamie ring Mon Repos care home", "Jamie Okafor", "ring Mon Repos care home", meeting],
  ["@jamie put by fri pans", "Jamie Okafor", "put by fri pans", meeting],
  ["@jamie go by taxi on friday", "Jamie Okafor", "go by taxi on friday", meeting],
  ["@bell lower the dose by 50 mg", "Dr Catriona Bell", "lower the dose by 50 mg", meeting],
  ["@bell lower the dose by 2.5", "Dr Catriona Bell", "lower the dose by 2.5", meeting],
  ["@bell lower the dose by half by 4 dec", "Dr Catriona Bell", "lower the dose by half", "2026-12-04"],
  ["@jamie meet in dec", "Jamie Okafor", "meet in dec", meeting],
  ["@jamie phone before 1 dec and write by 4 dec", "Jamie Okafor", "phone before 1 dec and write", "2026-12-04"],
  ["@jamie visit before Friday’s clinic", "Jamie Okafor", "visit before Friday’s clinic", meeting],
  ["@jamie leave it by the door by wed", "Jamie Okafor", "leave it by the door", "2026-11-25"],
  ["@jamie sort bedside lamp, hereby agreed", "Jamie Okafor", "sort bedside lamp, hereby agreed", meeting],
  ["@jamie check standby number", "Jamie Okafor", "check standby number", meeting],
  ["@jamie tell her re Abby due fri", "Jamie Okafor", "tell her re Abby", "2026-11-27"],
  ["@jamie read the by-laws by mon", "Jamie Okafor", "read the by-laws", "2026-11-30"],
  ["@bell get it signed by Dr March", "Dr Catriona Bell", "get it signed by Dr March", meeting],
  ["@jamie have it checked by lunch club", "Jamie Okafor", "have it checked by lunch club", meeting],
  ["@jamie pay rent of £40.50 by 1/12", "Jamie Okafor", "pay rent of £40.50", "2026-12-01"],
  ["@jamie move the sofa by 4 dec", "Jamie Okafor", "move the sofa", "2026-12-04"],
  ["@jamie set up dosette by 2 weeks", "Jamie Okafor", "set up dosette", "2026-12-08"],
  ["@jamie order a bus pass by 31 dec", "Jamie Okafor", "order a bus pass", "2026-12-31"],
  ["@bell return her call by fri", "Dr Catriona Bell", "return her call", "2026-11-27"],
  ["@jamie be at the bus stop by wed", "Jamie Okafor", "be at the bus stop", "2026-11-25"],
  // the owner
  ["@JAMIE phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@Jamie, phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@jamie: phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@jamie:phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@jamie - phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@ jamie phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@j phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@jam phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@oka phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@okafor phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@jo phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@J.O. phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@JO phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@jamie okafor phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@jam okafor, phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@jamie ok phone housing", "Jamie Okafor", "ok phone housing", meeting],
  ["@jamie phone okafor family", "Jamie Okafor", "phone okafor family", meeting],
  ["@bell update the KIS", "Dr Catriona Bell", "update the KIS", meeting],
  ["@dr bell update the KIS", "Dr Catriona Bell", "update the KIS", meeting],
  ["@Dr. Catriona Bell update the KIS", "Dr Catriona Bell", "update the KIS", meeting],
  ["@cb update the KIS", "Dr Catriona Bell", "update the KIS", meeting],
  ["@cat update the KIS", "Dr Catriona Bell", "update the KIS", meeting],
  ["@gp update the KIS", "Dr Catriona Bell", "update the KIS", meeting],
  ["@GP: update the KIS", "Dr Catriona Bell", "update the KIS", meeting],
  ["@general practice update the KIS", "Dr Catriona Bell", "update the KIS", meeting],
  ["@pc mowat check the lock", "PC Alan Mowat", "check the lock", meeting],
  ["@alan check the lock", "PC Alan Mowat", "check the lock", meeting],
  ["@police check the lock", "PC Alan Mowat", "check the lock", meeting],
  ["@poli check the lock", "PC Alan Mowat", "check the lock", meeting],
  ["@ian pollock-reid visit", "Ian Pollock-Reid", "visit", meeting],
  ["@ian pollock reid visit", "Ian Pollock-Reid", "visit", meeting],
  ["@reid visit", "Ian Pollock-Reid", "visit", meeting],
  ["@ipr visit", "Ian Pollock-Reid", "visit", meeting],
  ["@link phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@link worker phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@link-worker phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@clw phone housing", "Jamie Okafor", "phone housing", meeting],
  ["@link work out the budget", "Jamie Okafor", "work out the budget", meeting],
  ["@practice manager book a room", "Morag Tennant", "book a room", meeting],
  ["@pm book a room", "Morag Tennant", "book a room", meeting],
  ["@housing and the family meet", "Stephen Drummond", "and the family meet", meeting],
  ["@housing ring back", "Stephen Drummond", "ring back", meeting],
  // other people's names, addresses and signs in the text
  ["@jamie email greta@example.org by fri", "Jamie Okafor", "email greta@example.org", "2026-11-27"],
  ["@jamie ask @bell for the letter", "Jamie Okafor", "ask @bell for the letter", meeting],
  ["@jamie give Priya the key", "Jamie Okafor", "give Priya the key", meeting],
  ["@jamie with Priya visit her", "Jamie Okafor", "with Priya visit her", meeting],
  ["@jamie and Kyle sort the boiler", "Jamie Okafor", "and Kyle sort the boiler", meeting],
  ["@jamie can't find O'Hare's flat (2/1)", "Jamie Okafor", "can't find O'Hare's flat (2/1)", meeting],
  ["@jamie = check the sums", "Jamie Okafor", "= check the sums", meeting],
  ["@jamie phone housing re: “damp” & mould", "Jamie Okafor", "phone housing re: “damp” & mould", meeting],
  ["@jamie ring 0141 496 0114 by fri", "Jamie Okafor", "ring 0141 496 0114", "2026-11-27"],
  ["@bell chnage teh inhaler by fri", "Dr Catriona Bell", "chnage teh inhaler", "2026-11-27"],
];

/** With the crowd on the team. */
const inACrowd: typeof actions = [
  ["@jo phone", "Jo Lis", "phone", meeting],
  ["@jo lis phone", "Jo Lis", "phone", meeting],
  ["@joanne phone", "Joanne Petrie", "phone", meeting],
  ["@joa phone", "Joanne Petrie", "phone", meeting],
  ["@sam phone housing by fri", "Sam Okoro", "phone housing", "2026-11-27"],
  ["@sama phone housing by fri", "Samantha Reid", "phone housing", "2026-11-27"],
  ["@aileen grant phone", "Aileen Grant", "phone", meeting],
  ["@aileen moore phone", "Aileen Moore", "phone", meeting],
  ["@moore phone", "Aileen Moore", "phone", meeting],
  ["@ag phone", "Aileen Grant", "phone", meeting],
  ["@ot phone", "Aileen Moore", "phone", meeting],
  ["@dn dress the leg", "Joanne Petrie", "dress the leg", meeting],
  ["@district nurse dress the leg", "Joanne Petrie", "dress the leg", meeting],
  ["@zoe phone", "Zoë Łuczak", "phone", meeting],
  ["@luczak phone", "Zoë Łuczak", "phone", meeting],
  ["@sw phone", "Zoë Łuczak", "phone", meeting],
  ["@oneill phone", "Niamh O’Neill", "phone", meeting],
  ["@o'neill phone", "Niamh O’Neill", "phone", meeting],
  ["@ali phone", "Ali Khan", "phone", meeting],
  ["@welfare check PIP", "Aileen Grant", "check PIP", meeting],
];

/** Nobody could say for certain what is meant: asked, with the line kept. */
const asked: [line: string, question: RegExp, rest?: Partial<LineSetting>][] = [
  ["   ", /^Write a note, = decision or @name action$/],
  ["=", /^What was decided\?$/],
  ["@", /^Who will do it\?/],
  ["@jamie", /^What will Jamie Okafor do\?$/],
  ["@jamie by fri", /^What will Jamie Okafor do\?$/],
  ["@zoe phone housing by fri", /^Nobody called zoe on this case$/],
  ["@jmaie phone housing by fri", /^Nobody called jmaie on this case$/],
  ["@jamie.okafor@nhs.scot phone", /^Nobody called jamie\.okafor@nhs\.scot on this case$/],
  ["@dr phone housing", /^Nobody called dr on this case$/, { team: [bell] }],
  ["@team phone housing", /^An action needs one person, not “team”/],
  ["@everyone read the plan", /^An action needs one person, not “everyone”/],
  ["@all: read the plan", /^An action needs one person, not “all”/],
  ["@the team read the plan", /^An action needs one person/],
  ["@Everybody read the plan", /^An action needs one person/],
  ["@someone read the plan", /^An action needs one person/],
  ["@tbc read the plan", /^An action needs one person/],
  ["@aileen phone housing", /^Aileen Strachan left on 31 October 2026\. Choose who takes over$/],
  ["@owen phone", /^Owen Farrell left on 20 November 2026/, { team: crowd }],
  ["@social work review the package", /^Who of Social work\?$/],
  ["@p visit", /^Who is “p”\?$/],
  ["@aileen phone housing by fri", /^Which Aileen\?$/, { team: crowd }],
  ["@a phone", /^Who is “a”\?$/, { team: crowd }],
  ["@j phone", /^Who is “j”\?$/, { team: crowd }],
  ["@jo phone", /^Who is “jo”\?$/, { team: [jamie, member("Joanne Petrie", "pharmacy")] }],
  ["@gp phone", /^Who is “gp”\?$/, { team: [bell, member("Gordon Petrie", "housing")] }],
  ["@jamie and priya visit", /^One person owns an action/],
  ["@jamie/priya visit", /^One person owns an action/],
  ["@jamie & gp visit", /^One person owns an action/],
  ["@jamie @priya visit", /^One person owns an action/],
  ["@jamie phone by next friday", /^Which day is “next friday”: Friday 27 November 2026 or Friday 4 December 2026\?/],
  ["@jamie phone by this tuesday", /^Is “this tuesday” today, or Tuesday 1 December 2026\?/],
  ["@jamie phone by next week", /^Which day of next week\?$/],
  ["@jamie phone by next month", /^Which day of next month\?$/],
  ["@jamie phone by the weekend", /^Which day of the weekend\?$/],
  ["@jamie phone by january", /^Which day of January\?$/],
  ["@jamie phone by 31 feb", /^There is no 31 Feb\. By when\?$/],
  ["@jamie phone by 31 nov", /^There is no 31 Nov\. By when\?$/],
  ["@jamie phone by 29/2/27", /^There is no 29\/2\/27\. By when\?$/],
  ["@jamie phone by 12/13", /^There is no 12\/13\. By when\?$/],
  ["@jamie phone by 12/1/26", /^12 January 2026 is past\. By when\?$/],
  ["@jamie phone by 4 dec 2062", /^4 December 2062 is 36 years away\. By when\?$/],
  ["@jamie phone by mon 4 dec", /^4 December 2026 is a Friday\. By when\?$/],
  ["@jamie phone by dec 4", /^Write the day before the month, such as 4 December$/],
  ["@jamie phone by friday 5pm", /^An action has a day and no time\. By which day\?$/],
  ["@jamie phone by 5pm", /^An action has a day and no time/],
  ["@jamie phone by noon tomorrow", /^An action has a day and no time/],
  ["@jamie phone by tomorrow morning", /^An action has a day and no time/],
  ["@jamie phone by end of day", /^An action has a day and no time/],
  ["@jamie phone by firday", /^Did you mean Friday\?/],
  ["@jamie phone by wendesday", /^Did you mean Wednesday\?/],
  ["@jamie phone by 4 decmber", /^Did you mean 4 December\?/],
  ["@jamie tell her the rent is due friday", /^Is Friday 27 November 2026 the day it is due\?/],
  ["@jamie visit the day before fri", /^Is Friday 27 November 2026 the day it is due\?/],
  ["@jamie don't ring her before mon", /^Is Monday 30 November 2026 the day it is due\?/],
  ["@bell cut the dose by 1/2", /^Is Monday 1 February 2027 the day it is due\?/],
  ["@jamie extend the tenancy by 2 weeks", /^Is Tuesday 8 December 2026 the day it is due\?/],
  ["@jamie pop by fri", /^Is Friday 27 November 2026 the day it is due\?/],
  ["@jamie phone housing", /^By when\?$/, { nextMeeting: null }],
  ["@jamie phone housing by next meeting", /^By when\?$/, { nextMeeting: null }],
];

const notes = [
  "Greta wants Kyle to keep the key",
  "sat nav broken, taxi by Friday",
  "write to greta@example.org before 4 dec",
  "damp fixed by landlord",
  "2 + 2 = 4",
  "ask @jamie about the damp by fri",
  "jamie phone housing by fri",
  "Phone housing re repairs @ailsa 2w",
  "-- nothing   new --",
  "by the way",
  "£40 owed; Kyle’s mum said “no”",
  "due process was followed",
];

const decisions: [line: string, text: string][] = [
  ["= joint visit before 4 December", "joint visit before 4 December"],
  ["=no change by fri", "no change by fri"],
  ["  =  keep the key safe = yes ", "keep the key safe = yes"],
  ["= @jamie stays lead", "@jamie stays lead"],
  ["== stop the inhaler", "= stop the inhaler"],
];

describe("the sentences of a tired scribe, none read wrong", () => {
  test.each(actions)("%s", (line, ownerName, text, due) => {
    expect(read(line)).toMatchObject({ kind: "action", ownerName, text, due });
  });

  test.each(inACrowd)("%s", (line, ownerName, text, due) => {
    expect(read(line, { team: crowd })).toMatchObject({ kind: "action", ownerName, text, due });
  });

  test.each(asked)("%s is asked about", (line, wanted, rest) => {
    expect(read(line, rest)).toMatchObject({
      kind: "ask",
      question: expect.stringMatching(wanted) as string,
      text: line,
    });
  });

  test.each(notes)("%s is a note, word for word", (line) => {
    expect(read(line)).toMatchObject({ kind: "note", text: line });
  });

  test.each(decisions)("%s is a decision", (line, text) => {
    expect(read(line)).toMatchObject({ kind: "decision", text });
  });

  test("are two hundred and more", () => {
    const lines = [actions, inACrowd, asked, notes, decisions].flat().map((row) => (Array.isArray(row) ? row[0] : row));
    expect(new Set(lines).size).toBeGreaterThanOrEqual(200);
  });
});

describe("days around the ends of years and months", () => {
  test.each([
    ["2026-12-31", "by tomorrow", "2027-01-01"],
    ["2026-12-31", "by end of month", "2026-12-31"],
    ["2026-12-31", "by end of next month", "2027-01-31"],
    ["2026-12-31", "by 31 dec", "2026-12-31"],
    ["2026-12-31", "by 1 jan", "2027-01-01"],
    ["2026-12-31", "by 30/12", "2027-12-30"],
    ["2026-12-31", "by the 5th", "2027-01-05"],
    ["2026-12-31", "due in a month", "2027-01-31"],
    ["2026-12-31", "due in 2 months", "2027-02-28"],
    ["2026-12-31", "by end of february", "2027-02-28"],
    ["2026-12-31", "by the 30th of next month", "2027-01-30"],
    ["2026-12-31", "by fri", "2027-01-01"],
    ["2028-02-28", "by tomorrow", "2028-02-29"],
    ["2028-02-28", "by 29 feb", "2028-02-29"],
    ["2028-02-29", "by 29/2", "2028-02-29"],
    ["2028-03-01", "by 29 feb", "2032-02-29"],
    ["2028-02-28", "by end of the month", "2028-02-29"],
    ["2028-01-31", "due in a month", "2028-02-29"],
    ["2028-02-27", "by end of next week", "2028-03-03"],
    ["2096-03-01", "by 29 feb", "2104-02-29"],
    ["2026-11-27", "by fri", "2026-12-04"],
    ["2026-11-27", "by next friday", "2026-12-04"],
    ["2026-11-28", "by end of week", "2026-12-04"],
    ["2026-11-29", "by mon next week", "2026-11-30"],
  ])("on %s, %s is %s", (on, tail, due) => {
    expect(read(`@jamie phone housing ${tail}`, { today: day(on) })).toMatchObject({ text: "phone housing", due });
  });
});

describe("who of several is meant can be answered", () => {
  test("by choosing one of two people of that name", () => {
    expect(question("@aileen phone housing by fri", { team: crowd })).toEqual({
      question: "Which Aileen?",
      choices: ["Aileen Grant", "Aileen Moore"],
      text: "@aileen phone housing by fri",
    });
    expect(action("@aileen phone housing by fri", { team: crowd, ownerId: "aileen-grant" })).toMatchObject({
      ownerName: "Aileen Grant",
      text: "phone housing",
      due: "2026-11-27",
    });
  });

  test("a discipline with one person left needs no answer", () => {
    const onePriya = [priya, { ...ian, leftOn: day("2026-11-01") }];
    expect(action("@social-work review the package", { team: onePriya }).ownerName).toBe("Priya Nair");
  });

  test("by taking whoever took over from somebody who has left, or does that work now", () => {
    expect(question("@aileen phone housing").choices).toEqual(
      team.filter((person) => person !== gone).map(({ name }) => name),
    );
    const others = team.filter((person) => person !== gone);
    const handedOver = [...others, { ...gone, tookOver: jamie }];
    expect(question("@aileen phone housing", { team: handedOver })).toMatchObject({
      question: "Aileen Strachan left on 31 October 2026. Jamie Okafor took over",
      choices: ["Jamie Okafor"],
    });
    expect(action("@aileen strachan phone housing", { team: handedOver, ownerId: jamie.id })).toMatchObject({
      ownerName: "Jamie Okafor",
      text: "phone housing",
    });
    const sameWork = [...others, { ...gone, discipline: "link-worker" }];
    expect(question("@aileen phone housing", { team: sameWork })).toMatchObject({
      question: "Aileen Strachan left on 31 October 2026. Community link worker is Jamie Okafor now",
      choices: ["Jamie Okafor"],
    });
  });

  test("on their last day somebody is still here", () => {
    expect(action("@aileen hand over", { today: day("2026-10-31") }).ownerName).toBe("Aileen Strachan");
  });

  test("by naming one person for what the team should do", () => {
    expect(question("@team phone housing").choices).toHaveLength(7);
    expect(action("@team phone housing", { ownerId: jamie.id }).text).toBe("phone housing");
    expect(askInWords({ question: "Who will do it?", choices: [jamie, bell] })).toBe(
      "Who will do it? Jamie Okafor, Dr Catriona Bell",
    );
  });
});

describe("a note that becomes an action", () => {
  const note = "Bell rang about the damp";

  test("has no owner yet, whatever name it begins with", () => {
    expect(question(`@ ${note}`, { note })).toMatchObject({ question: "Who will do it? Type a name after @" });
    expect(action(`@ ${note}`, { note, ownerId: jamie.id })).toMatchObject({ ownerName: "Jamie Okafor", text: note });
    expect(action(`@jamie ${note} by fri`, { note })).toMatchObject({ text: note, due: "2026-11-27" });
  });
});

describe("a line is read back as it will be saved", () => {
  test("with owner, discipline and day", () => {
    expect(read("@jamie phone housing by fri")).toMatchObject({
      ownerId: "jamie-okafor",
      dueWords: "Friday 27 November 2026",
      readBack: "Jamie Okafor (Community link worker) will phone housing, by Friday 27 November 2026",
    });
  });

  test("with the next meeting named as the day", () => {
    expect(action("@gp update the KIS.").readBack).toBe(
      `Dr Catriona Bell (General practice) will update the KIS, by ${nextMeeting}`,
    );
  });

  test.each([
    ["by 30 nov", "Monday 30 November 2026, St Andrew’s Day, a bank holiday"],
    ["by sat", "Saturday 28 November 2026, at the weekend"],
    ["by 25 dec", "Friday 25 December 2026, Christmas Day, a bank holiday"],
  ])("on a day that nobody works it is kept, and said: %s", (tail, dueWords) => {
    expect(action(`@jamie phone housing ${tail}`).dueWords).toBe(dueWords);
  });

  test("in one sentence each", () => {
    expect(
      ["He is well", "= keep it", "@gp update KIS", "@zoe ring"].map((line) => readingInWords(read(line))),
    ).toEqual([
      "Note",
      "Decision: keep it",
      `Action: Dr Catriona Bell (General practice) will update KIS, by ${nextMeeting}`,
      "Nobody called zoe on this case",
    ]);
  });
});
