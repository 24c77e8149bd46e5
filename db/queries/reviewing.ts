/** What the review of actions is made of beside the log: what was said of each, and through which meetings it went. */
import type { Reader } from "../database.ts";
import type { Day, Instant } from "../schema.ts";
import { actionsById, actionsSeen, type LogRow } from "./actions.ts";
import { fromJson } from "./json.ts";
import type { Who } from "./standing.ts";

/** The most open actions a review shows at once; a practice carries some dozens. */
const reviewLength = 200;

/** What there is to review: what is open, what was settled in this meeting, and what was said of each. */
export async function toReview<Seen extends { id: string; meetingId: string | null }>(
  db: Reader,
  meeting: { id: string; practice_id: string },
  { who, today }: { who: Who; today: Day },
  see: (rows: readonly LogRow[]) => readonly Seen[],
) {
  const question = {
    practiceIds: [meeting.practice_id],
    ...{ who, today, ownerId: null, caseId: null, discipline: null, after: null, most: reviewLength },
    whose: "team",
    show: "open",
  } as const;
  // What is raised here is not what was agreed before.
  const fromBefore = (action: Seen) => action.meetingId !== meeting.id;
  const all = await actionsSeen(db, question, see);
  const open = all.filter(fromBefore);
  const others = (await reviewedIn(db, meeting.id)).filter((actionId) => !all.some(({ id }) => id === actionId));
  const settled = see(await actionsById(db, others)).filter(fromBefore);
  const lines = await saidOf(
    db,
    [...open, ...settled].map((action) => action.id),
  );
  return { open, settled, linesOf: (actionId: string) => lines.filter((line) => line.actionId === actionId) };
}

/** All that was said of these actions, the oldest first. */
export async function saidOf(db: Reader, actionIds: readonly string[]) {
  if (actionIds.length === 0) return [];
  const rows = await db
    .selectFrom("action_update")
    .innerJoin("staff", "staff.id", "action_update.by")
    .select([
      "action_update.id",
      "action_update.action_id as actionId",
      "action_update.kind",
      "action_update.at",
      "action_update.by",
      "action_update.text",
      "action_update.meeting_id as meetingId",
      "action_update.was",
      "action_update.undoes",
      "staff.name",
    ])
    .where("action_update.action_id", "in", [...actionIds])
    .orderBy("action_update.at")
    .orderBy("action_update.id")
    .execute();
  return rows.map(({ was, ...row }) => ({ ...row, was: was && fromJson(was) }));
}

/** The actions of which something was said in this meeting. */
async function reviewedIn(db: Reader, meetingId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("action_update")
    .select("action_id")
    .distinct()
    .where("meeting_id", "=", meetingId)
    .where("kind", "!=", "recorded")
    .execute();
  return rows.map((row) => row.action_id);
}

/** The meetings that were held since then: begun later, and closed. */
export async function heldSince(db: Reader, practiceId: string, since: Instant) {
  return db
    .selectFrom("meeting")
    .select(["id", "starts_at"])
    .where("practice_id", "=", practiceId)
    .where("starts_at", ">", since)
    .where("closed_at", "is not", null)
    .execute();
}

/** The action that was split into this one, and those into which this one was. */
export async function splitsOf(db: Reader, actionId: string): Promise<{ from: string | null; into: string[] }> {
  const action = await db.selectFrom("action").select("split_from").where("id", "=", actionId).executeTakeFirst();
  const parts = await db
    .selectFrom("action")
    .select("id")
    .where("split_from", "is not", null)
    .where("split_from", "=", actionId)
    .where("undone_at", "is", null)
    .orderBy("id")
    .execute();
  return { from: action?.split_from ?? null, into: parts.map((part) => part.id) };
}
