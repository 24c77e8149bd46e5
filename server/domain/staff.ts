/** Signing in, inviting a colleague, helping with a forgotten password: inputs and limits (quality.md 2.3). */
import { z } from "zod";
import { staffRoles } from "#db/vocabulary.ts";
import { id, oneOf, words } from "./inputs.ts";
import { refuse } from "./refusal.ts";

/** Idle time after which a session ends, and its longest life, in minutes. */
export const sessionLimits = { idle: 60, longest: 12 * 60 };
/** Attempts at one e-mail address within so many minutes before a wait. */
export const attemptLimits = { most: 10, minutes: 5 };
export const linkDays = { invitation: 7, "new-password": 1, "first-coordinator": 1 };

/** Whether a session still holds: neither over its longest life nor idle for too long. */
export function sessionHolds(session: { seenAt: string; endsAt: string }, idleUntil: string, now: string): boolean {
  return now < session.endsAt && now < idleUntil;
}

const shortestPassword = 15;
const tooCommon = [/^(.)\1*$/, /^(password|passw0rd|letmein|qwertyuiop|shipmate|practice|1234567890)+[\d!]*$/i];

export const email = z
  .string({ error: "Enter an e-mail address" })
  .trim()
  .toLowerCase()
  .pipe(z.email("Enter an e-mail address, such as name@practice.example"));

export const begin = z.object({
  email: z.string().trim().toLowerCase().min(1, "Enter your e-mail address").max(200, "Enter your e-mail address"),
  password: z.string().min(1, "Enter your password").max(1000, "This is longer than any password"),
});

export const redeem = z.object({
  token: z.string().min(1).max(200),
  password: z
    .string({ error: "Enter a password" })
    .min(shortestPassword, `Enter at least ${shortestPassword} characters. Four words you will remember are good`)
    .max(1000, "Enter at most 1,000 characters"),
});

/** Passwords that everybody tries first. Length does the rest; no rules of composition (NIST 800-63B-4). */
export function choosePassword(password: string, about: { name: string; email: string }): void {
  const own = [about.email, about.name.replaceAll(" ", "")].map((word) => word.toLowerCase());
  if (tooCommon.some((pattern) => pattern.test(password)) || own.includes(password.toLowerCase())) {
    refuse("Enter a password that others would not guess", "password");
  }
}

export const invite = z.object({
  practiceId: id,
  name: words("Enter their name", 120),
  email,
  discipline: words("Choose their discipline", 64),
  job: words("Enter what they do, such as “Attached social worker”", 120),
  organisation: words("Enter whom they work for", 160),
  role: oneOf(staffRoles, "Choose what they may do"),
});
