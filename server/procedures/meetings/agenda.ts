/** One meeting: its agenda, who is coming, what is still to come. */
import { z } from "zod";
import { teamsOf } from "#db/queries/cases.ts";
import { caseFileOf, caseFilesOf } from "#db/queries/casefiles.ts";
import { queuedOf } from "#db/queries/digests.ts";
import { settleDeputies } from "#db/queries/deputies.ts";
import {
  peopleOfMeeting,
  agendaOf,
  changeAgendaItem,
  changeMeeting,
  disciplinesOfMeeting,
  invitedTo,
  isOnAgenda,
  meetingById,
  putOnAgenda,
  readinessOf as readinessRows,
  unansweredOf,
} from "#db/queries/meetings.ts";
import { fromJson } from "#db/queries/json.ts";
import { datesAhead, toldOf } from "#db/queries/invitations.ts";
import { practiceById } from "#db/queries/staff.ts";
import { casesWithin } from "#db/queries/visible.ts";
import type { Reader } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import {
  absenceInWords,
  agendaInWords,
  comesFor,
  minutesOutside,
  suggestedOrder,
  timesOf,
} from "../../domain/agendas.ts";
import { deputyOf, ownAnswer, partInWords } from "../../domain/answers.ts";
import { frozenOn } from "../../domain/cycle.ts";
import { id } from "../../domain/inputs.ts";
import {
  usualMinutes,
  arrangeAgenda,
  mayBeDone,
  meetingStateOf,
  readinessOf,
  reordered,
} from "../../domain/meetings.ts";
import { follow } from "../../domain/lifecycle.ts";
import { shownText } from "../../domain/messages.ts";
import { disciplineLabel } from "../../domain/practices.ts";
import { gapInWords, gapsOf, needsOfCase, provisionalWords } from "../../domain/quorum.ts";
import { changedMeanwhile, found, refuse } from "../../domain/refusal.ts";
import { reminderFor, reminderOnce } from "../../domain/reminding.ts";
import { seeEach, viewFor } from "../../domain/sight.ts";
import { minutesBetween, spanInWords, timeInWords, wallTimeOf } from "../../domain/time.ts";
import { read, router, signedIn, write } from "../../trpc.ts";

const verbsOnMeeting = [
  "meeting.move",
  "meeting.cancel",
  "meeting.setNeeds",
  "meeting.invite",
  "meeting.arrange",
  "meeting.addCase",
  "meeting.attend",
  "meeting.start",
  "meeting.close",
  "meeting.setCaseNeeds",
  "meeting.postponeCase",
  "meeting.remind",
  "meeting.freeze",
] as const;

export const agenda = router({
  open: read("meeting.open")
    .input(z.object({ meetingId: id }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const practice = found(await practiceById(ctx.db, meeting.practice_id));
      const agenda = await agendaOf(ctx.db, meeting.id);
      const within = await casesWithin(
        ctx.db,
        { staffId: staff.id, discipline: staff.discipline },
        agenda.map((item) => item.case_id),
      );
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
      const people = await peopleOfMeeting(ctx.db, meeting.practice_id, meeting.id, ctx.today);
      const needs = await disciplinesOfMeeting(ctx.db, meeting.id);
      const columns = practice.policy.disciplines.filter(({ code }) =>
        [...ready.invited, ...ready.given].some((row) => row.discipline === code),
      );
      const minutes = agenda.map((item) => item.minutes);
      const needed = needs.filter((need) => need.need === "needed").map((need) => need.discipline);
      const labelOf = (code: string) => disciplineLabel(practice.policy, code);
      const span = { startsAt: meeting.starts_at, endsAt: meeting.ends_at };
      const times = timesOf(span, minutes);
      const teams = await teamsOf(
        ctx.db,
        agenda.map((item) => item.case_id),
      );
      const steers = coordinates || meeting.chair_id === staff.id;
      /** Whom a case needs and who of them is missing: for its readers, and for who makes the agenda. */
      const quorumOf = (item: (typeof agenda)[number]) => {
        const team = teams.get(item.case_id);
        if (!team || !(steers || within.readable.has(item.case_id))) return null;
        const needs = needsOfCase(item.needs && fromJson(item.needs), needed, team.invited);
        const time = times[agenda.indexOf(item)];
        return {
          needs,
          invited: team.invited.map((code) => ({ code, label: labelOf(code) })),
          gaps: gapsOf(needs, people, team.team).map((gap) => gapInWords(gap, labelOf)),
          absences: comesFor(people, team.team).flatMap((person) => (time && absenceInWords(person, time)) ?? []),
          provisional: provisionalWords(item.missing ? fromJson(item.missing) : [], labelOf),
        };
      };
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
        packFrozen: frozenOn(meeting),
        agendaWords: coordinates
          ? agendaInWords(
              minutes.reduce((sum, each) => sum + each, 0),
              minutesBetween(meeting.starts_at, meeting.ends_at),
            )
          : null,
        minutesOutside: coordinates ? minutesOutside(agenda.map((item) => orderedItem(item, teams, people))) : 0,
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
            at: timeInWords(wallTimeOf(times[agenda.indexOf(item)]?.startsAt ?? meeting.starts_at)),
            version: item.version,
            opened: item.opened_at !== null,
            quorum: quorumOf(item),
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
          reason: person.reason,
          part: partInWords(person),
          ...deputyOf(person, people),
          presence: person.presence,
        })),
        ...(await invitationOf(ctx, meeting, { staffId: staff.id, coordinates })),
        toRemind: coordinates ? await toRemind(ctx, meeting, staff.name) : null,
        quorumGaps: gapsOf(needed, people, new Set(people.map((person) => person.id))).map((gap) =>
          labelOf(gap.discipline),
        ),
        needs,
        disciplines: practice.policy.disciplines.map(({ code, label }) => ({ code, label })),
        mine: ownAnswer(staff.id, people),
        mayAnswerForOthers: coordinates,
        version: meeting.version,
        may: ctx.may(verbsOnMeeting),
      };
    }),

  arrange: write("meeting.arrange")
    .input(arrangeAgenda)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("arrange", meeting);
      const agenda = await agendaOf(ctx.db, meeting.id);
      const order =
        input.move === "suggested"
          ? await suggestedFor(ctx, meeting, agenda)
          : reordered(
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
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), signedIn(ctx).staff, ctx.today);
      if (view.scope !== "case" || view.file.practice.id !== meeting.practice_id) found(null);
      follow(view.file, "put-on-agenda");
      if (await isOnAgenda(ctx.db, meeting.id, input.caseId)) refuse("This case is on the agenda already", "caseId");
      const row = {
        id: ctx.newId(),
        practice_id: meeting.practice_id,
        meeting_id: meeting.id,
        case_id: input.caseId,
        minutes: usualMinutes,
      };
      await putOnAgenda(ctx.db, row, "end");
      await settleDeputies(ctx, meeting.practice_id);
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),
});

type Agenda = Awaited<ReturnType<typeof agendaOf>>;
type People = Awaited<ReturnType<typeof peopleOfMeeting>>;

function orderedItem(item: Agenda[number], teams: Awaited<ReturnType<typeof teamsOf>>, people: People) {
  const team = teams.get(item.case_id);
  return {
    id: item.id,
    minutes: item.minutes,
    priority: team?.priority ?? ("routine" as const),
    people: team ? comesFor(people, team.team).map((person) => person.id) : [],
  };
}

/** What was opened or concluded stays where it is; the rest comes in the order in which few wait. */
async function suggestedFor(
  ctx: { db: Reader; today: Day },
  meeting: { id: string; practice_id: string; starts_at: Instant; ends_at: Instant },
  agenda: Agenda,
): Promise<string[]> {
  const people = await peopleOfMeeting(ctx.db, meeting.practice_id, meeting.id, ctx.today);
  const teams = await teamsOf(
    ctx.db,
    agenda.map((item) => item.case_id),
  );
  const begun = agenda.filter((item) => item.opened_at !== null);
  const begunMinutes = begun.reduce((sum, item) => sum + item.minutes, 0);
  const ahead = agenda.filter((item) => item.opened_at === null).map((item) => orderedItem(item, teams, people));
  const order = suggestedOrder(ahead, people, {
    startsAt: meeting.starts_at,
    endsAt: meeting.ends_at,
    minutesBefore: begunMinutes,
  });
  return [...begun.map((item) => item.id), ...order];
}

/** Who has not answered and was not reminded today, and the mail they would get. */
async function toRemind(
  { db, at, today }: { db: Reader; at: Instant; today: Day },
  meeting: NonNullable<Awaited<ReturnType<typeof meetingById>>>,
  organizer: string,
) {
  if (meeting.starts_at <= at || meetingStateOf(meeting) !== "planned") return { names: [], mail: null };
  const people = await unansweredOf(db, meeting, today);
  const reminded = await queuedOf(
    db,
    people.map((person) => reminderOnce(meeting.id, person.id, today)),
  );
  const left = people.filter((person) => !reminded.has(reminderOnce(meeting.id, person.id, today)));
  const [first] = left;
  const mail = first && reminderFor(meeting, first.id, { organizer, today });
  return {
    names: left.map(({ name }) => name),
    mail: mail ? { subject: mail.subject, text: shownText(mail) ?? "" } : null,
  };
}

/** How to join, for those who are invited; for who may change it, of how many dates and who has not been told. */
async function invitationOf(
  ctx: { db: Reader; at: Instant; today: Day },
  meeting: NonNullable<Awaited<ReturnType<typeof meetingById>>>,
  reader: { staffId: string; coordinates: boolean },
) {
  const isPlanned = meetingStateOf(meeting) === "planned";
  const invited = reader.coordinates || meeting.video_link ? await invitedTo(ctx.db, meeting, ctx.today) : [];
  const joins = reader.coordinates || invited.some(({ id }) => id === reader.staffId);
  const offers = reader.coordinates && isPlanned;
  const told = offers ? await toldOf(ctx.db, meeting) : null;
  const ahead = offers && meeting.series_id ? await datesAhead(ctx.db, meeting.series_id, ctx.at) : [];
  return {
    videoLink: joins ? meeting.video_link : null,
    extraReason: meeting.extra_reason,
    /** How many other dates of its series have not begun, and how many of them come after this one. */
    others: {
      all: ahead.filter((date) => date.id !== meeting.id).length,
      later: ahead.filter((date) => date.starts_at > meeting.starts_at).length,
    },
    toInvite: told && { people: invited.filter(({ id }) => !told.has(id)).length, isFirst: told.size === 0 },
  };
}
