/** Turns anything thrown into one Problem: no stack and no library's words ever reach a person. */
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { isStorageFailure, isWorthRetrying } from "#db/errors.ts";
import type { Problem, ProblemKind } from "./domain/problem.ts";
import { Refusal, type RefusalReason } from "./domain/refusal.ts";

const kindOfRefusal: Record<RefusalReason, ProblemKind> = {
  rule: "refused",
  stale: "stale",
  forbidden: "forbidden",
  missing: "missing",
  "signed-out": "signed-out",
  left: "forbidden",
  "key-used": "refused",
  "too-many-tries": "refused",
};

export const codeOf: Record<ProblemKind, TRPCError["code"]> = {
  invalid: "UNPROCESSABLE_CONTENT",
  refused: "CONFLICT",
  stale: "CONFLICT",
  "signed-out": "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  missing: "NOT_FOUND",
  unexpected: "INTERNAL_SERVER_ERROR",
};

export function refusalIn(thrown: unknown): Refusal | null {
  if (thrown instanceof Refusal) return thrown;
  return thrown instanceof Error && thrown.cause !== undefined ? refusalIn(thrown.cause) : null;
}

export function problemFrom(thrown: unknown, reference: string): Problem {
  const refusal = refusalIn(thrown);
  if (refusal) {
    return {
      kind: kindOfRefusal[refusal.reason],
      message: refusal.message,
      fields: refusal.field ? { [refusal.field]: refusal.message } : {},
      reference,
      ...(refusal.theirs ? { theirs: refusal.theirs } : {}),
    };
  }
  const cause = thrown instanceof TRPCError ? thrown.cause : thrown;
  if (cause instanceof ZodError) return invalid(cause, reference);
  if (thrown instanceof TRPCError && thrown.code === "NOT_FOUND") {
    return { kind: "missing", message: "This page does not exist, or you may not see it.", fields: {}, reference };
  }
  if (thrown instanceof TRPCError && ["BAD_REQUEST", "PARSE_ERROR"].includes(thrown.code)) {
    return {
      kind: "invalid",
      message: "This could not be read. Open the page again and try once more.",
      fields: {},
      reference,
    };
  }
  return { kind: "unexpected", message: unexpectedSentence(cause), fields: {}, reference };
}

function invalid(error: ZodError, reference: string): Problem {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
  return { kind: "invalid", message: "There is a problem with what was entered", fields, reference };
}

function unexpectedSentence(cause: unknown): string {
  if (isStorageFailure(cause))
    return "This could not be saved: there is no room left. Your text is still here. Tell your IT support.";
  if (isWorthRetrying(cause)) return "Somebody else was saving at the same moment. Nothing was lost. Try again.";
  return "Sorry, there is a problem with the service. Your text is still here. Try again in a moment.";
}
