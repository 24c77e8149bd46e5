/** The outbox: what was mailed to whom, what still waits and why; and what the sender needs to send one mail. */
import { changeGuest, guestById } from "#db/queries/guests.ts";
import {
  changeMessage,
  countMessages,
  dueMessages,
  endOfAnswered,
  messageById,
  messagesOf,
  revokeEarlierLinks,
} from "#db/queries/messages.ts";
import { keep } from "#db/queries/rows.ts";
import { practiceById } from "#db/queries/staff.ts";
import type { Writer } from "#db/database.ts";
import { codeLimits, linkHolds, stoppedMailWords } from "../domain/guests.ts";
import {
  afterFault,
  answerPlace,
  codePlace,
  leftWords,
  listMessages,
  messageKindWords,
  messageStateOf,
  oneMessage,
  retry,
  retryMessage,
  settleMessage,
  shownText,
  take,
} from "../domain/messages.ts";
import { changedMeanwhile, found } from "../domain/refusal.ts";
import { hasLeft } from "../domain/sight.ts";
import { addMinutes, type Day, type Instant } from "../domain/time.ts";
import { read, router, secrets, write } from "../trpc.ts";

const pageLength = 50;
/** How many mails the sender asks for at once. */
const mostDue = 50;
/** Sent mails are counted over so many days. */
const countedDays = 30;

export const messages = router({
  list: read("message.list")
    .input(listMessages)
    .query(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const since = addMinutes(ctx.at, -countedDays * 24 * 60);
      const rows = await messagesOf(ctx.db, { ...input, most: pageLength + 1 });
      const shown = rows.slice(0, pageLength);
      const opened = input.open ? await messageById(ctx.db, input.open) : undefined;
      return {
        practice: { id: practice.id, name: practice.name },
        counts: await countMessages(ctx.db, practice.id, since),
        countedDays,
        messages: shown.map((row) => ({
          id: row.id,
          to: row.name,
          kind: messageKindWords[row.kind],
          subject: row.subject,
          state: messageStateOf(row),
          queuedAt: row.queued_at,
          sentAt: row.sent_at,
          tries: row.tries,
          nextTryAt: messageStateOf(row) === "queued" && row.fault !== null ? row.due_at : null,
          fault: row.fault,
          mayBeRead: shownText(row) !== null,
          mayBeRetried: row.sent_at === null && row.fault !== null && !hasLeft({ leftOn: row.left_on }, ctx.today),
        })),
        after: rows.length > pageLength ? (shown.at(-1)?.after ?? null) : null,
        opened:
          opened?.practice_id === practice.id
            ? { id: opened.id, to: opened.name, subject: opened.subject, text: shownText(opened) }
            : null,
        place: ctx.mailPlace,
        may: ctx.may(["message.retry"]),
        today: ctx.today,
      };
    }),

  retry: write("message.retry")
    .input(retryMessage)
    .mutation(async ({ ctx, input }) => {
      const message = found(await messageById(ctx.db, input.messageId));
      if (message.practice_id !== input.practiceId) found(null);
      const change = retry(message, ctx.at, ctx.today);
      if (change && !(await changeMessage(ctx.db, message, change))) throw changedMeanwhile();
      if (change) ctx.changed("outbox");
      return { messageId: message.id };
    }),

  due: read("message.due").query(({ ctx }) => dueMessages(ctx.db, ctx.at, mostDue)),

  /** Holds a mail for its sender, and makes the link or the code in it. `mail` is null when it is not to be sent. */
  take: write("message.take")
    .input(oneMessage)
    .mutation(async ({ ctx, input }) => {
      const message = found(await messageById(ctx.db, input.messageId));
      const held = take(message, ctx.at);
      const about = { messageId: message.id, practiceId: message.practice_id };
      const fault = await whyNotSent(ctx, message);
      if (fault !== null) {
        await changeMessage(ctx.db, message, { failed_at: ctx.at, fault });
        return { ...about, tries: message.tries, mail: null };
      }
      if (!(await changeMessage(ctx.db, message, held))) throw changedMeanwhile();
      const text = await withSecrets(ctx, message);
      const { calendar, method } = message;
      return {
        ...about,
        tries: held.tries,
        mail: {
          id: message.id,
          to: { name: message.name, address: message.email },
          subject: message.subject,
          text,
          calendar: calendar !== null && method !== null ? { text: calendar, method } : null,
          queuedAt: message.queued_at,
        },
      };
    }),

  settle: write("message.settle")
    .input(settleMessage)
    .mutation(async ({ ctx, input }) => {
      const message = found(await messageById(ctx.db, input.messageId));
      const about = { messageId: message.id, practiceId: message.practice_id };
      if (message.sent_at !== null) return about;
      if (input.fault === null) {
        await changeMessage(ctx.db, message, { sent_at: ctx.at, failed_at: null, fault: null });
        await revokeEarlierLinks(ctx.db, message, ctx.at);
      } else if (message.failed_at === null && message.tries === input.tries) {
        // Of an older try nothing follows: somebody else holds the mail by now.
        await changeMessage(ctx.db, message, afterFault(input.fault.kind, input.fault.words, message, ctx.at));
      }
      return about;
    }),
});

type Row = NonNullable<Awaited<ReturnType<typeof messageById>>>;
type Sending = { db: Writer; at: Instant; today: Day; origin: string; newId: () => string };

async function whyNotSent({ db, at, today }: Sending, message: Row): Promise<string | null> {
  if (hasLeft({ leftOn: message.left_on }, today)) return leftWords;
  if (message.guest_id === null) return null;
  return linkHolds(await guestById(db, message.guest_id), at, today) ? null : stoppedMailWords;
}

/** The text with the link or the code of its reader, made now; of either only a hash is kept. */
async function withSecrets(ctx: Sending, message: Row): Promise<string> {
  const { text } = message;
  if (text.includes(codePlace)) return text.replaceAll(codePlace, await newCode(ctx, message.guest_id ?? ""));
  if (!text.includes(answerPlace)) return text;
  return text.replaceAll(
    answerPlace,
    message.guest_id === null ? await newLink(ctx, message) : await newGuestLink(ctx, message.guest_id),
  );
}

async function newCode({ db, at }: Sending, guestId: string): Promise<string> {
  const code = secrets.newCode();
  await changeGuest(db, guestId, {
    code_hash: secrets.hashOfCode(guestId, code),
    code_ends_at: addMinutes(at, codeLimits.minutes),
    code_tries: 0,
  });
  return code;
}

/** Takes the place of the link that was mailed before. */
async function newGuestLink({ db, origin }: Sending, guestId: string): Promise<string> {
  const token = secrets.newToken();
  await changeGuest(db, guestId, { token_hash: secrets.hashOfToken(token) });
  return `${origin}/guest/${guestId}/${token}`;
}

/** The address that answers what this mail is about. */
async function newLink(ctx: Sending, message: Row): Promise<string> {
  const token = secrets.newToken();
  await keep(ctx.db, "answer_link", {
    id: ctx.newId(),
    practice_id: message.practice_id,
    token_hash: secrets.hashOfToken(token),
    staff_id: message.staff_id,
    message_id: message.id,
    meeting_id: message.meeting_id,
    series_id: message.series_id,
    poll_id: message.poll_id,
    made_at: ctx.at,
    ends_at: (await endOfAnswered(ctx.db, message)) ?? ctx.at,
  });
  return `${ctx.origin}/answer/${token}`;
}
