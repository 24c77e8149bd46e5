/** Signing in and out, sessions that end, inviting and helping colleagues, and one person at two practices. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actorOf, hashOfToken } from "#server/session.ts";
import { doing, problemFrom } from "../support/doing.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

const fiona = "fiona.galbraith@clydeside-hscp.example";
const words = "correct horse battery staple";

let world: TestWorld;
let practiceId: string;

async function begin(): Promise<void> {
  ({ world, practiceId } = await anImportedWorld());
}

function inAPracticeOfItsOwn(): void {
  beforeAll(begin);
  afterAll(() => world.end());
}

const stranger = () => world.being("stranger", { key: null });
const tokenIn = (link: string | null) => link?.split("/").at(-1) ?? "";

/** A new password for a colleague, by the coordinator's link. */
async function withPassword(reference: string, password = words): Promise<string> {
  const { link } = await (await world.as("st-03")).staff.help({ practiceId, staffId: await world.idOf(reference) });
  const { token } = await stranger().links.redeem({ token: tokenIn(link), password });
  return token;
}

const signedInWith = async (token: string) => {
  const { actor } = await actorOf(world.database, token, world.clock.now());
  return actor.kind === "staff" ? actor.staff.name : actor.kind;
};

const invitation = (over: object = {}) => ({
  practiceId,
  name: "Nina Okonkwo",
  email: "Nina.Okonkwo@Clydeside-HSCP.example",
  discipline: "social-work",
  job: "Attached social worker",
  organisation: "Clydeside HSCP",
  role: "member" as const,
  ...over,
});

describe("a social worker signs in", () => {
  inAPracticeOfItsOwn();
  beforeAll(() => withPassword("st-04"));

  it("with her e-mail address however it is written, and her password", async () => {
    const { answer, logged } = await doing(world, () =>
      stranger().session.begin({ email: `  ${fiona.toUpperCase()} `, password: words }),
    );
    expect(answer?.staffId).toBe(await world.idOf("st-04"));
    expect(await signedInWith(answer?.token ?? "")).toBe("Fiona Galbraith");
    expect(logged).toEqual([
      { verb: "session.begin", actor: "stranger", subject: answer?.staffId, caseId: null, outcome: "done" },
    ]);
  });

  it("and the log holds neither her password nor the session", async () => {
    const { token } = await stranger().session.begin({ email: fiona, password: words });
    const log = JSON.stringify(await world.database.selectFrom("audit").selectAll().execute());
    expect(log).not.toContain(words);
    expect(log).not.toContain(token);
    expect(log).not.toContain(hashOfToken(token));
    const sessions = JSON.stringify(await world.database.selectFrom("session").selectAll().execute());
    expect(sessions).not.toContain(token);
  });

  it("and whatever is wrong, the sentence is the same", async () => {
    const attempts = [
      { email: fiona, password: "wrong horse battery staple" },
      { email: "nobody@nowhere.example", password: words },
      { email: "aileen.strachan@clydeside-links-third-sector.example", password: words },
      { email: "imran.sadiq@harland-cross-medical-practice.example", password: words },
    ];
    const sentences = new Set<string>();
    for (const attempt of attempts) {
      const { problem, logged } = await doing(world, () => stranger().session.begin(attempt));
      expect([problem?.kind, Object.keys(problem?.fields ?? {})]).toEqual(["refused", ["password"]]);
      expect(logged).toMatchObject([{ verb: "session.begin", actor: "stranger", outcome: "refused" }]);
      sentences.add(problem?.message ?? "");
    }
    expect([...sentences]).toEqual([
      "The e-mail address or the password is not right. Try again, or ask your practice manager for help",
    ]);
  });

  it("not with an empty field", async () => {
    const problem = await problemFrom(stranger().session.begin({ email: " ", password: "" }));
    expect(problem.fields).toEqual({ email: "Enter your e-mail address", password: "Enter your password" });
  });
});

describe("somebody guesses at a password", () => {
  inAPracticeOfItsOwn();

  it("ten times, then waits five minutes, even with the right one; another address is not held up", async () => {
    await withPassword("st-04");
    await withPassword("st-02");
    for (let tries = 1; tries <= 10; tries += 1) {
      const problem = await problemFrom(stranger().session.begin({ email: fiona, password: `guess number ${tries}` }));
      expect(problem.message).toContain("is not right");
      world.clock.pass(0.1);
    }
    const { problem, logged } = await doing(world, () => stranger().session.begin({ email: fiona, password: words }));
    expect(problem?.fields).toEqual({ password: "That was tried too often. Wait 5 minutes, then try again" });
    expect(logged).toMatchObject([{ verb: "session.begin", outcome: "refused" }]);
    const imran = "imran.sadiq@harland-cross-medical-practice.example";
    expect(await stranger().session.begin({ email: imran, password: words })).toMatchObject({
      staffId: await world.idOf("st-02"),
    });
    world.clock.pass(5);
    expect(await stranger().session.begin({ email: fiona, password: words })).toMatchObject({
      staffId: await world.idOf("st-04"),
    });
  });
});

describe("a session ends", () => {
  inAPracticeOfItsOwn();
  const fresh = async () => {
    const { token } = await stranger().session.beginAs({ staffId: await world.idOf("st-04") });
    return token;
  };

  it("when she signs out, and only hers", async () => {
    const [token, other] = [await fresh(), await fresh()];
    const { actor } = await actorOf(world.database, token, world.clock.now());
    const { logged } = await doing(world, async () =>
      (await world.as("st-04", { actor, sessionHash: hashOfToken(token) })).session.end(),
    );
    expect(logged).toMatchObject([{ verb: "session.end", actor: await world.idOf("st-04"), outcome: "done" }]);
    expect(await signedInWith(token)).toBe("stranger");
    expect(await signedInWith(other)).toBe("Fiona Galbraith");
  });

  it("an hour after she last did something, and not while she works", async () => {
    const token = await fresh();
    for (let quarter = 0; quarter < 8; quarter += 1) {
      world.clock.pass(30);
      expect(await signedInWith(token)).toBe("Fiona Galbraith");
    }
    world.clock.pass(59);
    expect(await signedInWith(token)).toBe("Fiona Galbraith");
    world.clock.pass(60);
    expect(await signedInWith(token)).toBe("stranger");
  });

  it("twelve hours after it began, however busy she is", async () => {
    const token = await fresh();
    for (let half = 1; half < 24; half += 1) {
      world.clock.pass(30);
      expect(await signedInWith(token), `${half} half hours`).toBe("Fiona Galbraith");
    }
    world.clock.pass(30);
    expect(await signedInWith(token)).toBe("stranger");
  });

  it("the day after she leaves, and she does not get in again", async () => {
    world.clock.set("2026-12-04T22:30:00.000Z");
    const token = await fresh();
    const staffId = await world.idOf("st-04");
    await world.database
      .updateTable("staff")
      .set({ left_on: "2026-12-04" as never })
      .where("id", "=", staffId)
      .execute();
    expect(await signedInWith(token)).toBe("Fiona Galbraith");
    world.clock.set("2026-12-05T00:00:00.000Z");
    expect(await signedInWith(token)).toBe("stranger");
    const again = await problemFrom(stranger().session.beginAs({ staffId }));
    expect(again.message).toBe("Fiona Galbraith has left and can no longer sign in");
  });

  it("and a token that nobody was given is a stranger's", async () => {
    expect(await signedInWith("made-up")).toBe("stranger");
    expect((await problemFrom(stranger().home.open())).kind).toBe("signed-out");
  });

  it("and where real people are, nobody is signed in with one click", async () => {
    const live = world.being("stranger", { mode: "live" });
    expect((await problemFrom(live.session.beginAs({ staffId: await world.idOf("st-02") }))).kind).toBe("missing");
    expect(await live.session.choices()).toEqual([]);
    const names = (await stranger().session.choices()).map((person) => person.name);
    expect(names).toContain("Dr Imran Sadiq");
    expect(names).not.toContain("Aileen Strachan");
  });
});

describe("the coordinator invites a colleague", () => {
  inAPracticeOfItsOwn();
  let link: string | null = null;

  it("who is on the list of colleagues and cannot sign in yet", async () => {
    const { answer, logged } = await doing(world, async () => (await world.as("st-03")).staff.invite(invitation()));
    link = answer?.link ?? null;
    expect(link).toMatch(/^http:\/\/localhost\/join\/.{43}$/);
    expect(logged).toMatchObject([
      { verb: "staff.invite", actor: await world.idOf("st-03"), subject: answer?.staffId, outcome: "done" },
    ]);
    const { people, may } = await (await world.as("st-03")).staff.list({ practiceId });
    expect(people.find((person) => person.id === answer?.staffId)).toMatchObject({
      name: "Nina Okonkwo",
      email: "nina.okonkwo@clydeside-hscp.example",
      discipline: "Social work",
      role: "member",
      canSignIn: false,
    });
    expect(may).toEqual(["staff.invite", "staff.help", "staff.leave"]);
    const log = JSON.stringify(await world.database.selectFrom("audit").selectAll().execute());
    expect(log).not.toContain(tokenIn(link));
  });

  it("who opens the link as often as she likes, chooses a password that others would not guess, and is in", async () => {
    const token = tokenIn(link);
    for (let look = 0; look < 2; look += 1) {
      expect(await stranger().links.open({ token })).toEqual({
        purpose: "invitation",
        name: "Nina Okonkwo",
        email: "nina.okonkwo@clydeside-hscp.example",
        practice: "Harland Cross Medical Practice",
      });
    }
    const poor: [string, "invalid" | "refused"][] = [
      ["fourteen chars", "invalid"],
      ["aaaaaaaaaaaaaaaaaaaa", "refused"],
      ["passwordpassword123", "refused"],
      ["12345678901234567890", "refused"],
      ["nina.okonkwo@clydeside-hscp.example", "refused"],
    ];
    for (const [password, kind] of poor) {
      const { problem } = await doing(world, () => stranger().links.redeem({ token, password }));
      expect([problem?.kind, Object.keys(problem?.fields ?? {})], password).toEqual([kind, ["password"]]);
    }
    const { answer, logged } = await doing(world, () => stranger().links.redeem({ token, password: words }));
    expect(logged).toMatchObject([{ verb: "link.redeem", subject: answer?.staffId, outcome: "done" }]);
    expect(await signedInWith(answer?.token ?? "")).toBe("Nina Okonkwo");
    const again = await problemFrom(stranger().links.redeem({ token, password: "another four words here" }));
    expect([again.kind, again.fields]).toEqual(["refused", {}]);
    expect(await stranger().links.open({ token })).toBeNull();
    expect(await stranger().session.begin({ email: "nina.okonkwo@clydeside-hscp.example", password: words })).toEqual(
      expect.objectContaining({ staffId: answer?.staffId }),
    );
  });

  it("a link that is a week old opens nothing", async () => {
    const { link: fresh } = await (await world.as("st-03")).staff.invite(invitation({ email: "late@example.example" }));
    world.clock.pass(7 * 24 * 60 - 1);
    expect(await stranger().links.open({ token: tokenIn(fresh) })).not.toBeNull();
    world.clock.pass(1);
    expect(await stranger().links.open({ token: tokenIn(fresh) })).toBeNull();
    const late = await problemFrom(stranger().links.redeem({ token: tokenIn(fresh), password: words }));
    expect(late.message).toContain("was used already or is too old");
  });

  const wrong: [string, object, string][] = [
    ["a discipline that is not there", { discipline: "wizards" }, "discipline"],
    ["something that is no e-mail address", { email: "nina" }, "email"],
    ["no name", { name: " " }, "name"],
    ["a role that is not there", { role: "king" }, "role"],
    ["an address that is at this practice already", { email: fiona }, "email"],
  ];
  it.each(wrong)("not with %s", async (_, over, field) => {
    const problem = await problemFrom((await world.as("st-03")).staff.invite(invitation(over)));
    expect(Object.keys(problem.fields)).toEqual([field]);
  });

  it("and a member does not, nor somebody of another practice", async () => {
    for (const reader of ["st-01", "st-04"]) {
      const attempt = (await world.as(reader)).staff.invite(invitation({ email: "x@example.example" }));
      expect((await problemFrom(attempt)).kind, reader).toBe("forbidden");
    }
    const elsewhere = (await world.as("st-03")).staff.invite(invitation({ practiceId: "another" }));
    expect((await problemFrom(elsewhere)).kind).toBe("missing");
    expect((await problemFrom((await world.as("st-03")).staff.list({ practiceId: "another" }))).kind).toBe("missing");
  });
});

describe("somebody has forgotten their password", () => {
  inAPracticeOfItsOwn();

  it("the coordinator's link gives a new one, once and within a day, and ends the sessions there were", async () => {
    const before = await withPassword("st-04");
    const staffId = await world.idOf("st-04");
    const { answer, logged } = await doing(world, async () =>
      (await world.as("st-03")).staff.help({ practiceId, staffId }),
    );
    expect(logged).toMatchObject([{ verb: "staff.help", subject: staffId, outcome: "done" }]);
    expect(await signedInWith(before)).toBe("Fiona Galbraith");
    const { token } = await stranger().links.redeem({
      token: tokenIn(answer?.link ?? ""),
      password: "quite another four words",
    });
    expect(await signedInWith(before)).toBe("stranger");
    expect(await signedInWith(token)).toBe("Fiona Galbraith");
    expect((await problemFrom(stranger().session.begin({ email: fiona, password: words }))).kind).toBe("refused");

    const { link } = await (await world.as("st-03")).staff.help({ practiceId, staffId });
    world.clock.pass(24 * 60);
    expect(await stranger().links.open({ token: tokenIn(link) })).toBeNull();
  });

  it("and no member helps, nor does a coordinator help people of other practices", async () => {
    const staffId = await world.idOf("st-04");
    expect((await problemFrom((await world.as("st-01")).staff.help({ practiceId, staffId }))).kind).toBe("forbidden");
    const unknown = (await world.as("st-03")).staff.help({ practiceId, staffId: "nobody" });
    expect((await problemFrom(unknown)).kind).toBe("missing");
  });

  it("and whoever has left does not come back in by a link", async () => {
    const { link } = await (await world.as("st-03")).staff.help({ practiceId, staffId: await world.idOf("st-06") });
    const { problem } = await doing(world, () => stranger().links.redeem({ token: tokenIn(link), password: words }));
    expect(problem?.kind).toBe("refused");
  });
});

describe("a social worker is shared by two practices", () => {
  inAPracticeOfItsOwn();

  it("by an invitation with the same address, and sees both in one home, each case with its practice", async () => {
    const next = await aPracticeNextDoor(world);
    await withPassword("st-04");
    const { answer } = await doing(world, async () =>
      (await world.as("nd-01")).staff.invite({ ...invitation({ email: fiona }), practiceId: next }),
    );
    expect(answer).toEqual({ staffId: await world.idOf("st-04"), link: null });

    const shared = await world.as("st-04");
    expect((await shared.session.me())?.practices.map((practice) => practice.name)).toEqual([
      "Harland Cross Medical Practice",
      "Next Door",
    ]);
    const neighbour = await world.as("nd-01");
    const { caseId } = await neighbour.cases.nominate({
      practiceId: next,
      chi: "3113000009",
      givenName: "Nan",
      familyName: "Docherty",
      birthDate: "1950-02-01",
      team: [await world.idOf("st-04")],
      criteria: ["frailty"],
      reason: "Third fall this month",
      question: "Who can look in on her at night?",
      informed: "yes",
    });
    const { nomination } = await neighbour.cases.open({ caseId });
    await neighbour.cases.triage({
      caseId,
      nominationId: nomination?.id ?? "",
      version: nomination?.version ?? 0,
      verdict: "accepted",
    });
    const home = await shared.home.open();
    expect(home.meetings.map((meeting) => meeting.practice).sort()).toEqual([
      "Harland Cross Medical Practice",
      "Next Door",
    ]);
    expect(home.contributions.map((row) => row.caseId)).toContain(caseId);
    const listed = await shared.cases.list({});
    expect(new Set(listed.map((row) => row.practice))).toEqual(
      new Set(["Harland Cross Medical Practice", "Next Door"]),
    );
    expect((await shared.meetings.list()).meetings).toHaveLength(4);
  });

  it("while the coordinators know nothing of each other's cases", async () => {
    const neighbour = await world.as("nd-01");
    expect((await neighbour.cases.list({})).map((row) => row.practice)).toEqual(["Next Door"]);
    expect((await problemFrom(neighbour.staff.list({ practiceId }))).kind).toBe("missing");
    const foreign = (await world.as("nd-01")).staff.help({ practiceId, staffId: await world.idOf("st-04") });
    expect((await problemFrom(foreign)).kind).toBe("missing");
  });
});
