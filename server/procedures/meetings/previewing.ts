/** Before dates change: what becomes of each, and who is told. Nothing is saved. */
import { invitationFacts } from "#db/queries/invitations.ts";
import { disciplinesOfMeeting, invitedToEach, meetingById } from "#db/queries/meetings.ts";
import { namesKnownTo } from "#db/queries/names.ts";
import { aroundDates } from "#db/queries/planning.ts";
import { isAttached, practiceById } from "#db/queries/staff.ts";
import type { Reader } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import {
  afterCancelling,
  afterMoves,
  afterNeeds,
  datesInScope,
  movesOf,
  namesBeyond,
  shownAs,
  typedInMove,
  type Move,
} from "../../domain/changes.ts";
import { changesFor, type InvitationFacts, type InvitedMeeting } from "../../domain/invitations.ts";
import { refuseNames } from "../../domain/mailnames.ts";
import { foreignChair, mayBeDone, needsOf, previewChange } from "../../domain/meetings.ts";
import { shownText } from "../../domain/messages.ts";
import { notesOn, spanOf, type DateNote } from "../../domain/planning.ts";
import { disciplineLabel } from "../../domain/practices.ts";
import { found, refuse } from "../../domain/refusal.ts";
import { dateAt } from "../../domain/series.ts";
import { spanInWords } from "../../domain/time.ts";
import { read, router, signedIn } from "../../trpc.ts";

type Meeting = NonNullable<Awaited<ReturnType<typeof meetingById>>>;

interface Previewing {
  db: Reader;
  at: Instant;
  today: Day;
}

/** One date as it would be: what is null or empty stays as it is. */
interface ChangedDate {
  id: string;
  from: string;
  to: string | null;
  place: string | null;
  notes: DateNote[];
  /** By name: who would be invited to it, and who not any more. */
  joining: string[];
  leaving: string[];
}

interface Changed {
  dates: ChangedDate[];
  after: InvitationFacts;
}

export const previewing = router({
  previewChange: read("meeting.previewChange")
    .input(previewChange)
    .query(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone(input.change === "needs" ? "setNeeds" : input.change, meeting);
      if (input.change !== "needs") {
        refuseNames(
          input.change === "move" ? typedInMove(input, meeting) : { reason: input.reason },
          await namesKnownTo(ctx.db, signedIn(ctx).staff.id, meeting.practice_id),
        );
      }
      const facts = found(await invitationFacts(ctx.db, { meetingId: meeting.id }, ctx.today));
      const dates = datesInScope(facts, meeting.id, input.scope, ctx.at);
      const changed =
        input.change === "cancel"
          ? { dates: dates.map(asItIs), after: afterCancelling(facts, dates, 0) }
          : input.change === "move"
            ? await moved(ctx, meeting, facts, movesOf(dates, meeting.id, input, ctx.at))
            : await needed(ctx, meeting, facts, dates, input);
      const mails = changesFor(facts, changed.after, "reason" in input ? input.reason : null, ctx);
      const kinds = [...new Set(mails.map(({ kind }) => kind))];
      return {
        dates: changed.dates,
        people: mails.length,
        /** Of each kind as the first of those who get it does. */
        mails: kinds.flatMap((kind) => {
          const mail = mails.find((one) => one.kind === kind);
          return mail ? [{ subject: mail.subject, text: shownText(mail) ?? "" }] : [];
        }),
        shown: shownAs(dates),
      };
    }),
});

function asItIs({ id, startsAt, endsAt }: InvitedMeeting): ChangedDate {
  return { id, from: spanInWords(startsAt, endsAt), to: null, place: null, notes: [], joining: [], leaving: [] };
}

/** Where each date goes, with what is known of it there. */
async function moved(ctx: Previewing, meeting: Meeting, facts: InvitationFacts, moves: Move[]): Promise<Changed> {
  const practice = found(await practiceById(ctx.db, meeting.practice_id));
  const everybody = moves.flatMap((move) => move.meeting.people);
  const people = [...new Map(everybody.map((person) => [person.id, person])).values()];
  const needs = await disciplinesOfMeeting(ctx.db, meeting.id);
  const span = spanOf(moves.map(({ to }) => dateAt(to, meeting.nation)));
  const known = await aroundDates(ctx.db, practice.id, people, span);
  const around = {
    ...known,
    meetings: known.meetings.filter(({ id }) => !moves.some((move) => move.meeting.id === id)),
    needed: needs.filter(({ need }) => need === "needed").map(({ discipline }) => discipline),
    labelOf: (code: string) => disciplineLabel(practice.policy, code),
  };
  const dates = moves.map((move) => {
    const date = dateAt(move.to, meeting.nation);
    const notes = notesOn(date, { ...around, people: move.meeting.people });
    return { ...asItIs(move.meeting), to: date.words, place: move.to.place, notes };
  });
  return { dates, after: afterMoves(facts, moves, 0) };
}

/** Who would be invited to each date, and who not any more. */
async function needed(
  ctx: Previewing,
  meeting: Meeting,
  facts: InvitationFacts,
  dates: InvitedMeeting[],
  input: { chairId: string | null; needed: string[]; invited: string[] },
): Promise<Changed> {
  const practice = found(await practiceById(ctx.db, meeting.practice_id));
  const needs = needsOf(
    input,
    practice.policy.disciplines.map(({ code }) => code),
  );
  if (input.chairId && !(await isAttached(ctx.db, practice.id, input.chairId))) refuse(foreignChair, "chairId");
  const rows = dates.map(({ id }) => ({ id, chair_id: null }));
  const instead = { chairId: input.chairId, needs };
  const people = await invitedToEach(ctx.db, practice.id, rows, ctx.today, instead);
  return {
    dates: dates.map((date) => ({
      ...asItIs(date),
      joining: namesBeyond(people.get(date.id) ?? [], date.people),
      leaving: namesBeyond(date.people, people.get(date.id) ?? []),
    })),
    after: afterNeeds(facts, people, 0),
  };
}
