import type { Problem } from "#server/domain/problem.ts";

const sentences = {
  stopped:
    "Not sent: this link does not work any more. What you wrote is still in this page. Ask the person who sent you the link.",
  "too long":
    "Not sent: this page was open for too long. What you wrote is still in this page. Open the link from your mail in another tab, enter a new code there, come back here and send again.",
};

/** Refuses a guest's form in the guest's own words: there is nowhere that they could sign in. */
export function notSent(why: keyof typeof sentences): never {
  const problem: Problem = { kind: "refused", message: sentences[why], fields: {}, reference: "" };
  throw Object.assign(new Error(problem.message), { problem });
}
