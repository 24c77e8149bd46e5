/** The cases for which somebody is asked to contribute, in the order they come up: at home, and from one to the next. */

interface Asked {
  case_id: string;
  meeting_id: string;
  given: unknown;
}

/** `meetings` are those to come, the nearest first. */
export function askedOnce<Row extends Asked>(rows: readonly Row[], meetings: readonly { id: string }[]) {
  const order = meetings.map(({ id }) => id);
  // What somebody gives is for the first meeting the case comes to: an extra one may come before the next.
  const first = (caseId: string) =>
    order.find((meetingId) => rows.some((row) => row.case_id === caseId && row.meeting_id === meetingId));
  return rows
    .filter((row) => first(row.case_id) === row.meeting_id)
    .map((row) => ({ ...row, isGiven: Number(row.given) > 0 }))
    .sort((a, b) => order.indexOf(a.meeting_id) - order.indexOf(b.meeting_id));
}

/** Where a case stands among those that wait, and which of the others comes after it. */
export function placeAmong(asked: readonly { case_id: string; isGiven: boolean }[], caseId: string) {
  const waiting = asked.filter(({ isGiven }) => !isGiven).map((row) => row.case_id);
  const here = asked.findIndex((row) => row.case_id === caseId);
  const others = [...asked.slice(here + 1), ...asked.slice(0, Math.max(here, 0))];
  return {
    /** Null once it does not wait any more. */
    number: waiting.includes(caseId) ? waiting.indexOf(caseId) + 1 : null,
    of: waiting.length,
    next: others.find(({ isGiven }) => !isGiven)?.case_id ?? null,
  };
}
