/** The room as it is drawn for one reader: times and outcomes in words. For loaders. */
import { summaryPageOf } from "#app/cases/summaryPage.ts";
import { outcomes } from "#db/vocabulary.ts";
import { escalations, escalationWords, outcomeWords } from "#server/domain/discussions.ts";
import { dayInWordsFrom, instantInWords, shortDay, timeInWords, wallTimeOf } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Room = Awaited<ReturnType<Api["discussions"]["room"]>>;
type Item = Extract<NonNullable<Room["item"]>, { forYou: true }>;

export type RoomPage = ReturnType<typeof roomPageOf>;
export type RoomItem = ReturnType<typeof itemOf>;

export function roomPageOf(room: Room, readerName: string) {
  const { item, ...rest } = room;
  return {
    ...rest,
    item: item === null || !item.forYou ? null : itemOf(item, readerName),
    /** Something is being talked about that this reader must not hear. */
    isClosedToReader: item !== null && !item.forYou,
  };
}

const outcomeChoices = outcomes.map((outcome) => ({ value: outcome, label: outcomeWords[outcome] }));
const escalationChoices = escalations.map((to) => ({ value: to, label: escalationWords[to] }));

function itemOf(item: Item, readerName: string) {
  const { summary, notes, actions, team, today, at, outcome, escalatedTo, toldDue, ...rest } = item;
  return {
    ...rest,
    team,
    today,
    // Answering requests is not what one does in the room: the page is drawn for no discipline in particular.
    page: summaryPageOf(summary, { name: readerName, discipline: "" }, at),
    lines: [
      ...notes.map(({ id, kind, text, written_at, name }) => ({ id, kind, text, at: written_at, by: name })),
      ...actions.map((action) => ({
        id: action.id,
        kind: "action" as const,
        text: `${action.owner} · ${action.text} · ${dayInWordsFrom(action.due, today)}`,
        at: action.raised_at,
        by: null,
      })),
    ]
      .sort((a, b) => a.at.localeCompare(b.at))
      .map((line) => ({ ...line, at: timeInWords(wallTimeOf(line.at)) })),
    people: team.filter(({ leftOn }) => leftOn === null || leftOn >= today).map(({ id, name }) => ({ id, name })),
    outcome,
    outcomeWords: outcome && outcomeWords[outcome],
    outcomes: outcomeChoices,
    escalations: escalationChoices,
    escalatedTo,
    escalatedWords: escalatedTo && escalationWords[escalatedTo as (typeof escalations)[number]],
    toldDue: toldDue ?? undefined,
    toldDueWords: toldDue && shortDay(toldDue),
    sendBy: item.sendBy && instantInWords(item.sendBy),
    sentAt: item.escalationSentAt && instantInWords(item.escalationSentAt),
  };
}
