/** "Needed from me" as it is drawn: groups in their order, days in words. For loaders. */
import { startInWords } from "#app/meetings/words.ts";
import type { Api } from "#server/router.ts";
import { counted, dayInWordsFrom, dayOf } from "#server/domain/time.ts";

type Open = Awaited<ReturnType<Api["home"]["open"]>>;

export type Needed = ReturnType<typeof neededOf>;

export function neededOf(open: Open, severalPractices: boolean) {
  const { today } = open;
  const [next] = [...open.meetings].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  const before = next ? dayOf(next.startsAt) : null;
  const meetingOf = (id: string) => open.meetings.find((meeting) => meeting.id === id);
  const isSoon = (action: Open["actions"][number]) =>
    action.state === "open" || action.state === "declined" || before === null || action.due <= before;

  const groups = {
    running: open.meetings.filter(({ state }) => state === "running").map(({ id, words }) => ({ id, words })),
    triage: open.triage.map(({ nominatedAt, ...row }) => ({
      ...row,
      since: dayInWordsFrom(dayOf(nominatedAt), today),
    })),
    contributions: open.contributions.map(({ meetingId, ...row }) => ({
      ...row,
      practice: meetingOf(meetingId)?.practice ?? "",
    })),
    requests: open.requests,
    polls: open.polls.map(({ id, practiceId, practice, place, times }) => ({
      id,
      practice,
      place,
      times: counted(times, "time"),
      href: `/polls/${id}?practice=${practiceId}`,
    })),
    toAnswer: open.meetings
      .filter(({ reply, state, isInvited }) => isInvited && reply === null && state === "planned")
      .map(({ id, practice, place, startsAt }) => ({ id, practice, place, words: startInWords(startsAt, today) })),
    actions: open.actions.filter(isSoon).map((action) => ({ ...action, due: dayInWordsFrom(action.due, today) })),
    ended: open.ended,
    mail: open.mail,
    toCoordinate: open.toCoordinate.filter(({ unanswered, waiting }) => unanswered.length > 0 || waiting > 0),
  };
  const things =
    groups.triage.length +
    groups.contributions.length +
    groups.requests.length +
    groups.polls.length +
    groups.toAnswer.length +
    groups.actions.length +
    groups.ended.length +
    groups.mail.length +
    groups.toCoordinate.reduce(
      (sum, { unanswered, waiting }) => sum + Number(unanswered.length > 0) + Number(waiting > 0),
      0,
    );
  const later = open.actions.filter((action) => !isSoon(action)).length;

  return {
    ...groups,
    contributionsDue: [
      ...new Set(open.contributions.flatMap(({ meetingId }) => meetingOf(meetingId)?.contributionsDue ?? [])),
    ]
      .map((day) => dayInWordsFrom(day, today))
      .join(" and "),
    severalPractices,
    answers: open.answers,
    outcomes: open.outcomes.map(({ on, ...row }) => ({ ...row, on: on && dayInWordsFrom(on, today) })),
    deadlines: open.deadlines.map((deadline) => ({ ...deadline, due: dayInWordsFrom(deadline.due, today) })),
    heading: headingFor(next ? startInWords(next.startsAt, today) : null, things),
    nextMeeting: next ? { id: next.id, words: next.words, place: next.place } : null,
    things,
    later: later > 0 ? `After that: ${counted(later, "action")} of yours` : null,
  };
}

function headingFor(next: string | null, things: number): string {
  if (things === 0) return "Nothing is waiting for you";
  return `${next ? `Before ${next}` : "Waiting for you"}: ${counted(things, "thing")}`;
}
