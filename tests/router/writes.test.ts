/** What holds for every write: once for each press, all or nothing, on record, also for many at the same moment. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faultsOfAudit } from "#server/audit.ts";
import { newId } from "#server/context.ts";
import { passesModulus10 } from "#server/domain/identifiers.ts";
import { problemOf } from "#server/domain/problem.ts";
import { kindOf, type Verb } from "#server/policy.ts";
import { api } from "#server/router.ts";
import { actionNamed, caseNamed, doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

const repliers = Array.from({ length: 20 }, (_, index) => `st-${String(index + 1).padStart(2, "0")}`).filter(
  (reference) => reference !== "st-06",
);

let world: TestWorld;
let practiceId: string;

beforeAll(async () => {
  ({ world, practiceId } = await anImportedWorld());
});
afterAll(() => world.end());

async function someAction() {
  return {
    caseId: await caseNamed(world, "case-01"),
    text: "Look at the stairs",
    ownerId: await world.idOf("st-09"),
    due: "2026-12-03",
  };
}

/** How many rows each table that a write may touch holds. */
async function rowsOf(...tables: ("action" | "action_update" | "mdt_case" | "case_member" | "case_discipline")[]) {
  const counts: number[] = [];
  for (const table of tables) {
    const row = await world.database
      .selectFrom(table)
      .select((eb) => eb.fn.countAll().as("n"))
      .executeTakeFirstOrThrow();
    counts.push(Number(row.n));
  }
  return counts;
}

const doneWith = (key: string) =>
  world.database.selectFrom("audit").select(["verb", "outcome"]).where("idempotency_key", "=", key).execute();

describe("a page that is sent twice", () => {
  it("does its work once, is answered the same, and stands in the log once", async () => {
    const key = newId();
    const chair = await world.as("st-01", { key });
    const before = await rowsOf("action", "action_update");
    const first = await doing(world, async () => chair.actions.record(await someAction()));
    const second = await doing(world, async () => chair.actions.record(await someAction()));
    expect(second.answer).toEqual(first.answer);
    expect(first.answer).toMatchObject({ caseId: await caseNamed(world, "case-01") });
    expect(await rowsOf("action", "action_update")).toEqual(before.map((count) => count + 1));
    expect([first.logged.length, second.logged.length]).toEqual([1, 0]);
    expect(await doneWith(key)).toEqual([{ verb: "action.record", outcome: "done" }]);
    expect([first.signals.length, second.signals.length]).toEqual([1, 0]);
  });

  it("with other text, or for another verb, is refused, and nothing is lost of the first", async () => {
    const key = newId();
    const chair = await world.as("st-01", { key });
    await chair.actions.record(await someAction());
    const before = await rowsOf("action");
    const other = await doing(world, async () => chair.actions.record({ ...(await someAction()), text: "Another" }));
    expect(other.problem?.kind).toBe("refused");
    expect(other.problem?.message).toContain("already sent once, with other text");
    const verb = await problemFrom(
      chair.cases.recordSafeContact({ caseId: await caseNamed(world, "case-01"), neverRing: "x" }),
    );
    expect(verb.kind).toBe("refused");
    expect(await rowsOf("action")).toEqual(before);
    expect(await doneWith(key)).toHaveLength(1);
  });

  it("by two people with the same key is the work of each", async () => {
    const key = newId();
    const action = await someAction();
    const one = await (await world.as("st-01", { key })).actions.record(action);
    const two = await (await world.as("st-04", { key })).actions.record(action);
    expect(one.actionId).not.toBe(two.actionId);
  });

  it("at the same moment does its work once", async () => {
    const key = newId();
    const chair = await world.as("st-01", { key });
    const action = await someAction();
    const before = await rowsOf("action", "action_update");
    const answers = await Promise.all(Array.from({ length: 5 }, () => chair.actions.record(action)));
    expect(new Set(answers.map((answer) => answer.actionId)).size).toBe(1);
    expect(await rowsOf("action", "action_update")).toEqual(before.map((count) => count + 1));
    expect(await doneWith(key)).toHaveLength(1);
  });

  it("may be sent again after it was refused, once the text is right", async () => {
    const key = newId();
    const chair = await world.as("st-01", { key });
    await problemFrom(chair.actions.record({ ...(await someAction()), due: "2026-11-01" }));
    expect(await chair.actions.record(await someAction())).toMatchObject({ actionId: expect.any(String) as string });
  });

  it("after its sender may no longer do it is refused and not answered from memory", async () => {
    const key = newId();
    const caseId = await caseNamed(world, "case-04");
    const housing = await world.as("st-13", { key });
    await housing.cases.recordNotice({ caseId, informed: "yes" });
    const coordinator = await world.as("st-03");
    const { version, team, invited } = await coordinator.cases.open({ caseId });
    const rest = team.filter((person) => person.reference !== "st-13" && person.leftOn === null);
    await coordinator.cases.changeTeam({
      caseId,
      version,
      team: rest.map((person) => person.id),
      disciplines: invited,
    });
    expect((await problemFrom(housing.cases.recordNotice({ caseId, informed: "yes" }))).kind).toBe("forbidden");
  });
});

describe("a write without its key", () => {
  /** Their answers hold a secret that no log may keep, so they are done anew each time. */
  const withoutKey = [
    "session.begin",
    "session.beginAs",
    "session.end",
    "link.redeem",
    "link.makeFirst",
    "staff.invite",
    "staff.help",
    "staff.comeBack",
    "feed.make",
    "guest.begin",
    "invitation.answer",
    "invitation.print",
    "message.take",
  ];
  const procedures = Object.entries(
    api._def.procedures as unknown as Record<string, { _def: { meta?: { verb: Verb } } }>,
  );
  const writes = procedures
    .map(([path, procedure]) => [path, procedure._def.meta?.verb] as const)
    .filter(([, verb]) => verb !== undefined && kindOf(verb) === "write" && !withoutKey.includes(verb));

  it("are more than thirty, so that the list below is not empty by accident", () => {
    expect(writes.length).toBeGreaterThan(30);
  });

  it.each(writes)("%s is refused before anything else, and does nothing", async (path) => {
    const keyless = (await world.as("st-03", { key: null })) as unknown as Record<
      string,
      Record<string, (input: unknown) => Promise<unknown>>
    >;
    const [noun = "", name = ""] = path.split(".");
    const press = keyless[noun]?.[name];
    const entries = async () => (await world.database.selectFrom("audit").select("id").execute()).length;
    const before = await entries();
    await expect(press?.({})).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: "A change needs an idempotency key.",
    });
    expect(await entries()).toBe(before);
  });
});

describe("an attempt that is stopped", () => {
  it("changes nothing, and leaves an entry with who, what, and why not", async () => {
    const caseId = await caseNamed(world, "case-02");
    const actionId = await actionNamed(world, "case-02-act-03");
    const attempts: [string, () => Promise<unknown>, string, string][] = [
      [
        "st-09",
        async () => (await world.as("st-09")).cases.recordNotice({ caseId, informed: "yes" }),
        "missing",
        caseId,
      ],
      [
        "st-15",
        async () => (await world.as("st-15")).cases.recordNotice({ caseId, informed: "yes" }),
        "forbidden",
        caseId,
      ],
      ["st-02", async () => (await world.as("st-02")).actions.accept({ actionId, version: 1 }), "forbidden", actionId],
      ["st-08", async () => (await world.as("st-08")).actions.accept({ actionId, version: 9 }), "stale", actionId],
      [
        "st-06",
        async () => (await world.as("st-06")).cases.recordNotice({ caseId, informed: "yes" }),
        "forbidden",
        caseId,
      ],
    ];
    for (const [who, attempt, kind, subject] of attempts) {
      const before = await rowsOf("action", "action_update", "mdt_case", "case_member");
      const { problem, logged, signals } = await doing(world, attempt);
      expect(problem?.kind, who).toBe(kind);
      expect(problem?.reference).not.toBe("");
      expect(logged, who).toMatchObject([{ actor: await world.idOf(who), outcome: kind }]);
      expect(logged[0]?.subject, who).toBe(subject);
      expect(signals).toEqual([]);
      expect(await rowsOf("action", "action_update", "mdt_case", "case_member")).toEqual(before);
    }
  });

  it("by a stranger is a sign-in away, and on record too", async () => {
    const stranger = world.being("stranger");
    const { problem, logged } = await doing(world, async () =>
      stranger.cases.recordNotice({ caseId: await caseNamed(world, "case-02"), informed: "yes" }),
    );
    expect(problem?.kind).toBe("signed-out");
    expect(logged).toMatchObject([{ verb: "case.recordNotice", actor: "stranger", outcome: "signed-out" }]);
  });

  it("because what was entered does not fit leaves no entry: it was never an attempt at anything", async () => {
    const { problem, logged } = await doing(world, async () =>
      (await world.as("st-01")).actions.record({ ...(await someAction()), text: "" }),
    );
    expect([problem?.kind, logged]).toEqual(["invalid", []]);
  });
});

describe("a fault in the middle of a write", () => {
  it("leaves nothing half done: no member leaves, no discipline goes, no entry, no signal", async () => {
    const caseId = await caseNamed(world, "case-05");
    const { version, invited } = await (await world.as("st-01")).cases.open({ caseId });
    const tables = ["case_member", "case_discipline", "mdt_case"] as const;
    const everything = async () =>
      JSON.stringify(
        await Promise.all(tables.map((table) => world.database.selectFrom(table).selectAll().orderBy("id").execute())),
      );
    const before = await everything();
    let idsMade = 0;
    const faulty = await world.as("st-01", {
      newId: () => {
        idsMade += 1;
        if (idsMade === 2) throw new Error("The machine stumbled.");
        return newId();
      },
    });
    const team = await Promise.all(["st-01", "st-10", "st-17"].map((reference) => world.idOf(reference)));
    const { problem, logged, signals } = await doing(world, () =>
      faulty.cases.changeTeam({ caseId, version, team, disciplines: [...invited.slice(1), "midwifery"] }),
    );
    expect(problem?.kind).toBe("unexpected");
    expect(problem?.message).not.toContain("stumbled");
    expect(problem?.message).toContain("Your text is still here");
    expect(idsMade).toBe(2);
    expect([logged, signals]).toEqual([[], []]);
    expect(await everything()).toBe(before);

    const again = await world.as("st-01");
    expect(await again.cases.changeTeam({ caseId, version, team, disciplines: [...invited, "midwifery"] })).toEqual({
      caseId,
    });
  });
});

describe("many people at the same moment", () => {
  it("all answer the invitation, and each answer is kept", async () => {
    const meetingId = await meetingNamed(world, "mtg-2026-11-26");
    const people = await Promise.all(repliers.map((reference) => world.as(reference)));
    const answers = await Promise.allSettled(
      people.map((person, index) =>
        person.meetings.reply({ meetingId, reply: index % 2 === 0 ? "accepted" : "declined" }),
      ),
    );
    expect(answers.filter((answer) => answer.status === "rejected").map((answer) => problemOf(answer.reason))).toEqual(
      [],
    );
    const { people: list } = await (await world.as("st-03")).meetings.open({ meetingId });
    for (const [index, reference] of repliers.entries()) {
      const id = await world.idOf(reference);
      const reply = list.find((person) => person.id === id)?.reply;
      expect(reply, reference).toBe(index % 2 === 0 ? "accepted" : "declined");
    }
  });

  it("record twenty actions, none of which is lost", async () => {
    const team = ["st-01", "st-04", "st-07", "st-08", "st-09"];
    const people = await Promise.all(team.map((reference) => world.as(reference)));
    const action = await someAction();
    const before = await rowsOf("action", "action_update");
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        turnOf(people, index).actions.record({ ...action, text: `Number ${index}` }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.actionId)).size).toBe(20);
    expect(await rowsOf("action", "action_update")).toEqual(before.map((count) => count + 20));
  });

  it("put twenty people forward, each under a number of its own", async () => {
    const chis = Array.from({ length: 1000 }, (_, index) => `3113${String(index).padStart(6, "0")}`)
      .filter(passesModulus10)
      .slice(0, 20);
    const asked = await world.idOf("st-02");
    const people = await Promise.all(repliers.slice(0, 10).map((reference) => world.as(reference)));
    const answers = await Promise.allSettled(
      chis.map((chi, index) =>
        turnOf(people, index).cases.nominate({
          practiceId,
          chi,
          givenName: "Nan",
          familyName: `Docherty ${index}`,
          birthDate: "1950-02-01",
          team: [asked],
          criteria: ["frailty"],
          reason: "Third fall this month",
          question: "Who can look in on her at night?",
          informed: "yes",
        }),
      ),
    );
    expect(answers.filter((answer) => answer.status === "rejected").map((answer) => problemOf(answer.reason))).toEqual(
      [],
    );
    const numbers = (await world.database.selectFrom("mdt_case").select("number").execute()).map((row) => row.number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it("change one case at once: one is first, and each other is told so", async () => {
    const caseId = await caseNamed(world, "case-01");
    const { version, team, invited } = await (await world.as("st-03")).cases.open({ caseId });
    const ids = team.filter((person) => person.leftOn === null).map((person) => person.id);
    const two = [await world.as("st-03"), await world.as("st-01"), await world.as("st-03"), await world.as("st-01")];
    const answers = await Promise.allSettled(
      two.map((person) => person.cases.changeTeam({ caseId, version, team: ids, disciplines: invited })),
    );
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    const kinds = answers.flatMap((answer) => (answer.status === "rejected" ? [problemOf(answer.reason)?.kind] : []));
    expect(kinds).toEqual(["stale", "stale", "stale"]);
  });

  it("and the log holds, entry after entry", async () => {
    expect(await faultsOfAudit(world.database)).toEqual([]);
  });
});

/** The people take turns. */
function turnOf<Person>(people: readonly Person[], index: number): Person {
  const person = people[index % people.length];
  if (!person) throw new Error("Nobody is there to take a turn.");
  return person;
}
