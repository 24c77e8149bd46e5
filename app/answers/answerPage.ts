/** What a mailed link answers, as its page draws it. For loaders. */
import { dayInWords, dayOf } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = NonNullable<Awaited<ReturnType<Api["invitations"]["open"]>>>;

export type AnswerPage = ReturnType<typeof answerPageOf>;
export type MeetingsToAnswer = Extract<AnswerPage, { kind: "meetings" }>;
export type DateToAnswer = MeetingsToAnswer["dates"][number];

/** With the day in front, which is what people know a meeting by. */
export function answerPageOf(opened: Opened) {
  if (opened.kind === "poll") return opened;
  const dates = opened.dates.map(({ startsAt, ...date }) => ({ ...date, day: dayInWords(dayOf(startsAt)) }));
  return { ...opened, dates };
}
