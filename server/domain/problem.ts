/** What a page or a live client is told when something could not be done: plain data, the same by either door. */

export const problemKinds = [
  "invalid",
  "refused",
  "stale",
  "signed-out",
  "forbidden",
  "missing",
  "unexpected",
] as const;
export type ProblemKind = (typeof problemKinds)[number];

export type Problem = {
  kind: ProblemKind;
  /** One sentence for people: what happened and what to do. */
  message: string;
  /** Field path as the form names it (`facts.0.value`) to the sentence shown beside it. */
  fields: Record<string, string>;
  /** The reference that stands in the log as well, for somebody who asks for help. */
  reference: string;
  /** For `stale`: the text somebody else saved first, by field path, to stand beside one's own. */
  theirs?: Record<string, string>;
};

/** The HTTP status of each kind; both doors answer with it. */
export const statusOf: Record<ProblemKind, number> = {
  invalid: 422,
  refused: 409,
  stale: 409,
  "signed-out": 401,
  forbidden: 403,
  missing: 404,
  unexpected: 500,
};

/** Whether a caught value carries a problem: tRPC errors do, under `cause` or `data`. */
export function problemOf(thrown: unknown): Problem | null {
  if (typeof thrown !== "object" || thrown === null) return null;
  const holder = thrown as { problem?: unknown; cause?: unknown; data?: { problem?: unknown } };
  const found = holder.problem ?? holder.data?.problem;
  if (isProblem(found)) return found;
  return holder.cause === undefined || holder.cause === thrown ? null : problemOf(holder.cause);
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    problemKinds.includes((value as Problem).kind) &&
    typeof (value as Problem).message === "string"
  );
}
