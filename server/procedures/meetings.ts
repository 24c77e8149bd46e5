/** Meetings: planning a series, moving, answers, the agenda, opening and closing the room, the pack. */
import { z } from "zod";
import { caseFilesOf } from "#db/queries/casefiles.ts";
import { toJson } from "#db/queries/json.ts";
import {
  agendaOf,
  answersOf,
  changeAgendaItem,
  changeMeeting,
  disciplinesOfMeeting,
  isOnAgenda,
  keepReply,
  meetingById,
  meetingsOf,
  putOnAgenda,
  readinessOf as readinessRows,
  repliesOf,
  replaceDisciplines,
  rollForward,
} from "#db/queries/meetings.ts";
import { keep } from "#db/queries/rows.ts";
import { isAttached, practiceById, staffOfPractice } from "#db/queries/staff.ts";
import { casesWithin } from "#db/queries/visible.ts";
import type { Reader } from "#db/database.ts";
import { id } from "../domain/inputs.ts";
import {
  agendaInWords,
  arrangeAgenda,
  attendMeeting,
  cancelOne,
  goToItem,
  mayBeDone,
  meetingStateOf,
  moveOne,
  needsOf,
  planMeetings,
  previewMeetings,
  quorumGaps,
  readinessOf,
  reordered,
  replyToMeeting,
  setNeeds,
} from "../domain/meetings.ts";
import { disciplineLabel } from "../domain/practices.ts";
import { found, refuse, Refusal } from "../domain/refusal.ts";
import { cycleDays, expand, readTimes, ruleInWords } from "../domain/series.ts";
import { hasLeft, onPaper, seeEach } from "../domain/sight.ts";
import { composeSummary, summaryAsText } from "../domain/summaries.ts";
import { dayInWords, dayOf, minutesBetween, spanInWords } from "../domain/time.ts";
import { read, router, signedIn, watch, write } from "../trpc.ts";

const usualMinutes = 15;
const verbsOnMeeting = [
  "meeting.move",
  "meeting.cancel",
  "meeting.setNeeds",
  "meeting.arrange",
  "meeting.addCase",
  "meeting.attend",
  "meeting.start",
  "meeting.close",
] as const;

const changedMeanwhile = () =>
  new Refusal("stale", "Somebody changed this meeting meanwhile. Open the page again: your text is still here.");

export const meetings = router({
  list: read("meeting.list").query(async ({ ctx }) => {
    const { staff, roles } = signedIn(ctx);
    const rows = await meetingsOf(
      ctx.db,
      roles.map((role) => role.practiceId),
    );
    const mine = await answersOf(ctx.db, staff.id);
    return {
      practices: roles.map(({ practiceId, practiceName, role }) => ({ id: practiceId, name: practiceName, role })),
      meetings: rows.map((row) => ({
        id: row.id,
        practice: row.practice,
        words: spanInWords(row.starts_at, row.ends_at),
        startsAt: row.starts_at,
        place: row.place,
        state: meetingStateOf(row),
        isPast: row.ends_at < ctx.at,
        reply: mine.get(row.id) ?? null,
        cancelledReason: row.cancelled_reason,
      })),
    };
  }),

  /** The dates of a rule in words, before anything is saved. */
  preview: read("meeting.preview")
    .input(previewMeetings)
    .query(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const existing = await meetingsOf(ctx.db, [practice.id]);
      return {
        sentence: ruleInWords(input),
        dates: expand(input).map((date) => {
          const cycle = cycleDays(date.day, practice.nation);
          return {
            day: date.day,
            words: date.words,
            holiday: date.holiday,
            skipped: date.skipped,
            note: date.note,
            taken: existing.some((meeting) => meeting.cancelled_at === null && dayOf(meeting.starts_at) === date.day),
            nominationsClose: dayInWords(cycle.nominationsClose),
            contributionsDue: dayInWords(cycle.contributionsDue),
            packFreezes: dayInWords(cycle.packFreezes),
          };
        }),
      };
    }),

  plan: write("meeting.plan")
    .input(planMeetings)
    .mutation(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const needs = needsOf(
        input,
        practice.policy.disciplines.map(({ code }) => code),
      );
      await refuseStranger(ctx.db, practice.id, input.chairId);
      const dates = expand(input).filter((date) => !date.skipped);

      const seriesId = ctx.newId();
      const base = { practice_id: practice.id };
      const { chairId: _, needed: __, invited: ___, practiceId: ____, ...rule } = input;
      await keep(ctx.db, "series", {
        id: seriesId,
        ...base,
        rule: toJson<unknown>(rule),
        planned_at: ctx.at,
        planned_by: signedIn(ctx).staff.id,
      });
      for (const date of dates) {
        const meetingId = ctx.newId();
        const cycle = cycleDays(date.day, practice.nation);
        await keep(ctx.db, "meeting", {
          id: meetingId,
          ...base,
          series_id: seriesId,
          starts_at: date.startsAt,
          ends_at: date.endsAt,
          place: input.place,
          chair_id: input.chairId,
          nominations_close: cycle.nominationsClose,
          contributions_due: cycle.contributionsDue,
          pack_freezes: cycle.packFreezes,
        });
        const rows = needs.map((need) => ({ id: ctx.newId(), ...base, meeting_id: meetingId, ...need }));
        await keep(ctx.db, "meeting_discipline", ...rows);
      }
      await rollForward(ctx.db, practice.id, ctx.at, { minutes: usualMinutes, newId: ctx.newId });
      return { seriesId, practiceId: practice.id, count: dates.length };
    }),

  open: read("meeting.open")
    .input(z.object({ meetingId: id }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const practice = found(await practiceById(ctx.db, meeting.practice_id));
      const agenda = await agendaOf(ctx.db, meeting.id);
      const within = await casesWithin(ctx.db, { staffId: staff.id, discipline: staff.discipline });
      const coordinates = ctx.stood.role === "coordinator";
      // Whoever neither reads a case nor coordinates does not know that it stands here.
      const listed = agenda.filter((item) => coordinates || within.onTeam.has(item.case_id));
      const seen = seeEach(
        await caseFilesOf(
          ctx.db,
          listed.filter((item) => within.readable.has(item.case_id)).map((item) => item.case_id),
        ),
        staff,
        ctx.today,
      );
      const ready = await readinessRows(
        ctx.db,
        meeting.id,
        listed.filter((item) => coordinates || within.readable.has(item.case_id)).map((item) => item.case_id),
      );
      const people = await peopleOf(ctx.db, meeting.practice_id, meeting.id, ctx.today);
      const needs = await disciplinesOfMeeting(ctx.db, meeting.id);
      const columns = practice.policy.disciplines.filter(({ code }) =>
        [...ready.invited, ...ready.given].some((row) => row.discipline === code),
      );
      const minutes = agenda.reduce((sum, item) => sum + item.minutes, 0);
      const needed = needs.filter((need) => need.need === "needed").map((need) => need.discipline);
      return {
        id: meeting.id,
        practice: { id: practice.id, name: practice.name },
        words: spanInWords(meeting.starts_at, meeting.ends_at),
        startsAt: meeting.starts_at,
        endsAt: meeting.ends_at,
        place: meeting.place,
        state: meetingStateOf(meeting),
        cancelledReason: meeting.cancelled_reason,
        chair: meeting.chair_id ? { id: meeting.chair_id, name: meeting.chair ?? "" } : null,
        cycle: {
          nominationsClose: meeting.nominations_close,
          contributionsDue: meeting.contributions_due,
          packFreezes: meeting.pack_freezes,
        },
        agendaWords: coordinates ? agendaInWords(minutes, minutesBetween(meeting.starts_at, meeting.ends_at)) : null,
        agenda: listed.map((item) => {
          const view = seen.find((candidate) => candidate.file.id === item.case_id);
          const given = ready.given.filter((row) => row.case_id === item.case_id);
          return {
            itemId: item.id,
            caseId: item.case_id,
            number: item.number,
            initials: view?.person ? `${view.person.givenName[0] ?? ""}${view.person.familyName[0] ?? ""}` : null,
            question: view?.file.nominations[0]?.question ?? null,
            reads: view?.scope === "case",
            onTeam: within.onTeam.has(item.case_id),
            minutes: item.minutes,
            outcome: view ? item.outcome : null,
            concluded: item.concluded_at !== null,
            cells: columns.map(({ code, label }) => ({
              code,
              label,
              state: readinessOf({
                invited: ready.invited.some((row) => row.case_id === item.case_id && row.discipline === code),
                given: given.find((row) => row.discipline === code) ?? null,
                begun: ready.begun.some((row) => row.case_id === item.case_id && row.discipline === code),
              }),
              speakTo: given.find((row) => row.discipline === code && row.kind === "speak-to-me")?.name ?? null,
            })),
          };
        }),
        columns: columns.map(({ code, label }) => ({ code, label })),
        people: people.map((person) => ({
          id: person.id,
          name: person.name,
          discipline: disciplineLabel(practice.policy, person.discipline),
          reply: person.reply,
          presence: person.presence,
        })),
        quorumGaps: quorumGaps(needed, people).map((code) => disciplineLabel(practice.policy, code)),
        needs,
        disciplines: practice.policy.disciplines.map(({ code, label }) => ({ code, label })),
        myReply: people.find((person) => person.id === staff.id)?.reply ?? null,
        version: meeting.version,
        may: ctx.may(verbsOnMeeting),
      };
    }),

  move: write("meeting.move")
    .input(moveOne)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("move", meeting);
      const times = readTimes(input.day, input.start, input.minutes);
      if (times.startsAt < ctx.at) refuse("Enter a day and time that are not past", "day");
      const cycle = cycleDays(input.day, meeting.nation);
      const moved = await changeMeeting(ctx.db, meeting.id, input.version, {
        starts_at: times.startsAt,
        ends_at: times.endsAt,
        place: input.place ?? meeting.place,
        nominations_close: cycle.nominationsClose,
        contributions_due: cycle.contributionsDue,
        pack_freezes: cycle.packFreezes,
      });
      if (!moved) throw changedMeanwhile();
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  cancel: write("meeting.cancel")
    .input(cancelOne)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("cancel", meeting);
      const change = { cancelled_at: ctx.at, cancelled_reason: input.reason };
      if (!(await changeMeeting(ctx.db, meeting.id, input.version, change))) throw changedMeanwhile();
      const next = await rollForward(ctx.db, meeting.practice_id, ctx.at, {
        minutes: usualMinutes,
        newId: ctx.newId,
      });
      ctx.changed(`meeting:${meeting.id}`, ...(next ? [`meeting:${next}` as const] : []));
      return { meetingId: meeting.id };
    }),

  setNeeds: write("meeting.setNeeds")
    .input(setNeeds)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("setNeeds", meeting);
      const practice = found(await practiceById(ctx.db, meeting.practice_id));
      const needs = needsOf(
        input,
        practice.policy.disciplines.map(({ code }) => code),
      );
      await refuseStranger(ctx.db, practice.id, input.chairId);
      const base = { practice_id: practice.id, meeting_id: meeting.id };
      await replaceDisciplines(
        ctx.db,
        meeting.id,
        needs.map((need) => ({ id: ctx.newId(), ...base, ...need })),
      );
      const change = { chair_id: input.chairId };
      if (!(await changeMeeting(ctx.db, meeting.id, input.version, change))) throw changedMeanwhile();
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  arrange: write("meeting.arrange")
    .input(arrangeAgenda)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("arrange", meeting);
      const agenda = await agendaOf(ctx.db, meeting.id);
      const order = reordered(
        agenda.map((item) => item.id),
        input.move,
      );
      for (const [index, itemId] of order.entries()) {
        const minutes = input.items.find((item) => item.itemId === itemId)?.minutes;
        await changeAgendaItem(ctx.db, itemId, null, { position: index + 1, ...(minutes ? { minutes } : {}) });
      }
      if (!(await changeMeeting(ctx.db, meeting.id, input.version, {}))) throw changedMeanwhile();
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  addCase: write("meeting.addCase")
    .input(z.object({ meetingId: id, caseId: id }))
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("arrange", meeting);
      const { staff } = signedIn(ctx);
      const within = await casesWithin(ctx.db, { staffId: staff.id, discipline: staff.discipline });
      if (!within.readable.has(input.caseId)) found(null);
      if (await isOnAgenda(ctx.db, meeting.id, input.caseId)) refuse("This case is on the agenda already", "caseId");
      const row = {
        id: ctx.newId(),
        practice_id: meeting.practice_id,
        meeting_id: meeting.id,
        case_id: input.caseId,
        minutes: usualMinutes,
      };
      await putOnAgenda(ctx.db, row, "end");
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  reply: write("meeting.reply")
    .input(replyToMeeting)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("reply", meeting);
      const row = {
        id: ctx.newId(),
        practice_id: meeting.practice_id,
        meeting_id: meeting.id,
        staff_id: signedIn(ctx).staff.id,
      };
      await keepReply(ctx.db, row, { reply: input.reply, replied_at: ctx.at });
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  /** Who is here, all at once; who is not said here sent apologies or is absent. */
  attend: write("meeting.attend")
    .input(attendMeeting)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("attend", meeting);
      const people = await peopleOf(ctx.db, meeting.practice_id, meeting.id, ctx.today);
      if (input.present.some((staffId) => !people.some((person) => person.id === staffId))) {
        refuse("Choose people of this practice", "present");
      }
      for (const person of people) {
        const here = input.present.includes(person.id);
        if (!here && person.reply === null && person.presence === null) continue;
        const row = {
          id: ctx.newId(),
          practice_id: meeting.practice_id,
          meeting_id: meeting.id,
          staff_id: person.id,
        };
        const presence = here ? "attended" : person.reply === "declined" ? "apologies" : "absent";
        await keepReply(ctx.db, row, {
          presence,
          arrived_at: here ? (person.arrivedAt ?? ctx.at) : null,
        });
      }
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  start: write("meeting.start")
    .input(z.object({ meetingId: id }))
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("start", meeting);
      await changeMeeting(ctx.db, meeting.id, null, { opened_at: ctx.at, current_item_id: null });
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  /** Goes to an item of the agenda, or back to the action review when none is named. */
  goTo: write("meeting.goTo")
    .input(goToItem)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("goTo", meeting);
      const agenda = await agendaOf(ctx.db, meeting.id);
      const item = input.itemId ? found(agenda.find((candidate) => candidate.id === input.itemId)) : null;
      if (item && item.opened_at === null) await changeAgendaItem(ctx.db, item.id, null, { opened_at: ctx.at });
      const change = { current_item_id: item?.id ?? null };
      if (!(await changeMeeting(ctx.db, meeting.id, input.version, change))) throw changedMeanwhile();
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  /** Closes the room; what was not finished goes to the top of the next meeting by itself. */
  close: write("meeting.close")
    .input(z.object({ meetingId: id }))
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("close", meeting);
      await changeMeeting(ctx.db, meeting.id, null, { closed_at: ctx.at, current_item_id: null });
      const next = await rollForward(ctx.db, meeting.practice_id, meeting.starts_at, {
        minutes: usualMinutes,
        newId: ctx.newId,
      });
      ctx.changed(`meeting:${meeting.id}`, ...(next ? [`meeting:${next}` as const] : []));
      return { meetingId: meeting.id };
    }),

  /** All the reader's cases of a meeting as they may stand on paper. */
  pack: read("meeting.pack")
    .input(z.object({ meetingId: id }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const agenda = await agendaOf(ctx.db, meeting.id);
      const files = await caseFilesOf(
        ctx.db,
        agenda.map((item) => item.case_id),
      );
      const pages = seeEach(files, staff, ctx.today)
        .filter((view) => view.scope === "case")
        .map(onPaper)
        .map(composeSummary);
      const heading = `Pack for ${spanInWords(meeting.starts_at, meeting.ends_at)}, ${meeting.place}`;
      return {
        meetingId: meeting.id,
        words: spanInWords(meeting.starts_at, meeting.ends_at),
        place: meeting.place,
        reader: staff.name,
        madeAt: ctx.at,
        pages,
        text: [heading, ...pages.map((page) => summaryAsText(page, { paper: true, reader: staff.name }))].join(
          "\n\n----------\n\n",
        ),
      };
    }),

  watch: watch("meeting.watch")
    .input(z.object({ meetingId: id }))
    .subscription(async function* ({ ctx, input, signal }) {
      yield "hello";
      yield* ctx.signals.listen([`meeting:${input.meetingId}`], signal ?? new AbortController().signal);
    }),
});

async function refuseStranger(db: Reader, practiceId: string, staffId: string | null): Promise<void> {
  if (staffId && !(await isAttached(db, practiceId, staffId))) refuse("Choose a chair of this practice", "chairId");
}

/** Everybody who may come, with what they answered and whether they were there. */
async function peopleOf(db: Reader, practiceId: string, meetingId: string, today: Parameters<typeof hasLeft>[1]) {
  const answers = await repliesOf(db, meetingId);
  const staff = await staffOfPractice(db, practiceId);
  const answered = (staffId: string) => answers.find((row) => row.staff_id === staffId);
  return staff
    .filter((person) => !hasLeft({ leftOn: person.left_on }, today) || answered(person.id)?.presence)
    .map((person) => ({
      id: person.id,
      name: person.name,
      discipline: person.discipline,
      reply: answered(person.id)?.reply ?? null,
      presence: answered(person.id)?.presence ?? null,
      arrivedAt: answered(person.id)?.arrived_at ?? null,
    }));
}
