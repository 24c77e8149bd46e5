/** Meetings: planning, moving, who is needed, the agenda, the states of a meeting. */
import { z } from "zod";
import type { Instant } from "#db/schema.ts";
import {
  day,
  id,
  listOf,
  optionalOneOf,
  optionalWebAddress,
  optionalWords,
  tick,
  version,
  wholeNumber,
  words,
} from "./inputs.ts";
import { refuse } from "./refusal.ts";
import { moveMeeting, seriesRule } from "./series.ts";
import { counted } from "./time.ts";

/** How long a case is given on an agenda until somebody says otherwise, in minutes. */
export const usualMinutes = 15;

export const meetingStates = ["planned", "running", "closed", "cancelled"] as const;
export type MeetingState = (typeof meetingStates)[number];

type Facts = { opened_at: Instant | null; closed_at: Instant | null; cancelled_at: Instant | null };

export function meetingStateOf(meeting: Facts): MeetingState {
  if (meeting.cancelled_at !== null) return "cancelled";
  if (meeting.closed_at !== null) return "closed";
  return meeting.opened_at === null ? "planned" : "running";
}

/** Which states each verb may be said in; nothing else moves a meeting. */
const allowedIn = {
  move: ["planned"],
  cancel: ["planned"],
  setNeeds: ["planned", "running"],
  arrange: ["planned", "running"],
  reply: ["planned", "running"],
  attend: ["planned", "running"],
  freeze: ["planned", "running"],
  chase: ["planned"],
  start: ["planned"],
  goTo: ["running"],
  write: ["running"],
  close: ["running"],
} as const satisfies Record<string, readonly MeetingState[]>;

const stateSentences: Record<MeetingState, string> = {
  planned: "The meeting has not begun. Open the room first",
  running: "The meeting is running already",
  closed: "The meeting is closed",
  cancelled: "The meeting was cancelled",
};

export function mayBeDone(verb: keyof typeof allowedIn, meeting: Facts): void {
  const state = meetingStateOf(meeting);
  const states: readonly MeetingState[] = allowedIn[verb];
  if (!states.includes(state)) refuse(stateSentences[state]);
}

/** `carry`: asked once, that what was not reviewed goes on without a verdict. */
export const closeMeeting = z.object({ meetingId: id, carry: tick });

export function carryInWords(unreviewed: number): string {
  return `${counted(unreviewed, "action")} had no verdict. Carry ${unreviewed} as not reviewed?`;
}

const who = {
  chairId: optionalWords(64),
  needed: listOf(z.string().max(64)),
  invited: listOf(z.string().max(64)),
};
export const planMeetings = z.object({ practiceId: id, shown: optionalWords(), ...who }).and(seriesRule);
const year = wholeNumber("Choose a year", 2000, 2200);
/** Of the past, the meetings of one year at a time; left out, of the latest that has any. */
export const listMeetings = z.object({ year: year.optional() }).prefault({});
/** Left out, this year. */
export const yearOfMeetings = z.object({ practiceId: id, year: year.optional() });

/** How many dates of a series a change is for: this one, this and those after it, or all that have not started. */
export const changeScopes = ["one", "later", "all"] as const;
export type ChangeScope = (typeof changeScopes)[number];
const videoLink = optionalWebAddress(500);
const scope = optionalOneOf(changeScopes).transform((value): ChangeScope => value ?? "one");

export const moveMeetings = moveMeeting.extend({
  meetingId: id,
  version,
  scope,
  /** Left out: it stays as it is. */
  videoLink: videoLink.optional(),
  reason: optionalWords(300),
  shown: optionalWords(),
});
export const cancelMeetings = z.object({
  meetingId: id,
  version,
  scope,
  reason: words("Say why, so that people know", 300),
  shown: optionalWords(),
});
export const inviteNewcomers = z.object({ meetingId: id });
export const setNeeds = z.object({ meetingId: id, version, scope, ...who, shown: optionalWords() });
/** What a change would do, before anybody is told. */
export const previewChange = z.discriminatedUnion("change", [
  moveMeetings.extend({ change: z.literal("move") }),
  cancelMeetings.extend({ change: z.literal("cancel") }),
  setNeeds.extend({ change: z.literal("needs") }),
]);
export const planExtra = moveMeeting.extend({
  practiceId: id,
  day: day("Enter the day of the meeting"),
  place: words("Enter where you meet: a room or a link", 200),
  videoLink,
  /** Why it cannot wait: its agenda is made by hand. With none it is a meeting as others, only in no series. */
  reason: optionalWords(300),
  /** Refuses a meeting without a reason. */
  isExtra: tick,
  ...who,
  caseIds: listOf(id),
});
export const arrangeAgenda = z.object({
  meetingId: id,
  version,
  items: listOf(z.object({ itemId: id, minutes: wholeNumber("Enter minutes from 1 to 240", 1, 240) })),
  /** Puts this item one place up or down, or `suggested`. */
  move: optionalWords(80),
});
export const chaseContributions = z.object({ meetingId: id, staffIds: listOf(id) });
export const attendMeeting = z.object({ meetingId: id, present: listOf(id) });
export const goToItem = z.object({ meetingId: id, itemId: optionalWords(64), version });

export const foreignChair = "Choose a chair of this practice";

/** Needed disciplines are invited as well; each once. */
export function needsOf(input: { needed: readonly string[]; invited: readonly string[] }, known: readonly string[]) {
  const strange = [...input.needed, ...input.invited].find((code) => !known.includes(code));
  if (strange !== undefined) refuse("Choose disciplines of the list", "invited");
  return [
    ...[...new Set(input.needed)].map((discipline) => ({ discipline, need: "needed" as const })),
    ...[...new Set(input.invited)]
      .filter((discipline) => !input.needed.includes(discipline))
      .map((discipline) => ({ discipline, need: "invited" as const })),
  ];
}

/** The new order of an agenda after one item went up or down: `up:ID` or `down:ID`. */
export function reordered(ids: readonly string[], move: string | null): string[] {
  const [direction, itemId] = (move ?? "").split(":");
  const at = ids.indexOf(itemId ?? "");
  const to = direction === "up" ? at - 1 : at + 1;
  const order = [...ids];
  if (at < 0 || to < 0 || to >= order.length) return order;
  const [item] = order.splice(at, 1);
  if (item) order.splice(to, 0, item);
  return order;
}
