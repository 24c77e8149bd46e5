/** The question at the end of a meeting that takes five seconds; read as counts only (domain.md 2, reflexive monitoring). */
import { z } from "zod";
import type { Day, Instant } from "#db/schema.ts";
import { pulseAnswers, pulseObstacles, type PulseAnswer, type PulseObstacle } from "#db/vocabulary.ts";
import { id, oneOf } from "./inputs.ts";
import { dayOf } from "./time.ts";

export const heardWords: Record<PulseAnswer, string> = { yes: "Yes", "for-some": "For some", no: "No" };
export const obstacleWords: Record<PulseObstacle, string> = {
  nothing: "Nothing",
  "somebody-missing": "Somebody was missing",
  "no-time": "Too little time",
  "no-information": "Information was missing",
  technology: "The technology",
  other: "Something else",
};

export const answerPulse = z.object({
  meetingId: id,
  worth: oneOf(["yes", "no"], "Say whether it was worth your time"),
  heard: oneOf(pulseAnswers, "Say whether the person’s view was heard"),
  obstacle: oneOf(pulseObstacles, "Say whether anything was in the way"),
});

/** Fewer answers would tell who said what (features.md 3). */
export const fewestAnswers = 5;

/**
 * Answers are taken until the day of the meeting is over and read from the next one on: counts that moved with each
 * answer would tell what the last one said.
 */
export const takesPulse = (closedAt: Instant | null, today: Day) => closedAt === null || dayOf(closedAt) >= today;

interface Answer {
  worth: number;
  heard: PulseAnswer;
  obstacle: PulseObstacle;
}

/** "9 answered. Worth their time: 8. The person’s view was heard: yes 6, for some 2, no 1. In the way: too little time 3." */
export function pulseInWords(answers: readonly Answer[]): string | null {
  if (answers.length < fewestAnswers) return null;
  const count = <Said>(said: readonly Said[], of: (answer: Answer) => Said, words: (one: Said) => string) =>
    said
      .map((one) => ({ one, n: answers.filter((answer) => of(answer) === one).length }))
      .filter(({ n }) => n > 0)
      .map(({ one, n }) => `${words(one)} ${n}`)
      .join(", ");
  const lower = (text: string) => text.toLowerCase();
  const worth = answers.filter((answer) => answer.worth === 1).length;
  return [
    `${answers.length} answered`,
    `Worth their time: ${worth}`,
    `The person’s view was heard: ${count(
      pulseAnswers,
      ({ heard }) => heard,
      (one) => lower(heardWords[one]),
    )}`,
    `In the way: ${count(
      pulseObstacles,
      ({ obstacle }) => obstacle,
      (one) => lower(obstacleWords[one]),
    )}`,
  ]
    .map((sentence) => `${sentence}.`)
    .join(" ");
}
