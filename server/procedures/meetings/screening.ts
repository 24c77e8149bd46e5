/** The shared screen: what everybody in the room may see of the case that the room is at, and nothing else. */
import { caseFileOf } from "#db/queries/casefiles.ts";
import { actionsRaisedIn } from "#db/queries/actions.ts";
import { agendaOf, meetingById, notesOf, peopleOfMeeting } from "#db/queries/meetings.ts";
import { staysOf } from "#db/queries/stays.ts";
import type { PersonOnFile } from "#db/casefile.ts";
import type { Reader } from "#db/database.ts";
import { meetingStateOf } from "../../domain/meetings.ts";
import { found } from "../../domain/refusal.ts";
import { initialsOf, openScreen, withInitials } from "../../domain/sharedscreen.ts";
import { seeTogether, type SeenCase } from "../../domain/sight.ts";
import { inRoom, isRecorded, presentAmong, usedSeconds } from "../../domain/stays.ts";
import { composeSummary } from "../../domain/summaries.ts";
import { spanInWords } from "../../domain/time.ts";
import { read, router, signedIn } from "../../trpc.ts";

type Item = Awaited<ReturnType<typeof agendaOf>>[number];

export const screening = router({
  screen: read("meeting.screen")
    .input(openScreen)
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const agenda = await agendaOf(ctx.db, meeting.id);
      const people = inRoom(
        await peopleOfMeeting(ctx.db, meeting.practice_id, meeting.id, ctx.today),
        await staysOf(ctx.db, meeting.id),
      );
      const present = presentAmong(people, ctx.today);
      const isMarked = isRecorded(people);
      // Whoever opens it looks at it as well, wherever they are.
      const lookers = [...present.filter(({ id }) => id !== staff.id), staff];
      const at = agenda.findIndex((item) => item.id === meeting.current_item_id);
      const item = agenda[at];
      const next = agenda.slice(at + 1).find((candidate) => candidate.concluded_at === null);
      const box = item && isMarked ? await caseFileOf(ctx.db, item.case_id) : null;
      const view = box && seeTogether(box, lookers, ctx.today);
      return {
        words: spanInWords(meeting.starts_at, meeting.ends_at),
        state: meetingStateOf(meeting),
        isMarked,
        here: present.length,
        position: at + 1,
        items: agenda.length,
        minutes: item ? item.minutes + item.extra_minutes : 0,
        usedSeconds: item ? usedSeconds({ usedSeconds: item.used_seconds, enteredAt: item.entered_at }, ctx.at) : 0,
        isRunning: item?.entered_at != null,
        next: next ? { number: next.number, minutes: next.minutes + next.extra_minutes } : null,
        /** Null between items, and while somebody is here who may not hear this one. */
        item:
          item && view?.person
            ? await onScreen(ctx.db, { ...item, meeting_id: meeting.id }, view, view.person, input.names)
            : null,
        today: ctx.today,
        names: input.names,
      };
    }),
});

async function onScreen(
  db: Reader,
  item: Item & { meeting_id: string },
  view: SeenCase,
  person: PersonOnFile,
  names: boolean,
) {
  const summary = composeSummary(view);
  const text = (said: string) => (names ? said : withInitials(said, person));
  const notes = await notesOf(db, item.id);
  const raised = await actionsRaisedIn(db, item.meeting_id, item.case_id);
  return {
    who: names ? `${person.givenName} ${person.familyName}` : initialsOf(person),
    question: text(summary.question),
    mustBeSettled: summary.disagreements.filter(({ mustBeSettled }) => mustBeSettled).map(({ label }) => label),
    decided: notes.filter(({ kind }) => kind === "decision").map((note) => ({ id: note.id, text: text(note.text) })),
    actions: raised
      .filter(({ id }) => view.actions.some((seen) => seen.id === id))
      .map((action) => ({ id: action.id, owner: action.owner, text: text(action.text), due: action.due })),
  };
}
