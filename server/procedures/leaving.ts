/** Somebody leaves a practice: what they hold there, and handing it all over in one step. */
import { actionLog, casesOfItems, changeAction, keepUpdate } from "#db/queries/actions.ts";
import { addMembers, changeCase, endMembership } from "#db/queries/cases.ts";
import { awaitedFrom } from "#db/queries/contributions.ts";
import { settleDeputies } from "#db/queries/deputies.ts";
import {
  casesOfMember,
  colleague,
  coveredBy,
  departuresFrom,
  draftsBegun,
  endAccess,
  endAttachment,
  endCover,
  endPart,
  handoversFrom,
  inquiriesAmong,
  isAttachedElsewhere,
  keepDeparture,
  leavePolls,
  meetingsHeldBy,
  settleHandover,
  tellInstead,
  toTell,
} from "#db/queries/leaving.ts";
import { changeMeeting } from "#db/queries/meetings.ts";
import { pollsWaitingFor } from "#db/queries/polls.ts";
import { keep } from "#db/queries/rows.ts";
import { changeStaff, practiceById, presentStaff, staffOfPractice } from "#db/queries/staff.ts";
import { recusedAmong } from "#db/queries/stays.ts";
import type { StaffRef } from "#db/casefile.ts";
import type { Reader, Writer } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import { dueInWords } from "../domain/actions.ts";
import {
  endedUnreadInWords,
  handedOverInWords,
  inOrder,
  isGoingOn,
  keepACoordinator,
  leave,
  oneColleague,
  proposedFor,
  settleLeaving,
} from "../domain/leaving.ts";
import { disciplineLabel } from "../domain/practices.ts";
import { changedMeanwhile, found, missing, refuse } from "../domain/refusal.ts";
import { hasLeft, isReader, mayJoin, seeToHandOver } from "../domain/sight.ts";
import { addDays, dayOf, spanInWords } from "../domain/time.ts";
import { read, router, signedIn, write } from "../trpc.ts";

/** More open actions than one person ever had. */
const mostActions = 2000;

export const leaving = router({
  /** Everything somebody holds at a practice: for the coordinator, and for themselves. */
  prepareLeaving: read("staff.prepareLeaving")
    .input(oneColleague)
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      if (ctx.stood.role !== "coordinator" && input.staffId !== staff.id) missing();
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const person = found(await colleague(ctx.db, input.practiceId, input.staffId));
      const held = await heldBy(ctx, input.practiceId, person, staff);
      const [departure] = await departuresFrom(ctx.db, input.practiceId, person.id);
      const notes = await handoversFrom(ctx.db, input.practiceId, person.id);
      const isGone = person.ended_at !== null || hasLeft({ leftOn: person.left_on }, ctx.today);
      const named = (caseId: string) => held.cases.find((one) => one.id === caseId)?.number ?? null;
      return {
        practice: { id: practice.id, name: practice.name },
        person: {
          id: person.id,
          name: person.name,
          job: person.job,
          discipline: disciplineLabel(practice.policy, person.discipline),
          isSelf: person.id === staff.id,
        },
        left: isGone
          ? {
              on: departure ? dayOf(departure.left_at) : person.left_on,
              by: departure?.left_by ?? null,
              successor: departure?.successor ?? null,
              hasPack: departure !== undefined && notes.some((row) => row.departure_id === departure.id),
            }
          : null,
        people: held.people.map(({ id: staffId, name, discipline }) => ({
          id: staffId,
          name,
          discipline: disciplineLabel(practice.policy, discipline),
        })),
        proposed: proposedFor(held.people, person.discipline),
        actions: held.actions.map((action) => ({
          ...action,
          dueWords: dueInWords({ due: action.due, closedAt: null }, ctx.today),
          isInquiry: held.inquiries.has(action.id),
        })),
        cases: held.cases.map(({ id: caseId, number, isLead, readers, joining }) => ({
          id: caseId,
          number,
          isLead,
          isNoted: notes.some((row) => row.case_id === caseId && row.departure_id === null),
          readers,
          joining,
        })),
        drafts: held.drafts.flatMap((caseId) => named(caseId) ?? []),
        awaited: held.awaited.map((row) => row.number),
        chairs: held.meetings
          .filter(({ chairs }) => chairs)
          .map((meeting) => ({ id: meeting.id, words: spanInWords(meeting.starts_at, meeting.ends_at) })),
        meetings: {
          coming: held.meetings.filter(({ reply }) => reply === "accepted" || reply === "tentative").length,
          deputises: held.meetings.filter(({ deputises }) => deputises).length,
          inSeries: held.meetings.filter(({ series_id }) => series_id !== null).length,
        },
        covers: held.covers.map(({ name }) => name),
        polls: held.polls.length,
        tells: held.tells.flatMap((row) => named(row.case_id) ?? []),
        today: ctx.today,
        may: ctx.may(["staff.leave", "staff.comeBack"]),
      };
    }),

  /** Ends their access at once and hands over everything; nothing of it happens while an action has no new owner. */
  leave: write("staff.leave")
    .input(leave)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const person = found(await colleague(ctx.db, input.practiceId, input.staffId));
      const isGone = person.ended_at !== null || hasLeft({ leftOn: person.left_on }, ctx.today);
      const held = await heldBy(ctx, input.practiceId, person, staff);
      if (isGone && held.actions.length + held.cases.length === 0) {
        refuse(`${person.name} has left already, and nothing is left to hand over`);
      }
      if (!isGone)
        keepACoordinator(
          person,
          held.here.filter(({ role }) => role === "coordinator"),
        );
      const settled = settleLeaving(held, input, held.people);
      if (held.drafts.length > 0 && !input.endsDrafts) {
        refuse("Ask them to send or discard their drafts, or tick that the drafts end unread", "endsDrafts");
      }
      const chairs = chairsInstead(held, input.meetings ?? {});

      const [recused] = await recusedAmong(
        ctx.db,
        settled.joins.map(({ caseId, staffId }) => ({ case_id: caseId, staff_id: staffId })),
      );
      if (recused) refuse(`${recused.name} has a conflict of interest in case ${recused.number}. Choose somebody else`);

      const { practiceId } = input;
      const departureId = ctx.newId();
      await keepDeparture(ctx.db, {
        id: departureId,
        practice_id: practiceId,
        staff_id: person.id,
        left_at: ctx.at,
        left_by: staff.id,
        successor_id: held.people.some(({ id: staffId }) => staffId === input.successorId) ? input.successorId : null,
      });
      for (const { caseId, staffId } of settled.joins) {
        await endMembership(ctx.db, "deputy", caseId, [staffId], ctx.at);
        await addMembers(ctx, { practice_id: practiceId, case_id: caseId }, [staffId], []);
      }
      const handovers = await keepHandovers(ctx, practiceId, person.id, staff.id, departureId, held, settled);
      await handOverActions(ctx, practiceId, person.name, staff.id, held, settled.owners, handovers);
      await handOverCases(ctx.db, held, settled.takers);
      for (const { meeting, chairId } of chairs) {
        if (!(await changeMeeting(ctx.db, meeting.id, meeting.version, { chair_id: chairId })))
          throw changedMeanwhile();
      }
      await endCover(
        ctx.db,
        held.covers.map((row) => row.id),
      );
      await leavePolls(ctx.db, practiceId, person.id);
      const meetingIds = held.meetings.map((meeting) => meeting.id);
      const caseIds = held.cases.map((one) => one.id);
      const ended = { practiceId, staffId: person.id, caseIds: held.memberOf, meetingIds };
      await endPart(ctx.db, ended, ctx.at, `${person.name} has left`);
      if (await isAttachedElsewhere(ctx.db, practiceId, person.id)) {
        await endAttachment(ctx.db, practiceId, person.id, ctx.at);
      } else {
        await endAccess(ctx.db, person.id, ctx.at);
        // The last day they could read is the one before: access does not last until midnight.
        if (!isGone) await changeStaff(ctx.db, person.id, { left_on: addDays(ctx.today, -1) });
      }
      await settleDeputies(ctx, practiceId);
      ctx.changed(
        `staff:${person.id}`,
        ...new Set([...caseIds, ...held.memberOf].map((caseId) => `case:${caseId}` as const)),
        ...meetingIds.map((meetingId) => `meeting:${meetingId}` as const),
      );
      return { staffId: person.id, actions: held.actions.length, drafts: held.drafts.length };
    }),
});

type Person = NonNullable<Awaited<ReturnType<typeof colleague>>>;
type Asking = { db: Reader; at: Instant; today: Day };
type Held = Awaited<ReturnType<typeof heldBy>>;
type Acting = { db: Writer; at: Instant; newId: () => string };

async function heldBy(ctx: Asking, practiceId: string, person: Person, reader: StaffRef) {
  const who = { staffId: person.id, discipline: person.discipline };
  const here = (await staffOfPractice(ctx.db, practiceId)).filter(
    (one) => !hasLeft({ leftOn: one.left_on }, ctx.today),
  );
  const present = await presentStaff(ctx.db, practiceId, ctx.today);
  const people = inOrder(
    present.filter((one) => one.id !== person.id),
    person.discipline,
  );
  const rows = await actionLog(ctx.db, {
    practiceIds: [practiceId],
    who,
    whose: "mine",
    show: "open",
    today: ctx.today,
    ownerId: null,
    caseId: null,
    after: null,
    most: mostActions,
  });
  const actions = seeToHandOver(rows, reader, people, ctx.today);
  const memberOf = await casesOfMember(ctx.db, practiceId, person.id);
  const ofItems = await casesOfItems(ctx.db, [
    ...new Set([...memberOf.filter(isGoingOn).map((row) => row.id), ...actions.map((action) => action.caseId)]),
  ]);
  const cases = [...ofItems.values()]
    .map((of) => {
      const readers = people.filter((one) => of.team.includes(one.id) && isReader(of, one));
      return {
        id: of.id,
        number: of.number,
        isLead: memberOf.some((row) => row.id === of.id && row.lead_id === person.id),
        readers: readers.map((one) => one.id),
        joining: people.filter((one) => !readers.includes(one) && mayJoin(of, one)).map((one) => one.id),
      };
    })
    .sort((a, b) => a.number - b.number);
  const caseIds = memberOf.map((row) => row.id);
  const meetings = await meetingsHeldBy(ctx.db, practiceId, person.id);
  const awaited = await awaitedFrom(
    ctx.db,
    person.id,
    person.discipline,
    meetings.map((meeting) => meeting.id),
  );
  return {
    here,
    people,
    actions,
    cases,
    memberOf: caseIds,
    meetings,
    awaited: awaited.filter((row) => Number(row.given) === 0),
    drafts: await draftsBegun(ctx.db, person.id, caseIds),
    inquiries: await inquiriesAmong(
      ctx.db,
      actions.map((action) => action.caseId),
      actions.map((action) => action.id),
    ),
    covers: await coveredBy(ctx.db, practiceId, person.id, ctx.today),
    polls: await pollsWaitingFor(ctx.db, person.id, [practiceId], ctx.at),
    tells: await toTell(ctx.db, person.id, caseIds, ctx.today),
  };
}

function chairsInstead(held: Held, chosen: Record<string, string | null>) {
  return held.meetings
    .filter(({ chairs }) => chairs)
    .map((meeting) => {
      const chairId = chosen[meeting.id] ?? null;
      if (chairId !== null && !held.people.some((one) => one.id === chairId)) {
        refuse("Choose somebody who is here", `meetings.${meeting.id}`);
      }
      return { meeting, chairId };
    });
}

/** One row a case: the note that was written before, or one without words, so that it is known who took over. */
async function keepHandovers(
  ctx: Acting,
  practiceId: string,
  fromId: string,
  by: string,
  departureId: string,
  held: Held,
  { takers, owners }: { takers: Map<string, string>; owners: Map<string, string | null> },
): Promise<Map<string, string>> {
  const written = (await handoversFrom(ctx.db, practiceId, fromId)).filter((row) => row.departure_id === null);
  const ids = new Map<string, string>();
  for (const { id: caseId } of held.cases) {
    const ofCase = held.actions.filter((action) => action.caseId === caseId);
    const toId = takers.get(caseId) ?? ofCase.map((action) => owners.get(action.id)).find(Boolean) ?? null;
    const note = written.find((row) => row.case_id === caseId);
    const handoverId = note?.id ?? ctx.newId();
    ids.set(caseId, handoverId);
    if (note) await settleHandover(ctx.db, note.id, departureId, toId);
    else {
      await keep(ctx.db, "handover", {
        id: handoverId,
        practice_id: practiceId,
        case_id: caseId,
        from_id: fromId,
        written_at: ctx.at,
        written_by: by,
        departure_id: departureId,
        to_id: toId,
      });
    }
  }
  return ids;
}

/** Each gets its new owner, who is asked to accept it, and its line of history: from whom, to whom, why. */
async function handOverActions(
  ctx: Acting,
  practiceId: string,
  from: string,
  by: string,
  held: Held,
  owners: Map<string, string | null>,
  handovers: Map<string, string>,
): Promise<void> {
  for (const action of held.actions) {
    const ownerId = owners.get(action.id) ?? null;
    const to = held.people.find((one) => one.id === ownerId)?.name ?? "";
    const text = ownerId === null ? endedUnreadInWords(from) : handedOverInWords(from, to);
    const change =
      ownerId === null
        ? ({ closed_at: ctx.at, closed_as: "cancelled", outcome_text: text, blocked_at: null } as const)
        : { owner_id: ownerId, accepted_at: null, declined_at: null, started_at: null };
    if (!(await changeAction(ctx.db, action.id, action.version, change))) throw changedMeanwhile();
    await keepUpdate(ctx.db, {
      id: ctx.newId(),
      practice_id: practiceId,
      case_id: action.caseId,
      action_id: action.id,
      kind: ownerId === null ? "cancelled" : "handed-over",
      at: ctx.at,
      by,
      text,
      handover_id: handovers.get(action.caseId) ?? null,
    });
  }
}

async function handOverCases(db: Writer, held: Held, takers: Map<string, string>): Promise<void> {
  for (const { id: caseId } of held.cases.filter(({ isLead }) => isLead)) {
    await changeCase(db, caseId, null, { lead_id: takers.get(caseId) ?? null });
  }
  for (const { id: itemId, case_id } of held.tells) {
    const taker = takers.get(case_id);
    if (taker) await tellInstead(db, itemId, taker);
  }
}
