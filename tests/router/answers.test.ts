/** A mailed link answers for one person and one thing, once, and can do nothing else. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api } from "#server/router.ts";
import { doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { lastThursdays, type Plan } from "../support/plans.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
/** Thursday 26 November 2026, 1pm to 3pm, in no series. */
let meetingId: string;
const stranger = () => world.being("stranger").invitations;

beforeEach(async () => {
  ({ world, practiceId } = await anImportedWorld());
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
});
afterEach(() => world.end());

/** Sends all that is queued, and returns the newest link in a mail to that person. */
async function linkMailedTo(staff: string): Promise<string> {
  const staffId = await world.idOf(staff);
  const token = (await linksMailed()).get(staffId);
  if (!token) throw new Error(`No link was mailed to ${staff}.`);
  return token;
}

/** Sends all that is queued; the newest link mailed to each. */
async function linksMailed(): Promise<Map<string, string>> {
  const system = world.being("system").messages;
  const links = new Map<string, string>();
  for (const messageId of await system.due()) {
    const { mail, tries } = await system.take({ messageId });
    await system.settle({ messageId, tries: tries ?? 1, fault: null });
    const row = await world.database
      .selectFrom("message")
      .select("staff_id")
      .where("id", "=", messageId)
      .executeTakeFirstOrThrow();
    const token = /\/answer\/([\w-]+)/.exec(mail?.text ?? "")?.[1];
    if (token) links.set(row.staff_id, token);
  }
  return links;
}

async function invited(): Promise<void> {
  await (await world.as("st-03")).meetings.invite({ meetingId });
}

async function planned(over: Partial<Plan> = {}): Promise<string> {
  const plan = lastThursdays(practiceId, { from: "2027-01-01", ...over });
  return (await (await world.as("st-03")).meetings.plan(plan)).seriesId;
}

async function replyOf(staff: string, meeting = meetingId) {
  const row = await world.database
    .selectFrom("reply")
    .select(["reply", "reason"])
    .where("staff_id", "=", await world.idOf(staff))
    .where("meeting_id", "=", meeting)
    .executeTakeFirst();
  return row?.reply ?? null;
}

async function datesOf(token: string) {
  const page = await stranger().open({ token });
  if (page?.kind !== "meetings") throw new Error("This link is not for meetings.");
  return page.dates;
}

describe("a link to one meeting", () => {
  let links: Map<string, string>;
  let token: string;
  const tokenOf = async (staff: string) => links.get(await world.idOf(staff)) ?? "";
  beforeEach(async () => {
    await invited();
    links = await linksMailed();
    token = await tokenOf("st-14");
  });

  it("says which meeting it is for and who answers, and nothing of any case", async () => {
    const page = await stranger().open({ token });
    expect(page).toMatchObject({ isSpent: false, name: "Lorna Whyte", kind: "meetings", isSeries: false });
    // she is the only one of her discipline, unlike the GP
    expect(page).toHaveProperty("couldSendDeputy", false);
    expect(await stranger().open({ token: await tokenOf("st-02") })).toHaveProperty("couldSendDeputy", true);
    expect(await datesOf(token)).toMatchObject([
      { words: "Thursday 26 November 2026, 1pm to 3pm", mayAnswer: true, reply: null },
    ]);
    expect(JSON.stringify(page)).not.toMatch(/case|Auchterlonie|Kilgour|question/i);
  });

  it("reading it as often as a scanner does uses nothing up", async () => {
    for (let times = 0; times < 3; times += 1) await stranger().open({ token });
    expect((await stranger().open({ token }))?.isSpent).toBe(false);
    expect(await replyOf("st-14")).toBeNull();
  });

  it("answers in one press; its successor changes the answer, as often as one likes", async () => {
    const { token: second } = await stranger().answer({ token, reply: "accepted" });
    expect(await replyOf("st-14")).toBe("accepted");
    const { token: third } = await stranger().answer({ token: second, reply: "declined" });
    await stranger().answer({ token: third, reply: "declined", reason: "At a funeral" });
    const { people } = await (await world.as("st-03")).meetings.open({ meetingId });
    expect(people.find((person) => person.name === "Lorna Whyte")).toMatchObject({
      reply: "declined",
      reason: "At a funeral",
    });
  });

  it("is in the practice's log, with whose answer it was, and without the token", async () => {
    const { logged } = await doing(world, () => stranger().answer({ token, reply: "accepted" }));
    expect(logged).toMatchObject([{ verb: "invitation.answer", actor: "stranger", subject: meetingId }]);
    const rows = await world.database.selectFrom("audit").selectAll().where("verb", "=", "invitation.answer").execute();
    expect(rows.map((row) => [row.chain, row.reason])).toEqual([[practiceId, `for ${await world.idOf("st-14")}`]]);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(await world.being("operator").audit.verify()).toEqual([]);
  });

  it("once used, tells what was answered and answers no more", async () => {
    await stranger().answer({ token, reply: "tentative" });
    expect(await stranger().open({ token })).toMatchObject({ isSpent: true });
    expect((await datesOf(token))[0]?.reply).toBe("tentative");
    const problem = await problemFrom(stranger().answer({ token, reply: "accepted" }));
    expect([problem.kind, problem.message]).toEqual([
      "refused",
      "This link was used already. Open the page again to get a new one",
    ]);
    expect(await replyOf("st-14")).toBe("tentative");
  });

  it("pressed many times at once answers once", async () => {
    const presses = await Promise.allSettled(
      (["accepted", "tentative", "declined", "accepted", "tentative", "declined"] as const).map((reply) =>
        stranger().answer({ token, reply }),
      ),
    );
    const done = presses.flatMap((press) => (press.status === "fulfilled" ? [press.value.token] : []));
    expect(done).toHaveLength(1);
    const links = await world.database
      .selectFrom("answer_link")
      .select("id")
      .where("staff_id", "=", await world.idOf("st-14"))
      .where("used_at", "is", null)
      .execute();
    expect(links).toHaveLength(1);
  });

  it("answers for its person in a browser where somebody else is signed in, and says so", async () => {
    const colleague = (await world.as("st-09")).invitations;
    expect((await colleague.open({ token }))?.signedInAs).toBe("Ruth MacAulay");
    await colleague.answer({ token, reply: "declined" });
    expect([await replyOf("st-14"), await replyOf("st-09")]).toEqual(["declined", "accepted"]);
  });

  it("does not answer another meeting, though its person is invited", async () => {
    await planned({ count: 1 });
    const other = await world.database
      .selectFrom("meeting")
      .select("id")
      .where("series_id", "is not", null)
      .executeTakeFirstOrThrow();
    expect((await problemFrom(stranger().answer({ token, reply: "accepted", meetingId: other.id }))).kind).toBe(
      "missing",
    );
    expect(await replyOf("st-14", other.id)).toBeNull();
    // What was refused did not use it up.
    await stranger().answer({ token, reply: "accepted" });
  });

  it("opens no other verb to a stranger", async () => {
    const open = new Set(["answer", "open", "sendAgain"].map((verb) => `invitations.${verb}`));
    const forEverybody = /^(session\.(me|choices|begin|beginAs|end)|links\.(open|redeem)|feeds\.read)$/;
    const paths = Object.keys(api._def.procedures).filter((path) => !open.has(path) && !forEverybody.test(path));
    expect(paths.length).toBeGreaterThan(60);
    for (const path of paths) {
      const [noun = "", verb = ""] = path.split(".");
      const nouns = world.being("stranger") as unknown as Record<
        string,
        Record<string, (input: unknown) => Promise<unknown>>
      >;
      const input = { token, meetingId, practiceId, staffId: await world.idOf("st-14") };
      const attempt = Promise.resolve().then(() => nouns[noun]?.[verb]?.(input));
      expect(["signed-out", "missing", "invalid"], path).toContain((await problemFrom(attempt)).kind);
    }
  });

  it("is ended by a newer mail of the same", async () => {
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.meetings.open({ meetingId });
    await coordinator.meetings.move({
      meetingId,
      version,
      day: "2026-11-27",
      start: "13:00",
      minutes: 120,
      reason: "The room is taken",
    } as never);
    const newer = await linkMailedTo("st-14");
    expect(await stranger().open({ token })).toBeNull();
    await stranger().answer({ token: newer, reply: "accepted" });
    expect(await replyOf("st-14")).toBe("accepted");
  });

  it("to a cancelled or closed meeting says so and answers nothing", async () => {
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.meetings.open({ meetingId });
    await coordinator.meetings.cancel({ meetingId, version, reason: "Snow" } as never);
    expect(await datesOf(token)).toMatchObject([{ state: "cancelled", cancelledReason: "Snow", mayAnswer: false }]);
    expect((await problemFrom(stranger().answer({ token, reply: "accepted" }))).message).toBe(
      "The meeting was cancelled",
    );
  });
});

describe("links that do not work", () => {
  const gone = "This link does not work any more. Look for the newest mail about the meeting";

  it("are told apart by nothing: unknown, tampered with, ended, replaced, of somebody who left", async () => {
    await invited();
    const mailed = await linkMailedTo("st-14");
    const ended = async (token: string) => {
      const opened = await stranger().open({ token });
      const problem = await problemFrom(stranger().answer({ token, reply: "accepted" }));
      const again = await stranger().sendAgain({ token });
      return JSON.stringify([opened, { ...problem, reference: "" }, again]);
    };
    const tampered = `${mailed.slice(0, -1)}${mailed.endsWith("A") ? "B" : "A"}`;
    const unknown = await ended("no-such-token");
    expect(unknown).toContain(gone);
    expect(await ended(tampered)).toBe(unknown);

    const change = (set: Record<string, unknown>) =>
      world.database
        .updateTable("answer_link")
        .set(set as never)
        .execute();
    await change({ revoked_at: world.clock.now() });
    expect(await ended(mailed)).toBe(unknown);
    await change({ revoked_at: null });

    const left = (day: string | null) =>
      world.database
        .updateTable("staff")
        .set({ left_on: day as never })
        .where("name", "=", "Lorna Whyte")
        .execute();
    await left("2026-11-23");
    expect(await ended(mailed)).toBe(unknown);
    await left(null);

    const attached = (at: string | null) =>
      world.database
        .updateTable("attachment")
        .set({ ended_at: at as never })
        .where("reference", "=", "st-14")
        .execute();
    await attached("2026-11-23T12:00:00.000Z");
    expect(await ended(mailed)).toBe(unknown);
    await attached(null);

    expect((await stranger().open({ token: mailed }))?.name).toBe("Lorna Whyte");
    world.clock.set("2026-11-26T15:00:00.000Z");
    expect(await ended(mailed)).toBe(unknown);
    const links = await world.database.selectFrom("message").select("id").where("kind", "=", "new-link").execute();
    expect(links).toEqual([]);
  });
});

describe("a link that was used", () => {
  it("brings a new one by mail, one in ten minutes however often it is asked for", async () => {
    await invited();
    const token = await linkMailedTo("st-14");
    await stranger().answer({ token, reply: "accepted" });
    const asked = await stranger().sendAgain({ token });
    expect(await stranger().sendAgain({ token })).toEqual(asked);
    const newer = await linkMailedTo("st-14");
    await stranger().answer({ token: newer, reply: "declined" });
    expect(await replyOf("st-14")).toBe("declined");
    world.clock.pass(10);
    await stranger().sendAgain({ token });
    const mails = await world.database.selectFrom("message").selectAll().where("kind", "=", "new-link").execute();
    expect(mails).toHaveLength(2);
    expect(mails[0]).toMatchObject({ staff_id: await world.idOf("st-14"), meeting_id: meetingId });
  });
});

describe("a link to a series", () => {
  let token: string;
  let links: Map<string, string>;
  beforeEach(async () => {
    await planned();
    links = await linksMailed();
    token = links.get(await world.idOf("st-14")) ?? "";
  });

  it("answers one date, or all that are still to come", async () => {
    const dates = await datesOf(token);
    expect(dates.map((date) => [date.words, date.reply])).toEqual([
      ["Thursday 28 January 2027, 1pm to 3pm", null],
      ["Thursday 25 February 2027, 1pm to 3pm", null],
      ["Thursday 25 March 2027, 1pm to 3pm", null],
    ]);
    const { token: second, answeredId } = await stranger().answer({ token, reply: "accepted" });
    expect((await datesOf(second)).map((date) => date.reply)).toEqual(["accepted", "accepted", "accepted"]);
    expect(answeredId).not.toBe(dates[0]?.id);
    const february = dates[1]?.id ?? "";
    const { token: third } = await stranger().answer({ token: second, reply: "declined", meetingId: february });
    expect((await datesOf(third)).map((date) => date.reply)).toEqual(["accepted", "declined", "accepted"]);
  });

  it("leaves alone what is past, cancelled or running, and shows of the past nothing", async () => {
    const [january, february] = await datesOf(token);
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.meetings.open({ meetingId: february?.id ?? "" });
    await coordinator.meetings.cancel({
      meetingId: february?.id ?? "",
      version,
      reason: "Snow",
      scope: "one",
    } as never);
    world.clock.set("2027-01-29T09:00:00.000Z");
    const { token: second } = await stranger().answer({ token, reply: "accepted" });
    expect((await datesOf(second)).map((date) => [date.state, date.reply])).toEqual([
      ["cancelled", null],
      ["planned", "accepted"],
    ]);
    expect(await replyOf("st-14", january?.id)).toBeNull();
    expect(
      (await problemFrom(stranger().answer({ token: second, reply: "accepted", meetingId: january?.id }))).message,
    ).toBe("This meeting is over");
  });

  it("shows no date to which somebody is not invited any more", async () => {
    const [january] = await datesOf(token);
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.meetings.open({ meetingId: january?.id ?? "" });
    await coordinator.meetings.setNeeds({
      meetingId: january?.id ?? "",
      version,
      chairId: null,
      needed: ["gp"],
      invited: [],
      scope: "one",
    } as never);
    expect(await datesOf(token)).toHaveLength(2);
    expect((await problemFrom(stranger().answer({ token, reply: "accepted", meetingId: january?.id }))).kind).toBe(
      "missing",
    );
  });

  it("releases a deputy who was named before, and tells them", async () => {
    const [january] = await datesOf(token);
    const meeting = january?.id ?? "";
    const own = links.get(await world.idOf("st-04")) ?? "";
    const deputyId = await world.idOf("st-05");
    await (await world.as("st-04")).meetings.reply({ meetingId: meeting, reply: "declined", deputyId });
    await stranger().answer({ token: own, reply: "accepted", meetingId: meeting });
    const mails = await world.database
      .selectFrom("message")
      .select("kind")
      .where("staff_id", "=", deputyId)
      .where("meeting_id", "=", meeting)
      .orderBy("id")
      .execute();
    expect(mails.map((row) => row.kind)).toEqual(["invitation", "cancelled"]);
  });
});

describe("a link to a poll", () => {
  let token: string;
  beforeEach(async () => {
    await (
      await world.as("st-03")
    ).polls.ask({
      practiceId,
      ask: "times",
      times: ["2026-12-03T13:00:00.000Z", "2026-12-04T13:00:00.000Z"],
      minutes: 60,
      place: "Meeting room",
      staffIds: [await world.idOf("st-14"), await world.idOf("st-09")],
      needed: [],
    });
    token = await linkMailedTo("st-14");
  });

  it("answers one time or all of them, and knows nothing of what others said", async () => {
    const page = await stranger().open({ token });
    if (page?.kind !== "poll") throw new Error("This link is not for a poll.");
    expect(page.times.map((time) => time.answer)).toEqual([null, null]);
    expect(JSON.stringify(page)).not.toContain("MacAulay");
    const { token: second } = await stranger().answer({ token, reply: "accepted" });
    const { token: third } = await stranger().answer({ token: second, reply: "declined", timeId: page.times[1]?.id });
    expect(await stranger().open({ token: third })).toMatchObject({
      times: [{ answer: "accepted" }, { answer: "declined" }],
    });
  });

  it("is refused in words when the poll is closed", async () => {
    const { id } = await world.database.selectFrom("poll").select("id").executeTakeFirstOrThrow();
    await (await world.as("st-03")).polls.close({ practiceId, pollId: id });
    expect(await stranger().open({ token })).toMatchObject({ isClosed: true });
    expect((await problemFrom(stranger().answer({ token, reply: "accepted" }))).message).toContain("closed");
  });
});
