/** Meetings: dates, answers, agenda; what is kept when one is planned, moved, run and closed. */
import type { Updateable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { AgendaItemTable, Day, Instant, MeetingTable, ReplyTable } from "../schema.ts";
import { casesToRoll } from "./actions.ts";
import { changeRow } from "./rows.ts";
import { fromJson } from "./json.ts";
import type { Need } from "../vocabulary.ts";
import { staffOfPractice } from "./staff.ts";

export const meetingColumns = [
  "meeting.id",
  "meeting.practice_id",
  "meeting.series_id",
  "meeting.recurs_at",
  "meeting.starts_at",
  "meeting.ends_at",
  "meeting.place",
  "meeting.video_link",
  "meeting.extra_reason",
  "meeting.chair_id",
  "meeting.nominations_close",
  "meeting.contributions_due",
  "meeting.pack_freezes",
  "meeting.pack_frozen_at",
  "meeting.opened_at",
  "meeting.closed_at",
  "meeting.cancelled_at",
  "meeting.cancelled_reason",
  "meeting.record_approved_at",
  "meeting.record_approved_by",
  "meeting.current_item_id",
  "meeting.sequence",
  "meeting.version",
] as const;

export async function meetingById(db: Reader, id: string) {
  const row = await db
    .selectFrom("meeting")
    .innerJoin("practice", "practice.id", "meeting.practice_id")
    .leftJoin("staff", "staff.id", "meeting.chair_id")
    .select([
      ...meetingColumns,
      "practice.name as practice",
      "practice.nation",
      "practice.cycle",
      "staff.name as chair",
    ])
    .where("meeting.id", "=", id)
    .executeTakeFirst();
  return row && { ...row, cycle: row.cycle && fromJson(row.cycle) };
}

export async function meetingsOf(db: Reader, practiceIds: readonly string[]) {
  if (practiceIds.length === 0) return [];
  return db
    .selectFrom("meeting")
    .innerJoin("practice", "practice.id", "meeting.practice_id")
    .select([...meetingColumns, "practice.name as practice"])
    .where("meeting.practice_id", "in", [...practiceIds])
    .orderBy("meeting.starts_at")
    .execute();
}

/**
 * Of each practice the meeting that comes next or is running, and beside it every extra meeting of which that is true:
 * those come first, last, or between, and take nothing from the next one. By time.
 */
export async function nextMeetings(db: Reader, practiceIds: readonly string[], now: Instant) {
  if (practiceIds.length === 0) return [];
  const rows = await db
    .selectFrom("meeting")
    .innerJoin("practice", "practice.id", "meeting.practice_id")
    .select([...meetingColumns, "practice.name as practice"])
    .where("meeting.practice_id", "in", [...practiceIds])
    .where("meeting.closed_at", "is", null)
    .where("meeting.cancelled_at", "is", null)
    .where((eb) => eb.or([eb("meeting.ends_at", ">", now), eb("meeting.opened_at", "is not", null)]))
    .orderBy("meeting.starts_at")
    .execute();
  const first = new Map<string, (typeof rows)[number]>();
  for (const row of rows) if (row.extra_reason === null && !first.has(row.practice_id)) first.set(row.practice_id, row);
  return rows.filter((row) => row.extra_reason !== null || first.get(row.practice_id) === row);
}

/** The same without extra meetings: the one that cases are put forward for, by practice. */
export async function nextMeetingOf(db: Reader, practiceId: string, now: Instant) {
  return (await nextMeetings(db, [practiceId], now)).find((row) => row.extra_reason === null);
}

/**
 * The first meeting of a practice that starts after that instant and is neither closed nor cancelled. Not an extra one:
 * what waits for the next meeting does not come to it by itself.
 */
export async function meetingAfter(db: Reader, practiceId: string, after: Instant) {
  return db
    .selectFrom("meeting")
    .select(["id", "starts_at", "ends_at"])
    .where("practice_id", "=", practiceId)
    .where("starts_at", ">", after)
    .where("closed_at", "is", null)
    .where("cancelled_at", "is", null)
    .where("extra_reason", "is", null)
    .orderBy("starts_at")
    .limit(1)
    .executeTakeFirst();
}

export async function changeMeeting(
  db: Writer,
  id: string,
  version: number | null,
  change: Updateable<MeetingTable>,
): Promise<boolean> {
  return changeRow(db, "meeting", id, version, change);
}

export async function disciplinesOfMeeting(db: Reader, meetingId: string) {
  return db
    .selectFrom("meeting_discipline")
    .select(["discipline", "need"])
    .where("meeting_id", "=", meetingId)
    .orderBy("id")
    .execute();
}

export async function replaceDisciplines(
  db: Writer,
  meetingId: string,
  rows: { id: string; practice_id: string; meeting_id: string; discipline: string; need: "needed" | "invited" }[],
): Promise<void> {
  await db.deleteFrom("meeting_discipline").where("meeting_id", "=", meetingId).execute();
  if (rows.length > 0) await db.insertInto("meeting_discipline").values(rows).execute();
}

export async function repliesOf(db: Reader, meetingId: string) {
  return db
    .selectFrom("reply")
    .innerJoin("staff", "staff.id", "reply.staff_id")
    .select([
      "reply.staff_id",
      "staff.name",
      "staff.discipline",
      "reply.reply",
      "reply.reason",
      "reply.deputy_id",
      "reply.from_at",
      "reply.until_at",
      "reply.presence",
      "reply.arrived_at",
      "reply.left_at",
    ])
    .where("reply.meeting_id", "=", meetingId)
    .orderBy("staff.name")
    .execute();
}

/** What one person answered, by meeting. */
export async function answersOf(db: Reader, staffId: string) {
  const rows = await db
    .selectFrom("reply")
    .select(["meeting_id", "reply"])
    .where("staff_id", "=", staffId)
    .where("reply", "is not", null)
    .execute();
  return new Map(rows.map((row) => [row.meeting_id, row.reply]));
}

/** Keeps an answer or a presence beside what else is known of that person and meeting. */
export async function keepReply(
  db: Writer,
  row: { id: string; practice_id: string; meeting_id: string; staff_id: string },
  change: Updateable<ReplyTable>,
): Promise<void> {
  await db
    .insertInto("reply")
    .values({ ...row, ...change })
    .onConflict((conflict) => conflict.columns(["meeting_id", "staff_id"]).doUpdateSet(change))
    .execute();
}

export async function agendaOf(db: Reader, meetingId: string) {
  return db
    .selectFrom("agenda_item")
    .innerJoin("mdt_case", "mdt_case.id", "agenda_item.case_id")
    .select([
      "agenda_item.id",
      "agenda_item.case_id",
      "mdt_case.number",
      "agenda_item.position",
      "agenda_item.minutes",
      "agenda_item.opened_at",
      "agenda_item.concluded_at",
      "agenda_item.outcome",
      "agenda_item.outcome_reason",
      "agenda_item.told_by",
      "agenda_item.told_due",
      "agenda_item.escalated_to",
      "agenda_item.escalation_sent_at",
      "agenda_item.needs",
      "agenda_item.missing",
      "agenda_item.used_seconds",
      "agenda_item.entered_at",
      "agenda_item.extra_minutes",
      "agenda_item.version",
    ])
    .where("agenda_item.meeting_id", "=", meetingId)
    .where("mdt_case.withdrawn_at", "is", null)
    .orderBy("agenda_item.position")
    .orderBy("agenda_item.id")
    .execute();
}

export async function agendaItemById(db: Reader, id: string) {
  return db
    .selectFrom("agenda_item")
    .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
    .select([
      "agenda_item.id",
      "agenda_item.case_id",
      "agenda_item.meeting_id",
      "agenda_item.practice_id",
      "agenda_item.minutes",
      "agenda_item.needs",
      "agenda_item.missing",
      "agenda_item.concluded_at",
      "agenda_item.outcome",
      "agenda_item.opened_at",
      "agenda_item.escalation_sent_at",
      "agenda_item.extra_minutes",
      "agenda_item.version",
      "meeting.opened_at as meeting_opened_at",
      "meeting.closed_at as meeting_closed_at",
      "meeting.starts_at",
      "meeting.current_item_id",
    ])
    .where("agenda_item.id", "=", id)
    .executeTakeFirst();
}

export async function changeAgendaItem(
  db: Writer,
  id: string,
  version: number | null,
  change: Updateable<AgendaItemTable>,
): Promise<boolean> {
  return changeRow(db, "agenda_item", id, version, change);
}

/** The clock of a case runs beside what is written of it: whoever is recording the outcome is not told of a change. */
export async function keepClock(
  db: Writer,
  id: string,
  clock: Pick<Updateable<AgendaItemTable>, "opened_at" | "entered_at" | "used_seconds">,
): Promise<void> {
  await db.updateTable("agenda_item").set(clock).where("id", "=", id).execute();
}

export async function isOnAgenda(db: Reader, meetingId: string, caseId: string): Promise<boolean> {
  const row = await db
    .selectFrom("agenda_item")
    .select("id")
    .where("meeting_id", "=", meetingId)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts a case on an agenda, at the top or at the end; it stands there once. */
export async function putOnAgenda(
  db: Writer,
  row: { id: string; practice_id: string; meeting_id: string; case_id: string; minutes: number },
  where: "top" | "end",
): Promise<void> {
  const edge = await db
    .selectFrom("agenda_item")
    .select((eb) => [eb.fn.min("position").as("first"), eb.fn.max("position").as("last")])
    .where("meeting_id", "=", row.meeting_id)
    .executeTakeFirst();
  const position = where === "top" ? Number(edge?.first ?? 1) - 1 : Number(edge?.last ?? 0) + 1;
  await db
    .insertInto("agenda_item")
    .values({ ...row, position })
    .onConflict((conflict) => conflict.columns(["meeting_id", "case_id"]).doUpdateSet({ position }))
    .execute();
}

/** Takes an item off its agenda before it was called. */
export async function takeOffAgenda(db: Writer, id: string, version: number): Promise<boolean> {
  const result = await db
    .deleteFrom("agenda_item")
    .where("id", "=", id)
    .where("version", "=", version)
    .where("opened_at", "is", null)
    .executeTakeFirst();
  return Number(result.numDeletedRows) === 1;
}

/** The meeting at which the case stands next, if any. */
export async function meetingOfCase(db: Reader, caseId: string, meetingId: string | null = null) {
  return db
    .selectFrom("agenda_item")
    .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
    .select([
      "meeting.id",
      "meeting.starts_at",
      "meeting.ends_at",
      "meeting.contributions_due",
      "meeting.pack_freezes",
      "meeting.pack_frozen_at",
    ])
    .where("agenda_item.case_id", "=", caseId)
    .where("meeting.closed_at", "is", null)
    .where("meeting.cancelled_at", "is", null)
    .$if(meetingId !== null, (query) => query.where("meeting.id", "=", meetingId))
    .orderBy("meeting.starts_at")
    .limit(1)
    .executeTakeFirst();
}

/**
 * Of the cases of a meeting the disciplines that are asked, what each has given for it, and who has begun: states only,
 * no text. Asked are those that are invited, and those of the team that may contribute only; a coordinator is on every
 * team to coordinate, and writes only where invited.
 */
export async function readinessOf(db: Reader, meetingId: string, caseIds: readonly string[], today: Day) {
  if (caseIds.length === 0) return { asked: [], given: [], begun: [] };
  const ids = [...caseIds];
  const [asked, given, begun] = await Promise.all([
    db
      .selectFrom("case_discipline")
      .select(["case_id", "discipline"])
      .where("case_id", "in", ids)
      .where("ended_at", "is", null)
      .union(
        db
          .selectFrom("case_member")
          .innerJoin("staff", "staff.id", "case_member.staff_id")
          .select(["case_member.case_id", "staff.discipline"])
          .where("case_member.case_id", "in", ids)
          .where("case_member.ended_at", "is", null)
          .where("staff.discipline", "!=", "practice-manager")
          .where((eb) => eb.or([eb("staff.left_on", "is", null), eb("staff.left_on", ">=", today)])),
      )
      .union(
        db
          .selectFrom("guest")
          .select(["case_id", "discipline"])
          .where("case_id", "in", ids)
          .where("meeting_id", "=", meetingId)
          .where("action_id", "is", null)
          .where("revoked_at", "is", null),
      )
      .execute(),
    db
      .selectFrom("contribution")
      .innerJoin("staff", "staff.id", "contribution.author_id")
      .select([
        "contribution.case_id",
        "contribution.discipline",
        "contribution.kind",
        "contribution.submitted_at",
        "staff.name",
      ])
      .where("contribution.case_id", "in", ids)
      .where("contribution.meeting_id", "=", meetingId)
      .where("contribution.withdrawn_at", "is", null)
      .where("contribution.replaced_at", "is", null)
      .orderBy("contribution.submitted_at")
      .execute(),
    db
      .selectFrom("draft")
      .innerJoin("staff", "staff.id", "draft.author_id")
      // A guest may have been asked for another discipline elsewhere.
      .leftJoin("guest", (join) =>
        join
          .onRef("guest.staff_id", "=", "draft.author_id")
          .onRef("guest.case_id", "=", "draft.case_id")
          .on("guest.meeting_id", "=", meetingId)
          .on("guest.action_id", "is", null)
          .on("guest.revoked_at", "is", null),
      )
      .select((eb) => [
        "draft.case_id",
        eb.fn.coalesce("guest.discipline", "staff.discipline").as("discipline"),
        "draft.author_id",
      ])
      .where("draft.case_id", "in", ids)
      .execute(),
  ]);
  return { asked, given, begun };
}

export async function notesOf(db: Reader, itemId: string) {
  return db
    .selectFrom("discussion_note")
    .innerJoin("staff", "staff.id", "discussion_note.written_by")
    .select([
      "discussion_note.id",
      "discussion_note.kind",
      "discussion_note.text",
      "discussion_note.written_at",
      "discussion_note.written_by",
      "staff.name",
    ])
    .where("discussion_note.agenda_item_id", "=", itemId)
    .where("discussion_note.undone_at", "is", null)
    .orderBy("discussion_note.written_at")
    .orderBy("discussion_note.id")
    .execute();
}

/** A note or decision of any meeting that nobody took back. */
export async function noteById(db: Reader, id: string) {
  return db
    .selectFrom("discussion_note")
    .select(["id", "case_id", "agenda_item_id", "kind", "text", "written_at"])
    .where("id", "=", id)
    .where("undone_at", "is", null)
    .executeTakeFirst();
}

/** Notes of the same case from earlier meetings, the newest first. */
export async function earlierNotesOf(db: Reader, caseId: string, itemId: string, most: number) {
  return db
    .selectFrom("discussion_note")
    .select(["id", "text", "written_at"])
    .where("case_id", "=", caseId)
    .where("agenda_item_id", "!=", itemId)
    .where("kind", "=", "note")
    .where("undone_at", "is", null)
    .orderBy("written_at", "desc")
    .orderBy("id", "desc")
    .limit(most)
    .execute();
}

/** The action that was made from each of these notes. */
export async function actionsFromNotes(db: Reader, noteIds: readonly string[]): Promise<Map<string | null, string>> {
  if (noteIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("action")
    .select(["id", "note_id"])
    .where("note_id", "in", [...noteIds])
    .where("undone_at", "is", null)
    .execute();
  return new Map(rows.map((row) => [row.note_id, row.id]));
}

/** What was said of the decisions of an item beside their words, the newest of each. */
export async function decisionsOf(db: Reader, itemId: string) {
  const rows = await db
    .selectFrom("decision")
    .selectAll()
    .where("agenda_item_id", "=", itemId)
    .orderBy("recorded_at")
    .orderBy("id")
    .execute();
  return new Map(rows.map((row) => [row.note_id, { ...row, agreed_by: fromJson(row.agreed_by) }]));
}

/** The last lines that somebody wrote in a meeting about these cases and nobody took back, the newest first. */
export async function linesBy(
  db: Reader,
  { meetingId, caseIds, staffId }: { meetingId: string; caseIds: readonly string[]; staffId: string },
  most: number,
) {
  if (caseIds.length === 0) return [];
  const notes = await db
    .selectFrom("discussion_note")
    .select(["id", "case_id", "written_at as at"])
    .where("meeting_id", "=", meetingId)
    .where("written_by", "=", staffId)
    .where("case_id", "in", [...caseIds])
    .where("undone_at", "is", null)
    .orderBy("written_at", "desc")
    .orderBy("id", "desc")
    .limit(most)
    .execute();
  const actions = await db
    .selectFrom("action")
    .select(["id", "case_id", "raised_at as at"])
    .where("case_id", "in", [...caseIds])
    .where("meeting_id", "=", meetingId)
    .where("raised_by", "=", staffId)
    .where("undone_at", "is", null)
    // Parts of what was split are taken back with the split.
    .where("split_from", "is", null)
    .orderBy("raised_at", "desc")
    .orderBy("id", "desc")
    .limit(most)
    .execute();
  const lines = [
    ...notes.map((row) => ({ ...row, isAction: false })),
    ...actions.map((row) => ({ ...row, isAction: true })),
  ];
  return lines.sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id)).slice(0, most);
}

export async function undoNote(db: Writer, noteId: string, itemId: string, at: Instant, by: string): Promise<boolean> {
  const result = await db
    .updateTable("discussion_note")
    .set({ undone_at: at, undone_by: by })
    .where("id", "=", noteId)
    .where("agenda_item_id", "=", itemId)
    .where("undone_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/**
 * Puts every open case that stands on no agenda to come on the first one after that instant: what was left unfinished
 * at the top, the rest at the end. Null when there is no meeting to come; planning one rolls them then.
 */
export async function rollForward(
  db: Writer,
  practiceId: string,
  after: Instant,
  usual: { minutes: number; newId: () => string },
): Promise<string | null> {
  const next = await meetingAfter(db, practiceId, after);
  if (!next) return null;
  // In the order of their last agenda; those that were on none come last.
  const last = (row: { last_position: number | null }) => Number(row.last_position ?? Number.MAX_SAFE_INTEGER);
  const rolling = (await casesToRoll(db, practiceId)).sort((a, b) => last(a) - last(b));
  const unfinished = rolling.filter((row) => Number(row.times) > 0 && row.last_concluded_at === null);
  const row = (caseId: string) => ({
    id: usual.newId(),
    practice_id: practiceId,
    meeting_id: next.id,
    case_id: caseId,
    minutes: usual.minutes,
  });
  for (const { id } of rolling.filter((one) => !unfinished.includes(one))) await putOnAgenda(db, row(id), "end");
  for (const { id } of unfinished.reverse()) await putOnAgenda(db, row(id), "top");
  return next.id;
}

/** Everybody who may come, with what they answered and whether they were there; who has left only if they were. */
export async function peopleOfMeeting(db: Reader, practiceId: string, meetingId: string, today: Day) {
  const answers = new Map((await repliesOf(db, meetingId)).map((row) => [row.staff_id, row]));
  const staff = await staffOfPractice(db, practiceId);
  return staff
    .filter((person) => person.left_on === null || person.left_on >= today || answers.get(person.id)?.presence)
    .map((person) => {
      const answer = answers.get(person.id);
      return {
        id: person.id,
        reference: person.reference ?? person.id,
        name: person.name,
        discipline: person.discipline,
        job: person.job,
        leftOn: person.left_on,
        reply: answer?.reply ?? null,
        reason: answer?.reason ?? null,
        deputyId: answer?.deputy_id ?? null,
        fromAt: answer?.from_at ?? null,
        untilAt: answer?.until_at ?? null,
        presence: answer?.presence ?? null,
        arrivedAt: answer?.arrived_at ?? null,
      };
    });
}

/**
 * Who is invited: those of the disciplines the meeting needs or invites, or everybody where it names none; the chair;
 * the coordinators; deputies. Only who has not left. `need` is what their presence means to the meeting.
 */
export async function invitedTo(
  db: Reader,
  meeting: { id: string; practice_id: string; chair_id: string | null },
  today: Day,
) {
  return (await invitedToEach(db, meeting.practice_id, [meeting], today)).get(meeting.id) ?? [];
}

/** The same of several meetings of one practice, by meeting; or who would be, if they were set `instead`. */
export async function invitedToEach(
  db: Reader,
  practiceId: string,
  meetings: readonly { id: string; chair_id: string | null }[],
  today: Day,
  instead?: { chairId: string | null; needs: readonly { discipline: string; need: Need }[] },
) {
  const ids = meetings.map(({ id }) => id);
  if (ids.length === 0) return new Map<string, never[]>();
  const [staff, disciplines, replies] = await Promise.all([
    staffOfPractice(db, practiceId),
    db
      .selectFrom("meeting_discipline")
      .select(["meeting_id", "discipline", "need"])
      .where("meeting_id", "in", ids)
      .execute(),
    db
      .selectFrom("reply")
      .select(["meeting_id", "staff_id", "reply", "deputy_id"])
      .where("meeting_id", "in", ids)
      .execute(),
  ]);
  return new Map(
    meetings.map((meeting) => {
      const of = <Row extends { meeting_id: string }>(row: Row) => row.meeting_id === meeting.id;
      const reply = new Map(replies.filter(of).map((row) => [row.staff_id, row.reply]));
      const sends = replies.filter((row) => of(row) && row.reply === "declined" && row.deputy_id !== null);
      const deputies = new Set(sends.map((row) => row.deputy_id));
      const { needs, chairId } = instead ?? { needs: disciplines.filter(of), chairId: meeting.chair_id };
      const anyway = new Set(inviteesAmong(staff, needs, chairId, today).map(({ id }) => id));
      const standing = sends.filter((row) => reply.get(row.deputy_id ?? "") !== "declined");
      const nameOf = (id: string | null) => staff.flatMap((one) => (one.id === id ? [one.name] : []));
      return [
        meeting.id,
        inviteesAmong(staff, needs, chairId, today, deputies).map((person) => ({
          ...person,
          reply: reply.get(person.id) ?? null,
          standsInFor: standing.flatMap((row) => (row.deputy_id === person.id ? nameOf(row.staff_id) : [])),
          deputies: standing.flatMap((row) => (row.staff_id === person.id ? nameOf(row.deputy_id) : [])),
          isOnlyDeputy: !anyway.has(person.id),
        })),
      ];
    }),
  );
}

/** Those of these meetings that invite one person, by the same rule; coordinators are invited to all of their practices. */
export async function meetingsInviting(
  db: Reader,
  who: { staffId: string; discipline: string },
  meetingIds: readonly string[],
): Promise<Set<string>> {
  if (meetingIds.length === 0) return new Set();
  const rows = await db
    .selectFrom("meeting")
    .select("meeting.id")
    .where("meeting.id", "in", [...meetingIds])
    .where((eb) => {
      const disciplines = eb
        .selectFrom("meeting_discipline")
        .select("meeting_discipline.id")
        .whereRef("meeting_discipline.meeting_id", "=", "meeting.id");
      const standsIn = eb
        .selectFrom("reply")
        .select("reply.id")
        .whereRef("reply.meeting_id", "=", "meeting.id")
        .where("reply.deputy_id", "=", who.staffId)
        .where("reply.reply", "=", "declined");
      return eb.or([
        eb("meeting.chair_id", "=", who.staffId),
        eb.not(eb.exists(disciplines)),
        eb.exists(disciplines.where("meeting_discipline.discipline", "=", who.discipline)),
        eb.exists(standsIn),
      ]);
    })
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Who of a practice's staff such a meeting invites, planned or about to be. */
export function inviteesAmong(
  staff: Awaited<ReturnType<typeof staffOfPractice>>,
  needs: readonly { discipline: string; need: Need }[],
  chairId: string | null,
  today: Day,
  deputies: ReadonlySet<string | null> = new Set(),
) {
  const needOf = new Map(needs.map(({ discipline, need }) => [discipline, need]));
  return staff
    .filter(({ left_on }) => left_on === null || left_on >= today)
    .filter(
      ({ id, discipline, role }) =>
        needOf.size === 0 || needOf.has(discipline) || id === chairId || deputies.has(id) || role === "coordinator",
    )
    .map(({ id, name, email, discipline, role }) => ({
      ...{ id, name, email, discipline, role },
      isChair: id === chairId,
      need: needOf.get(discipline) ?? ("invited" as const),
    }));
}

/** Those who are invited and have not answered. */
export async function unansweredOf(
  db: Reader,
  meeting: { id: string; practice_id: string; chair_id: string | null },
  today: Day,
) {
  const [invited, answers] = await Promise.all([invitedTo(db, meeting, today), repliesOf(db, meeting.id)]);
  const answered = new Set(answers.filter((row) => row.reply !== null).map((row) => row.staff_id));
  return invited.filter((person) => !answered.has(person.id));
}
