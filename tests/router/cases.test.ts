/** Putting a case forward, triage, who is on it, what the person was told, and taking one back. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Day } from "#db/schema.ts";
import { passesModulus10 } from "#server/domain/identifiers.ts";
import { addDays } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";
import { caseNamed, doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

type Form = Parameters<Api["cases"]["nominate"]>[0];

let world: TestWorld;
let practiceId: string;
const ids: Record<string, string> = {};

let numbersTaken = 0;

/** A number of the block that belongs to nobody, and a birthday: each person put forward has their own. */
function nextPerson(): { chi: string; birthDate: string } {
  for (;;) {
    numbersTaken += 1;
    const chi = `3113${String(numbersTaken).padStart(6, "0")}`;
    if (passesModulus10(chi)) return { chi, birthDate: addDays("1930-01-01" as Day, numbersTaken) };
  }
}

async function begin(): Promise<void> {
  ({ world, practiceId } = await anImportedWorld());
  for (let number = 1; number <= 20; number += 1) {
    const reference = `st-${String(number).padStart(2, "0")}`;
    ids[reference] = await world.idOf(reference);
  }
}

const idOf = (reference: string) => ids[reference] ?? "";

function form(over: Partial<Form> = {}): Form {
  return {
    practiceId,
    ...nextPerson(),
    givenName: "Nan",
    familyName: "Docherty",
    team: [idOf("st-02"), idOf("st-04")],
    criteria: ["frailty"],
    reason: "Third fall this month",
    question: "Who can look in on her at night?",
    informed: "yes",
    ...over,
  };
}

async function nominated(by: string, over: Partial<Form> = {}): Promise<string> {
  const { caseId } = await (await world.as(by)).cases.nominate(form(over));
  return caseId;
}

async function teamOf(caseId: string): Promise<Set<string>> {
  const rows = await world.database
    .selectFrom("case_member")
    .select("staff_id")
    .where("case_id", "=", caseId)
    .where("ended_at", "is", null)
    .execute();
  return new Set(rows.map((row) => row.staff_id));
}

/** The nomination that waits, as the form of the triage has it. */
async function waitingIn(caseId: string, reader = "st-03") {
  const { nomination, version } = await (await world.as(reader)).cases.open({ caseId });
  if (!nomination) throw new Error("Nobody nominated this case.");
  return { caseId, nominationId: nomination.id, version: nomination.version, caseVersion: version };
}

async function triaged(
  caseId: string,
  verdict: "accepted" | "asked-for-more" | "sent-elsewhere" | "deferred",
  reason?: string,
) {
  const { caseVersion: _, ...waiting } = await waitingIn(caseId);
  return (await world.as("st-03")).cases.triage({ ...waiting, verdict, ...(reason ? { reason } : {}) });
}

const countOf = async (table: "mdt_case" | "nomination" | "person" | "objection" | "notice") => {
  const row = await world.database
    .selectFrom(table)
    .select((eb) => eb.fn.countAll().as("n"))
    .executeTakeFirstOrThrow();
  return Number(row.n);
};

beforeAll(begin);
afterAll(() => world.end());

describe("a housing officer puts a case forward", () => {
  it("and is on its team with those asked, the coordinator and the chair of the next meeting", async () => {
    const { answer, logged, signals } = await doing(world, async () =>
      (await world.as("st-13")).cases.nominate(form()),
    );
    const caseId = answer?.caseId ?? "";
    expect(await teamOf(caseId)).toEqual(new Set(["st-02", "st-04", "st-13", "st-03", "st-01"].map(idOf)));
    const { invited, nomination, acceptedAt } = await (await world.as("st-13")).cases.open({ caseId });
    expect(invited).toEqual(["gp", "social-work", "housing"]);
    expect(nomination).toMatchObject({
      by: idOf("st-13"),
      kind: "referral",
      criteria: ["frailty"],
      reason: "Third fall this month",
      question: "Who can look in on her at night?",
      verdict: null,
    });
    expect(acceptedAt).toBeNull();
    expect(logged).toEqual([{ verb: "case.nominate", actor: idOf("st-13"), subject: caseId, caseId, outcome: "done" }]);
    expect(signals).toEqual([`case:${caseId}`]);
  });

  it("and those who were not asked are told that there is no such case", async () => {
    const caseId = await nominated("st-13");
    const problem = await problemFrom((await world.as("st-09")).cases.open({ caseId }));
    expect(problem.kind).toBe("missing");
  });

  it("and what the person was told, objects to, and how to reach them safely is kept with it", async () => {
    const caseId = await nominated("st-13", {
      informed: "partly",
      informedOn: "2026-11-20",
      notInformedReason: "Not that housing comes as well",
      views: "Would rather nobody rings her son",
      objectionDiscipline: "police",
      objectionText: "Does not want the police to hear about her son",
      ringFirst: "0141 496 0000, before noon",
      neverRing: "the landline",
      noLetters: "on",
      noVoicemail: true,
    });
    const opened = await (await world.as("st-04")).cases.open({ caseId });
    expect(opened.notice).toMatchObject({
      informed: "partly",
      informedOn: "2026-11-20",
      informedBy: idOf("st-13"),
      reason: "Not that housing comes as well",
      views: "Would rather nobody rings her son",
    });
    expect(opened.objections).toMatchObject([
      { againstDiscipline: "police", text: "Does not want the police to hear about her son", decision: null },
    ]);
    expect(opened.safeContact).toEqual({
      ringFirst: "0141 496 0000, before noon",
      neverRing: "the landline",
      noLetters: true,
      noVoicemail: true,
    });
  });

  it("and a discipline that the person objects to at once does not read it, though asked", async () => {
    const caseId = await nominated("st-13", {
      team: [idOf("st-02"), idOf("st-15")],
      objectionDiscipline: "police",
      objectionText: "Not the police",
    });
    const { summary } = await (await world.as("st-15")).cases.open({ caseId }).catch(() => ({ summary: null }));
    expect(summary?.banner ?? null).toBeNull();
    expect(await (await world.as("st-02")).cases.open({ caseId })).toMatchObject({ reader: "Dr Imran Sadiq" });
  });

  it.each([
    ["0211165794", "1916-11-02", "by modulus 11 alone"],
    ["1009701234", "1970-09-10", "by modulus 10 alone"],
    ["290296 0018", "1996-02-29", "by both, with a space"],
  ])("with %s, born %s: a number that is right %s", async (chi, birthDate) => {
    const caseId = await nominated("st-13", { chi, birthDate, familyName: `Number ${chi}` });
    const { summary } = await (await world.as("st-13")).cases.open({ caseId });
    const digits = chi.replace(" ", "");
    expect(summary.banner?.chi).toBe(`${digits.slice(0, 6)} ${digits.slice(6)}`);
  });
});

describe("a number that is wrong is refused at its field, and nothing is kept", () => {
  it.each([
    ["0211165795", "one of its digits is wrong"],
    ["0211165784", "one of its digits is wrong"],
    ["021116579", "has 10 digits, this one has 9"],
    ["02111657941", "has 10 digits, this one has 11"],
    ["02111657O4", "digits only"],
    ["9999999999", "is not a CHI number"],
  ])("%s: %s", async (chi, sentence) => {
    const before = [await countOf("person"), await countOf("mdt_case")];
    const { problem, logged, signals } = await doing(world, async () =>
      (await world.as("st-13")).cases.nominate(form({ chi })),
    );
    expect(problem?.kind).toBe("refused");
    expect(problem?.fields.chi).toContain(sentence);
    expect(logged).toMatchObject([{ verb: "case.nominate", actor: idOf("st-13"), outcome: "refused" }]);
    expect(signals).toEqual([]);
    expect([await countOf("person"), await countOf("mdt_case")]).toEqual(before);
  });

  it("and a number of the demonstration's block is refused where real people are", async () => {
    const live = await world.as("st-13", { mode: "live" });
    const problem = await problemFrom(live.cases.nominate(form()));
    expect(problem.kind).toBe("refused");
    expect(problem.fields.chi).toContain("belongs to nobody");
  });
});

describe("a form that lacks something is refused at the field that lacks it", () => {
  const lacking: [string, Partial<Form>, "invalid" | "refused", string][] = [
    ["nobody to ask", { team: [] }, "invalid", "team"],
    ["no reason", { criteria: [] }, "invalid", "criteria"],
    ["no question", { question: "  " }, "invalid", "question"],
    ["no name", { familyName: "" }, "invalid", "familyName"],
    ["no date", { birthDate: "1950-02-31" }, "invalid", "birthDate"],
    ["a birth in the future", { birthDate: "2026-11-25" }, "refused", "birthDate"],
    ["told tomorrow", { informedOn: "2026-11-25" }, "refused", "informedOn"],
    ["not told, and no word why", { informed: "no" }, "refused", "notInformedReason"],
    ["told in part, and no word why", { informed: "partly" }, "refused", "notInformedReason"],
    ["an objection to nobody", { objectionText: "Not them" }, "refused", "objectionDiscipline"],
  ];

  it.each(lacking)("%s", async (_, over, kind, field) => {
    const problem = await problemFrom((await world.as("st-13")).cases.nominate(form(over)));
    expect(problem.kind).toBe(kind);
    expect(Object.keys(problem.fields)).toEqual([field]);
  });

  it("somebody who has left cannot be asked, nor somebody of no practice", async () => {
    for (const stranger of [idOf("st-06"), "0198f2a0-0000-7000-8000-000000000000"]) {
      const problem = await problemFrom(
        (await world.as("st-13")).cases.nominate(form({ team: [idOf("st-02"), stranger] })),
      );
      expect(problem.fields).toEqual({ team: "Choose people who are at this practice now" });
    }
  });

  it("a discipline that the practice does not know cannot be objected to", async () => {
    const problem = await problemFrom(
      (await world.as("st-13")).cases.nominate(form({ objectionDiscipline: "astrology", objectionText: "No" })),
    );
    expect(Object.keys(problem.fields)).toEqual(["objectionDiscipline"]);
  });
});

describe("a warning is read once, then ticked", () => {
  it("when the number gives another date of birth", async () => {
    const birthday = form({ chi: "0402070763", birthDate: "2007-02-05", familyName: "Differs" });
    const api = await world.as("st-13");
    const problem = await problemFrom(api.cases.nominate(birthday));
    expect(problem.fields.confirmed).toContain("another date of birth");
    expect(await api.cases.nominate({ ...birthday, confirmed: "on" })).toMatchObject({ practiceId });
  });

  it.each([
    ["Auchterlonie", "Greta", "1948-05-17"],
    ["AUCHTERLONIE", "Greta", "1948-05-17"],
  ])(
    "when somebody called %s, born on that day, is known with another number",
    async (familyName, givenName, birth) => {
      const alike = form({ familyName, givenName, birthDate: birth });
      const api = await world.as("st-09");
      const problem = await problemFrom(api.cases.nominate(alike));
      expect(problem.fields.confirmed).toContain("311348 1104");
    },
  );

  it("also when the name begins with a letter that has a mark", async () => {
    await nominated("st-13", { familyName: "Żak", givenName: "Ola", birthDate: "1971-01-01" });
    const problem = await problemFrom(
      (await world.as("st-13")).cases.nominate(form({ familyName: "żak", givenName: "Ola", birthDate: "1971-01-01" })),
    );
    expect(Object.keys(problem.fields)).toEqual(["confirmed"]);
  });

  it("but whoever may not know of the other person is not warned of them", async () => {
    const alike = form({ familyName: "Auchterlonie", givenName: "Greta", birthDate: "1948-05-17" });
    expect(await (await world.as("st-13")).cases.nominate(alike)).toMatchObject({ practiceId });
  });
});

describe("somebody puts forward a person who has a case that they may not know of", () => {
  const hidden = { chi: "3113456118", familyName: "Pollock-Reid", givenName: "Archie", birthDate: "1945-02-08" };

  it("the case takes the nomination, and the answer has the shape of any other", async () => {
    const caseId = await caseNamed(world, "case-05");
    const before = await countOf("mdt_case");
    const told = [await countOf("notice"), await countOf("objection")];
    const api = await world.as("st-13");
    const fresh = await api.cases.nominate(form());
    const { answer, signals } = await doing(world, () => api.cases.nominate(form(hidden)));
    expect(Object.keys(answer ?? {}).sort()).toEqual(Object.keys(fresh).sort());
    expect(answer).toEqual({ practiceId, caseId });
    expect(signals).toEqual([`case:${caseId}`]);
    expect(await countOf("mdt_case")).toBe(before + 1);
    expect([await countOf("notice"), await countOf("objection")]).toEqual([(told[0] ?? 0) + 1, told[1]]);
    const { nomination } = await (await world.as("st-09")).cases.open({ caseId });
    expect(nomination).toMatchObject({ by: idOf("st-13"), kind: "re-referral", verdict: null });
  });

  it("and they still cannot open it, find it, list it or take it back", async () => {
    const caseId = await caseNamed(world, "case-05");
    const api = await world.as("st-13");
    expect((await problemFrom(api.cases.open({ caseId }))).kind).toBe("missing");
    expect((await api.cases.find({ practiceId, chi: hidden.chi })).person).toBeNull();
    expect((await api.cases.list({ q: "pollock" })).map((row) => row.id)).toEqual([]);
    for (let version = 1; version <= 3; version += 1) {
      const { problem } = await doing(world, () => api.cases.withdraw({ caseId, version, reason: "Not mine" }));
      expect(problem?.kind).toBe("missing");
    }
    expect((await (await world.as("st-09")).cases.open({ caseId })).summary.banner?.name).toContain("POLLOCK");
  });

  it("and a case that was closed waits for triage again", async () => {
    const caseId = await nominated("st-04", { familyName: "Closed", chi: "3113000688", team: [idOf("st-02")] });
    await triaged(caseId, "sent-elsewhere", "Known to another team");
    await (await world.as("st-13")).cases.nominate(form({ familyName: "Closed", chi: "3113000688" }));
    const coordinator = await world.as("st-03");
    expect((await coordinator.cases.open({ caseId })).closedAt).toBeNull();
    expect((await coordinator.home.open()).triage.map((row) => row.caseId)).toContain(caseId);
  });
});

describe("the coordinator triages", () => {
  it("accepted: the case stands at the end of the next agenda, and the nominator reads it at home", async () => {
    const caseId = await nominated("st-13");
    const meetingId = await meetingNamed(world, "mtg-2026-11-26");
    expect((await (await world.as("st-03")).home.open()).triage.map((row) => row.caseId)).toContain(caseId);
    const { logged, signals } = await doing(world, () => triaged(caseId, "accepted"));
    const { agenda } = await (await world.as("st-03")).meetings.open({ meetingId });
    expect(agenda.at(-1)).toMatchObject({ caseId, minutes: 15, initials: "ND" });
    expect(logged.filter((row) => row.verb === "case.triage")).toMatchObject([
      { actor: idOf("st-03"), subject: caseId, caseId, outcome: "done" },
    ]);
    expect(signals.sort()).toEqual([`case:${caseId}`, `meeting:${meetingId}`]);
    const { answers } = await (await world.as("st-13")).home.open();
    expect(answers).toContainEqual(expect.objectContaining({ caseId, verdict: "Accepted", reason: null }));
    expect((await (await world.as("st-03")).home.open()).triage.map((row) => row.caseId)).not.toContain(caseId);
  });

  it.each([
    ["asked-for-more", "More is needed", "Which nights?"],
    ["sent-elsewhere", "Sent elsewhere", "Falls clinic can see her this week"],
    ["deferred", "Deferred", "In hospital until December"],
  ] as const)("%s: the nominator reads “%s” and why, and it is on no agenda", async (verdict, words, reason) => {
    const caseId = await nominated("st-13");
    await triaged(caseId, verdict, reason);
    const { answers } = await (await world.as("st-13")).home.open();
    expect(answers).toContainEqual(expect.objectContaining({ caseId, verdict: words, reason }));
    const { closedAt, acceptedAt } = await (await world.as("st-13")).cases.open({ caseId });
    expect([closedAt !== null, acceptedAt]).toEqual([verdict === "sent-elsewhere", null]);
    const listed = await world.database.selectFrom("agenda_item").select("id").where("case_id", "=", caseId).execute();
    expect(listed).toEqual([]);
  });

  it.each(["asked-for-more", "sent-elsewhere", "deferred"] as const)(
    "%s is not said without a reason",
    async (verdict) => {
      const caseId = await nominated("st-13");
      const problem = await problemFrom(triaged(caseId, verdict));
      expect([problem.kind, problem.fields]).toEqual(["invalid", { reason: "Say why: the nominator will read it" }]);
    },
  );

  it("once: what was accepted or sent elsewhere is not triaged a second time", async () => {
    for (const verdict of ["accepted", "sent-elsewhere"] as const) {
      const caseId = await nominated("st-13");
      await triaged(caseId, verdict, "Decided");
      const { problem, logged } = await doing(world, () => triaged(caseId, "accepted"));
      expect(problem?.kind).toBe("refused");
      expect(logged).toContainEqual(expect.objectContaining({ verb: "case.triage", outcome: "refused" }));
    }
  });

  it("what was asked about more can be accepted later", async () => {
    const caseId = await nominated("st-13");
    await triaged(caseId, "asked-for-more", "Which nights?");
    await triaged(caseId, "accepted");
    expect((await (await world.as("st-13")).cases.open({ caseId })).acceptedAt).not.toBeNull();
  });

  it("two at the same moment: the second is told that it was changed meanwhile", async () => {
    const caseId = await nominated("st-13");
    const { caseVersion: _, ...waiting } = await waitingIn(caseId);
    await (await world.as("st-03")).cases.triage({ ...waiting, verdict: "deferred", reason: "Not yet" });
    const problem = await problemFrom((await world.as("st-01")).cases.triage({ ...waiting, verdict: "accepted" }));
    expect(problem.kind).toBe("stale");
  });

  it("a nomination that is not the newest is stale", async () => {
    const caseId = await nominated("st-13");
    const { caseVersion, ...waiting } = await waitingIn(caseId);
    await (
      await world.as("st-04")
    ).cases.nominateAgain({
      caseId,
      version: caseVersion,
      criteria: ["frailty"],
      reason: "Fell again",
      question: "And by day?",
    });
    const problem = await problemFrom((await world.as("st-03")).cases.triage({ ...waiting, verdict: "accepted" }));
    expect(problem.kind).toBe("stale");
  });

  it("the chair may, another member may not, and whoever does not know the case is told nothing", async () => {
    const caseId = await nominated("st-13");
    const { caseVersion: _, ...waiting } = await waitingIn(caseId);
    const attempt = async (reader: string) =>
      (await world.as(reader)).cases.triage({ ...waiting, verdict: "accepted" });
    expect((await problemFrom(attempt("st-04"))).kind).toBe("forbidden");
    expect((await problemFrom(attempt("st-09"))).kind).toBe("missing");
    expect(await attempt("st-01")).toEqual({ caseId });
  });
});

describe("a case is nominated again", () => {
  it("after it was closed: it is open, waits for triage, and those who follow it hear of it", async () => {
    const caseId = await nominated("st-13");
    await triaged(caseId, "sent-elsewhere", "Falls clinic");
    const { version } = await (await world.as("st-04")).cases.open({ caseId });
    const { logged, signals } = await doing(world, async () =>
      (await world.as("st-04")).cases.nominateAgain({
        caseId,
        version,
        criteria: ["carer-strain"],
        reason: "The clinic sent her home",
        question: "What now?",
        priority: "high",
      }),
    );
    const opened = await (await world.as("st-13")).cases.open({ caseId });
    expect([opened.closedAt, opened.acceptedAt]).toEqual([null, null]);
    expect(opened.nomination).toMatchObject({ by: idOf("st-04"), kind: "re-referral", question: "What now?" });
    expect(logged).toMatchObject([{ verb: "case.nominateAgain", subject: caseId, outcome: "done" }]);
    expect(signals).toEqual([`case:${caseId}`]);
    expect((await (await world.as("st-03")).home.open()).triage.map((row) => row.caseId)).toContain(caseId);
  });

  it("not over what somebody else changed meanwhile", async () => {
    const caseId = await nominated("st-13");
    const { version } = await (await world.as("st-04")).cases.open({ caseId });
    const again = { caseId, version, criteria: ["frailty" as const], reason: "Again", question: "And now?" };
    await (await world.as("st-04")).cases.nominateAgain(again);
    expect((await problemFrom((await world.as("st-02")).cases.nominateAgain(again))).kind).toBe("stale");
  });
});

describe("the team of a case changes", () => {
  async function changed(caseId: string, team: string[], disciplines: string[], by = "st-03") {
    const { version } = await (await world.as("st-03")).cases.open({ caseId });
    return (await world.as(by)).cases.changeTeam({ caseId, version, team: team.map(idOf), disciplines });
  }

  it("and whoever is taken off it is told at once that there is no such case", async () => {
    const caseId = await nominated("st-13");
    await (await world.as("st-04")).cases.open({ caseId });
    const { logged, signals } = await doing(world, () =>
      changed(caseId, ["st-03", "st-01", "st-13", "st-09"], ["gp", "housing", "district-nurse"]),
    );
    expect((await problemFrom((await world.as("st-04")).cases.open({ caseId }))).kind).toBe("missing");
    expect(await (await world.as("st-09")).cases.open({ caseId })).toMatchObject({ reader: "Ruth MacAulay" });
    expect(logged.filter((row) => row.verb === "case.changeTeam")).toMatchObject([
      { subject: caseId, outcome: "done" },
    ]);
    expect(signals).toEqual([`case:${caseId}`]);
  });

  it("and a discipline that is no longer invited contributes and reads no more", async () => {
    const caseId = await nominated("st-13");
    await changed(caseId, ["st-03", "st-01", "st-13", "st-04"], ["gp", "housing"]);
    expect((await (await world.as("st-04")).cases.list({})).find((row) => row.id === caseId)).toMatchObject({
      scope: "contribute",
      question: "",
      chi: "",
    });
  });

  it("and somebody taken off can be asked again", async () => {
    const caseId = await nominated("st-13");
    await changed(caseId, ["st-03", "st-13"], ["housing"]);
    await changed(caseId, ["st-03", "st-13", "st-04"], ["housing", "social-work"]);
    expect(await teamOf(caseId)).toEqual(new Set(["st-03", "st-13", "st-04"].map(idOf)));
    expect(await (await world.as("st-04")).cases.open({ caseId })).toMatchObject({ reader: "Fiona Galbraith" });
  });

  it("and of two people changing it the second is told, and changes nothing", async () => {
    const caseId = await nominated("st-13");
    const { version } = await (await world.as("st-03")).cases.open({ caseId });
    const press = async (by: string, team: string[]) =>
      (await world.as(by)).cases.changeTeam({
        caseId,
        version,
        team: [...team, "st-03", "st-01", "st-13"].map(idOf),
        disciplines: ["gp", "housing", "social-work", "district-nurse"],
      });
    await press("st-03", ["st-09"]);
    const { problem, logged, signals } = await doing(world, () => press("st-01", ["st-04"]));
    expect(problem?.kind).toBe("stale");
    expect(logged).toMatchObject([{ verb: "case.changeTeam", outcome: "stale" }]);
    expect(signals).toEqual([]);
    expect(await teamOf(caseId)).toEqual(new Set(["st-09", "st-03", "st-01", "st-13"].map(idOf)));
  });

  it("but not to nobody, to a stranger, or to a discipline that is not there", async () => {
    const caseId = await nominated("st-13");
    expect((await problemFrom(changed(caseId, [], ["gp"]))).fields).toEqual({ team: "Choose at least one person" });
    expect(Object.keys((await problemFrom(changed(caseId, ["st-06"], ["gp"]))).fields)).toEqual(["team"]);
    expect(Object.keys((await problemFrom(changed(caseId, ["st-02"], ["wizards"]))).fields)).toEqual(["disciplines"]);
  });

  it("and a member who does not chair is told whom to ask", async () => {
    const caseId = await nominated("st-13");
    const problem = await problemFrom(changed(caseId, ["st-04"], ["social-work"], "st-13"));
    expect(problem.kind).toBe("forbidden");
    expect(problem.message).toContain("practice manager");
  });
});

describe("the person objects to a discipline", () => {
  it("which is shut out at once while nothing is decided, and let in again when it is refused", async () => {
    const caseId = await nominated("st-13", { team: [idOf("st-02"), idOf("st-09")] });
    const nurse = await world.as("st-09");
    await nurse.cases.open({ caseId });
    const objecting = await doing(world, async () =>
      (await world.as("st-02")).cases.object({
        caseId,
        againstDiscipline: "district-nurse",
        text: "Knows her from school",
      }),
    );
    expect(objecting.logged).toMatchObject([{ verb: "case.object", subject: caseId, outcome: "done" }]);
    expect(objecting.signals).toEqual([`case:${caseId}`]);
    const shut = await nurse.cases.open({ caseId });
    expect([shut.summary.banner, shut.nomination, shut.objections, shut.team]).toEqual([null, null, [], []]);
    expect((await nurse.cases.list({})).find((row) => row.id === caseId)?.scope).toBe("contribute");

    const chair = await world.as("st-01");
    const [objection] = (await chair.cases.open({ caseId })).objections;
    if (!objection) throw new Error("No objection was kept.");
    const decision = {
      caseId,
      objectionId: objection.id,
      text: "She agreed after a talk",
      decision: "refused" as const,
    };
    const decided = await doing(world, () => chair.cases.decideObjection({ ...decision, version: objection.version }));
    expect(decided.logged).toMatchObject([{ verb: "case.decideObjection", outcome: "done" }]);
    expect(decided.signals).toEqual([`case:${caseId}`]);
    expect((await nurse.cases.open({ caseId })).summary.banner?.name).toContain("DOCHERTY");

    const late = await problemFrom(chair.cases.decideObjection({ ...decision, version: objection.version }));
    expect(late.kind).toBe("stale");
  });

  it("and an upheld objection keeps it out", async () => {
    const caseId = await nominated("st-13", { team: [idOf("st-02"), idOf("st-09")] });
    const chair = await world.as("st-01");
    await chair.cases.object({ caseId, againstDiscipline: "district-nurse", text: "No" });
    const [objection] = (await chair.cases.open({ caseId })).objections;
    await chair.cases.decideObjection({
      caseId,
      objectionId: objection?.id ?? "",
      version: objection?.version ?? 0,
      decision: "upheld",
      text: "Her right",
    });
    expect((await (await world.as("st-09")).cases.open({ caseId })).summary.banner).toBeNull();
  });

  it("but a discipline that is not there cannot be objected to, and a member cannot decide", async () => {
    const caseId = await nominated("st-13");
    const member = await world.as("st-04");
    const problem = await problemFrom(member.cases.object({ caseId, againstDiscipline: "wizards", text: "No" }));
    expect(Object.keys(problem.fields)).toEqual(["againstDiscipline"]);
    await member.cases.object({ caseId, againstDiscipline: "police", text: "No" });
    const [objection] = (await member.cases.open({ caseId })).objections;
    const decided = member.cases.decideObjection({
      caseId,
      objectionId: objection?.id ?? "",
      version: 1,
      decision: "refused",
      text: "No",
    });
    expect((await problemFrom(decided)).kind).toBe("forbidden");
  });

  it("and an objection of another case is not there", async () => {
    const caseId = await nominated("st-13");
    const foreign = await world.database.selectFrom("objection").select("id").executeTakeFirstOrThrow();
    const decided = (await world.as("st-03")).cases.decideObjection({
      caseId,
      objectionId: foreign.id,
      version: 1,
      decision: "refused",
      text: "No",
    });
    expect((await problemFrom(decided)).kind).toBe("missing");
  });
});

describe("what the person was told and how to reach them is said anew", () => {
  it("and the newest counts, the older is kept", async () => {
    const caseId = await nominated("st-13", { informed: "no", notInformedReason: "Did not answer the door" });
    const member = await world.as("st-04");
    const notice = await doing(world, () =>
      member.cases.recordNotice({ caseId, informed: "yes", informedOn: "2026-11-24", capacity: "presumed" }),
    );
    const contact = await doing(world, () => member.cases.recordSafeContact({ caseId, neverRing: "the house" }));
    expect([...notice.logged, ...contact.logged].map((row) => [row.verb, row.outcome])).toEqual([
      ["case.recordNotice", "done"],
      ["case.recordSafeContact", "done"],
    ]);
    expect([notice.signals, contact.signals]).toEqual([[`case:${caseId}`], [`case:${caseId}`]]);
    const opened = await (await world.as("st-13")).cases.open({ caseId });
    expect(opened.notice).toMatchObject({ informed: "yes", informedBy: idOf("st-04"), capacity: "presumed" });
    expect(opened.safeContact?.neverRing).toBe("the house");
    const kept = await world.database.selectFrom("notice").select("informed").where("case_id", "=", caseId).execute();
    expect(kept.map((row) => row.informed).sort()).toEqual(["no", "yes"]);
  });

  it("not with a day to come, nor “no” or “in part” without a word why", async () => {
    const caseId = await nominated("st-13");
    const member = await world.as("st-04");
    const future = member.cases.recordNotice({ caseId, informed: "yes", informedOn: "2026-11-25" });
    expect(Object.keys((await problemFrom(future)).fields)).toEqual(["informedOn"]);
    for (const informed of ["no", "partly"] as const) {
      const silent = member.cases.recordNotice({ caseId, informed });
      expect(Object.keys((await problemFrom(silent)).fields), informed).toEqual(["notInformedReason"]);
    }
  });

  it("not by those who only contribute, nor by those who know nothing of it", async () => {
    const caseId = await caseNamed(world, "case-02");
    const police = (await world.as("st-15")).cases.recordSafeContact({ caseId, neverRing: "anybody" });
    expect((await problemFrom(police)).kind).toBe("forbidden");
    const nurse = (await world.as("st-09")).cases.recordSafeContact({ caseId, neverRing: "anybody" });
    expect((await problemFrom(nurse)).kind).toBe("missing");
  });
});

describe("a case made in error is taken back", () => {
  it("and is out of sight for everybody at once, wherever one looks, while the log keeps it", async () => {
    const caseId = await nominated("st-13", { familyName: "Mistaken" });
    await triaged(caseId, "accepted");
    const gordon = await world.as("st-13");
    const { actionId } = await gordon.actions.record({
      caseId,
      text: "Ring the sister",
      ownerId: idOf("st-04"),
      due: "2026-12-01",
    });
    const { version } = await gordon.cases.open({ caseId });
    const { logged, signals } = await doing(world, () =>
      gordon.cases.withdraw({ caseId, version, reason: "Wrong person" }),
    );
    expect(logged).toMatchObject([{ verb: "case.withdraw", subject: caseId, caseId, outcome: "done" }]);
    const meetingId = await meetingNamed(world, "mtg-2026-11-26");
    expect(signals).toEqual([`case:${caseId}`, `meeting:${meetingId}`]);

    for (const reader of ["st-13", "st-04", "st-02", "st-03", "st-01"]) {
      const api = await world.as(reader);
      expect((await problemFrom(api.cases.open({ caseId }))).kind, reader).toBe("missing");
      expect((await problemFrom(api.contributions.open({ caseId }))).kind, reader).toBe("missing");
      expect((await problemFrom(api.actions.open({ actionId }))).kind, reader).toBe("missing");
      const seen = JSON.stringify([
        await api.cases.list({}),
        await api.home.open(),
        await api.actions.list({ whose: "mine" }),
        await api.actions.list({ whose: "team" }),
        await api.meetings.open({ meetingId }),
        await api.meetings.pack({ meetingId }),
        await api.actions.review({ meetingId }),
      ]);
      expect(seen, reader).not.toContain(caseId);
      expect(seen.toLowerCase(), reader).not.toContain("mistaken");
    }
    const kept = await world.database.selectFrom("audit").select("verb").where("case_id", "=", caseId).execute();
    expect(kept.map((row) => row.verb)).toEqual(
      expect.arrayContaining(["case.nominate", "case.open", "case.withdraw"]),
    );
  });

  it("and the same number can be put forward again, as a case of its own", async () => {
    const chi = "3113000696";
    const caseId = await nominated("st-13", { chi });
    const gordon = await world.as("st-13");
    const { version } = await gordon.cases.open({ caseId });
    await gordon.cases.withdraw({ caseId, version, reason: "Sent too early" });
    const again = await nominated("st-13", { chi });
    expect(again).not.toBe(caseId);
    expect((await gordon.cases.open({ caseId: again })).summary.banner?.chi).toBe("311300 0696");
  });

  it("not without a reason, not by a member who did not put it forward, not over a change in between", async () => {
    const caseId = await nominated("st-13");
    const { version } = await (await world.as("st-13")).cases.open({ caseId });
    const silent = (await world.as("st-13")).cases.withdraw({ caseId, version, reason: " " });
    expect(Object.keys((await problemFrom(silent)).fields)).toEqual(["reason"]);
    const member = (await world.as("st-04")).cases.withdraw({ caseId, version, reason: "No" });
    expect((await problemFrom(member)).kind).toBe("forbidden");
    const old = (await world.as("st-13")).cases.withdraw({ caseId, version: version + 1, reason: "No" });
    expect((await problemFrom(old)).kind).toBe("stale");
  });
});

describe("somebody looks for a case", () => {
  beforeEach(() => world.clock.set("2026-11-24T09:00:00.000Z"));

  it.each([
    ["kilg", "by the start of the family name"],
    ["DARREN", "by the given name"],
    ["darren kil", "by both names"],
    ["3113822114", "by the number"],
    ["311382 2114", "by the number as it is printed"],
    ["2", "by the case's own number"],
  ])("“%s”: %s", async (q) => {
    const rows = await (await world.as("st-02")).cases.list({ q });
    expect(rows.map((row) => row.id)).toContain(await caseNamed(world, "case-02"));
    if (q !== "2") expect(rows).toHaveLength(1);
  });

  it("and finds nothing of a case that they may not know of, by no word", async () => {
    const nurse = await world.as("st-09");
    for (const q of ["kilgour", "darren", "3113822114"]) expect(await nurse.cases.list({ q }), q).toEqual([]);
    const found = await doing(world, () => nurse.cases.find({ practiceId, chi: "3113822114" }));
    expect(found.answer?.person).toBeNull();
    expect(found.logged).toMatchObject([{ verb: "case.find", subject: practiceId, outcome: "done" }]);
  });

  it("and whoever only contributes finds it by its number and not by the name", async () => {
    const police = await world.as("st-15");
    expect(await police.cases.list({ q: "kilgour" })).toEqual([]);
    const [row] = await police.cases.list({ q: "2" });
    expect(row).toMatchObject({ name: "Case 2", scope: "contribute", chi: "", question: "" });
  });

  it("a reader finds the person by the exact number", async () => {
    const found = await (await world.as("st-02")).cases.find({ practiceId, chi: "311382 2114" });
    expect(found.person).toMatchObject({ familyName: "Kilgour", caseId: await caseNamed(world, "case-02") });
    const wrong = (await world.as("st-02")).cases.find({ practiceId, chi: "3113822115" });
    expect(Object.keys((await problemFrom(wrong)).fields)).toEqual(["chi"]);
  });

  it("and the form offers those who are here, by discipline, and none who has left", async () => {
    const { groups, next } = await (await world.as("st-13")).cases.prepare({ practiceId });
    const names = groups.flatMap((group) => group.people.map((person) => person.name));
    expect(names).toContain("Jamie Okafor");
    expect(names).not.toContain("Aileen Strachan");
    expect(next?.startsAt).toBe("2026-11-26T13:00:00.000Z");
  });

  it("somebody of no practice cannot put anybody forward here", async () => {
    const elsewhere = (await world.as("st-13")).cases.nominate(
      form({ practiceId: "0198f2a0-0000-7000-8000-000000000000" }),
    );
    expect((await problemFrom(elsewhere)).kind).toBe("missing");
  });
});

describe("who follows a case", () => {
  it("hears hello, and then of each change; nobody else may listen", async () => {
    const caseId = await nominated("st-13");
    const stop = new AbortController();
    const followed = (await (await world.as("st-04")).cases.watch({ caseId })) as AsyncIterable<string>;
    const iterator = followed[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toBe("hello");
    const heard = iterator.next();
    await new Promise((resolve) => setTimeout(resolve, 10));
    await (await world.as("st-13")).cases.recordSafeContact({ caseId, neverRing: "x" });
    expect((await heard).value).toBe("changed");
    stop.abort();
    await iterator.return?.();
    expect((await problemFrom((await world.as("st-09")).cases.watch({ caseId }))).kind).toBe("missing");
  });
});
