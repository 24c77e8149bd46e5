/** The record of a meeting: reading it, putting something right beside it, approving it. */
import { caseFilesOf } from "#db/queries/casefiles.ts";
import { agendaItemById, agendaOf, changeMeeting, meetingById, peopleOfMeeting } from "#db/queries/meetings.ts";
import { amendmentsOf, notesOfItems, verdictsAt } from "#db/queries/records.ts";
import { keep } from "#db/queries/rows.ts";
import { staysOf } from "#db/queries/stays.ts";
import { casesWithin } from "#db/queries/visible.ts";
import { fromJson } from "#db/queries/json.ts";
import { meetingStateOf } from "../../domain/meetings.ts";
import { disciplineLabel } from "../../domain/practices.ts";
import { provisionalWords } from "../../domain/quorum.ts";
import {
  amendRecord,
  approveRecord,
  correctedUntil,
  mayBeAmended,
  mayBeApproved,
  readRecord,
  recordOf,
} from "../../domain/records.ts";
import { changedMeanwhile, found } from "../../domain/refusal.ts";
import { seeEach, teamOf } from "../../domain/sight.ts";
import { staysInWords, usedSeconds } from "../../domain/stays.ts";
import { spanInWords } from "../../domain/time.ts";
import { read, router, signedIn, write } from "../../trpc.ts";

export const recording = router({
  record: read("meeting.record")
    .input(readRecord)
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const agenda = await agendaOf(ctx.db, meeting.id);
      const within = await casesWithin(
        ctx.db,
        { staffId: staff.id, discipline: staff.discipline },
        agenda.map((item) => item.case_id),
      );
      const items = agenda.filter((item) => within.readable.has(item.case_id));
      const itemIds = items.map((item) => item.id);
      const views = seeEach(
        await caseFilesOf(
          ctx.db,
          items.map((item) => item.case_id),
        ),
        staff,
        ctx.today,
      ).filter(({ scope }) => scope === "case");
      const [notes, amendments, verdicts, people, stays] = await Promise.all([
        notesOfItems(ctx.db, itemIds),
        amendmentsOf(ctx.db, itemIds),
        verdictsAt(ctx.db, meeting.id),
        peopleOfMeeting(ctx.db, meeting.practice_id, meeting.id, ctx.today),
        staysOf(ctx.db, meeting.id),
      ]);
      const ofItem = <Row extends { itemId: string }>(rows: readonly Row[], itemId: string) =>
        rows.filter((row) => row.itemId === itemId);
      return {
        meetingId: meeting.id,
        version: meeting.version,
        today: ctx.today,
        words: spanInWords(meeting.starts_at, meeting.ends_at),
        place: meeting.place,
        state: meetingStateOf(meeting),
        chair: meeting.chair,
        approvedAt: meeting.record_approved_at,
        correctedUntil: correctedUntil(meeting),
        present: people
          .filter(({ presence }) => presence === "attended")
          .map(({ id, name }) => ({ name, times: staysInWords(stays.filter(({ staffId }) => staffId === id)) })),
        apologies: people.filter(({ presence }) => presence === "apologies").map(({ name }) => name),
        cases: items.flatMap((item) => {
          const view = views.find(({ file }) => file.id === item.case_id);
          if (!view) return [];
          const labelOf = (code: string) => disciplineLabel(view.file.practice.policy, code);
          return [
            {
              itemId: item.id,
              caseId: item.case_id,
              number: item.number,
              initials: view.person ? `${view.person.givenName[0] ?? ""}${view.person.familyName[0] ?? ""}` : "",
              minutes: item.minutes + item.extra_minutes,
              usedSeconds: usedSeconds({ usedSeconds: item.used_seconds, enteredAt: item.entered_at }, ctx.at),
              outcome: item.concluded_at ? item.outcome : null,
              outcomeReason: item.outcome_reason,
              provisional: provisionalWords(item.missing ? fromJson(item.missing) : [], labelOf),
              toldBy: teamOf(view).find(({ id }) => id === item.told_by)?.name ?? null,
              toldDue: item.told_due,
              ...recordOf(view, meeting, { notes: ofItem(notes, item.id), verdicts }),
              amendments: ofItem(amendments, item.id),
            },
          ];
        }),
        may: ctx.may(["meeting.approveRecord"]),
      };
    }),

  approveRecord: write("meeting.approveRecord")
    .input(approveRecord)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeApproved(meeting);
      const approved = { record_approved_at: ctx.at, record_approved_by: staff.id };
      if (!(await changeMeeting(ctx.db, meeting.id, input.version, approved))) throw changedMeanwhile();
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),
});

export const amending = router({
  /** Stands beside what was written; nothing of the record changes. */
  amend: write("discussion.amend")
    .input(amendRecord)
    .mutation(async ({ ctx, input }) => {
      const item = found(await agendaItemById(ctx.db, input.itemId));
      mayBeAmended(found(await meetingById(ctx.db, item.meeting_id)), ctx.today);
      // The chair approves what they have read: not what was added since.
      await changeMeeting(ctx.db, item.meeting_id, null, {});
      await keep(ctx.db, "amendment", {
        id: ctx.newId(),
        practice_id: item.practice_id,
        meeting_id: item.meeting_id,
        case_id: item.case_id,
        agenda_item_id: item.id,
        text: input.text,
        written_at: ctx.at,
        written_by: signedIn(ctx).staff.id,
      });
      ctx.changed(`meeting:${item.meeting_id}`, `case:${item.case_id}`);
      return { itemId: item.id };
    }),
});
