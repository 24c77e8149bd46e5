/** Who came to a meeting that is past, by discipline, and in words. */
import type { Day, Instant } from "#db/schema.ts";
import type { Need, Presence, StaffRole } from "#db/vocabulary.ts";
import { dayOf } from "./time.ts";

export interface PastMeeting {
  id: string;
  starts_at: Instant;
  ends_at: Instant;
  chair_id: string | null;
  needs: readonly { discipline: string; need: Need }[];
}

/** Everybody who was ever attached to the practice. */
export interface Attached {
  staff_id: string;
  discipline: string;
  role: StaffRole;
  attached_at: Instant;
  ended_at: Instant | null;
  left_on: Day | null;
}

export interface Known {
  meeting_id: string;
  staff_id: string;
  discipline: string;
  presence: Presence | null;
}

/**
 * "General practice 2 of 2, Social work 1 of 3. None: Nursing". Of those who were invited then: attached at that time,
 * or known to that meeting, as after an import. Null where nobody was marked as there.
 */
export function attendanceInWords(
  meeting: PastMeeting,
  known: readonly Known[],
  attached: readonly Attached[],
  disciplines: readonly { code: string; label: string }[],
): string | null {
  const here = known.filter(({ meeting_id }) => meeting_id === meeting.id);
  const came = here.filter(({ presence }) => presence === "attended");
  if (came.length === 0) return null;

  const named = new Set(meeting.needs.map(({ discipline }) => discipline));
  const invited = attached.filter((person) => wasAttached(person, meeting) && isInvited(person, meeting, named));
  const counts = disciplines.flatMap(({ code, label }) => {
    const present = idsOf(came, code);
    const all = new Set([...present, ...idsOf(here, code), ...idsOf(invited, code)]);
    return all.size === 0 && !named.has(code) ? [] : [{ label, present: present.size, all: all.size }];
  });
  const some = counts
    .filter(({ present }) => present > 0)
    .map(({ label, present, all }) => `${label} ${present} of ${all}`);
  const none = counts.filter(({ present }) => present === 0).map(({ label }) => label);
  return [some.join(", "), ...(none.length > 0 ? [`None: ${none.join(", ")}`] : [])].join(". ");
}

function wasAttached(person: Attached, meeting: PastMeeting): boolean {
  return (
    person.attached_at <= meeting.ends_at &&
    (person.ended_at === null || person.ended_at > meeting.starts_at) &&
    (person.left_on === null || person.left_on >= dayOf(meeting.starts_at))
  );
}

function isInvited(person: Attached, meeting: PastMeeting, named: ReadonlySet<string>): boolean {
  return (
    named.size === 0 ||
    named.has(person.discipline) ||
    person.staff_id === meeting.chair_id ||
    person.role === "coordinator"
  );
}

function idsOf(people: readonly { staff_id: string; discipline: string }[], code: string): Set<string> {
  return new Set(people.filter(({ discipline }) => discipline === code).map(({ staff_id }) => staff_id));
}
