/** Asking which time suits, answering, closing; who sees what of it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Api } from "#server/router.ts";
import { doing, problemFrom } from "../support/doing.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

type Ask = Parameters<Api["polls"]["ask"]>[0];

const times = ["2026-12-03T13:00:00.000Z", "2026-12-04T13:00:00.000Z"];

let world: TestWorld;
let practiceId: string;
let nextDoor: string;

beforeAll(async () => {
  ({ world, practiceId } = await anImportedWorld());
  nextDoor = await aPracticeNextDoor(world, "st-04");
});
afterAll(() => world.end());

async function ask(over: Partial<Extract<Ask, { ask: "times" }>> = {}): Promise<Ask> {
  const staffIds = await Promise.all(["st-01", "st-04", "st-07"].map((reference) => world.idOf(reference)));
  return {
    practiceId,
    ask: "times",
    times,
    minutes: 120,
    place: "Room 3",
    staffIds,
    needed: staffIds.slice(0, 1),
    ...over,
  };
}

const asked = async (over: Parameters<typeof ask>[0] = {}) =>
  (await (await world.as("st-03")).polls.ask(await ask(over))).pollId;
const opened = async (reader: string, pollId: string) => (await world.as(reader)).polls.open({ practiceId, pollId });
const mailsOf = (pollId: string) =>
  world.database.selectFrom("message").selectAll().where("poll_id", "=", pollId).orderBy("id").execute();

describe("asking", () => {
  it("keeps the times in order and queues one mail to each person", async () => {
    const { answer, logged, signals } = await doing(world, async () =>
      (await world.as("st-03")).polls.ask(await ask({ times: [...times].reverse() })),
    );
    const pollId = answer?.pollId ?? "";
    expect(answer).toMatchObject({ practiceId, asked: 3 });
    expect(logged).toMatchObject([{ verb: "poll.ask", subject: pollId, outcome: "done" }]);
    expect(signals).toEqual(["outbox"]);
    expect((await opened("st-03", pollId)).times.map(({ startsAt }) => startsAt)).toEqual(times);
    const mails = await mailsOf(pollId);
    expect(mails.map((mail) => mail.kind)).toEqual(["poll", "poll", "poll"]);
    expect(new Set(mails.map((mail) => mail.once))).toEqual(
      new Set((await opened("st-03", pollId)).people.map(({ id }) => `poll:${pollId}:${id}`)),
    );
    const text = mails.find((mail) => mail.text.includes("Fiona Galbraith"))?.text ?? "";
    expect(text).toContain("- Thursday 3 December 2026, 1pm to 3pm\n- Friday 4 December 2026, 1pm to 3pm");
    expect(text).toContain("Morag Tennant asks");
    expect(text).toContain("{answer}");
  });

  it.each<[string, Parameters<typeof ask>[0], string, string]>([
    ["no time", { times: [] }, "times", "Tick at least one time"],
    [
      "a time that is past",
      { times: ["2026-11-24T08:00:00.000Z"] },
      "times",
      "Untick Tuesday 24 November 2026, 8am to 10am: it is past",
    ],
    [
      "too many times",
      { times: Array.from({ length: 21 }, (_, day) => `2027-01-${String(day + 1).padStart(2, "0")}T13:00:00.000Z`) },
      "times",
      "Tick at most 20 times",
    ],
    ["what is no time", { times: ["tomorrow"] }, "times.0", "Choose times of the list"],
    ["nobody", { staffIds: [] }, "staffIds", "Tick at least one person"],
    ["no place", { place: " " }, "place", "Enter where you would meet: a room or a link"],
    ["somebody unknown", { staffIds: ["none"] }, "staffIds", "Ask people of this practice who have not left"],
  ])("with %s is refused at the field", async (_, over, field, sentence) => {
    const problem = await problemFrom((await world.as("st-03")).polls.ask(await ask(over)));
    expect(problem.fields).toEqual({ [field]: sentence });
  });

  it("refuses people of another practice, and those who have left", async () => {
    const coordinator = await world.as("nd-01");
    const foreign = { practiceId: nextDoor, staffIds: [await world.idOf("st-01")] };
    expect((await problemFrom(coordinator.polls.ask(await ask(foreign)))).fields).toHaveProperty("staffIds");
    const gone = { staffIds: [await world.idOf("st-06")] };
    expect((await problemFrom((await world.as("st-03")).polls.ask(await ask(gone)))).fields).toHaveProperty("staffIds");
  });

  it("is for the coordinator alone", async () => {
    expect((await problemFrom((await world.as("st-01")).polls.ask(await ask()))).kind).toBe("forbidden");
    expect((await problemFrom((await world.as("nd-01")).polls.ask(await ask()))).kind).toBe("missing");
  });

  it("again reaches only those who have said nothing, and at most once a day", async () => {
    const pollId = await asked();
    await (await world.as("st-04")).polls.answer({ practiceId, pollId, answer: "declined" });
    const again = async () => (await world.as("st-03")).polls.ask({ practiceId, ask: "again", pollId });
    expect(await again()).toMatchObject({ asked: 2 });
    await again();
    const mails = await mailsOf(pollId);
    expect(mails).toHaveLength(5);
    expect(mails.slice(3).map((mail) => mail.subject)).toEqual(
      Array(2).fill(expect.stringMatching(/^Still open: which time suits you\?/)),
    );
    for (const reader of ["st-01", "st-07"]) {
      await (await world.as(reader)).polls.answer({ practiceId, pollId, answer: "accepted" });
    }
    expect((await problemFrom(again())).message).toBe("Everybody has answered this poll");
  });
});

describe("answering", () => {
  it("is kept with each press, for one time or for all, and can be changed", async () => {
    const pollId = await asked();
    const worker = await world.as("st-04");
    const saved = async () => (await opened("st-04", pollId)).times.map(({ answer }) => answer);
    await worker.polls.answer({ practiceId, pollId, answer: "accepted" });
    expect(await saved()).toEqual(["accepted", "accepted"]);
    const [first] = (await opened("st-04", pollId)).times;
    await worker.polls.answer({ practiceId, pollId, timeId: first?.id, answer: "tentative" });
    expect(await saved()).toEqual(["tentative", "accepted"]);
    expect((await opened("st-07", pollId)).times.map(({ answer }) => answer)).toEqual([null, null]);
  });

  it("to all leaves a time that is past as it was, and one to a past time is refused", async () => {
    const pollId = await asked({ times: ["2026-11-24T10:00:00.000Z", ...times] });
    const worker = await world.as("st-04");
    const [past] = (await opened("st-04", pollId)).times;
    world.clock.set("2026-11-24T11:00:00.000Z");
    await worker.polls.answer({ practiceId, pollId, answer: "accepted" });
    expect((await opened("st-04", pollId)).times.map(({ answer }) => answer)).toEqual([null, "accepted", "accepted"]);
    const late = worker.polls.answer({ practiceId, pollId, timeId: past?.id, answer: "accepted" });
    expect((await problemFrom(late)).message).toContain("This time is past");
    world.clock.set("2026-11-24T09:00:00.000Z");
  });

  it("ends when the poll is closed, however often", async () => {
    const pollId = await asked();
    const coordinator = await world.as("st-03");
    expect(await coordinator.polls.close({ practiceId, pollId })).toMatchObject({ pollId });
    expect(await coordinator.polls.close({ practiceId, pollId })).toMatchObject({ pollId });
    const again = coordinator.polls.ask({ practiceId, ask: "again", pollId });
    expect((await problemFrom(again)).message).toBe("This poll is closed");
    const late = (await world.as("st-04")).polls.answer({ practiceId, pollId, answer: "accepted" });
    expect((await problemFrom(late)).message).toContain("This poll is closed");
    expect((await opened("st-04", pollId)).isClosed).toBe(true);
  });

  it("is for those who were asked", async () => {
    const pollId = await asked();
    const stranger = await world.as("st-09");
    expect((await problemFrom(stranger.polls.answer({ practiceId, pollId, answer: "accepted" }))).kind).toBe("missing");
    expect((await problemFrom(stranger.polls.open({ practiceId, pollId }))).kind).toBe("missing");
    const coordinator = await world.as("st-03");
    expect((await problemFrom(coordinator.polls.answer({ practiceId, pollId, answer: "accepted" }))).kind).toBe(
      "missing",
    );
  });
});

describe("what is seen of the answers", () => {
  it("everything by the coordinator, their own by everybody else", async () => {
    const pollId = await asked();
    await (await world.as("st-04")).polls.answer({ practiceId, pollId, answer: "declined" });
    const { people } = await opened("st-03", pollId);
    expect(people.map(({ name, isNeeded, answers }) => [name, isNeeded, answers])).toEqual([
      ["Dr Catriona Bell", true, [null, null]],
      ["Fiona Galbraith", false, ["declined", "declined"]],
      ["Jamie Okafor", false, [null, null]],
    ]);
    expect((await opened("st-01", pollId)).people).toEqual([]);
  });
});

describe("a poll of another practice", () => {
  it("is not there: not to look at, not to answer, not to close, not to ask again", async () => {
    const pollId = await asked();
    const other = await world.as("nd-01");
    const which = { practiceId: nextDoor, pollId };
    const problems = await Promise.all([
      problemFrom(other.polls.open(which)),
      problemFrom(other.polls.answer({ ...which, answer: "accepted" })),
      problemFrom(other.polls.close(which)),
      problemFrom(other.polls.ask({ ...which, ask: "again" })),
    ]);
    expect(problems.map(({ kind }) => kind)).toEqual(Array(4).fill("missing"));
  });
});
