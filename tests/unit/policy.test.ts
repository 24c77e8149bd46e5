/** Who may do what: the whole table expanded, and no way round it. */
import { describe, expect, it } from "vitest";
import {
  judgedOn,
  kindOf,
  opens,
  policy,
  saysOf,
  sufficing,
  verbs,
  type Role,
  type Standing,
  type Verb,
} from "#server/policy.ts";
import { api } from "#server/router.ts";
import { holdsOf, may } from "#server/standing.ts";

const roles: Role[] = ["coordinator", "member", "operator", "system", "stranger"];
const standings: Standing[] = [
  "any",
  "practice",
  "team",
  "reader",
  "wrote",
  "author",
  "owner",
  "chair",
  "asked",
  "guest",
];

interface Procedure {
  _def: { type: "query" | "mutation" | "subscription"; meta?: { verb: Verb } };
}
const procedures = Object.entries(api._def.procedures as unknown as Record<string, Procedure>);

describe("the table of verbs", () => {
  it("says for every verb, role and standing whether it may be done", async () => {
    const lines = verbs.flatMap((verb) =>
      roles.map((role) => {
        const cells = standings.map((standing) => {
          const allowed = may(verb, { role, holds: new Set([standing]) });
          return `${standing}${allowed ? "+" : "-"}`;
        });
        return `${verb.padEnd(28)} ${role.padEnd(12)} ${cells.join(" ")}`;
      }),
    );
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("__snapshots__/policy.txt");
  });

  it("lets strangers do what rulings 25 lists and nothing else", () => {
    const allowed = verbs.filter((verb) => sufficing(verb, "stranger").includes("any"));
    expect(allowed).toEqual([
      "session.me",
      "session.choices",
      "session.begin",
      "session.beginAs",
      "session.end",
      "link.open",
      "link.redeem",
      "feed.read",
      "guest.open",
      "guest.sendCode",
      "guest.begin",
      "invitation.open",
      "invitation.answer",
      "invitation.sendAgain",
    ]);
  });

  it("lets guests write for the case they were asked for, or answer for their action, and nothing else", () => {
    const more = verbs.filter((verb) => sufficing(verb, "stranger").some((standing) => standing !== "any"));
    const ofActions = ["guest.openAction", "action.accept", "action.decline", "action.ask", "action.report"];
    const ofCases = ["contribution.open", "contribution.saveDraft", "contribution.submit", "contribution.answer"];
    expect(more.filter((verb) => judgedOn(verb) === "action")).toEqual(ofActions);
    expect(more.filter((verb) => judgedOn(verb) === "case")).toEqual(ofCases);
    expect(more).toHaveLength(ofActions.length + ofCases.length);
    for (const verb of more) expect(sufficing(verb, "stranger")).toEqual(["guest"]);
  });

  it("gives nobody anything by a standing that is not written there", () => {
    for (const verb of verbs) expect(may(verb, { role: "member", holds: new Set() }), verb).toBe(false);
  });

  it("has a sentence for the log, and an opener for every subject that may be hidden", () => {
    for (const verb of verbs) expect(saysOf(verb).length, verb).toBeGreaterThan(5);
    for (const verb of verbs) {
      const kind = judgedOn(verb);
      if (!["installation", "practice"].includes(kind)) expect(opens[kind], verb).toBeDefined();
    }
  });
});

describe("procedures", () => {
  it("each have exactly one verb, of their own kind", () => {
    const wanted = { query: ["read", "logged read"], mutation: ["write"], subscription: ["watch"] };
    for (const [path, procedure] of procedures) {
      const verb = procedure._def.meta?.verb;
      expect(verb, path).toBeDefined();
      if (verb) expect(wanted[procedure._def.type], path).toContain(kindOf(verb));
    }
  });

  it("are one for each verb, so that no row of the table is idle", () => {
    const used = procedures.map(([, procedure]) => procedure._def.meta?.verb).sort();
    expect(used).toEqual([...verbs].sort());
    expect(Object.keys(policy)).toHaveLength(procedures.length);
  });
});

describe("standing", () => {
  const nobody = {
    practiceId: "p",
    caseId: "c",
    meetingId: null,
    role: null,
    onTeam: false,
    invited: false,
    objectedTo: false,
    withdrawn: false,
    wrote: false,
    author: false,
    owner: false,
    chair: false,
    asked: false,
  };

  it("makes a reader of somebody on the team whose discipline is invited", () => {
    expect(holdsOf({ ...nobody, onTeam: true, invited: true })).toContain("reader");
  });

  it("makes no reader of somebody on the team who was only asked to contribute", () => {
    expect(holdsOf({ ...nobody, onTeam: true })).not.toContain("reader");
  });

  it("makes no reader of somebody the person objects to", () => {
    expect(holdsOf({ ...nobody, onTeam: true, invited: true, objectedTo: true })).not.toContain("reader");
  });

  it("gives nobody any standing towards a case made in error", () => {
    const all = { ...nobody, role: "coordinator" as const, onTeam: true, invited: true, wrote: true, withdrawn: true };
    expect(holdsOf(all).size).toBe(0);
  });
});
