/** Finding a time that suits: what is known of everybody's calendars, looked through without holding others up. */
import type { Reader } from "#db/database.ts";
import { knownOf, type Busy } from "#db/queries/availability.ts";
import { invitedTo, meetingById, meetingsOf, disciplinesOfMeeting } from "#db/queries/meetings.ts";
import { askedAbout, openPollsOf } from "#db/queries/polls.ts";
import { daysToAvoid } from "#db/queries/practices.ts";
import { practiceById } from "#db/queries/staff.ts";
import type { Nation } from "#db/vocabulary.ts";
import { findTimes, startsOf, usuallyNeeded, type SearchTimes } from "../../domain/finding.ts";
import { mayBeDone } from "../../domain/meetings.ts";
import { disciplineLabel } from "../../domain/practices.ts";
import { found, missing } from "../../domain/refusal.ts";
import { findSlots, type SlotPerson, type SlotSearch } from "../../domain/slots.ts";
import { addDays, instantAt, minutesBetween, type Day, type Instant } from "../../domain/time.ts";
import { read, router } from "../../trpc.ts";

/** How many times are shown, in all and of one day, and how many lines of those that are not offered. */
const shown = { most: 20, mostOfADay: 2, mostLeftOut: 30 };

export const finding = router({
  findTimes: read("meeting.findTimes")
    .input(findTimes)
    .query(async ({ ctx, input }) => {
      const { search } = input;
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const moved = input.meetingId ? await meetingOf(ctx.db, practice.id, input.meetingId) : null;
      if (moved) mayBeDone("move", moved);
      const like = moved ?? (await lastMeetingOf(ctx.db, practice.id));
      const [staff, needs, polls] = await Promise.all([
        invitedTo(ctx.db, like ?? noMeeting(practice.id), ctx.today),
        like ? disciplinesOfMeeting(ctx.db, like.id) : [],
        openPollsOf(ctx.db, practice.id, ctx.at),
      ]);
      const wanted = needs.filter(({ need }) => need === "needed").map(({ discipline }) => discipline);
      const needed = search?.needed ?? usuallyNeeded(staff, like?.chair_id ?? null, wanted);
      const people = staff.map(({ id, name, discipline }) => ({ id, name, discipline, isNeeded: needed.includes(id) }));
      const isThere = (code: string) => people.some(({ discipline }) => discipline === code);
      const disciplines = practice.policy.disciplines
        .filter(({ code }) => isThere(code))
        .map(({ code, label }) => ({ code, label, isNeeded: (search?.disciplines ?? wanted).includes(code) }));

      return {
        practice: { id: practice.id, name: practice.name },
        moved: moved && { id: moved.id, version: moved.version, startsAt: moved.starts_at },
        like: like && {
          startsAt: like.starts_at,
          minutes: minutesBetween(like.starts_at, like.ends_at),
          place: like.place,
          videoLink: like.video_link,
          chairId: like.chair_id,
          needs,
        },
        people: people.map((person) => ({
          ...person,
          discipline: disciplineLabel(practice.policy, person.discipline),
        })),
        disciplines,
        nobodyOf: wanted.filter((code) => !isThere(code)).map((code) => disciplineLabel(practice.policy, code)),
        waiting: waitingOf(polls),
        today: ctx.today,
        found:
          search === undefined
            ? null
            : await findFor(ctx, { search, practice, moved, people, disciplines, starts: startsOf(search, ctx.today) }),
      };
    }),
});

interface Finding {
  search: SearchTimes;
  starts: number[];
  practice: { id: string; nation: Nation };
  /** Its own time is free for it. */
  moved: { starts_at: Instant; ends_at: Instant } | null;
  people: Pick<SlotPerson, "id" | "name" | "discipline" | "isNeeded">[];
  disciplines: SlotSearch["disciplines"];
}

async function findFor(ctx: { db: Reader; at: Instant; today: Day }, finding: Finding) {
  const { search, starts, practice, moved, people, disciplines } = finding;
  const { to, minutes } = search;
  const from = search.from < ctx.today ? ctx.today : search.from;
  // A meeting that begins on the last day may end on the next.
  const between = { from: instantAt(from, "00:00"), to: instantAt(addDays(to, 2), "00:00") };
  const ids = people.map(({ id }) => id);
  const [known, asked, avoid] = await Promise.all([
    knownOf(ctx.db, ids, between.from, between.to),
    askedAbout(ctx.db, practice.id, between),
    daysToAvoid(ctx.db, practice.id, from, to),
  ]);
  const isItself = (busy: Busy) =>
    busy.practiceId === practice.id && busy.startsAt === moved?.starts_at && busy.endsAt === moved.ends_at;
  const slots = await inTurns(
    findSlots({
      ...{ from, to, starts, minutes, disciplines, nation: practice.nation, now: ctx.at },
      people: people.map((person, index): SlotPerson => {
        const { usual = [], away = [], busy = [] } = known[index] ?? {};
        return {
          ...person,
          usual: usual.length > 0 ? usual : null,
          away,
          busy: busy.filter((time) => !isItself(time)),
          asked: asked
            .filter((row) => row.staff_id === person.id)
            .map((row) => ({ startsAt: row.starts_at, endsAt: row.ends_at, answer: row.answer })),
        };
      }),
      ...shown,
    }),
  );
  const toAvoid = (day: Day) => avoid.filter((days) => days.from_day <= day && day <= days.to_day);
  return {
    ...slots,
    offers: slots.offers.map((offer) => ({ ...offer, avoid: toAvoid(offer.day).map(({ label }) => label) })),
  };
}

/** A long piece of work in slices, between which others get their answers. */
async function inTurns<Result>(work: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function meetingOf(db: Reader, practiceId: string, meetingId: string) {
  const meeting = await meetingById(db, meetingId);
  return meeting?.practice_id === practiceId ? meeting : missing();
}

/** What the next one is like until somebody says otherwise. */
async function lastMeetingOf(db: Reader, practiceId: string) {
  const meetings = await meetingsOf(db, [practiceId]);
  return meetings.filter((meeting) => meeting.cancelled_at === null).at(-1) ?? null;
}

/** Of a practice that has never met everybody is invited. */
function noMeeting(practiceId: string) {
  return { id: "", practice_id: practiceId, chair_id: null };
}

function waitingOf(rows: Awaited<ReturnType<typeof openPollsOf>>) {
  const ids = [...new Set(rows.map((row) => row.id))];
  return ids.map((pollId) => {
    const people = rows.filter((row) => row.id === pollId);
    const silent = people.filter((row) => Number(row.answered) === 0).map((row) => row.name);
    return { pollId, asked: people.length, silent };
  });
}
