/** Whatever people say of a case in whatever order: it reaches no state that the table does not lead to. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keep } from "#db/queries/rows.ts";
import type { Day, Instant } from "#db/schema.ts";
import { faultsOfAudit } from "#server/audit.ts";
import { newId } from "#server/context.ts";
import { passesModulus10 } from "#server/domain/identifiers.ts";
import type { CaseEvent, CaseState } from "#server/domain/lifecycle.ts";
import { problemOf } from "#server/domain/problem.ts";
import { addDays } from "#server/domain/time.ts";
import { meetingNamed } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

const numRuns = process.env.SHIPMATE_COUNTS === "full" ? 300 : 25;

/** The table: where an event leads from a state, written by hand and not from the code. */
const waiting = {
  accept: "listed",
  "send-elsewhere": "closed",
  "nominate-again": "reopened",
  discuss: "discussed",
  "step-down": "stepped-down",
  close: "closed",
  stop: "ended",
  withdraw: "withdrawn",
} as const;
const { accept: _, "send-elsewhere": __, ...accepted } = waiting;
const table: Record<CaseState, Partial<Record<CaseEvent, CaseState>>> = {
  nominated: { ...waiting, "keep-waiting": "nominated", "put-on-agenda": "nominated" },
  reopened: { ...waiting, "keep-waiting": "reopened", "put-on-agenda": "reopened" },
  listed: { ...accepted, "put-on-agenda": "listed" },
  discussed: { ...accepted, "put-on-agenda": "discussed" },
  "stepped-down": accepted,
  closed: accepted,
  ended: { "nominate-again": "reopened", stop: "ended", withdraw: "withdrawn" },
  withdrawn: {},
};
const events = Object.keys({ ...waiting, "keep-waiting": "", "put-on-agenda": "" }) as CaseEvent[];
const isOver = (state: CaseState) => ["stepped-down", "closed", "ended"].includes(state);

let world: TestWorld;
let practiceId: string;
let runningId: string;
let nextId: string;
let leadId: string;
let chair: Awaited<ReturnType<TestWorld["as"]>>;
let numbers = 0;

beforeAll(async () => {
  ({ world, practiceId } = await anImportedWorld({ start: "2026-11-26T13:00:00.000Z" }));
  runningId = await meetingNamed(world, "mtg-2026-11-26");
  leadId = await world.idOf("st-01");
  chair = await world.as("st-01");
  // The one that accepted cases are put on.
  nextId = newId();
  const next = {
    id: nextId,
    chair_id: leadId,
    practice_id: practiceId,
    starts_at: "2026-12-17T13:00:00.000Z" as Instant,
    ends_at: "2026-12-17T15:00:00.000Z" as Instant,
    place: "Room 1",
    nominations_close: "2026-12-03" as Day,
    contributions_due: "2026-12-11" as Day,
    pack_freezes: "2026-12-14" as Day,
  };
  await world.database.transaction().execute((db) => keep(db, "meeting", next));
  await chair.meetings.start({ meetingId: runningId });
});
afterAll(() => world.end());

async function nominated(): Promise<string> {
  do numbers += 1;
  while (!passesModulus10(`3113${String(numbers).padStart(6, "0")}`));
  const { caseId } = await chair.cases.nominate({
    practiceId,
    chi: `3113${String(numbers).padStart(6, "0")}`,
    birthDate: addDays("1930-01-01" as Day, numbers),
    givenName: "Nan",
    familyName: `Number ${numbers}`,
    team: [leadId],
    criteria: ["frailty"],
    reason: "So it is",
    question: "What now?",
    informed: "yes",
  });
  return caseId;
}

const rowOf = (caseId: string) =>
  world.database.selectFrom("mdt_case").selectAll().where("id", "=", caseId).executeTakeFirstOrThrow();

/** The case's item in the room, put there if it stands on no agenda of it. */
async function itemOf(caseId: string): Promise<{ itemId: string; version: number }> {
  const find = () =>
    world.database
      .selectFrom("agenda_item")
      .select(["id as itemId", "version"])
      .where("case_id", "=", caseId)
      .where("meeting_id", "=", runningId)
      .executeTakeFirst();
  const there = await find();
  if (there) return there;
  const row = {
    id: newId(),
    practice_id: practiceId,
    meeting_id: runningId,
    case_id: caseId,
    position: 99,
    minutes: 5,
  };
  await world.database.transaction().execute((db) => keep(db, "agenda_item", row));
  return { itemId: row.id, version: 1 };
}

async function pressed(event: CaseEvent, caseId: string, inRoom: boolean): Promise<unknown> {
  const { version } = await rowOf(caseId);
  const named = { caseId, version };
  const reason = "So it is";
  const triaged = async (verdict: "accepted" | "deferred" | "sent-elsewhere") => {
    const nomination = await world.database
      .selectFrom("nomination")
      .select(["id", "version"])
      .where("case_id", "=", caseId)
      .orderBy("nominated_at", "desc")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    return chair.cases.triage({ caseId, nominationId: nomination.id, version: nomination.version, verdict, reason });
  };
  const ended = async (as: "stepped-down" | "closed") => {
    const ending = { reason, reviewTrigger: "A fall", leadId };
    if (!inRoom) return chair.cases.close({ ...named, as, ...ending });
    return chair.discussions.conclude({ ...(await itemOf(caseId)), outcome: as, ...ending });
  };
  switch (event) {
    case "nominate-again":
      return chair.cases.nominateAgain({ ...named, criteria: ["frailty"], reason, question: "And now?" });
    case "put-on-agenda":
      await world.database
        .deleteFrom("agenda_item")
        .where("case_id", "=", caseId)
        .where("meeting_id", "=", nextId)
        .execute();
      return chair.meetings.addCase({ meetingId: nextId, caseId });
    case "accept":
      return triaged("accepted");
    case "keep-waiting":
      return triaged("deferred");
    case "send-elsewhere":
      return triaged("sent-elsewhere");
    case "discuss":
      return chair.discussions.conclude({ ...(await itemOf(caseId)), outcome: "new-plan" });
    case "step-down":
      return ended("stepped-down");
    case "close":
      return ended("closed");
    case "stop":
      return chair.cases.stop({ ...named, as: "transferred" });
    case "withdraw":
      return chair.cases.withdraw({ ...named, reason });
  }
}

async function isDone(press: Promise<unknown>): Promise<boolean> {
  return press.then(
    () => true,
    (error: unknown) => {
      const problem = problemOf(error);
      if (problem?.kind !== "refused" && problem?.kind !== "missing") throw error;
      return false;
    },
  );
}

it("a case goes only where its table leads, and what is over stands on no agenda to come", async () => {
  const reached = new Set<CaseState>();
  const likely = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...events.filter((event) => event !== "withdraw")) },
    { weight: 1, arbitrary: fc.constantFrom(...events) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ event: likely, inRoom: fc.boolean() }), { minLength: 1, maxLength: 10 }),
      async (sequence) => {
        const caseId = await nominated();
        let state: CaseState = "nominated";
        for (const { event, inRoom } of sequence) {
          world.clock.pass(1);
          const next: CaseState | undefined = table[state][event];
          const before = await rowOf(caseId);
          expect(await isDone(pressed(event, caseId, inRoom)), `${state}: ${event}`).toBe(next !== undefined);
          if (next === undefined) expect(await rowOf(caseId)).toEqual(before);
          state = next ?? state;
          reached.add(state);
          await expectToBe(state, caseId);
          if (state === "withdrawn") break;
        }
      },
    ),
    { numRuns },
  );
  expect([...reached].sort()).toEqual(Object.keys(table).sort());
  expect(await faultsOfAudit(world.database)).toEqual([]);
});

async function expectToBe(state: CaseState, caseId: string): Promise<void> {
  const row = await rowOf(caseId);
  expect(row.withdrawn_at !== null).toBe(state === "withdrawn");
  if (state === "withdrawn") return;
  expect((await chair.cases.open({ caseId })).lifecycle?.state).toBe(state);
  expect(row.closed_at !== null).toBe(isOver(state));
  if (!isOver(state)) return;
  expect(row.closed_as).not.toBeNull();
  if (state === "stepped-down") expect(row.lead_id).toBe(leadId);
  const planned = await world.database
    .selectFrom("agenda_item")
    .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
    .select("agenda_item.id")
    .where("agenda_item.case_id", "=", caseId)
    .where("meeting.opened_at", "is", null)
    .execute();
  expect(planned).toEqual([]);
}
