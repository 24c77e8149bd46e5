/** Somebody without an account contributes by a mailed link and a code, for one case of one meeting, until it ends. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { guestGoneWords } from "#server/domain/guests.ts";
import type { Api } from "#server/router.ts";
import { caseNamed, doing, meetingNamed, problemFrom } from "../support/doing.ts";
import {
  begun,
  codeMailedFor,
  linkMailedTo,
  maggie,
  mailTo,
  withSession,
  type LinkOfGuest,
} from "../support/guests.ts";
import { secretsIn } from "../support/secrets.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
let coordinator: Api;
let caseId: string;
let meetingId: string;

beforeEach(async () => {
  ({ world, practiceId } = await anImportedWorld());
  coordinator = await world.as("st-03");
  caseId = await caseNamed(world, "case-01");
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
});
afterEach(() => world.end());

const stranger = () => world.being("stranger", { via: "guest" });

async function asked(over: Partial<typeof maggie> = {}): Promise<LinkOfGuest> {
  await coordinator.guests.ask({ caseId, ...maggie, ...over });
  return linkMailedTo(world, over.email ?? maggie.email);
}

const stateOf = async () => (await coordinator.guests.list({ caseId })).guests.map(({ state }) => state);

/** What the grid of the meeting tells the coordinator of a discipline. */
async function cellOf(discipline: string) {
  const { agenda } = await coordinator.meetings.open({ meetingId });
  return agenda.find((item) => item.caseId === caseId)?.cells.find(({ code }) => code === discipline);
}

/** The guests as they are kept. */
const rows = () => world.database.selectFrom("guest").selectAll().orderBy("id").execute();
const row = () => world.database.selectFrom("guest").selectAll().orderBy("id").executeTakeFirstOrThrow();

describe("from the asking to the team", () => {
  it("a mail, a link, a code, and their words on the page of the team, as a guest's", async () => {
    // asked: the mail names who asks and the meeting, and nobody it is about
    await coordinator.guests.ask({ caseId, ...maggie });
    expect(await stateOf()).toEqual(["asked"]);
    expect(await cellOf("housing")).toMatchObject({ state: "waiting" });
    const text = await mailTo(world, maggie.email);
    expect(text).toContain("Morag Tennant asks you to contribute to the team meeting");
    expect(secretsIn(text)).toEqual([]);
    const link = await asked();
    expect(JSON.stringify(await row())).not.toContain(link.token);

    // opened: nothing of the case, and no code was sent by looking
    const opened = await stranger().guests.open(link);
    expect(opened).toMatchObject({ name: "Maggie Orr", askedBy: "Morag Tennant", codeIsOut: false, caseId: null });
    expect(secretsIn(JSON.stringify(opened))).toEqual([]);
    expect(await world.being("system").messages.due()).toEqual([]);

    // begun by the code, of which nothing is kept that could be read
    const code = await codeMailedFor(world, link);
    expect(code).toMatch(/^\d{6}$/);
    expect(
      JSON.stringify([await row(), await world.database.selectFrom("message").select("text").execute()]),
    ).not.toContain(code);
    const entered = await doing(world, () =>
      stranger().guests.begin({ ...link, code: `${code.slice(0, 3)} ${code.slice(3)}` }),
    );
    const session = entered.answer?.token ?? "";
    const staffId = (await row()).staff_id;
    expect(entered.logged).toMatchObject([{ verb: "guest.begin", subject: staffId, caseId, outcome: "done" }]);
    expect(await stateOf()).toEqual(["link opened"]);

    // the page: the question, their own words, how many read them, and nothing else
    const guest = await withSession(world, link, session);
    expect(await guest.guests.open(link)).toMatchObject({ caseId });
    const page = await guest.contributions.open({ caseId });
    expect(page).toMatchObject({
      scope: "own",
      discipline: { code: "housing" },
      question: "What combined plan keeps Greta safely at home this winter, and who is actually caring for her?",
      team: [],
      invited: [],
      requests: [],
      current: null,
    });
    expect(page.readers).toBeGreaterThan(3);

    await guest.contributions.saveDraft({ caseId, typed: { headline: ["Half"] }, version: 0 });
    expect(await stateOf()).toEqual(["started"]);
    expect(await cellOf("housing")).toMatchObject({ state: "started" });
    const sent = await doing(world, async () =>
      (await withSession(world, link, session)).contributions.submit({
        caseId,
        headline: "The tenancy is in her name",
        body: "No arrears",
        facts: [{ key: "tenure", value: "Council tenant", asOf: "2026-11-20", source: "record" }],
      } as never),
    );
    expect(sent.logged).toMatchObject([{ verb: "contribution.submit", actor: staffId, caseId, outcome: "done" }]);
    expect(await stateOf()).toEqual(["in"]);
    const vias = await world.database
      .selectFrom("audit")
      .select("via")
      .where("actor", "=", staffId)
      .distinct()
      .execute();
    expect(vias).toEqual([{ via: "guest" }]);

    // the team reads it like another discipline's, with "guest" in its source, and it counts
    const { summary } = await (await world.as("st-01")).cases.open({ caseId });
    const line = summary.disciplines.find(({ line: words }) => words === "The tenancy is in her name");
    expect(line).toMatchObject({ body: "No arrears", source: { author: "Maggie Orr, guest" } });
    expect(await cellOf("housing")).toMatchObject({ state: "in" });
    expect(
      await world.database.selectFrom("contribution").select("meeting_id").where("guest_id", "is not", null).execute(),
    ).toEqual([{ meeting_id: meetingId }]);

    // they come back to their own words
    const again = await (await withSession(world, link, session)).contributions.open({ caseId });
    expect(again.current).toMatchObject({ headline: "The tenancy is in her name" });
    expect(JSON.stringify(again)).not.toContain("Greta wants to stay");
  });

  it("nothing to add, and speak to me, are answers as well", async () => {
    const link = await asked();
    const guest = await withSession(world, link, await begun(world, link));
    await guest.contributions.answer({ caseId, kind: "speak-to-me" });
    expect(await stateOf()).toEqual(["in"]);
    expect(await cellOf("housing")).toMatchObject({ state: "speak to me" });
  });

  it("asked again, they get a new link in the place of the one before", async () => {
    const first = await asked();
    const second = await asked();
    expect(second.guestId).toBe(first.guestId);
    expect(await stranger().guests.open(first)).toBeNull();
    expect(await stranger().guests.open(second)).not.toBeNull();
  });
});

describe("the end of a link", () => {
  /** Each other reason is a row of tests/unit/guests.test.ts. */
  const ends: Record<string, () => Promise<unknown>> = {
    "somebody stopped it": async () => {
      for (const { id } of await rows()) await coordinator.guests.revoke({ caseId, guestId: id });
    },
    "the meeting was cancelled": async () => {
      const { version } = await coordinator.meetings.open({ meetingId });
      await coordinator.meetings.cancel({ meetingId, version, reason: "Snow", scope: "one" });
    },
    "the case left the agenda": () =>
      world.database
        .deleteFrom("agenda_item")
        .where("case_id", "=", caseId)
        .where("meeting_id", "=", meetingId)
        .execute(),
    "the person objects": () =>
      coordinator.cases.object({ caseId, againstDiscipline: "housing", text: "Not the landlord" }),
    "the case was made in error": async () => {
      const { version } = await coordinator.cases.open({ caseId });
      await coordinator.cases.withdraw({ caseId, version, reason: "Wrong person" });
    },
  };

  it.each(Object.entries(ends))(
    "comes at once when %s, in the same words as for a link that never was",
    async (_, end) => {
      const link = await asked();
      const session = await begun(world, link);
      const open = await withSession(world, link, session);
      await coordinator.guests.ask({ caseId, ...maggie, email: "second@housing.example", name: "Ann Boyd" });
      await end();

      expect(await stranger().guests.open(link)).toBeNull();
      const never = { guestId: link.guestId, token: "no-such-token" };
      for (const gone of [link, never]) {
        expect(await problemFrom(stranger().guests.sendCode(gone))).toMatchObject({
          message: guestGoneWords,
          fields: {},
        });
        expect(await problemFrom(stranger().guests.begin({ ...gone, code: "123456" }))).toMatchObject({
          message: guestGoneWords,
          fields: {},
        });
      }
      // whoever has the page open can send nothing from it, and is not told that it is not there
      for (const guest of [open, await withSession(world, link, session)]) {
        expect((await problemFrom(guest.contributions.answer({ caseId, kind: "nothing-to-add" }))).kind).toBe(
          "signed-out",
        );
      }
      // what waits is not sent, and is nobody's trouble
      expect(await mailTo(world, "second@housing.example")).toBe("");
      const waiting = await world.database
        .selectFrom("message")
        .select("kind")
        .where("sent_at", "is", null)
        .where("failed_at", "is", null)
        .execute();
      expect(waiting.filter(({ kind }) => kind.startsWith("guest"))).toEqual([]);
    },
  );

  it("moves with the meeting", async () => {
    const link = await asked();
    const { version } = await coordinator.meetings.open({ meetingId });
    await coordinator.meetings.move({
      ...{ meetingId, version, day: "2026-12-03", start: "13:00", minutes: 120, place: "", reason: "" },
      scope: "one",
    } as never);
    world.clock.set("2026-12-01T09:00:00.000Z");
    expect(await stranger().guests.open(link)).toMatchObject({
      meeting: expect.stringContaining("3 December") as string,
    });
  });

  it("is told to who asked: which link is over, and why", async () => {
    await asked();
    await coordinator.guests.revoke({ caseId, guestId: (await row()).id });
    expect((await coordinator.guests.list({ caseId })).guests).toMatchObject([
      { name: "Maggie Orr", over: "The link was stopped" },
    ]);
    // asked anew, it is another row with a link of its own
    const link = await asked();
    expect(await stranger().guests.open(link)).not.toBeNull();
    expect(await stateOf()).toEqual(["asked", "asked"]);
  });
});

describe("a code", () => {
  it("typed wrongly five times does nothing any more, and another one does", async () => {
    const link = await asked();
    const code = await codeMailedFor(world, link);
    const wrong = code === "000000" ? "000001" : "000000";
    for (let tries = 1; tries <= 5; tries += 1) {
      const { fields } = await problemFrom(stranger().guests.begin({ ...link, code: wrong }));
      expect(fields.code).toContain("This is not the code");
    }
    expect((await problemFrom(stranger().guests.begin({ ...link, code }))).fields.code).toContain("too often");
    world.clock.pass(2);
    const next = await codeMailedFor(world, link);
    expect((await stranger().guests.begin({ ...link, code: next })).staffId).toBe((await row()).staff_id);
  });

  it("works once, for fifteen minutes, and its session for two hours", async () => {
    const link = await asked();
    const late = await codeMailedFor(world, link);
    world.clock.pass(15);
    expect((await problemFrom(stranger().guests.begin({ ...link, code: late }))).fields.code).toContain("newest one");
    const code = await codeMailedFor(world, link);
    const { token } = await stranger().guests.begin({ ...link, code });
    expect((await problemFrom(stranger().guests.begin({ ...link, code }))).fields.code).toContain("newest one");
    world.clock.pass(119);
    expect(await (await withSession(world, link, token)).guests.open(link)).toMatchObject({ caseId });
    world.clock.pass(1);
    expect(await (await withSession(world, link, token)).guests.open(link)).toMatchObject({ caseId: null });
  });

  it("is sent once for presses that follow each other, and ten times a day at most", async () => {
    const link = await asked();
    await stranger().guests.sendCode(link);
    await stranger().guests.sendCode(link);
    const sent = () => world.database.selectFrom("message").select("id").where("kind", "=", "guest-code").execute();
    expect(await sent()).toHaveLength(1);
    for (let more = 2; more <= 10; more += 1) {
      world.clock.pass(1);
      await stranger().guests.sendCode(link);
    }
    world.clock.pass(1);
    expect((await problemFrom(stranger().guests.sendCode(link))).message).toContain("too many codes");
    expect(await sent()).toHaveLength(10);
  });

  it("of one link opens no other", async () => {
    const link = await asked();
    const other = await asked({ email: "second@housing.example", name: "Ann Boyd" });
    const code = await codeMailedFor(world, link);
    await codeMailedFor(world, other, "second@housing.example");
    expect((await problemFrom(stranger().guests.begin({ ...other, code }))).fields.code).toContain("not the code");
    const session = await begun(world, { ...link }).catch(() => "");
    expect(await (await withSession(world, other, session)).guests.open(other)).toMatchObject({ caseId: null });
  });
});

describe("who may be asked, and by whom", () => {
  it("is asked by the coordinator and the chair on the case's team, and seen by its readers", async () => {
    const { guestId } = await (await world.as("st-01")).guests.ask({ caseId, ...maggie });
    expect((await problemFrom((await world.as("st-09")).guests.ask({ caseId, ...maggie }))).kind).toBe("forbidden");
    expect((await problemFrom((await world.as("st-09")).guests.revoke({ caseId, guestId }))).kind).toBe("forbidden");
    expect((await (await world.as("st-09")).guests.list({ caseId })).guests).toHaveLength(1);
    expect((await problemFrom((await world.as("st-20")).guests.list({ caseId }))).kind).toBe("missing");
  });

  it("cannot be somebody with an account, a person's name, somebody objected to, or for a case on no agenda", async () => {
    const problems = async (over: Partial<typeof maggie>) =>
      (await problemFrom(coordinator.guests.ask({ caseId, ...maggie, ...over }))).fields;
    const people = await world.database.selectFrom("staff").select(["name", "email"]).execute();
    const addressOf = (name: string) => people.find((person) => person.name === name)?.email ?? "";
    expect((await problems({ email: addressOf("Patrick Lennox") })).email).toContain("is on the team of this case");
    expect((await problems({ email: addressOf("Zofia Lis") })).email).toContain("Put them on the team");
    expect((await problems({ name: "Greta Auchterlonie" })).name).toContain("Leave out “Greta Auchterlonie”");
    expect((await problems({ discipline: "astrology" })).discipline).toBe("Choose their discipline");
    await coordinator.cases.object({ caseId, againstDiscipline: "housing", text: "Not them" });
    expect((await problems({})).discipline).toContain("does not want");
    const row = await world.database
      .selectFrom("agenda_item")
      .select(["id", "version"])
      .where("case_id", "=", caseId)
      .where("meeting_id", "=", meetingId)
      .executeTakeFirstOrThrow();
    await world.database.deleteFrom("agenda_item").where("id", "=", row.id).execute();
    expect((await problemFrom(coordinator.guests.ask({ caseId, ...maggie, discipline: "gp" }))).message).toContain(
      "on the agenda",
    );
    expect(await world.database.selectFrom("guest").select("id").execute()).toEqual([]);
  });

  it("who becomes a colleague is called as the invitation says, and signs in with a password", async () => {
    const link = await asked();
    await (
      await withSession(world, link, await begun(world, link))
    ).contributions.answer({ caseId, kind: "nothing-to-add" });
    const { staffId, link: password } = await coordinator.staff.invite({
      ...{ practiceId, name: "Margaret Orr", email: maggie.email, discipline: "social-work" },
      ...{ job: "Social worker", organisation: "The council", role: "member" },
    });
    expect(staffId).toBe((await row()).staff_id);
    expect(password).toContain("/join/");
    const { people } = await coordinator.staff.list({ practiceId });
    expect(people.find(({ id }) => id === staffId)).toMatchObject({ name: "Margaret Orr", job: "Social worker" });
    expect((await problemFrom(coordinator.guests.ask({ caseId, ...maggie }))).fields.email).toContain("has an account");
  });
});
