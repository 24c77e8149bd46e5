/** The room: where the meeting is, and the one outcome of each case. */
import { z } from "zod";
import { actionsRaisedIn } from "#db/queries/actions.ts";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { changeCase, teamsOf } from "#db/queries/cases.ts";
import { endPlans } from "#db/queries/endings.ts";
import { fromJson, toJson } from "#db/queries/json.ts";
import { leaversOf } from "#db/queries/leaving.ts";
import {
  actionsFromNotes,
  agendaItemById,
  agendaOf,
  changeAgendaItem,
  decisionsOf,
  disciplinesOfMeeting,
  earlierNotesOf,
  linesBy,
  meetingAfter,
  meetingById,
  notesOf,
  peopleOfMeeting,
} from "#db/queries/meetings.ts";
import { keep } from "#db/queries/rows.ts";
import { hasAnsweredPulse, pulseOf, recusalsIn, staysOf } from "#db/queries/stays.ts";
import { casesWithin } from "#db/queries/visible.ts";
import type { Reader } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import { conclude, concludeDiscussion, mustBeSentBy, send, sendOn } from "../domain/discussions.ts";
import { id } from "../domain/inputs.ts";
import { dayOfNext, lineMembers } from "../domain/linemembers.ts";
import { caseEnds, eventOfOutcome, follow, lifecycleOf, timesWithoutChange } from "../domain/lifecycle.ts";
import { mayBeDone, meetingStateOf } from "../domain/meetings.ts";
import { disciplineLabel } from "../domain/practices.ts";
import { gapInWords, gapsOf, needsOfCase, provisionalWords, type Gap } from "../domain/quorum.ts";
import { cutOffsOf } from "../domain/readiness.ts";
import { changedMeanwhile, found, refuse, Refusal } from "../domain/refusal.ts";
import { pulseInWords, takesPulse } from "../domain/pulse.ts";
import { mustLeave, onlySeen, teamOf, viewFor, type SeenCase } from "../domain/sight.ts";
import { mayBeConcluded, peopleToAsk } from "../domain/settlements.ts";
import { inRoom, isRecorded, presentAmong, usedSeconds } from "../domain/stays.ts";
import { composeSummary, safeContactInWords } from "../domain/summaries.ts";
import { spanInWords } from "../domain/time.ts";
import { read, router, signedIn, write } from "../trpc.ts";

export const discussions = router({
  /** Where the meeting is, as this reader may follow it. */
  room: read("meeting.room")
    .input(z.object({ meetingId: id }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const agenda = await agendaOf(ctx.db, meeting.id);
      const within = await casesWithin(
        ctx.db,
        { staffId: staff.id, discipline: staff.discipline },
        agenda.map((item) => item.case_id),
      );
      const runs = ctx.may(["meeting.goTo"]).length > 0;
      const people = await peopleInRoom(ctx.db, ofMeeting(meeting), ctx.today);
      const present = presentAmong(people, ctx.today);
      const recused = await recusalsIn(
        ctx.db,
        agenda.map((entry) => entry.case_id),
      );
      const at = agenda.findIndex((entry) => entry.id === meeting.current_item_id);
      const item = agenda[at] ?? null;
      const next = agenda.slice(at + 1).find((candidate) => candidate.concluded_at === null) ?? null;
      const leaving = async (caseId: string) => {
        const box = await caseFileOf(ctx.db, caseId);
        return box ? mustLeave(box, present).map((person) => person.name) : [];
      };
      /** Nobody is said to be away before it was marked who is here. */
      const absent = (staffId: string) => isRecorded(people) && !present.some((person) => person.id === staffId);
      return {
        meetingId: meeting.id,
        words: spanInWords(meeting.starts_at, meeting.ends_at),
        place: meeting.place,
        state: meetingStateOf(meeting),
        version: meeting.version,
        chair: meeting.chair,
        present: present.map((person) => person.name),
        /** Who may come and who is here, for those who record it. */
        people: runs
          ? people.map(({ id, name, isHere, expected, stays }) => ({ id, name, isHere, expected, stays }))
          : [],
        isMarked: isRecorded(people),
        /** What the reader said that they have a conflict of interest in. */
        recusals: recused
          .filter((row) => row.staff_id === staff.id)
          .map((row) => ({ recusalId: row.id, number: row.number, isCurrent: row.case_id === item?.case_id })),
        pulse: await pulseFor(ctx, meeting, staff.id, people),
        position: at + 1,
        items: runs ? agenda.length : null,
        /** What the chair and coordinator steer by: references only. */
        agenda: agenda
          .filter((entry) => runs || within.readable.has(entry.case_id))
          .map((entry) => ({
            itemId: entry.id,
            number: entry.number,
            minutes: entry.minutes + entry.extra_minutes,
            usedSeconds: usedSeconds({ usedSeconds: entry.used_seconds, enteredAt: entry.entered_at }, ctx.at),
            reads: within.readable.has(entry.case_id),
            concluded: entry.concluded_at !== null,
            isCurrent: entry.id === meeting.current_item_id,
          })),
        next: runs && next ? { itemId: next.id, number: next.number, leave: await leaving(next.case_id) } : null,
        /** What this reader wrote here last, to take it back step by step. */
        steps: stepsIn(
          agenda,
          await linesBy(
            ctx.db,
            { meetingId: meeting.id, caseIds: [...within.readable], staffId: staff.id },
            stepsToUndo,
          ),
        ),
        item: item ? await itemFor(ctx, item, meeting, within.readable.has(item.case_id), { leaving, absent }) : null,
        runs,
      };
    }),

  conclude: write("discussion.conclude")
    .input(concludeDiscussion)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const item = found(await agendaItemById(ctx.db, input.itemId));
      mayBeDone("write", found(await meetingById(ctx.db, item.meeting_id)));
      const view = viewFor(await caseFileOf(ctx.db, item.case_id), staff, ctx.today);

      const { file } = view;
      // This discussion, whose outcome may be corrected, is no earlier one.
      const earlier = file.discussions.filter((discussion) => discussion.itemId !== item.id);
      follow(file, eventOfOutcome[input.outcome]);
      conclude(input, {
        team: teamOf(view),
        unchanged: timesWithoutChange(earlier),
        today: ctx.today,
      });
      // Put off until the next meeting, what differs is put off as well.
      if (input.outcome !== "deferred") mayBeConcluded(view);
      const gaps = await gapsAt(ctx.db, item, ctx.today);

      const concluded = await changeAgendaItem(ctx.db, item.id, input.version, {
        concluded_at: ctx.at,
        concluded_by: staff.id,
        opened_at: item.opened_at ?? ctx.at,
        outcome: input.outcome,
        outcome_reason: input.reason,
        missing: toJson(gaps.map((gap) => gap.discipline)),
        told_by: input.toldBy,
        told_due: input.toldDue,
        escalated_to: input.outcome === "escalated" ? input.escalatedTo : null,
        // Another escalation has a clock of its own.
        escalation_sent_at:
          input.outcome === "escalated" && item.outcome === "escalated" ? item.escalation_sent_at : null,
      });
      if (!concluded) {
        throw new Refusal(
          "stale",
          "Somebody recorded an outcome meanwhile. Both are here: decide which one stands.",
          "outcome",
          { outcome: item.outcome ?? "", version: String(item.version) },
        );
      }
      const ends = caseEnds.find((end) => end === input.outcome);
      // A case that was closed here by mistake is open again, as if it had never been closed.
      const openAgain =
        file.closedAt === null
          ? {}
          : { closed_at: null, closed_by: null, closed_as: null, closed_reason: null, review_trigger: null };
      await changeCase(ctx.db, item.case_id, null, {
        accepted_at: file.acceptedAt ?? ctx.at,
        ...(input.leadId ? { lead_id: input.leadId } : {}),
        ...(ends
          ? {
              closed_at: ctx.at,
              closed_by: staff.id,
              closed_as: ends,
              closed_reason: input.reason,
              review_trigger: input.reviewTrigger,
            }
          : openAgain),
      });
      if (ends) ctx.changed(...(await endPlans(ctx, item.practice_id, item.case_id)));
      ctx.changed(`meeting:${item.meeting_id}`, `case:${item.case_id}`);
      return { itemId: item.id };
    }),

  /** An escalation was sent; a late one says why. */
  sendOn: write("discussion.sendOn")
    .input(sendOn)
    .mutation(async ({ ctx, input }) => {
      const item = found(await agendaItemById(ctx.db, input.itemId));
      if (item.outcome !== "escalated" || !item.concluded_at) refuse("This discussion was not escalated");
      if (item.escalation_sent_at) refuse("It is recorded already that this was sent");
      send(item.concluded_at, ctx.at, input.reason);
      const sent = await changeAgendaItem(ctx.db, item.id, input.version, { escalation_sent_at: ctx.at });
      if (!sent) throw changedMeanwhile();
      if (input.reason) {
        await keep(ctx.db, "discussion_note", {
          id: ctx.newId(),
          practice_id: item.practice_id,
          meeting_id: item.meeting_id,
          case_id: item.case_id,
          agenda_item_id: item.id,
          kind: "note",
          text: `Escalation sent late: ${input.reason}`,
          written_at: ctx.at,
          written_by: signedIn(ctx).staff.id,
        });
      }
      ctx.changed(`meeting:${item.meeting_id}`, `case:${item.case_id}`);
      return { itemId: item.id };
    }),
});

/** How many steps one person can take back (features.md 1.7). */
const stepsToUndo = 20;

function stepsIn(agenda: readonly Item[], lines: Awaited<ReturnType<typeof linesBy>>) {
  return lines.flatMap(({ id, case_id, isAction }) => {
    const item = agenda.find((entry) => entry.case_id === case_id);
    return item
      ? [{ itemId: item.id, number: item.number, noteId: isAction ? null : id, actionId: isAction ? id : null }]
      : [];
  });
}

type Item = Awaited<ReturnType<typeof agendaOf>>[number];
type Meeting = NonNullable<Awaited<ReturnType<typeof meetingById>>>;
type ReadContext = {
  db: Reader;
  today: Day;
  at: Instant;
  actor: Parameters<typeof signedIn>[0]["actor"];
  may: (verbs: readonly "meeting.goTo"[]) => "meeting.goTo"[];
};

interface Present {
  /** Who must leave for a case, by name. */
  leaving: (caseId: string) => Promise<string[]>;
  absent: (staffId: string) => boolean;
}

/** The item the room is at. On the device of whoever may not read it, nothing of it opens. */
async function itemFor(ctx: ReadContext, item: Item, meeting: Meeting, reads: boolean, { leaving, absent }: Present) {
  if (!reads) return { forYou: false as const };
  const box = found(await caseFileOf(ctx.db, item.case_id));
  const view = viewFor(box, signedIn(ctx).staff, ctx.today);
  const mayConclude = ctx.may(["meeting.goTo"]).length > 0;
  const labelOf = (code: string) => disciplineLabel(view.file.practice.policy, code);
  const gaps = item.concluded_at === null ? await gapsAt(ctx.db, { ...item, ...ofMeeting(meeting) }, ctx.today) : [];
  return {
    forYou: true as const,
    itemId: item.id,
    caseId: item.case_id,
    number: item.number,
    initials: view.person ? `${view.person.givenName[0] ?? ""}${view.person.familyName[0] ?? ""}` : "",
    at: ctx.at,
    version: item.version,
    minutes: item.minutes + item.extra_minutes,
    usedSeconds: usedSeconds({ usedSeconds: item.used_seconds, enteredAt: item.entered_at }, ctx.at),
    isRunning: item.entered_at !== null,
    leave: await leaving(item.case_id),
    gaps: gaps.map((gap) => gapInWords(gap, labelOf)),
    provisional: provisionalWords(item.missing ? fromJson(item.missing) : [], labelOf),
    summary: composeSummary(view, { id: meeting.id, cutOffs: cutOffsOf(meeting) }),
    askable: peopleToAsk(box, view),
    ...(await linesFor(ctx.db, item, view)),
    safeContact: safeContactInWords(view),
    actions: onlySeen(await actionsRaisedIn(ctx.db, meeting.id, item.case_id), view).map((action) => ({
      ...action,
      /** Whoever was not in the room when it was agreed has to be told. */
      isOwnerAway: absent(action.owner_id),
    })),
    outcome: item.outcome,
    outcomeReason: item.outcome_reason,
    lifecycle: lifecycleOf(view),
    toldBy: item.told_by,
    toldDue: item.told_due,
    escalatedTo: item.escalated_to,
    escalationSentAt: item.escalation_sent_at,
    sendBy: item.escalated_to && item.concluded_at ? mustBeSentBy(item.concluded_at) : null,
    team: lineMembers(teamOf(view), await leaversOf(ctx.db, item.case_id), view.file.practice.policy),
    nation: view.file.practice.nation,
    today: ctx.today,
    nextMeeting: dayOfNext(await meetingAfter(ctx.db, meeting.practice_id, meeting.starts_at)),
    mayConclude,
  };
}

/** How many notes of earlier meetings can be made actions from the room. */
const earlierShown = 20;

/** What was written of a case here and before, with what became of it. */
async function linesFor(db: Reader, item: Item, view: SeenCase) {
  const notes = await notesOf(db, item.id);
  const earlier = await earlierNotesOf(db, item.case_id, item.id, earlierShown);
  const made = await actionsFromNotes(
    db,
    [...notes, ...earlier].map((note) => note.id),
  );
  const decisions = await decisionsOf(db, item.id);
  const nameOf = (staffId: string | null) => (staffId ? (view.file.staff[staffId]?.name ?? null) : null);
  return {
    notes: notes.map((note) => {
      const decision = decisions.get(note.id);
      return {
        ...note,
        actionId: made.get(note.id) ?? null,
        decision: decision
          ? {
              id: decision.id,
              why: decision.reason,
              agreedBy: decision.agreed_by.map((staffId) => ({ id: staffId, name: nameOf(staffId) })),
              dissent: decision.dissent,
              tellerId: decision.told_by,
              teller: nameOf(decision.told_by),
              tellBy: decision.told_due,
              tellHow: decision.told_how,
            }
          : null,
      };
    }),
    earlierNotes: earlier.filter((note) => !made.has(note.id)),
  };
}

function ofMeeting(meeting: Meeting) {
  return { meeting_id: meeting.id, practice_id: meeting.practice_id };
}

/** Which needed disciplines are missing for this item as things stand in the room. */
async function gapsAt(
  db: Reader,
  item: Pick<Item, "case_id" | "needs"> & ReturnType<typeof ofMeeting>,
  today: Day,
): Promise<Gap[]> {
  const team = (await teamsOf(db, [item.case_id])).get(item.case_id);
  if (!team) return [];
  const needed = (await disciplinesOfMeeting(db, item.meeting_id)).filter((row) => row.need === "needed");
  const needs = needsOfCase(
    item.needs && fromJson(item.needs),
    needed.map((row) => row.discipline),
    team.invited,
  );
  return gapsOf(needs, await peopleInRoom(db, item, today), team.team);
}

async function peopleInRoom(db: Reader, { practice_id, meeting_id }: ReturnType<typeof ofMeeting>, today: Day) {
  return inRoom(await peopleOfMeeting(db, practice_id, meeting_id, today), await staysOf(db, meeting_id));
}

/** Asked of who was there, once the room is closed; the counts are for everybody. */
async function pulseFor(
  { db, today }: { db: Reader; today: Day },
  meeting: Meeting,
  staffId: string,
  people: readonly { id: string; arrivedAt: Instant | null }[],
) {
  if (meeting.closed_at === null) return null;
  const wasThere = people.some((person) => person.id === staffId && person.arrivedAt !== null);
  const isTaken = takesPulse(meeting.closed_at, today);
  return {
    asks: wasThere && isTaken && !(await hasAnsweredPulse(db, meeting.id, staffId)),
    words: isTaken ? null : pulseInWords(await pulseOf(db, meeting.id)),
  };
}
