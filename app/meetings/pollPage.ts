/** A poll as its page draws it: times in words, for the coordinator who said what to each. For loaders. */
import { counted, minutesBetween } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["polls"]["open"]>>;
type Frame = Awaited<ReturnType<Api["meetings"]["findTimes"]>>;

export type PollPage = ReturnType<typeof pollPageOf>;

/** `frame` is for the coordinator, who may use a time: what the meeting would be like. */
export function pollPageOf(opened: Opened, frame: Frame | null) {
  const { times, people, ...rest } = opened;
  const answered = people.filter(({ answers }) => answers.some((answer) => answer !== null)).length;
  const [first] = times;
  return {
    ...rest,
    times,
    silent: people.filter(({ answers }) => answers.every((answer) => answer === null)).map(({ name }) => name),
    answeredWords: people.length > 0 ? `${answered} of ${counted(people.length, "person", "people")} answered` : null,
    answers: times.map((time, index) => answersTo(time, index, people)),
    minutes: first ? minutesBetween(first.startsAt, first.endsAt) : 0,
    like: frame?.like ?? null,
    invited: frame?.people.length ?? 0,
    hasOpenTimes: times.some(({ isPast }) => !isPast),
  };
}

function answersTo(time: Opened["times"][number], index: number, people: Opened["people"]) {
  const who = (answer: string | null) =>
    people
      .filter(({ answers }) => answers[index] === answer)
      .map(({ name, isNeeded }) => (isNeeded ? `${name} (needed)` : name));
  return {
    startsAt: time.startsAt,
    words: time.words,
    isPast: time.isPast,
    yes: who("accepted"),
    perhaps: who("tentative"),
    no: who("declined"),
  };
}
