/** What one press left behind: its answer or its problem, its lines in the log, the signals it sent. */
import { vi } from "vitest";
import { problemOf, type Problem } from "#server/domain/problem.ts";
import type { TestWorld } from "./world.ts";

interface Logged {
  verb: string;
  actor: string;
  subject: string;
  caseId: string | null;
  outcome: string;
}

export interface Done<T> {
  answer: T | null;
  problem: Problem | null;
  logged: Logged[];
  signals: string[];
}

export async function doing<T>(world: TestWorld, press: () => Promise<T>): Promise<Done<T>> {
  const before = new Set((await logOf(world)).map((row) => row.id));
  const spy = vi.spyOn(world.signals, "announce");
  const result = await press().then(
    (answer) => ({ answer, problem: null }),
    (error: unknown) => ({ answer: null, problem: problemIn(error) }),
  );
  const signals = spy.mock.calls.flatMap(([subjects]) => [...subjects]);
  spy.mockRestore();
  const logged = (await logOf(world)).filter((row) => !before.has(row.id)).map(({ id: _, ...row }) => row);
  return { ...result, logged, signals };
}

/** The problem that an attempt ends in; an attempt that is let through fails the test. */
export async function problemFrom(attempt: Promise<unknown>): Promise<Problem> {
  return attempt.then(
    () => {
      throw new Error("This was let through, and should have been refused.");
    },
    (error: unknown) => problemIn(error),
  );
}

/** The problems of attempts made at once, in their order. */
export function problemsFrom(...attempts: Promise<unknown>[]): Promise<Problem[]> {
  return Promise.all(attempts.map(problemFrom));
}

function problemIn(error: unknown): Problem {
  const problem = problemOf(error);
  if (!problem) throw error;
  return problem;
}

function logOf(world: TestWorld) {
  return world.database
    .selectFrom("audit")
    .select(["id", "verb", "actor", "subject", "case_id as caseId", "outcome"])
    .orderBy("at")
    .orderBy("chain")
    .orderBy("sequence")
    .execute();
}

export async function caseNamed(world: TestWorld, reference: string): Promise<string> {
  const row = await world.database
    .selectFrom("mdt_case")
    .select("id")
    .where("reference", "=", reference)
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function actionNamed(world: TestWorld, reference: string): Promise<string> {
  const row = await world.database
    .selectFrom("action")
    .select("id")
    .where("reference", "=", reference)
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function meetingNamed(world: TestWorld, reference: string): Promise<string> {
  const row = await world.database
    .selectFrom("meeting")
    .select("id")
    .where("reference", "=", reference)
    .executeTakeFirstOrThrow();
  return row.id;
}
