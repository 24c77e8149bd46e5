/** One pass of the timer, as far as it makes mail: the steps that are due, then the digests. */
import type { TestWorld } from "./world.ts";

export interface Mail {
  to: string;
  kind: string;
  once: string;
  subject: string;
  text: string;
}

/** Everybody's mail, the oldest first. */
export async function mailsOf(world: TestWorld): Promise<Mail[]> {
  return world.database
    .selectFrom("message")
    .innerJoin("staff", "staff.id", "message.staff_id")
    .select(["staff.name as to", "message.kind", "message.once", "message.subject", "message.text"])
    .orderBy("message.queued_at")
    .orderBy("message.id")
    .execute();
}

/** What a pass at that instant took and queued. */
export async function passAt(world: TestWorld, at: string): Promise<{ steps: string[]; mails: Mail[] }> {
  world.clock.set(at);
  const before = new Set((await mailsOf(world)).map((mail) => mail.once));
  const system = world.being("system");
  const steps: string[] = [];
  for (const step of await system.cycle.due()) {
    const { taken } = await system.cycle.take(step);
    if (taken) steps.push(step.step);
  }
  for (const staffId of await system.digests.due()) await system.digests.make({ staffId });
  return { steps, mails: (await mailsOf(world)).filter((mail) => !before.has(mail.once)) };
}

/** The lines of one person's mails, without their links. */
export function linesTo(mails: readonly Mail[], name: string): string[] {
  return mails
    .filter((mail) => mail.to === name)
    .flatMap((mail) => mail.text.split("\n").filter((line) => line.startsWith("- ") || line.endsWith(":")))
    .map((line) => line.replace(/^- /, ""));
}
