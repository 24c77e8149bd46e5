/** Whatever people say in whatever order: no action and no meeting reaches a state that its table does not lead to. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keep } from "#db/queries/rows.ts";
import type { Day, Instant } from "#db/schema.ts";
import { faultsOfAudit } from "#server/audit.ts";
import { newId } from "#server/context.ts";
import { actionStates, type ActionState } from "#server/domain/actions.ts";
import type { Verdict } from "#server/domain/verdicts.ts";
import type { MeetingState } from "#server/domain/meetings.ts";
import { problemOf } from "#server/domain/problem.ts";
import type { Api } from "#server/router.ts";
import { caseNamed, meetingNamed } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

const numRuns = process.env.SHIPMATE_COUNTS === "full" ? 300 : 25;

let world: TestWorld;
let caseId: string;
let practiceId: string;
let runningId: string;
let chair: Api;
let owners: [string, string];
let apis: Record<string, Api>;

beforeAll(async () => {
  ({ world, practiceId } = await anImportedWorld({ start: "2026-11-26T13:00:00.000Z" }));
  caseId = await caseNamed(world, "case-01");
  runningId = await meetingNamed(world, "mtg-2026-11-26");
  chair = await world.as("st-01");
  await chair.meetings.start({ meetingId: runningId });
  owners = [await world.idOf("st-09"), await world.idOf("st-07")];
  apis = { [owners[0]]: await world.as("st-09"), [owners[1]]: await world.as("st-07") };
});
afterAll(() => world.end());

/** Lets a press be refused by a rule; anything else that goes wrong is a fault. */
async function isDone(press: Promise<unknown>): Promise<boolean> {
  return press.then(
    () => true,
    (error: unknown) => {
      const problem = problemOf(error);
      if (problem?.kind !== "refused") throw error;
      return false;
    },
  );
}

describe("an action", () => {
  type Word =
    | { verb: "accept" | "decline" }
    | { verb: "report"; kind: "done" | "blocked" | "started" | "note" }
    | { verb: "review"; verdict: Verdict };

  const words: fc.Arbitrary<Word> = fc.oneof(
    fc.constantFrom<Word>({ verb: "accept" }, { verb: "decline" }),
    fc.constantFrom("done", "blocked", "started", "note").map((kind): Word => ({ verb: "report", kind }) as Word),
    fc
      .constantFrom("done", "on-track", "owner-absent", "blocked", "new-date", "new-owner", "drop")
      .map((verdict): Word => ({ verb: "review", verdict }) as Word),
  );

  const closed: readonly ActionState[] = ["done", "cancelled", "superseded"];

  /** The table: where a word may lead from a state, written by hand and not from the code. */
  function mayLeadTo(from: ActionState, word: Word): readonly ActionState[] {
    if (closed.includes(from)) return [];
    const held = ["accepted", "open", "in-progress"] as const;
    switch (word.verb) {
      case "accept":
        // What had been begun before it was declined goes on.
        return { open: ["accepted"], declined: ["accepted", "in-progress"] }[from as string] as ActionState[];
      case "decline":
        return from === "declined" ? [] : ["declined"];
      case "report":
        return { done: ["done"], blocked: ["blocked"], started: ["in-progress"], note: [from] }[
          word.kind
        ] as ActionState[];
      case "review":
        return {
          done: ["done"],
          drop: ["cancelled"],
          // Nobody owns what was given back, and an owner comes first.
          blocked: from === "declined" ? [] : ["blocked"],
          // What held it up is gone: it is again what it was before.
          "on-track": from === "blocked" ? held : [from],
          "new-date": [from],
          "new-owner": from === "blocked" ? ["blocked"] : ["open"],
          "owner-absent": [from],
          // Into parts, which it has none of here.
          split: [],
        }[word.verdict] as ActionState[];
    }
  }

  async function recorded(): Promise<string> {
    const { actionId } = await chair.actions.record({ caseId, text: "Ring", ownerId: owners[0], due: "2026-12-03" });
    return actionId;
  }

  async function said(actionId: string, word: Word): Promise<boolean> {
    const row = await rowOf(actionId);
    const named = { actionId, version: row.version };
    const owner = apis[row.owner_id];
    if (!owner) throw new Error("The action belongs to somebody it was never given to.");
    switch (word.verb) {
      case "accept":
        return isDone(owner.actions.accept(named));
      case "decline":
        return isDone(owner.actions.decline({ ...named, as: "no-time" }));
      case "report":
        return isDone(
          owner.actions.report({
            ...named,
            kind: word.kind,
            text: "So it is",
            ...(word.kind === "done" ? { outcome: "achieved" } : {}),
          }),
        );
      case "review":
        return isDone(
          chair.actions.judge({
            ...named,
            meetingId: runningId,
            verdict: word.verdict,
            text: "So it is",
            ...(word.verdict === "new-date" ? { due: "2027-01-14" } : {}),
            ...(word.verdict === "new-owner" ? { ownerId: owners.find((id) => id !== row.owner_id) ?? "" } : {}),
          }),
        );
    }
  }

  const rowOf = (actionId: string) =>
    world.database.selectFrom("action").selectAll().where("id", "=", actionId).executeTakeFirstOrThrow();

  const historyOf = async (actionId: string) =>
    (
      await world.database
        .selectFrom("action_update")
        .select(["id", "kind", "text", "at", "by"])
        .where("action_id", "=", actionId)
        .orderBy("id")
        .execute()
    ).map((row) => JSON.stringify(row));

  it("goes only where its table leads, and its history only grows", async () => {
    const reached = new Set<ActionState>();
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 12 }), async (sequence) => {
        const actionId = await recorded();
        let state: ActionState = "open";
        let history = await historyOf(actionId);
        for (const word of sequence) {
          world.clock.pass(1);
          const allowed = mayLeadTo(state, word) ?? [];
          const done = await said(actionId, word);
          expect(done, `${state}: ${JSON.stringify(word)}`).toBe(allowed.length > 0);

          const next = (await chair.actions.open({ actionId })).state;
          expect(done ? allowed : [state], `${state}: ${JSON.stringify(word)}`).toContain(next);
          const grown = await historyOf(actionId);
          expect(grown.slice(0, history.length)).toEqual(history);
          expect(grown.length - history.length).toBe(done ? 1 : 0);
          history = grown;
          state = next;
          reached.add(state);
          await expectWhole(actionId, state);
        }
      }),
      { numRuns },
    );
    expect(actionStates.filter((state) => !reached.has(state))).toEqual(["superseded"]);
  });

  /** What must be true of the row in each state. */
  async function expectWhole(actionId: string, state: ActionState): Promise<void> {
    const row = await rowOf(actionId);
    expect(row.closed_at !== null).toBe(closed.includes(state));
    expect(row.closed_as !== null).toBe(closed.includes(state));
    expect(row.accepted_at !== null && row.declined_at !== null).toBe(false);
    if (state === "blocked") expect(row.blocked_reason).not.toBeNull();
    if (closed.includes(state)) expect(row.blocked_at).toBeNull();
  }
});

describe("a meeting", () => {
  const verbs = [
    "move",
    "cancel",
    "setNeeds",
    "arrange",
    "reply",
    "attend",
    "start",
    "goTo",
    "write",
    "close",
  ] as const;
  type Verb = (typeof verbs)[number];

  /** The table: what each state lets be done, and where it leads. */
  const table: Record<MeetingState, Partial<Record<Verb, MeetingState>>> = {
    planned: {
      move: "planned",
      cancel: "cancelled",
      setNeeds: "planned",
      arrange: "planned",
      reply: "planned",
      attend: "planned",
      start: "running",
    },
    running: {
      setNeeds: "running",
      arrange: "running",
      reply: "running",
      attend: "running",
      goTo: "running",
      write: "running",
      close: "closed",
    },
    closed: {},
    cancelled: {},
  };

  /** A planned meeting with one case on it, and no other to which it could roll. */
  async function planned(): Promise<{ meetingId: string; itemId: string }> {
    const [meetingId, itemId, chairId] = [newId(), newId(), await world.idOf("st-01")];
    await world.database.transaction().execute(async (db) => {
      await keep(db, "meeting", {
        id: meetingId,
        practice_id: practiceId,
        starts_at: "2027-03-25T13:00:00.000Z" as Instant,
        ends_at: "2027-03-25T15:00:00.000Z" as Instant,
        place: "Room 1",
        chair_id: chairId,
        nominations_close: "2027-03-11" as Day,
        contributions_due: "2027-03-19" as Day,
        pack_freezes: "2027-03-22" as Day,
      });
      await keep(db, "agenda_item", {
        id: itemId,
        practice_id: practiceId,
        meeting_id: meetingId,
        case_id: caseId,
        position: 1,
        minutes: 15,
      });
    });
    return { meetingId, itemId };
  }

  async function said(verb: Verb, { meetingId, itemId }: { meetingId: string; itemId: string }): Promise<boolean> {
    const coordinator = await world.as("st-03");
    const { version, startsAt } = await coordinator.meetings.open({ meetingId });
    // Another day than the one it is on: a move to where it is already is refused, in whatever state.
    const otherDay = startsAt.startsWith("2027-03-26") ? "2027-03-25" : "2027-03-26";
    const presses: Record<Verb, () => Promise<unknown>> = {
      move: () => coordinator.meetings.move({ meetingId, version, day: otherDay, start: "10:00", minutes: 60 }),
      cancel: () => coordinator.meetings.cancel({ meetingId, version, reason: "Snow" }),
      setNeeds: () => coordinator.meetings.setNeeds({ meetingId, version, needed: ["gp"] }),
      arrange: () => coordinator.meetings.arrange({ meetingId, version, items: [{ itemId, minutes: 20 }] }),
      reply: () => coordinator.meetings.reply({ meetingId, reply: "tentative" }),
      attend: () => coordinator.meetings.attend({ meetingId, present: [] }),
      start: () => coordinator.meetings.start({ meetingId }),
      goTo: () => coordinator.meetings.goTo({ meetingId, itemId, version }),
      write: () => coordinator.discussions.write({ itemId, line: "A note" }),
      close: () => coordinator.meetings.close({ meetingId, carry: true }),
    };
    return isDone(presses[verb]());
  }

  it("goes only where its table leads, and what is over stays as it is", async () => {
    const reached = new Set<MeetingState>();
    const likely = fc.oneof(fc.constantFrom(...verbs), fc.constantFrom("start" as const, "close" as const));
    await fc.assert(
      fc.asyncProperty(fc.array(likely, { minLength: 1, maxLength: 10 }), async (sequence) => {
        const meeting = await planned();
        let state: MeetingState = "planned";
        let over = "";
        for (const verb of sequence) {
          world.clock.pass(1);
          const next: MeetingState | undefined = table[state][verb];
          expect(await said(verb, meeting), `${state}: ${verb}`).toBe(next !== undefined);
          state = next ?? state;
          reached.add(state);
          const opened = await (await world.as("st-03")).meetings.open({ meetingId: meeting.meetingId });
          expect(opened.state, verb).toBe(state);
          const row = await world.database
            .selectFrom("meeting")
            .selectAll()
            .where("id", "=", meeting.meetingId)
            .executeTakeFirstOrThrow();
          expect(row.closed_at !== null && row.cancelled_at !== null).toBe(false);
          if (state !== "running") expect(row.current_item_id).toBeNull();
          if (over !== "") expect(JSON.stringify(row)).toBe(over);
          if (state === "closed" || state === "cancelled") over = JSON.stringify(row);
        }
      }),
      { numRuns },
    );
    expect([...reached].sort()).toEqual(["cancelled", "closed", "planned", "running"]);
  });
});

describe("after all that", () => {
  it("the log holds, and has an entry for each word that was let through", async () => {
    expect(await faultsOfAudit(world.database)).toEqual([]);
    const updates = await world.database
      .selectFrom("action_update")
      .select((eb) => eb.fn.countAll().as("n"))
      .where("at", ">=", "2026-11-26T13:00:00.000Z" as Instant)
      // Closing a meeting carries what had no verdict: one word, and a line for each.
      .where("kind", "!=", "carried")
      .executeTakeFirstOrThrow();
    const entries = await world.database
      .selectFrom("audit")
      .select((eb) => eb.fn.countAll().as("n"))
      .where("verb", "like", "action.%")
      .where("outcome", "=", "done")
      .executeTakeFirstOrThrow();
    expect(Number(entries.n)).toBe(Number(updates.n));
  });
});
