import { describe, expect, test } from "vitest";
import type { ActionOnFile, CaseFile, ContributionOnFile, EntryOnFile, StaffRef } from "#db/casefile.ts";
import type { Day } from "#db/schema.ts";
import { seal } from "#db/sealed.ts";
import {
  countReaders,
  hasLeft,
  isReader,
  onPaper,
  see,
  seeActions,
  seeQuestion,
  type SeenCase,
} from "#server/domain/sight.ts";
import {
  actionOnFile,
  caseOnFile,
  contributionOnFile,
  day,
  entryOnFile,
  noon as at,
  staffOnFile,
} from "../support/onFile.ts";

const today = day("2027-02-25");
const person = staffOnFile;
const gp = person("gp", "gp");
const manager = person("manager", "practice-manager");
const police = person("police", "police");
const linkWorker = person("link", "link-worker");
const housing = person("housing", "housing");
const outsider = person("outsider", "gp");
const leaver = person("leaver", "gp", day("2027-02-24"));
const everybody = [gp, manager, police, linkWorker, housing, outsider, leaver];

const entry = entryOnFile;
const contribution = (author: StaffRef, rest: Partial<ContributionOnFile> = {}) =>
  contributionOnFile(author, {
    headline: "secret headline",
    body: "secret body",
    whatMatters: "secret wish",
    strengths: ["secret strength"],
    ...rest,
  });
const action = (id: string, owner: StaffRef, rest: Partial<ActionOnFile> = {}) =>
  actionOnFile(id, owner.id, { raisedBy: gp.id, ...rest });
const objection = (decision: "upheld" | "refused" | null) => ({
  id: "objection",
  againstDiscipline: "police",
  text: "",
  decision,
  decisionText: null,
  decidedAt: null,
  decidedBy: null,
  version: 1,
});
const caseFile = (rest: Partial<CaseFile> = {}) =>
  caseOnFile({
    household: [{ name: "Dougal", relation: "partner", birthDate: null, note: null }],
    invited: ["gp", "link-worker", "housing"],
    team: [gp, manager, police, linkWorker, housing, leaver].map(({ id }) => id),
    staff: Object.fromEntries(everybody.map((one) => [one.id, one])),
    ...rest,
  });

function seenBy(reader: StaffRef, file: CaseFile, on: Day = today): SeenCase | null {
  const sight = see(seal(file), reader, on);
  return sight.may === "see" ? sight.seen : null;
}
const entriesFor = (reader: StaffRef, file: CaseFile, on?: Day) =>
  seenBy(reader, file, on)?.entries.map(({ id }) => id) ?? null;
const withEntry = (rest: Partial<EntryOnFile>, author = gp, file: Partial<CaseFile> = {}) =>
  caseFile({ contributions: [contribution(author, { entries: [entry("it", rest)] })], ...file });

describe("who reads a case", () => {
  test("somebody on its team and of an invited discipline", () => {
    expect(everybody.filter((one) => isReader(caseFile(), one)).map(({ id }) => id)).toEqual([
      "gp",
      "manager",
      "link",
      "housing",
      "leaver",
    ]);
  });

  test("a practice manager on the team counts as invited, one who is not on it knows nothing", () => {
    expect(isReader(caseFile({ invited: [] }), manager)).toBe(true);
    expect(see(seal(caseFile({ team: [gp.id] })), manager, today)).toEqual({ may: "nothing" });
  });

  test("somebody who left reads to the end of that day and not from the next", () => {
    expect(see(seal(caseFile()), leaver, day("2027-02-24")).may).toBe("see");
    expect(see(seal(caseFile()), leaver, day("2027-02-25"))).toEqual({ may: "left" });
    expect(hasLeft({ leftOn: null }, today)).toBe(false);
  });

  test("somebody who left cannot read even what they wrote", () => {
    expect(see(seal(withEntry({}, leaver)), leaver, today)).toEqual({ may: "left" });
  });

  test("nobody, once the case was entered in error", () => {
    for (const reader of everybody.filter((one) => one !== leaver)) {
      expect(see(seal(withEntry({}, reader, { withdrawnAt: at("2027-02-20") })), reader, today).may).toBe("nothing");
    }
  });

  test("a deputy for a meeting like one of the team, and no further than their discipline", () => {
    const lent = (reader: StaffRef, rest: Partial<CaseFile> = {}) =>
      isReader(caseFile({ team: [gp.id], deputies: [reader.id], ...rest }), reader);
    expect([lent(housing), lent(police)]).toEqual([true, false]);
    expect(lent(housing, { objections: [{ ...objection(null), againstDiscipline: "housing" }] })).toBe(false);
  });

  test("an objection counts while it is undecided and when it is upheld, and not when it is refused", () => {
    const invited = ["gp", "police"];
    const reads = (decision: "upheld" | "refused" | null) =>
      isReader(caseFile({ invited, objections: [objection(decision)] }), police);
    expect([reads(null), reads("upheld"), reads("refused")]).toEqual([false, false, true]);
  });

  test("one objection refused does not undo another that was upheld", () => {
    const objections = [objection("refused"), objection("upheld")];
    expect(isReader(caseFile({ invited: ["police"], objections }), police)).toBe(false);
  });
});

describe("somebody who may only contribute", () => {
  const file = caseFile({
    contributions: [
      contribution(police, { entries: [entry("theirs", { audience: "named" })] }),
      contribution(gp, { entries: [entry("the doctor's", { namedStaff: [police.id] })] }),
    ],
    actions: [action("visit", police)],
    objections: [objection("upheld")],
    safeContact: { ringFirst: "her sister", neverRing: null, noLetters: true, noVoicemail: false },
  });

  test("sees their own entries and nothing else, not even whose case it is", () => {
    const seen = seenBy(police, file);
    expect(seen?.scope).toBe("own");
    expect(seen?.entries.map(({ id }) => id)).toEqual(["theirs"]);
    expect(seen?.contributions.map(({ id }) => id)).toEqual(["by police"]);
    expect([seen?.person, seen?.file.safeContact, seen?.file.notice]).toEqual([null, null, null]);
    for (const list of [seen?.actions, seen?.household, seen?.objections, seen?.file.team, seen?.file.invited]) {
      expect(list).toEqual([]);
    }
  });

  test("is told whom they are asked about, and the question", () => {
    expect(seeQuestion(seal(file), police, today)?.person.familyName).toBe("Drummond");
    expect(seeQuestion(seal(file), outsider, today)).toBeNull();
    expect(seeQuestion(seal(file), leaver, today)).toBeNull();
    expect(seeQuestion(seal({ ...file, withdrawnAt: at("2027-02-20") }), police, today)).toBeNull();
  });

  test("sees what they wrote though they are not on the team", () => {
    const wrote = caseFile({ contributions: [contribution(outsider, { entries: [entry("theirs")] })] });
    expect(entriesFor(outsider, wrote)).toEqual(["theirs"]);
    expect(seenBy(outsider, wrote)?.onTeam).toBe(false);
    expect(seenBy(outsider, caseFile())).toBeNull();
  });
});

describe("a guest", () => {
  const guest = { ...outsider, guestOf: "case" };
  const file = caseFile({
    contributions: [contribution(gp, { entries: [entry("the GP's")] })],
    actions: [action("an action", gp)],
  });

  test("sees the question before they have written, and of the case nothing", () => {
    expect(seeQuestion(seal(file), guest, today)?.person.familyName).toBe("Drummond");
    expect(seenBy(guest, file)).toMatchObject({
      scope: "own",
      person: null,
      contributions: [],
      entries: [],
      actions: [],
    });
    expect(seenBy(guest, file)?.file).toMatchObject({ team: [], invited: [], nominations: [], staff: {} });
    expect(countReaders(seal(file), today)).toBe(4);
  });

  test("sees no more when they are on the team by now: a mailed link is no sign-in", () => {
    const asGuest = { ...gp, guestOf: "case" };
    const own = contribution(gp, { id: "own", guestId: "guest", entries: [entry("their own")] });
    const joined = { ...file, contributions: [contribution(housing, { entries: [entry("housing's")] }), own] };
    expect(entriesFor(gp, joined)).toEqual(["housing's", "their own"]);
    expect(seenBy(asGuest, joined)).toMatchObject({ scope: "own", actions: [] });
    expect(entriesFor(asGuest, joined)).toEqual(["their own"]);
  });

  test("of one case is nobody to another, and nobody to their own when it is withdrawn", () => {
    const ofAnother = { ...outsider, guestOf: "another" };
    expect(seenBy(ofAnother, file)).toBeNull();
    expect(seeQuestion(seal(file), ofAnother, today)).toBeNull();
    expect(seenBy(guest, { ...file, withdrawnAt: at("2027-02-20") })).toBeNull();
    expect(seeQuestion(seal({ ...file, withdrawnAt: at("2027-02-20") }), guest, today)).toBeNull();
  });

  test("is called a guest where their words stand, and only there", () => {
    const wrote = caseFile({
      contributions: [contribution(outsider, { guestId: "guest", entries: [entry("theirs")] })],
    });
    const view = seenBy(gp, wrote);
    expect(view?.contributions[0]?.author.name).toBe("outsider, guest");
    expect(view?.entries[0]?.author.name).toBe("outsider, guest");
    expect(view?.file.staff.outsider?.name).toBe("outsider");
  });
});

describe("who sees an item", () => {
  test.each<[string, StaffRef, Partial<EntryOnFile>, boolean]>([
    ["a doctor what is for health staff", linkWorker, { audience: "health" }, false],
    ["a link worker on its list a health item", linkWorker, { audience: "health", namedStaff: ["link"] }, true],
    ["a housing officer a team item that excludes housing", housing, { excludedDisciplines: ["housing"] }, false],
    [
      "a named housing officer an item that excludes housing",
      housing,
      { namedStaff: ["housing"], excludedDisciplines: ["housing"] },
      false,
    ],
    ["somebody else an item for named people", linkWorker, { audience: "named", namedStaff: ["housing"] }, false],
    ["a named person who is not of an invited discipline", police, { namedStaff: ["police"] }, false],
    ["a named person who is not on the team", outsider, { namedStaff: ["outsider"] }, false],
  ])("%s", (_, reader, rest, sees) => {
    expect(entriesFor(reader, withEntry(rest))?.includes("it") ?? false).toBe(sees);
  });

  test("an author sees their own, though their discipline is excluded and nobody is named", () => {
    expect(entriesFor(gp, withEntry({ audience: "named", excludedDisciplines: ["gp"] }))).toEqual(["it"]);
  });
});

describe("a restricted contribution", () => {
  const restricted = (rest: Partial<ContributionOnFile>) =>
    caseFile({
      contributions: [
        contribution(gp, { audience: "health", handling: ["third-party"], entries: [entry("team fact")], ...rest }),
      ],
    });

  test("shows its author's team line in place of every word that is restricted", () => {
    const seen = seenBy(linkWorker, restricted({ teamHeadline: "Speak to me", lastContactMode: "secret visit" }));
    expect(seen?.contributions).toMatchObject([{ restricted: true, headline: "Speak to me", body: "", handling: [] }]);
    expect(JSON.stringify(seen)).not.toContain("secret");
  });

  test("without a team line shows nothing but the facts that are for the team", () => {
    const seen = seenBy(linkWorker, restricted({}));
    expect(seen?.contributions).toEqual([]);
    expect(seen?.entries.map(({ id }) => id)).toEqual(["team fact"]);
  });

  test("is whole for those it is meant for", () => {
    const file = restricted({ audience: "named", namedStaff: [housing.id], teamHeadline: "Speak to me" });
    expect(seenBy(housing, file)?.contributions).toMatchObject([{ restricted: false, headline: "secret headline" }]);
  });

  test("does not give its team line to those who may only contribute", () => {
    const file = restricted({ teamHeadline: "Speak to me" });
    file.contributions.push(contribution(police));
    expect(seenBy(police, file)?.contributions.map(({ id }) => id)).toEqual(["by police"]);
  });
});

describe("the day of reading", () => {
  test("hides what was sent later, and shows what was replaced later", () => {
    const file = caseFile({
      contributions: [
        contribution(gp, { entries: [entry("old")], replacedAt: at("2027-02-20") }),
        contribution(gp, { entries: [entry("new")], submittedAt: at("2027-02-20") }),
      ],
    });
    expect(entriesFor(linkWorker, file, day("2027-02-09"))).toEqual([]);
    expect(entriesFor(linkWorker, file, day("2027-02-19"))).toEqual(["old"]);
    expect(entriesFor(linkWorker, file, day("2027-02-20"))).toEqual(["new"]);
  });

  test("gives an action the state it had then", () => {
    const closed = action("it", gp, {
      acceptedAt: at("2027-02-05"),
      startedAt: at("2027-02-07"),
      blockedAt: at("2027-02-10"),
      blockedReason: "waiting",
      closedAt: at("2027-02-20"),
      closedAs: "done",
      outcomeText: "went well",
      updates: [{ kind: "note", at: at("2027-02-15"), by: gp.id, text: "later" }],
    });
    const on = (text: string) => seenBy(gp, caseFile({ actions: [closed] }), day(text))?.actions[0];
    expect(on("2027-01-31")).toBeUndefined();
    expect(on("2027-02-04")).toMatchObject({ acceptedAt: null, startedAt: null, blockedReason: null, updates: [] });
    expect(on("2027-02-06")).toMatchObject({ acceptedAt: at("2027-02-05"), startedAt: null });
    expect(on("2027-02-12")).toMatchObject({ blockedReason: "waiting", closedAt: null, outcomeText: null });
    expect(on("2027-02-20")).toMatchObject({ closedAs: "done", outcomeText: "went well" });
  });

  test("hides an answer that was given later", () => {
    const answer = { kind: "answered" as const, text: "yes", by: gp.id, at: at("2027-02-20") };
    const file = withEntry({ kind: "request", answer });
    expect(seenBy(gp, file, day("2027-02-19"))?.entries[0]?.answer).toBeNull();
    expect(seenBy(gp, file, day("2027-02-20"))?.entries[0]?.answer?.text).toBe("yes");
  });
});

describe("paper", () => {
  test("carries nothing that must not be printed, not even for its author", () => {
    const file = caseFile({
      contributions: [
        contribution(gp, { entries: [entry("screen only", { handling: ["do-not-print"] }), entry("both")] }),
        contribution(linkWorker, { handling: ["do-not-print"] }),
      ],
      actions: [action("screen only", gp, { handling: ["do-not-print"] }), action("both", gp)],
    });
    const seen = seenBy(gp, file);
    const paper = seen && onPaper(seen);
    expect(seen?.entries).toHaveLength(2);
    expect(paper?.entries.map(({ id }) => id)).toEqual(["both"]);
    expect(paper?.contributions.map(({ id }) => id)).toEqual(["by gp"]);
    expect(paper?.actions.map(({ id }) => id)).toEqual(["both"]);
  });
});

describe("actions out of many cases", () => {
  const rowOf = (one: ActionOnFile, file = caseFile()) => ({
    action: seal({ ...one, case: file }),
    after: one.id,
    owner: { name: "", leftOn: null, discipline: "" },
  });

  test("an owner who is not on the team sees the action and nothing of the case", () => {
    const [seen] = seeActions([rowOf(action("it", outsider, { audience: "named" }))], outsider, today);
    expect(seen).toMatchObject({ text: "it", case: null });
  });

  test("others see what the item's audience lets them, and nobody sees one of a case entered in error", () => {
    const rows = [rowOf(action("team", gp)), rowOf(action("health", gp, { audience: "health" }))];
    const texts = (reader: StaffRef) => seeActions(rows, reader, today).map(({ text }) => text);
    expect([texts(linkWorker), texts(police), texts(outsider), texts(leaver)]).toEqual([["team"], [], [], []]);
    const gone = [rowOf(action("it", gp), caseFile({ withdrawnAt: at("2027-02-20") }))];
    expect(seeActions(gone, gp, today)).toEqual([]);
  });
});
