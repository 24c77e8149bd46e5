/** Reminding those whose contributions to a meeting still wait, by hand: shown first, then sent. */
import { z } from "zod";
import { awayOf } from "#db/queries/availability.ts";
import { awaitedOf, keepReminders, lastReminded, queuedOf } from "#db/queries/digests.ts";
import { agendaOf, meetingById, readinessOf } from "#db/queries/meetings.ts";
import { queueMessages } from "#db/queries/messages.ts";
import { practiceById, staffOfPractice } from "#db/queries/staff.ts";
import type { Reader } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import { aboutRecipient, chaseAbout, chasedInWords, chaseFor, chaseOnce, recipientsOf } from "../../domain/chasing.ts";
import { frozenOn } from "../../domain/cycle.ts";
import { id } from "../../domain/inputs.ts";
import { chaseContributions, mayBeDone } from "../../domain/meetings.ts";
import { queued } from "../../domain/messages.ts";
import { disciplineLabel } from "../../domain/practices.ts";
import { found, refuse } from "../../domain/refusal.ts";
import { longestAway } from "../../domain/reminders.ts";
import { hasLeft } from "../../domain/sight.ts";
import { spanInWords } from "../../domain/time.ts";
import { read, router, signedIn, write } from "../../trpc.ts";

type Meeting = NonNullable<Awaited<ReturnType<typeof meetingById>>>;

export const chasing = router({
  previewChase: read("meeting.previewChase")
    .input(z.object({ meetingId: id }))
    .query(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const words = spanInWords(meeting.starts_at, meeting.ends_at);
      const head = { meetingId: meeting.id, practice: meeting.practice, words };
      if (!isAhead(meeting, ctx.at)) return { ...head, mails: [], heldBack: [], nobodyToAsk: [] };
      const { awaited, people, recipients, heldBack } = await toChase(ctx, meeting);
      const reminded = await lastReminded(
        ctx.db,
        awaited.map(({ staffId }) => staffId),
        chaseAbout(meeting.id, ""),
      );
      const sending = sendingOf(ctx, meeting);
      const mails = recipients.map((recipient) => {
        const { subject, text } = chaseFor(meeting, recipient, sending);
        const days = [recipient.id, ...recipient.covers.map((covered) => covered.id)].map((one) => reminded.get(one));
        const last =
          days
            .filter((on) => on !== undefined)
            .sort()
            .at(-1) ?? null;
        return {
          subject,
          text,
          id: recipient.id,
          name: recipient.name,
          discipline: people.get(recipient.id) ?? "",
          about: aboutRecipient(recipient, last, ctx.today),
        };
      });
      return { ...head, mails, heldBack, nobodyToAsk: await nobodyToAsk(ctx, meeting, awaited) };
    }),

  chase: write("meeting.chase")
    .input(chaseContributions)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("chase", meeting);
      if (!isAhead(meeting, ctx.at)) refuse("It is too late to remind anybody: the meeting was to have begun");
      if (input.staffIds.length === 0) refuse("Tick who is to be reminded", "staffIds");
      // Asked again: between the page and the press somebody may have contributed, left, or been reminded.
      const { awaited, staff, mailed, recipients } = await toChase(ctx, meeting);
      const chosen = recipients.filter((recipient) => input.staffIds.includes(recipient.id));
      const sent = new Set<string>();
      for (const recipient of chosen) {
        const mail = chaseFor(meeting, recipient, sendingOf(ctx, meeting));
        const [messageId] = await queueMessages(ctx.db, [queued(mail, ctx.newId(), ctx.at)]);
        if (messageId !== undefined) sent.add(recipient.id);
      }
      const reached = chosen
        .filter((recipient) => sent.has(recipient.id))
        .flatMap(({ id: own, numbers, covers }) => [
          ...(numbers.length > 0 ? [own] : []),
          ...covers.map((one) => one.id),
        ]);
      await keepReminders(
        ctx.db,
        reached.map((staffId) => ({
          id: ctx.newId(),
          staff_id: staffId,
          about: chaseAbout(meeting.id, ctx.today),
          on_day: ctx.today,
        })),
      );
      if (sent.size > 0) ctx.changed("outbox", `meeting:${meeting.id}`);
      const unsent = staff.filter((person) => input.staffIds.includes(person.id) && !sent.has(person.id));
      const isMailed = (staffId: string) => mailed.has(staffId) || chosen.some((one) => one.id === staffId);
      return {
        meetingId: meeting.id,
        reminded: sent.size,
        awaited: awaited.length,
        words: chasedInWords(
          sent.size,
          unsent.filter((person) => !isMailed(person.id)).map(({ name }) => name),
          unsent.filter((person) => isMailed(person.id)).map(({ name }) => name),
        ),
      };
    }),
});

interface Asking {
  db: Reader;
  at: Instant;
  today: Day;
}

function isAhead(meeting: Meeting, at: Instant): boolean {
  return meeting.starts_at > at && meeting.opened_at === null && meeting.cancelled_at === null;
}

function sendingOf(ctx: Parameters<typeof signedIn>[0] & { origin: string; today: Day }, meeting: Meeting) {
  return {
    organizer: signedIn(ctx).staff.name,
    today: ctx.today,
    origin: ctx.origin,
    isFrozen: frozenOn(meeting) !== null,
  };
}

/** Who waits, and to whom of the practice a mail would go. */
async function toChase({ db, today }: Asking, meeting: Meeting) {
  const practice = found(await practiceById(db, meeting.practice_id));
  const staff = (await staffOfPractice(db, meeting.practice_id)).filter(
    (row) => !hasLeft({ leftOn: row.left_on }, today),
  );
  const ids = staff.map((row) => row.id);
  const rows = await awaitedOf(db, [meeting.id]);
  const awaited = [...new Set(rows.map((row) => row.staffId))]
    .filter((staffId) => ids.includes(staffId))
    .map((staffId) => {
      const own = rows.filter((row) => row.staffId === staffId);
      return {
        staffId,
        numbers: own.map(({ number }) => number).sort((a, b) => a - b),
        cases: own.map(({ caseId, discipline }) => `${caseId} ${discipline}`),
      };
    });
  const away = await awayOf(db, ids, today, today);
  const onces = await queuedOf(
    db,
    ids.map((staffId) => chaseOnce(meeting.practice_id, staffId, today)),
  );
  const mailed = new Set(ids.filter((staffId) => onces.has(chaseOnce(meeting.practice_id, staffId, today))));
  const people = staff.map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role,
    away: longestAway(away.filter((one) => one.staff_id === row.id)),
  }));
  return {
    awaited,
    staff,
    mailed,
    people: new Map(staff.map((row) => [row.id, disciplineLabel(practice.policy, row.discipline)])),
    ...recipientsOf({ awaited, people, mailed }, today),
  };
}

/** "Housing (case 3)": a discipline that is asked and has nobody on the team, so that nobody can be reminded. */
async function nobodyToAsk(
  { db, today }: Asking,
  meeting: Meeting,
  awaited: readonly { cases: readonly string[] }[],
): Promise<string[]> {
  const practice = found(await practiceById(db, meeting.practice_id));
  const agenda = (await agendaOf(db, meeting.id)).filter((item) => item.concluded_at === null);
  const ready = await readinessOf(
    db,
    meeting.id,
    agenda.map((item) => item.case_id),
    today,
  );
  const someone = new Set(awaited.flatMap(({ cases }) => cases));
  const isGiven = (row: { case_id: string; discipline: string }) =>
    ready.given.some((given) => given.case_id === row.case_id && given.discipline === row.discipline);
  return ready.asked
    .filter((row) => !isGiven(row) && !someone.has(`${row.case_id} ${row.discipline}`))
    .map((row) => {
      const number = agenda.find((item) => item.case_id === row.case_id)?.number;
      return `${disciplineLabel(practice.policy, row.discipline)} (case ${number})`;
    })
    .sort((a, b) => a.localeCompare(b, "en-GB"));
}
