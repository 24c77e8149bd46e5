/** Packs: the cases of a meeting, kept whole as they stood, and read again under the rights of now. */
import type { CaseFile, ContributionOnFile, EntryOnFile, Sharing } from "../casefile.ts";
import type { Reader, Writer } from "../database.ts";
import type { Instant, Json } from "../schema.ts";
import { seal, unseal } from "../sealed.ts";
import type { ExportForm } from "../vocabulary.ts";
import { caseFilesOf } from "./casefiles.ts";
import { fromJson, toJson } from "./json.ts";
import { agendaOf } from "./meetings.ts";
import { keep } from "./rows.ts";

/** SHA-256 of a content as JSON, in hexadecimal. */
export type ChecksumOf = (content: unknown) => string;

/** Freezes what the agenda holds now under the next number. The meeting's version stays: no form collides with it. */
export async function freezePack(
  db: Writer,
  meeting: { id: string; practice_id: string },
  at: Instant,
  { newId, checksumOf }: { newId: () => string; checksumOf: ChecksumOf },
): Promise<{ packId: string; number: number }> {
  const agenda = await agendaOf(db, meeting.id);
  const boxes = await caseFilesOf(
    db,
    agenda.map((item) => item.case_id),
  );
  const number = ((await packsOf(db, meeting.id))[0]?.number ?? 0) + 1;
  const packId = newId();
  const cases = boxes.map(unseal).map((file, index) => ({
    id: newId(),
    practice_id: meeting.practice_id,
    pack_id: packId,
    case_id: file.id,
    position: index + 1,
    content: toJson<unknown>(file),
    checksum: checksumOf(file),
  }));
  await keep(db, "pack", {
    id: packId,
    practice_id: meeting.practice_id,
    meeting_id: meeting.id,
    number,
    frozen_at: at,
    checksum: checksumOf(cases.map(({ checksum }) => checksum)),
  });
  await keep(db, "pack_case", ...cases);
  await db.updateTable("meeting").set({ pack_frozen_at: at }).where("id", "=", meeting.id).execute();
  return { packId, number };
}

/** The packs of a meeting, newest first. */
export async function packsOf(db: Reader, meetingId: string) {
  return db
    .selectFrom("pack")
    .select(["id", "number", "frozen_at"])
    .where("meeting_id", "=", meetingId)
    .orderBy("number", "desc")
    .execute();
}

export async function caseIdsOfPack(db: Reader, packId: string): Promise<string[]> {
  const rows = await db.selectFrom("pack_case").select("case_id").where("pack_id", "=", packId).execute();
  return rows.map((row) => row.case_id);
}

/**
 * Of a pack the cases among these, in its order, beside each file as it is now. `isWhole` is false when a content is
 * not what was frozen.
 */
export async function casesOfPack(db: Reader, packId: string, among: ReadonlySet<string>, checksumOf: ChecksumOf) {
  if (among.size === 0) return { files: [], isWhole: true };
  const rows = await db
    .selectFrom("pack_case")
    .select(["case_id", "content", "checksum"])
    .where("pack_id", "=", packId)
    .where("case_id", "in", [...among])
    .orderBy("position")
    .execute();
  const present = (
    await caseFilesOf(
      db,
      rows.map((row) => row.case_id),
    )
  ).map(unseal);
  const files = rows.flatMap((row) => {
    const now = present.find((file) => file.id === row.case_id);
    return now ? { frozen: seal(underRightsOfNow(fromJson(row.content as Json<CaseFile>), now)), now: seal(now) } : [];
  });
  return { files, isWhole: rows.every((row) => checksumOf(fromJson(row.content)) === row.checksum) };
}

/** What of the packs is not as it was frozen, in words. */
export async function faultsOfPacks(db: Reader, checksumOf: ChecksumOf): Promise<string[]> {
  const packs = await db.selectFrom("pack").select(["id", "number", "meeting_id", "checksum"]).orderBy("id").execute();
  const faults: string[] = [];
  for (const pack of packs) {
    // One pack at a time: each holds whole cases.
    const cases = await db
      .selectFrom("pack_case")
      .select(["content", "checksum"])
      .where("pack_id", "=", pack.id)
      .orderBy("position")
      .execute();
    const isWhole =
      checksumOf(cases.map(({ checksum }) => checksum)) === pack.checksum &&
      cases.every(({ content, checksum }) => checksumOf(fromJson(content)) === checksum);
    if (!isWhole) faults.push(`Pack ${pack.number} of meeting ${pack.meeting_id} is not as it was frozen.`);
  }
  return faults;
}

/**
 * The words as they froze, under the rights of now: who is on the team, invited or objected to, who belongs to an
 * audience, how to contact safely. What was taken back since is gone from the pack as well, and so is what its author
 * has since shared otherwise: it stands with what came later, for those it is now for.
 */
export function underRightsOfNow(frozen: CaseFile, now: CaseFile): CaseFile {
  const { team, deputies, invited, objections, withdrawnAt, safeContact } = now;
  const { audiences } = now.practice.policy;
  return {
    ...emptied(now),
    ...frozen,
    ...{ team, deputies, invited, objections, withdrawnAt, safeContact },
    practice: { ...frozen.practice, policy: { ...frozen.practice.policy, audiences } },
    // Somebody may have joined the team since.
    staff: { ...now.staff, ...frozen.staff },
    contributions: frozen.contributions.flatMap((contribution) => standingOf(contribution, now) ?? []),
    actions: frozen.actions.filter((action) => now.actions.some(({ id }) => id === action.id)),
  };
}

/** A pack that froze before a part of the file was known has nothing of it. */
function emptied(file: CaseFile): CaseFile {
  const values = Object.entries(file).map(([key, value]) => [key, Array.isArray(value) ? [] : null]);
  return Object.fromEntries(values) as CaseFile;
}

function standingOf(frozen: ContributionOnFile, now: CaseFile): ContributionOnFile | null {
  const same = now.contributions.find(({ id }) => id === frozen.id);
  const newest = same?.replacedAt ? heirOf(same, now) : same;
  if (!same || !newest || !isSharedAlike(newest, frozen)) return null;
  const entries = frozen.entries.filter((entry) => {
    const [stands, others] = [
      same.entries.some(({ id }) => id === entry.id),
      newest.entries.filter(isVersionOf(entry)),
    ];
    return stands && others.every((other) => isSharedAlike(other, entry));
  });
  return { ...frozen, entries };
}

/** The version that stands in the place of a replaced one. */
function heirOf(replaced: ContributionOnFile, { contributions }: CaseFile): ContributionOnFile | undefined {
  return contributions.find(
    ({ authorId, meetingId, replacedAt }) =>
      authorId === replaced.authorId && meetingId === replaced.meetingId && replacedAt === null,
  );
}

function isVersionOf(entry: EntryOnFile) {
  return (other: EntryOnFile) =>
    other.kind === entry.kind && (other.text === entry.text || (other.name !== null && other.name === entry.name));
}

function isSharedAlike(one: Sharing, other: Sharing): boolean {
  const words = ({ audience, namedStaff, excludedDisciplines, handling }: Sharing) =>
    JSON.stringify([audience, ...[namedStaff, excludedDisciplines, handling].map((list) => [...list].sort())]);
  return words(one) === words(other);
}

/** The copies of a meeting's pack that were taken away, by number. */
export async function exportOf(db: Reader, meetingId: string, number: number) {
  return db
    .selectFrom("pack_export")
    .select(["id", "pack_id", "staff_id", "number", "form", "exported_at"])
    .where("meeting_id", "=", meetingId)
    .where("number", "=", number)
    .executeTakeFirst();
}

/** How many copies somebody took after that instant, of whatever meeting. */
export async function exportsSince(db: Reader, practiceId: string, staffId: string, after: Instant): Promise<number> {
  const { count } = await db
    .selectFrom("pack_export")
    .select((eb) => eb.fn.countAll().as("count"))
    .where("practice_id", "=", practiceId)
    .where("staff_id", "=", staffId)
    .where("exported_at", ">", after)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function keepExport(
  db: Writer,
  row: { id: string; practice_id: string; meeting_id: string; pack_id: string | null; staff_id: string },
  form: ExportForm,
  at: Instant,
): Promise<number> {
  const last = await db
    .selectFrom("pack_export")
    .select("number")
    .where("meeting_id", "=", row.meeting_id)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  await keep(db, "pack_export", { ...row, number, form, exported_at: at });
  return number;
}
