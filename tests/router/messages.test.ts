/** The outbox: who sees which mail, what is taken and settled, and that each mail is settled once. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeStaff } from "#db/queries/staff.ts";
import { queueMessages } from "#db/queries/messages.ts";
import type { Day, Instant } from "#db/schema.ts";
import { newId } from "#server/context.ts";
import { answerPlace, queued, type Message } from "#server/domain/messages.ts";
import { hashOfToken } from "#server/session.ts";
import { doing, meetingNamed, problemFrom, problemsFrom } from "../support/doing.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { lastThursdays } from "../support/plans.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

const start = "2026-11-24T09:00:00.000Z";
let world: TestWorld;
let practiceId: string;
let meetingId: string;

function inAPracticeOfItsOwn(): void {
  beforeAll(async () => {
    ({ world, practiceId } = await anImportedWorld({ start }));
    meetingId = await meetingNamed(world, "mtg-2026-11-26");
  });
  afterAll(() => world.end());
}

const system = () => world.being("system");
const outbox = async (over: object = {}) => (await world.as("st-03")).messages.list({ practiceId, ...over });
const lineOf = async (id: string) => (await outbox()).messages.find((message) => message.id === id);

/** Queues a mail to one member of staff, now; answers with its id. */
async function mailTo(reference: string, over: Partial<Message> = {}): Promise<string> {
  const message: Message = {
    practiceId,
    staffId: await world.idOf(reference),
    kind: "invitation",
    once: newId(),
    subject: "Team meeting on Thursday 26 November 2026",
    text: `You are invited.\n\nAnswer here: ${answerPlace}\n`,
    meetingId,
    ...over,
  };
  const [id = ""] = await world.database
    .transaction()
    .execute((db) => queueMessages(db, [queued(message, newId(), world.clock.now())]));
  return id;
}

async function taken(messageId: string) {
  const { mail, tries } = await system().messages.take({ messageId });
  if (!mail) throw new Error("There was nothing to send.");
  return { mail, tries };
}

async function sent(messageId: string): Promise<string> {
  const { mail, tries } = await taken(messageId);
  await system().messages.settle({ messageId, tries, fault: null });
  return mail.text;
}

async function fail(messageId: string, kind: "refused" | "no-service" = "refused"): Promise<void> {
  const { tries } = await taken(messageId);
  await system().messages.settle({ messageId, tries, fault: { kind, words: "The mailbox is full." } });
}

const rowOf = (id: string) =>
  world.database.selectFrom("message").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const linksOf = (messageId: string) =>
  world.database.selectFrom("answer_link").selectAll().where("message_id", "=", messageId).orderBy("made_at").execute();
const tokenIn = (text: string) => /\/answer\/([\w-]+)/.exec(text)?.[1] ?? "";

describe("a mail to be sent", () => {
  inAPracticeOfItsOwn();

  it("is due until it is settled, the oldest first", async () => {
    const first = await mailTo("st-01");
    world.clock.pass(1);
    const second = await mailTo("st-02");
    expect(await system().messages.due()).toEqual([first, second]);
    await sent(first);
    expect(await system().messages.due()).toEqual([second]);
    await sent(second);
    expect(await system().messages.due()).toEqual([]);
    expect(await rowOf(first)).toMatchObject({ sent_at: world.clock.now(), tries: 1, failed_at: null, fault: null });
  });

  it("comes with all that it is composed of, and with a link of its own", async () => {
    const calendar = { method: "REQUEST", text: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" } as const;
    const id = await mailTo("st-01", { calendar });
    const { mail } = await taken(id);
    const token = tokenIn(mail.text);
    expect(mail).toEqual({
      id,
      to: { name: "Dr Catriona Bell", address: expect.stringContaining("@") as string },
      subject: "Team meeting on Thursday 26 November 2026",
      text: `You are invited.\n\nAnswer here: http://localhost/answer/${token}\n`,
      calendar,
      queuedAt: world.clock.now(),
    });
    expect(token.length).toBeGreaterThan(40);
    const [link] = await linksOf(id);
    expect(link).toMatchObject({
      staff_id: await world.idOf("st-01"),
      meeting_id: meetingId,
      token_hash: hashOfToken(token),
      ends_at: "2026-11-26T15:00:00.000Z",
      used_at: null,
      revoked_at: null,
    });
    // The token itself is kept nowhere, and in no log.
    const log = await world.database.selectFrom("audit").selectAll().execute();
    expect(JSON.stringify([link, await rowOf(id), log])).not.toContain(token);
  });

  it("without a place for a link gets none", async () => {
    const id = await mailTo("st-01", { text: "It is cancelled.\n", kind: "cancelled" });
    expect(await sent(id)).toBe("It is cancelled.\n");
    expect(await linksOf(id)).toEqual([]);
  });

  it("ends its link with the last meeting of a series, or the last time of a poll", async () => {
    const coordinator = await world.as("st-03");
    await coordinator.meetings.plan(lastThursdays(practiceId));
    const { seriesId } = await world.database
      .selectFrom("meeting")
      .select((eb) => ["series_id as seriesId", eb.fn.count("id").as("dates")])
      .where("series_id", "is not", null)
      .groupBy("series_id")
      .having((eb) => eb.fn.count("id"), "=", 3)
      .executeTakeFirstOrThrow();
    const ofSeries = await mailTo("st-01", { meetingId: undefined, seriesId: seriesId ?? "" } as Partial<Message>);
    await taken(ofSeries);
    expect((await linksOf(ofSeries))[0]?.ends_at).toBe("2027-05-27T14:00:00.000Z");

    const pollId = newId();
    const askedBy = await world.idOf("st-03");
    const times = ["2026-12-01T13:00:00.000Z", "2026-12-08T13:00:00.000Z"] as Instant[];
    await world.database.transaction().execute(async (db) => {
      const poll = { id: pollId, practice_id: practiceId, asked_by: askedBy, asked_at: world.clock.now() };
      await db
        .insertInto("poll")
        .values({ ...poll, place: "Room 3" })
        .execute();
      for (const at of times) {
        const row = { id: newId(), practice_id: practiceId, poll_id: pollId, starts_at: at, ends_at: at };
        await db.insertInto("poll_time").values(row).execute();
      }
    });
    const ofPoll = await mailTo("st-01", { kind: "poll", meetingId: undefined, pollId } as Partial<Message>);
    await taken(ofPoll);
    expect((await linksOf(ofPoll))[0]?.ends_at).toBe(times[1]);
  });

  it("is held by one sender: of two that take it at once, one is refused", async () => {
    const id = await mailTo("st-01");
    const outcomes = await Promise.allSettled([1, 2].map(() => system().messages.take({ messageId: id })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await linksOf(id)).toHaveLength(1);
    expect(await system().messages.due()).not.toContain(id);
  });

  it("is due again a minute after its sender was gone, and is then the same mail", async () => {
    const id = await mailTo("st-01");
    const first = await taken(id);
    world.clock.pass(0.9);
    expect(await system().messages.due()).not.toContain(id);
    expect((await problemFrom(taken(id))).message).toContain("is being sent");
    world.clock.pass(0.1);
    expect(await system().messages.due()).toContain(id);
    const second = await taken(id);
    expect(second.mail.id).toBe(first.mail.id);
    expect([first.tries, second.tries]).toEqual([1, 2]);
    await system().messages.settle({ messageId: id, tries: 2, fault: null });
    // It may have arrived before its sender was gone, and a mail program shows the first of two that are the same.
    expect((await linksOf(id)).map((link) => link.revoked_at)).toEqual([null, null]);
  });

  it("once sent ends the unused links of earlier mails about the same, and no others", async () => {
    const earlier = await mailTo("st-05");
    const used = await mailTo("st-05");
    const elsewhere = await mailTo("st-05", { meetingId: await meetingNamed(world, "mtg-2026-10-29") });
    const anothers = await mailTo("st-07");
    world.clock.pass(1);
    const later = await mailTo("st-05");
    world.clock.pass(1);
    const newest = await mailTo("st-05");
    for (const id of [earlier, used, elsewhere, anothers, newest]) await sent(id);
    await world.database
      .updateTable("answer_link")
      .set({ used_at: world.clock.now() })
      .where("message_id", "=", used)
      .execute();
    await world.database.updateTable("answer_link").set({ revoked_at: null }).execute();
    await sent(later);
    const revoked = async (id: string) => (await linksOf(id)).map((link) => link.revoked_at !== null);
    expect(await Promise.all([earlier, used, elsewhere, anothers, later, newest].map(revoked))).toEqual([
      [true],
      [false],
      [false],
      [false],
      [false],
      [false],
    ]);
  });

  it("is not sent to somebody who has left, and that is settled", async () => {
    const id = await mailTo("st-08");
    const staffId = await world.idOf("st-08");
    await world.database.transaction().execute((db) => changeStaff(db, staffId, { left_on: "2026-11-23" as Day }));
    expect(await system().messages.take({ messageId: id })).toMatchObject({ messageId: id, mail: null });
    expect(await system().messages.due()).not.toContain(id);
    expect(await linksOf(id)).toEqual([]);
    expect(await lineOf(id)).toMatchObject({ state: "failed", fault: expect.stringContaining("Has left") as string });
    const again = await problemFrom((await world.as("st-03")).messages.retry({ practiceId, messageId: id }));
    expect(again.message).toMatch(/has left, so nothing is sent/);
  });

  it("is queued once, whoever else queues it", async () => {
    expect(await mailTo("st-01", { once: "the same" })).not.toBe("");
    expect(await mailTo("st-01", { once: "the same" })).toBe("");
  });

  it("is settled in the practice's log, by the program", async () => {
    const id = await mailTo("st-01");
    const { answer, logged } = await doing(world, () => system().messages.take({ messageId: id }));
    expect(answer?.practiceId).toBe(practiceId);
    expect(logged).toEqual([{ verb: "message.take", actor: "system", subject: id, caseId: null, outcome: "done" }]);
    const settled = await doing(world, () => system().messages.settle({ messageId: id, tries: 1, fault: null }));
    // Nobody is woken by it, or the timer would wake itself.
    expect(settled.signals).toEqual([]);
    expect(settled.logged).toHaveLength(1);
    const chain = await world.database.selectFrom("audit").select("chain").where("subject", "=", id).execute();
    expect(chain).toEqual([{ chain: practiceId }, { chain: practiceId }]);
  });
});

describe("a mail that was not taken", () => {
  inAPracticeOfItsOwn();

  it("is tried after 1, 5, 15, 60 and then 240 minutes, and given up after the eighth", async () => {
    const id = await mailTo("st-01");
    const waited: number[] = [];
    for (let tries = 1; tries <= 8; tries += 1) {
      const before = world.clock.now();
      await fail(id);
      const { due_at, failed_at } = await rowOf(id);
      waited.push(failed_at ? -1 : (Date.parse(due_at) - Date.parse(before)) / 60_000);
      world.clock.set(due_at);
    }
    expect(waited).toEqual([1, 5, 15, 60, 240, 240, 240, -1]);
    expect(await system().messages.due()).not.toContain(id);
    expect(await lineOf(id)).toMatchObject({
      state: "failed",
      tries: 8,
      fault: "The mailbox is full.",
      nextTryAt: null,
    });
    expect((await problemFrom(taken(id))).message).toContain("settled already");
  });

  it("because there is no mail service is tried soon again, and never given up", async () => {
    const id = await mailTo("st-01");
    for (let tries = 1; tries <= 20; tries += 1) {
      const before = world.clock.now();
      await fail(id, "no-service");
      const { due_at } = await rowOf(id);
      expect((Date.parse(due_at) - Date.parse(before)) / 60_000).toBe(Math.min(tries, 5));
      world.clock.set(due_at);
    }
    await sent(id);
    expect(await rowOf(id)).toMatchObject({ tries: 21, fault: null, failed_at: null });
  });

  it("stays sent when an older try is reported as failed, and follows the newest try only", async () => {
    const id = await mailTo("st-01");
    const fault = { kind: "refused", words: "Nobody by that name." } as const;
    await taken(id);
    world.clock.pass(2);
    const newest = await taken(id);
    await system().messages.settle({ messageId: id, tries: 1, fault });
    expect((await rowOf(id)).fault).toBeNull();
    await system().messages.settle({ messageId: id, tries: newest.tries, fault: null });
    const { sent_at } = await rowOf(id);
    world.clock.pass(1);
    for (const late of [fault, null]) {
      await system().messages.settle({ messageId: id, tries: newest.tries, fault: late });
      expect(await rowOf(id)).toMatchObject({ sent_at, failed_at: null, fault: null });
    }
  });

  it("is sent again at once when a coordinator says so, given up or not; and says who asked", async () => {
    const waiting = await mailTo("st-01");
    await fail(waiting);
    const givenUp = await mailTo("st-02");
    await world.database
      .updateTable("message")
      .set({ failed_at: world.clock.now(), fault: "Gone", tries: 8 })
      .where("id", "=", givenUp)
      .execute();
    const coordinator = await world.as("st-03");
    for (const messageId of [waiting, givenUp]) {
      const { signals, logged } = await doing(world, () => coordinator.messages.retry({ practiceId, messageId }));
      expect(signals).toEqual(["outbox"]);
      expect(logged).toMatchObject([{ verb: "message.retry", subject: messageId }]);
      expect(await rowOf(messageId)).toMatchObject({ tries: 0, failed_at: null, fault: null });
    }
    expect(await system().messages.due()).toEqual(expect.arrayContaining([waiting, givenUp]));
    // Pressed once more it changes nothing: it is on its way.
    expect((await doing(world, () => coordinator.messages.retry({ practiceId, messageId: waiting }))).signals).toEqual(
      [],
    );
    await sent(waiting);
    const sentAlready = await problemFrom(coordinator.messages.retry({ practiceId, messageId: waiting }));
    expect(sentAlready.message).toBe("This mail was sent meanwhile");
  });

  it("is not taken a second time from under its sender by a retry", async () => {
    const id = await mailTo("st-01");
    await fail(id);
    world.clock.pass(1);
    await taken(id);
    await (await world.as("st-03")).messages.retry({ practiceId, messageId: id });
    expect(await system().messages.due()).not.toContain(id);
  });
});

describe("the outbox", () => {
  inAPracticeOfItsOwn();
  let ids: string[];
  beforeAll(async () => {
    ids = [];
    for (const reference of ["st-01", "st-02", "st-04", "st-05"]) {
      ids.push(await mailTo(reference));
      world.clock.pass(1);
    }
    const [a = "", b = "", c = ""] = ids;
    await sent(a);
    await fail(b);
    await world.database
      .updateTable("message")
      .set({ failed_at: world.clock.now(), fault: "Gone", tries: 8 })
      .where("id", "=", c)
      .execute();
  });

  it("tells newest first to whom, what, when and how it stands", async () => {
    const { counts, messages, place, after } = await outbox();
    expect(counts).toEqual({ queued: 2, sent: 1, failed: 1 });
    expect(messages.map((message) => message.id)).toEqual([...ids].reverse());
    expect(messages.map(({ state, mayBeRetried }) => [state, mayBeRetried])).toEqual([
      ["queued", false],
      ["failed", true],
      ["queued", true],
      ["sent", false],
    ]);
    expect(messages[2]).toMatchObject({
      kind: "Invitation",
      tries: 1,
      fault: "The mailbox is full.",
      nextTryAt: "2026-11-24T09:05:00.000Z",
    });
    expect(place).toEqual({ kind: "folder", name: "mail" });
    expect(after).toBeNull();
  });

  it.each([
    ["queued", [3, 1]],
    ["failed", [2]],
    ["sent", [0]],
  ] as const)("shows the %s ones alone", async (show, which) => {
    expect((await outbox({ show })).messages.map((message) => message.id)).toEqual(which.map((index) => ids[index]));
  });

  it("opens the text of a mail with its link left out, and not that of a list over several practices", async () => {
    const { opened } = await outbox({ open: ids[0] });
    expect(opened?.text).toBe("You are invited.\n\nAnswer here: (a link of their own)\n");
    const digest = await mailTo("st-01", { kind: "digest", text: "Something of another practice" });
    const page = await outbox({ open: digest });
    expect(page.opened).toMatchObject({ id: digest, text: null });
    expect(JSON.stringify(page)).not.toContain("another practice");
  });

  it("goes on where the page before ended, each mail once", async () => {
    const many = Array.from({ length: 120 }, () => mailTo("st-01"));
    await Promise.all(many);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof outbox>> = await outbox({ after });
      seen.push(...page.messages.map((message) => message.id));
      after = page.after;
    } while (after !== null);
    const kept = await world.database.selectFrom("message").select("id").execute();
    expect(seen).toHaveLength(kept.length);
    expect(new Set(seen).size).toBe(kept.length);
  });

  it("is the coordinator's, of that practice alone", async () => {
    const [messageId = ""] = ids;
    const next = await aPracticeNextDoor(world);
    const neighbour = await world.as("nd-01");
    const member = await world.as("st-01");
    expect((await neighbour.messages.list({ practiceId: next })).messages).toEqual([]);
    expect((await neighbour.messages.list({ practiceId: next, open: messageId })).opened).toBeNull();
    const refused = await problemsFrom(
      neighbour.messages.list({ practiceId }),
      neighbour.messages.retry({ practiceId, messageId }),
      neighbour.messages.retry({ practiceId: next, messageId }),
      member.messages.list({ practiceId }),
      member.messages.retry({ practiceId, messageId }),
      member.messages.take({ messageId }),
      world.being("stranger").messages.due(),
      world.being("operator").messages.take({ messageId }),
    );
    expect(refused.map((problem) => problem.kind)).toEqual([
      "missing",
      "missing",
      "missing",
      "forbidden",
      "forbidden",
      "missing",
      "signed-out",
      "missing",
    ]);
  });
});
