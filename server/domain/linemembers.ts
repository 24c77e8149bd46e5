/** Whom a line of the room can ask for, and by when what it asks is due. Apart from `lines.ts`, which browsers read too. */
import type { PracticePolicy, StaffRef } from "#db/casefile.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { LineMember } from "./owners.ts";
import { disciplineLabel } from "./practices.ts";
import { addDays, dayOf } from "./time.ts";

/** The team, and those who left the case with a handover: a line that still asks for them is told who took over. */
export function lineMembers(
  team: readonly StaffRef[],
  leavers: readonly {
    id: string;
    name: string;
    discipline: string;
    left_at: Instant;
    successor_id: string | null;
    successor: string | null;
  }[],
  policy: PracticePolicy,
): LineMember[] {
  const members = team.map(({ id, name, discipline, leftOn }) => ({
    id,
    name,
    discipline,
    disciplineLabel: disciplineLabel(policy, discipline),
    leftOn,
  }));
  const gone = leavers.filter((leaver) => !members.some(({ id }) => id === leaver.id));
  return [
    ...members,
    ...gone.map(({ id, name, discipline, left_at, successor_id, successor }) => ({
      id,
      name,
      discipline,
      disciplineLabel: disciplineLabel(policy, discipline),
      leftOn: addDays(dayOf(left_at), -1),
      ...(successor_id && successor ? { tookOver: { id: successor_id, name: successor } } : {}),
    })),
  ];
}

/** By when an action without a day is due. */
export function dayOfNext(meeting: { starts_at: Instant } | undefined): Day | null {
  return meeting ? dayOf(meeting.starts_at) : null;
}
