/** The pack of a meeting: freezing it, reading it, taking a copy away. */
import { caseFilesOf } from "#db/queries/casefiles.ts";
import { keepStep } from "#db/queries/cycle.ts";
import { agendaOf, changeMeeting, meetingById } from "#db/queries/meetings.ts";
import {
  caseIdsOfPack,
  casesOfPack,
  exportOf,
  exportsSince,
  freezePack,
  keepExport,
  packsOf,
} from "#db/queries/packs.ts";
import { casesWithin } from "#db/queries/visible.ts";
import type { Reader } from "#db/database.ts";
import type { CaseFile, StaffRef } from "#db/casefile.ts";
import type { Day } from "#db/schema.ts";
import type { Sealed } from "#db/sealed.ts";
import { mayBeDone } from "../../domain/meetings.ts";
import {
  addedAfter,
  freezeNow,
  mayFetchCopy,
  mayTakeCopy,
  packAsText,
  packToRead,
  readPack,
  takeCopy,
  type PackPage,
} from "../../domain/packs.ts";
import { found, missing, refuse } from "../../domain/refusal.ts";
import { onPaper, seeEach } from "../../domain/sight.ts";
import { composeSummary } from "../../domain/summaries.ts";
import { addMinutes, dayOf, spanInWords } from "../../domain/time.ts";
import { fingerprint, read, router, signedIn, write } from "../../trpc.ts";

const minutesOfDay = 24 * 60;

export const packing = router({
  /** All the reader's cases of a meeting as they may stand on paper: as they froze, or as they are while they have not. */
  pack: read("meeting.pack")
    .input(readPack)
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const packs = await packsOf(ctx.db, meeting.id);
      const copy = input.copy === undefined ? null : found(await exportOf(ctx.db, meeting.id, input.copy));
      if (copy) {
        if (copy.staff_id !== staff.id) found(null);
        mayFetchCopy(copy, ctx.at);
      }
      const pack = copy
        ? (packs.find(({ id }) => id === copy.pack_id) ?? null)
        : packToRead(packs, input.number, meeting, ctx.today);
      if (pack === undefined) missing();
      const pages = await pagesFor(ctx, meeting.id, staff, pack);
      const words = spanInWords(meeting.starts_at, meeting.ends_at);
      const head = {
        heading: `Pack for ${words}, ${meeting.place}`,
        reader: staff.name,
        madeAt: copy?.exported_at ?? ctx.at,
        // Of what this reader has of it: one over everything would tell them that something hidden differs.
        pack: pack && {
          number: pack.number,
          frozenAt: pack.frozen_at,
          checksum: fingerprint(pages.filter((page) => !page.cameAfter).map(({ summary }) => summary)),
        },
      };
      return {
        meetingId: meeting.id,
        day: dayOf(meeting.starts_at),
        words,
        place: meeting.place,
        ...head,
        copy: copy && { number: copy.number, form: copy.form },
        packs: packs.map(({ number, frozen_at }) => ({ number, frozenAt: frozen_at })),
        pages,
        text: packAsText(head, pages),
        may: ctx.may(["meeting.freeze"]),
      };
    }),

  /** Freezes the pack before its day, or again under the next number; the timer does it no more on that day. */
  freeze: write("meeting.freeze")
    .input(freezeNow)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("freeze", meeting);
      const { number } = await freezePack(ctx.db, meeting, ctx.at, { newId: ctx.newId, checksumOf: fingerprint });
      if (ctx.today < meeting.pack_freezes) await changeMeeting(ctx.db, meeting.id, null, { pack_freezes: ctx.today });
      await keepStep(ctx.db, {
        id: ctx.newId(),
        practice_id: meeting.practice_id,
        meeting_id: meeting.id,
        step: "freeze",
        taken_at: ctx.at,
      });
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id, number };
    }),

  /** Numbers a copy and logs who takes it, before it can be fetched by its number. */
  export: write("meeting.export")
    .input(takeCopy)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const pack = packToRead(await packsOf(ctx.db, meeting.id), input.number, meeting, ctx.today);
      if (pack === undefined) missing();
      const yesterday = addMinutes(ctx.at, -minutesOfDay);
      mayTakeCopy(await exportsSince(ctx.db, meeting.practice_id, staff.id, yesterday));
      const row = {
        id: ctx.newId(),
        practice_id: meeting.practice_id,
        meeting_id: meeting.id,
        pack_id: pack?.id ?? null,
        staff_id: staff.id,
      };
      const copy = await keepExport(ctx.db, row, input.form, ctx.at);
      return { copyId: row.id, meetingId: meeting.id, copy, form: input.form };
    }),
});

type Pack = Awaited<ReturnType<typeof packsOf>>[number];

/**
 * The reader's pages: the cases of the pack as they froze, with what was given since, then those that came to the
 * agenda later, as they are. Without a pack, the agenda as it is.
 */
async function pagesFor(
  { db, today }: { db: Reader; today: Day },
  meetingId: string,
  staff: StaffRef,
  pack: Pack | null,
): Promise<PackPage[]> {
  const packed = pack ? await caseIdsOfPack(db, pack.id) : [];
  const listed = (await agendaOf(db, meetingId)).map((item) => item.case_id);
  const who = { staffId: staff.id, discipline: staff.discipline };
  const { readable } = await casesWithin(db, who, [...new Set([...packed, ...listed])]);
  const view = (box: Sealed<CaseFile>, on: Day) =>
    seeEach([box], staff, on)
      .filter((seen) => seen.scope === "case")
      .map(onPaper)[0];

  const later = listed.filter((caseId) => readable.has(caseId) && !packed.includes(caseId));
  const asNow = (await caseFilesOf(db, later)).flatMap((box) => {
    const now = view(box, today);
    return now ? { summary: composeSummary(now), cameAfter: pack !== null, added: [] } : [];
  });
  if (!pack) return asNow;

  const { files, isWhole } = await casesOfPack(db, pack.id, readable, fingerprint);
  if (!isWhole) refuse(`Pack ${pack.number} is not as it was frozen, so it is not shown. Tell who runs this server`);
  const asFrozen = files.flatMap((file) => {
    // Both: who has left since reads neither, and what froze is as old as it was on that day.
    const [frozen, now] = [view(file.frozen, dayOf(pack.frozen_at)), view(file.now, today)];
    return frozen && now
      ? { summary: composeSummary(frozen), cameAfter: false, added: addedAfter(now, pack.frozen_at) }
      : [];
  });
  return [...asFrozen, ...asNow];
}
