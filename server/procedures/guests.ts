/** Somebody without an account contributes to one case of one meeting, or owns an action: the mailed link, the code, what they see. */
import { z } from "zod";
import { actionById, changeAction, keepUpdate } from "#db/queries/actions.ts";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { keepReminders, queuedOf, toldBefore } from "#db/queries/digests.ts";
import {
  changeGuest,
  codesAskedSince,
  countWrongCode,
  guestById,
  guestByToken,
  guestOfAction,
  guestsOfCase,
  ownersOutside,
  whoElseKnows,
  type GuestRow,
} from "#db/queries/guests.ts";
import { meetingOfCase, nextMeetings } from "#db/queries/meetings.ts";
import { queueMessages } from "#db/queries/messages.ts";
import { namesKnownTo } from "#db/queries/names.ts";
import { saidOf } from "#db/queries/reviewing.ts";
import { keep } from "#db/queries/rows.ts";
import { changeStaff, organisationNamed, staffByEmail } from "#db/queries/staff.ts";
import type { Reader, Writer } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import { actionStateWords, dueInWords, isOverdue, mayBe, stateOf } from "../domain/actions.ts";
import { digestOnce, isTimeForDigests } from "../domain/digests.ts";
import {
  actionLinkMail,
  actionReminderMail,
  askGuest,
  beginAsGuest,
  codeFits,
  codeIsOut,
  giveAction,
  guestCodeMail,
  guestGoneWords,
  guestLink,
  guestLinkMail,
  guestSessionMinutes,
  guestsOf,
  guestStateOf,
  linkHolds,
  mayHaveCode,
  oneAction,
  refuseColleague,
  revokeGuest,
  whyOver,
  wrongCodeWords,
} from "../domain/guests.ts";
import { id } from "../domain/inputs.ts";
import { refuseNames } from "../domain/mailnames.ts";
import { queued, type Message } from "../domain/messages.ts";
import { askedAndAnswered, ownedBy } from "../domain/owning.ts";
import { disciplineLabel } from "../domain/practices.ts";
import { changedMeanwhile, found, refuse } from "../domain/refusal.ts";
import { ownedLines } from "../domain/reminders.ts";
import { seeActions, viewFor, type SeenCase } from "../domain/sight.ts";
import { addMinutes, spanInWords } from "../domain/time.ts";
import { read, router, secrets, signedIn, write, writerOf } from "../trpc.ts";

const aDay = 24 * 60;

export const guests = router({
  /** Whom somebody asked for a case, and how far each has come. */
  list: read("guest.list")
    .input(guestsOf)
    .query(async ({ ctx, input }) => {
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), signedIn(ctx).staff, ctx.today);
      const rows = await guestsOfCase(ctx.db, input.caseId);
      return {
        guests: rows.map((row) => ({
          id: row.id,
          name: row.name,
          discipline: disciplineLabel(view.file.practice.policy, row.discipline),
          askedBy: row.asked_by,
          startsAt: row.starts_at,
          state: guestStateOf(row),
          over: whyOver(row, ctx.at, ctx.today),
        })),
        may: ctx.may(["guest.ask", "guest.revoke"]),
      };
    }),

  /** Asking somebody who was asked already mails them a new link in the place of the one they have. */
  ask: write("guest.ask")
    .input(askGuest)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);
      const { file } = view;
      const { practice } = file;
      const discipline = await mayBeNamed(ctx, view, input);
      const meetingId = await meetingToAskFor(ctx, file);
      const staffId = await guestNamed(ctx, file, { ...input, sector: discipline.sector });

      const before = (await guestsOfCase(ctx.db, file.id)).find(
        (row) => row.staff_id === staffId && row.meeting_id === meetingId && row.revoked_at === null,
      );
      const guestId = before?.id ?? ctx.newId();
      if (!before) {
        await keep(ctx.db, "guest", {
          id: guestId,
          practice_id: practice.id,
          case_id: file.id,
          meeting_id: meetingId,
          staff_id: staffId,
          discipline: discipline.code,
          asked_at: ctx.at,
          asked_by: staff.id,
          code_tries: 0,
        });
      }
      const guest = found(await guestById(ctx.db, guestId));
      await mail(ctx, guestLinkMail(guest, ctx.newId()));
      ctx.changed(`case:${file.id}`);
      return { guestId, caseId: file.id };
    }),

  /** At once: what they are writing stays on their page, and can no more be sent. */
  revoke: write("guest.revoke")
    .input(revokeGuest)
    .mutation(async ({ ctx, input }) => {
      const guest = await guestById(ctx.db, input.guestId);
      if (guest?.case_id !== input.caseId) return found(null);
      if (guest.revoked_at === null) await changeGuest(ctx.db, guest.id, { revoked_at: ctx.at });
      ctx.changed(`case:${guest.case_id}`);
      return { guestId: guest.id, caseId: guest.case_id };
    }),

  /** An action leaves the team for one named person outside; who gives it away answers for that person's address. */
  give: write("guest.give")
    .input(giveAction)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const { action, view } = await actionInCase(ctx, input.actionId);
      mayBe("review", action);
      const discipline = await mayBeNamed(ctx, view, input);
      const meetingId =
        (await meetingOfCase(ctx.db, view.file.id))?.id ??
        (await nextMeetings(ctx.db, [view.file.practice.id], ctx.at))[0]?.id ??
        refuse("Plan the next meeting first: that is where the team asks after the action");
      const staffId = await guestNamed(ctx, view.file, { ...input, sector: discipline.sector });
      if (staffId === action.ownerId) refuse("They own it already. Mail them a new link instead", "email");

      if (!(await changeAction(ctx.db, action.id, input.version, ownedBy(staffId)))) throw changedMeanwhile();
      await keepUpdate(ctx.db, {
        id: ctx.newId(),
        practice_id: view.file.practice.id,
        case_id: view.file.id,
        action_id: action.id,
        kind: "handed-over",
        at: ctx.at,
        by: staff.id,
        text: `from ${action.owner.name} to ${input.name}, who answers by a mailed link`,
      });
      const guestId = ctx.newId();
      await keep(ctx.db, "guest", {
        id: guestId,
        practice_id: view.file.practice.id,
        case_id: view.file.id,
        meeting_id: meetingId,
        action_id: action.id,
        staff_id: staffId,
        discipline: discipline.code,
        asked_at: ctx.at,
        asked_by: staff.id,
        code_tries: 0,
      });
      await mail(ctx, actionLinkMail(found(await guestById(ctx.db, guestId)), ctx.today, ctx.newId()));
      ctx.changed(`case:${view.file.id}`);
      return { actionId: action.id };
    }),

  /** In the place of the link they have. */
  mailOwner: write("guest.mailOwner")
    .input(oneAction)
    .mutation(async ({ ctx, input }) => {
      const { action } = await actionInCase(ctx, input.actionId);
      const guest = await guestOfAction(ctx.db, action.id);
      if (!linkHolds(guest, ctx.at, ctx.today)) refuse("The owner does not answer by a mailed link any more");
      await mail(ctx, actionLinkMail(guest, ctx.today, ctx.newId()));
      return { actionId: action.id };
    }),

  /** That one action, and what was asked and answered about it: nothing of its case (rulings 2). */
  openAction: read("guest.openAction")
    .input(oneAction)
    .query(async ({ ctx, input }) => {
      const row = found(await actionById(ctx.db, input.actionId));
      const { staff } = writerOf(ctx);
      const action = found(seeActions([row], staff, ctx.today)[0]);
      const state = stateOf(action);
      return {
        id: action.id,
        version: action.version,
        text: action.text,
        due: action.due,
        dueWords: dueInWords(action, ctx.today),
        isOverdue: isOverdue(action, ctx.today),
        state,
        stateWords: actionStateWords[state],
        blockedReason: action.blockedReason,
        asked: askedAndAnswered(await saidOf(ctx.db, [action.id])),
        may: ctx.may(["action.accept", "action.decline", "action.report", "action.ask"]),
        today: ctx.today,
      };
    }),

  /** Whoever owns an action without an account and is to be reminded of it today; they have no digest. */
  due: read("guest.due").query(async ({ ctx }) => {
    const due = await remindersOf(ctx, await ownersOutside(ctx.db));
    return [...new Set(due.map(({ guest }) => guest.staff_id))];
  }),

  /** One mail a day: the most urgent of theirs that they were not told of. */
  remind: write("guest.remind")
    .input(z.object({ staffId: id }))
    .mutation(async ({ ctx, input }) => {
      const { staffId } = input;
      const [first] = await remindersOf(ctx, await ownersOutside(ctx.db, staffId));
      if (!first) return { staffId };
      await mail(ctx, actionReminderMail(first.guest, first.line.text, ctx.today));
      await keepReminders(
        ctx.db,
        first.line.keys.map((about) => ({ id: ctx.newId(), staff_id: staffId, about, on_day: ctx.today })),
      );
      return { staffId };
    }),

  /** Who asks, and for which meeting; the case only when a code was entered. Reads only: programs that scan mail open links. */
  open: read("guest.open")
    .input(guestLink)
    .query(async ({ ctx, input }) => {
      const guest = await guestOfLink(ctx, input);
      if (!guest) return null;
      const isIn = ctx.actor.kind === "guest" && ctx.actor.guestId === guest.id;
      const asked = await codesAskedSince(ctx.db, guest.id, addMinutes(ctx.at, -aDay));
      return {
        name: guest.name,
        practice: guest.practice,
        askedBy: guest.asked_by,
        meeting: spanInWords(guest.starts_at, guest.ends_at),
        codeIsOut: codeIsOut(asked, ctx.at),
        /** What the link is for, and once they are in, which. */
        isForAction: guest.action_id !== null,
        caseId: isIn && guest.action_id === null ? guest.case_id : null,
        actionId: isIn ? guest.action_id : null,
      };
    }),

  /** Mails a code to the address that the link went to. */
  sendCode: write("guest.sendCode")
    .input(guestLink)
    .mutation(async ({ ctx, input }) => {
      const guest = (await guestOfLink(ctx, input)) ?? refuse(guestGoneWords);
      const asked = await codesAskedSince(ctx.db, guest.id, addMinutes(ctx.at, -aDay));
      if (mayHaveCode(asked, ctx.at)) await mail(ctx, guestCodeMail(guest, ctx.newId()));
      return about(guest);
    }),

  /** The code is used up, and its session takes the place of the one before. */
  begin: write("guest.begin")
    .input(beginAsGuest)
    .mutation(async ({ ctx, input }) => {
      const guest = (await guestOfLink(ctx, input)) ?? refuse(guestGoneWords);
      if (!codeFits(guest, secrets.hashOfCode(guest.id, input.code), ctx.at)) {
        ctx.afterRefusal((db) => countWrongCode(db, guest.id));
        refuse(wrongCodeWords(guest), "code");
      }
      const token = secrets.newToken();
      await changeGuest(ctx.db, guest.id, {
        code_hash: null,
        code_ends_at: null,
        session_hash: secrets.hashOfToken(token),
        session_ends_at: addMinutes(ctx.at, guestSessionMinutes),
      });
      ctx.changed(`case:${guest.case_id}`);
      return { ...about(guest), token };
    }),
});

/** What the log says of a stranger who holds a guest's link: whose it is, and which case it is for. */
function about(guest: GuestRow) {
  return {
    staffId: guest.staff_id,
    practiceId: guest.practice_id,
    caseId: guest.case_id,
    onBehalfOf: guest.staff_id,
  };
}

async function guestOfLink(
  { db, at, today }: { db: Reader; at: Instant; today: Day },
  { guestId, token }: { guestId: string; token: string },
): Promise<GuestRow | null> {
  const guest = await guestByToken(db, secrets.hashOfToken(token));
  return linkHolds(guest, at, today) && guest.id === guestId ? guest : null;
}

type Asking = {
  db: Writer;
  at: Instant;
  newId: () => string;
  changed: (...subjects: (`case:${string}` | "outbox")[]) => void;
};

async function mail(ctx: Asking, message: Message): Promise<void> {
  await queueMessages(ctx.db, [queued(message, ctx.newId(), ctx.at)]);
  ctx.changed("outbox");
}

/** The next meeting that has the case on its agenda. */
async function meetingToAskFor(ctx: Asking, { id, closedAt }: SeenCase["file"]): Promise<string> {
  if (closedAt !== null) refuse("The team’s work on this case has ended, so nobody can be asked to contribute");
  const meeting = await meetingOfCase(ctx.db, id);
  if (!meeting) refuse("Put the case on the agenda of a meeting first: a guest is asked for one meeting");
  if (meeting.ends_at <= ctx.at)
    refuse("The meeting that has this case on its agenda is over. Close that meeting first");
  return meeting.id;
}

/** Their discipline, which the person does not object to; their name is nobody's of whom the writer reads. */
async function mayBeNamed(
  ctx: { db: Reader; actor: Parameters<typeof signedIn>[0]["actor"] },
  { file: { practice }, objections }: SeenCase,
  input: { name: string; discipline: string },
) {
  const known = await namesKnownTo(ctx.db, signedIn(ctx).staff.id, practice.id);
  // A surname may be theirs as well; a patient's whole name is not.
  refuseNames({ name: input.name }, { ...known, places: [...known.places, input.name] });
  const discipline = practice.policy.disciplines.find(({ code }) => code === input.discipline);
  if (!discipline) refuse("Choose their discipline", "discipline");
  if (objections.some((one) => one.againstDiscipline === discipline.code && one.decision !== "refused")) {
    refuse("The person does not want this discipline to hear it, so nobody of it can be asked", "discipline");
  }
  return discipline;
}

/** An action that the one who asks sees within its case. */
async function actionInCase(
  ctx: { db: Reader; today: Day; actor: Parameters<typeof signedIn>[0]["actor"] },
  actionId: string,
) {
  const row = found(await actionById(ctx.db, actionId));
  const { caseId } = found(seeActions([row], signedIn(ctx).staff, ctx.today)[0]);
  const view = viewFor(await caseFileOf(ctx.db, caseId), signedIn(ctx).staff, ctx.today);
  return { view, action: found(view.actions.find(({ id }) => id === actionId)) };
}

/** What each of these owners is to be told today and was not, the most urgent first; nobody who had a mail today. */
async function remindersOf(
  { db, at, today }: { db: Reader; at: Instant; today: Day },
  guests: Awaited<ReturnType<typeof ownersOutside>>,
) {
  const owners = guests.filter((guest) => linkHolds(guest, at, today) && isTimeForDigests(at, guest.nation));
  const had = await queuedOf(
    db,
    owners.map((guest) => digestOnce(guest.staff_id, today)),
  );
  const lines = owners
    .filter((guest) => !had.has(digestOnce(guest.staff_id, today)))
    .flatMap((guest) =>
      ownedLines(
        [{ id: guest.action_id ?? "", ownerId: guest.staff_id, due: guest.due ?? today }],
        guest.nation,
        today,
      ).map((line) => ({ guest, line })),
    );
  const told = await toldBefore(
    db,
    lines.map(({ guest }) => guest.staff_id),
    lines.flatMap(({ line }) => line.keys),
  );
  return lines.filter(({ guest, line }) => line.keys.some((key) => !told(guest.staff_id, key)));
}

interface Named {
  name: string;
  email: string;
  organisation: string;
  discipline: string;
  sector: Parameters<typeof organisationNamed>[1]["sector"];
}

/** The guest with that address: new, or asked before and now called as this practice calls them. */
async function guestNamed(
  ctx: Asking,
  { practice, team }: SeenCase["file"],
  { sector, ...input }: Named,
): Promise<string> {
  const known = await staffByEmail(ctx.db, input.email);
  const others = known && (await whoElseKnows(ctx.db, known.id, practice.id));
  if (known && others) refuseColleague(known.name, { ...others, isOnTeam: team.includes(known.id) });
  if (known && others?.isGuestElsewhere) return known.id;
  const organisation = { id: ctx.newId(), name: input.organisation, sector };
  const called = {
    name: input.name,
    organisation_id: await organisationNamed(ctx.db, organisation),
    discipline: input.discipline,
    job: "",
  };
  if (known) {
    await changeStaff(ctx.db, known.id, called);
    return known.id;
  }
  const staffId = ctx.newId();
  await keep(ctx.db, "staff", { ...called, id: staffId, email: input.email, registered: 0, created_at: ctx.at });
  return staffId;
}
