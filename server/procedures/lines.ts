/** What is said of a case in the room: lines that become notes, decisions and actions, and their being taken back. */
import { actionsRaisedIn, changeAction, keepAction, keepUpdate } from "#db/queries/actions.ts";
import { caseFileOf, seenByTeam, staffRefs } from "#db/queries/casefiles.ts";
import { teamsOf } from "#db/queries/cases.ts";
import { toJson } from "#db/queries/json.ts";
import { leaversOf } from "#db/queries/leaving.ts";
import {
  actionsFromNotes,
  agendaItemById,
  changeMeeting,
  decisionsOf,
  meetingAfter,
  meetingById,
  noteById,
  undoNote,
} from "#db/queries/meetings.ts";
import { keep } from "#db/queries/rows.ts";
import { practiceById } from "#db/queries/staff.ts";
import type { Reader } from "#db/database.ts";
import { record } from "../domain/actions.ts";
import { explain, explainDecision, readOneLine, undoLine, writeLine } from "../domain/discussions.ts";
import { dayOfNext, lineMembers } from "../domain/linemembers.ts";
import { askInWords, readLine, readingInWords } from "../domain/lines.ts";
import { mayBeDone } from "../domain/meetings.ts";
import { mayBeAmended, mayBeStruck, struckInWords } from "../domain/records.ts";
import { changedMeanwhile, found, refuse, Refusal } from "../domain/refusal.ts";
import { isForTeam, onlySeen, teamOf, viewFor } from "../domain/sight.ts";
import { read, router, signedIn, write } from "../trpc.ts";

export const lines = router({
  /** How a line would be read at that case's discussion, for whoever runs the program: nothing is written. */
  readLine: read("discussion.readLine")
    .input(readOneLine)
    .query(async ({ ctx, input }) => {
      const { practiceId } = ctx.stood;
      const practice = found(practiceId ? await practiceById(ctx.db, practiceId) : null);
      const { team } = found((await teamsOf(ctx.db, [input.caseId])).get(input.caseId));
      const people = await staffRefs(ctx.db, [...team], [practice.id]);
      const reading = readLine(input.line, {
        team: lineMembers([...people.values()], await leaversOf(ctx.db, input.caseId), practice.policy),
        nation: practice.nation,
        today: ctx.today,
        nextMeeting: input.nextMeeting ?? dayOfNext(await meetingAfter(ctx.db, practice.id, ctx.at)),
      });
      return { reading, owner: reading.kind === "action" ? (people.get(reading.ownerId)?.reference ?? null) : null };
    }),

  write: write("discussion.write")
    .input(writeLine)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const item = found(await agendaItemById(ctx.db, input.itemId));
      const meeting = found(await meetingById(ctx.db, item.meeting_id));
      mayBeDone("write", meeting);
      const view = viewFor(await caseFileOf(ctx.db, item.case_id), staff, ctx.today);
      const { practice } = view.file;
      const note = input.noteId ? await noteToTurn(ctx.db, input.noteId, item.case_id) : null;

      const reading = readLine(input.line, {
        team: lineMembers(teamOf(view), await leaversOf(ctx.db, item.case_id), practice.policy),
        nation: practice.nation,
        today: ctx.today,
        nextMeeting: dayOfNext(await meetingAfter(ctx.db, practice.id, item.starts_at)),
        ...(input.ownerId ? { ownerId: input.ownerId } : {}),
        ...(note ? { note: note.text } : {}),
      });
      if (reading.kind === "ask") refuse(askInWords(reading), "line");

      const of = { practice_id: item.practice_id, meeting_id: item.meeting_id, case_id: item.case_id };
      const written = ctx.newId();
      if (reading.kind === "action") {
        const owner = record({ ...reading }, teamOf(view), ctx.today);
        await keepAction(ctx.db, {
          id: written,
          ...of,
          text: reading.text,
          owner_id: owner.id,
          due: reading.due,
          raised_at: ctx.at,
          raised_by: staff.id,
          note_id: note?.id ?? null,
          ...seenByTeam,
        });
        await keepUpdate(ctx.db, {
          id: ctx.newId(),
          ...of,
          action_id: written,
          kind: "recorded",
          at: ctx.at,
          by: staff.id,
        });
      } else {
        await keep(ctx.db, "discussion_note", {
          id: written,
          ...of,
          agenda_item_id: item.id,
          kind: reading.kind,
          text: reading.text,
          written_at: ctx.at,
          written_by: staff.id,
        });
      }
      ctx.changed(`meeting:${item.meeting_id}`, `case:${item.case_id}`);
      return { itemId: item.id, kind: reading.kind, written, words: readingInWords(reading) };
    }),

  /** Why it was decided, who agreed and who did not, who tells the person; what was said before is kept. */
  explain: write("discussion.explain")
    .input(explainDecision)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const item = found(await agendaItemById(ctx.db, input.itemId));
      mayBeDone("write", found(await meetingById(ctx.db, item.meeting_id)));
      const view = viewFor(await caseFileOf(ctx.db, item.case_id), staff, ctx.today);
      const note = found((await noteById(ctx.db, input.noteId)) ?? null);
      if (note.agenda_item_id !== item.id || note.kind !== "decision") found(null);

      explain(input, { team: teamOf(view), safe: view.file.safeContact, today: ctx.today });
      const before = (await decisionsOf(ctx.db, item.id)).get(note.id);
      if ((before?.id ?? null) !== input.seen) {
        throw new Refusal(
          "stale",
          "Somebody recorded this of the decision meanwhile: it stands among what we said. What you wrote is still here. Save it again to put it in that place.",
          undefined,
          { seen: before?.id ?? "" },
        );
      }
      await keep(ctx.db, "decision", {
        id: ctx.newId(),
        practice_id: item.practice_id,
        case_id: item.case_id,
        agenda_item_id: item.id,
        note_id: note.id,
        reason: input.why,
        agreed_by: toJson(input.agreedBy),
        dissent: input.dissent,
        told_by: input.tellerId,
        told_due: input.tellBy,
        told_how: input.tellHow,
        recorded_at: ctx.at,
        recorded_by: staff.id,
      });
      ctx.changed(`meeting:${item.meeting_id}`, `case:${item.case_id}`);
      return { itemId: item.id };
    }),

  /**
   * Takes a line of this meeting back: superseded, never erased. Once the meeting is closed it is a correction of its
   * record, beside which the words that were struck out stand (record 0028).
   */
  undo: write("discussion.undo")
    .input(undoLine)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const item = found(await agendaItemById(ctx.db, input.itemId));
      const meeting = found(await meetingById(ctx.db, item.meeting_id));
      const isOver = meeting.closed_at !== null;
      if (isOver) mayBeAmended(meeting, ctx.today);
      else mayBeDone("write", meeting);
      const view = viewFor(await caseFileOf(ctx.db, item.case_id), staff, ctx.today);
      const struck: string[] = [];
      if (input.noteId) {
        const note = found((await noteById(ctx.db, input.noteId)) ?? null);
        if (!(await undoNote(ctx.db, note.id, item.id, ctx.at, staff.id))) found(null);
        struck.push(note.text);
      }
      if (input.actionId) {
        const raised = onlySeen(await actionsRaisedIn(ctx.db, item.meeting_id, item.case_id), view);
        const action = found(raised.find((candidate) => candidate.id === input.actionId));
        if (action.split_from !== null) refuse("It is part of an action that was split: take the split back instead");
        if (isOver) mayBeStruck(action);
        if (!(await changeAction(ctx.db, action.id, action.version, { undone_at: ctx.at }))) throw changedMeanwhile();
        await keepUpdate(ctx.db, {
          id: ctx.newId(),
          practice_id: item.practice_id,
          case_id: item.case_id,
          action_id: action.id,
          kind: "undone",
          at: ctx.at,
          by: staff.id,
          meeting_id: item.meeting_id,
        });
        // What not all who read the record may see is not named there, nor that there was something.
        if (view.actions.some((seen) => seen.id === action.id && isForTeam(seen))) struck.push(action.text);
      }
      if (isOver) {
        // The chair approves what they have read: not what was struck out since.
        await changeMeeting(ctx.db, item.meeting_id, null, {});
        for (const text of struck) {
          await keep(ctx.db, "amendment", {
            id: ctx.newId(),
            practice_id: item.practice_id,
            meeting_id: item.meeting_id,
            case_id: item.case_id,
            agenda_item_id: item.id,
            text: struckInWords(text),
            written_at: ctx.at,
            written_by: staff.id,
          });
        }
      }
      ctx.changed(`meeting:${item.meeting_id}`, `case:${item.case_id}`);
      return { itemId: item.id };
    }),
});

/** A note of this case, from whichever meeting, that nobody has made an action of. */
async function noteToTurn(db: Reader, noteId: string, caseId: string) {
  const note = found((await noteById(db, noteId)) ?? null);
  if (note.case_id !== caseId || note.kind !== "note") found(null);
  if ((await actionsFromNotes(db, [noteId])).size > 0) refuse("There is an action from this note already", "line");
  return note;
}
