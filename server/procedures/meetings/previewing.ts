/** Before dates of a series move or are cancelled: each from and to with what is known of it, and who is told. */
import { invitationFacts } from "#db/queries/invitations.ts";
import { disciplinesOfMeeting, meetingById } from "#db/queries/meetings.ts";
import { namesKnownTo } from "#db/queries/names.ts";
import { aroundDates } from "#db/queries/planning.ts";
import { practiceById } from "#db/queries/staff.ts";
import { afterCancelling, afterMoves, datesInScope, movesOf, shownAs, typedInMove } from "../../domain/changes.ts";
import { changesFor, type InvitationFacts } from "../../domain/invitations.ts";
import { refuseNames } from "../../domain/mailnames.ts";
import { mayBeDone, previewChange } from "../../domain/meetings.ts";
import { shownText } from "../../domain/messages.ts";
import { notesOn, spanOf } from "../../domain/planning.ts";
import { disciplineLabel } from "../../domain/practices.ts";
import { found } from "../../domain/refusal.ts";
import { dateAt } from "../../domain/series.ts";
import { spanInWords } from "../../domain/time.ts";
import { read, router, signedIn } from "../../trpc.ts";

export const previewing = router({
  previewChange: read("meeting.previewChange")
    .input(previewChange)
    .query(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone(input.change, meeting);
      refuseNames(
        input.change === "move" ? typedInMove(input, meeting) : { reason: input.reason },
        await namesKnownTo(ctx.db, signedIn(ctx).staff.id, meeting.practice_id),
      );
      const facts = found(await invitationFacts(ctx.db, { meetingId: meeting.id }, ctx.today));
      const dates = datesInScope(facts, meeting.id, input.scope, ctx.at);
      const told = (after: InvitationFacts) => {
        const mails = changesFor(facts, after, input.reason, ctx);
        const [first] = mails;
        return {
          people: mails.length,
          /** As the first of them gets it. */
          mail: first ? { subject: first.subject, text: shownText(first) ?? "" } : null,
        };
      };
      if (input.change === "cancel") {
        return {
          dates: dates.map(({ id, startsAt, endsAt }) => ({
            id,
            from: spanInWords(startsAt, endsAt),
            to: null,
            place: null,
            notes: [],
          })),
          ...told(afterCancelling(facts, dates, 0)),
          shown: shownAs(dates),
        };
      }

      const moves = movesOf(dates, meeting.id, input, ctx.at);
      const moved = moves.map(({ to }) => dateAt(to, meeting.nation));
      const practice = found(await practiceById(ctx.db, meeting.practice_id));
      const people = [
        ...new Map(moves.flatMap((move) => move.meeting.people).map((person) => [person.id, person])).values(),
      ];
      const needs = await disciplinesOfMeeting(ctx.db, meeting.id);
      const known = await aroundDates(ctx.db, practice.id, people, spanOf(moved));
      const around = {
        ...known,
        meetings: known.meetings.filter(({ id }) => !moves.some((move) => move.meeting.id === id)),
        needed: needs.filter(({ need }) => need === "needed").map(({ discipline }) => discipline),
        labelOf: (code: string) => disciplineLabel(practice.policy, code),
      };
      return {
        dates: moves.map((move) => {
          const date = dateAt(move.to, meeting.nation);
          return {
            id: move.meeting.id,
            from: spanInWords(move.meeting.startsAt, move.meeting.endsAt),
            to: date.words,
            place: move.to.place,
            notes: notesOn(date, { ...around, people: move.meeting.people }),
          };
        }),
        ...told(afterMoves(facts, moves, 0)),
        shown: shownAs(dates),
      };
    }),
});
