/** The room as it is drawn for one reader: times and outcomes in words. For loaders. */
import { summaryPageOf } from "#app/cases/summaryPage.ts";
import { outcomes, tellings } from "#db/vocabulary.ts";
import { escalations, escalationWords, outcomeWords, tellingWords } from "#server/domain/discussions.ts";
import { dayOffOn } from "#server/domain/holidays.ts";
import { dayInWordsFrom, dayOf, instantInWords, shortDay, timeInWords, wallTimeOf } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Room = Awaited<ReturnType<Api["discussions"]["room"]>>;
type Item = Extract<NonNullable<Room["item"]>, { forYou: true }>;

export type RoomPage = ReturnType<typeof roomPageOf>;
export type RoomItem = ReturnType<typeof itemOf>;
/** A note that can become an action. */
export type TurnableNote = { id: string; text: string };

/** What the address asks for beside the room: a note to turn, a decision to say more about. */
export interface Asked {
  noteId: string | null;
  decisionId: string | null;
}

export function roomPageOf(room: Room, readerName: string, asked: Asked) {
  const { item, ...rest } = room;
  return {
    ...rest,
    item: item === null || !item.forYou ? null : itemOf(item, readerName, asked),
    /** Something is being talked about that this reader must not hear. */
    isClosedToReader: item !== null && !item.forYou,
  };
}

const tellingChoices = tellings.map((way) => ({ value: way, label: tellingWords[way] }));
const outcomeChoices = outcomes.map((outcome) => ({ value: outcome, label: outcomeWords[outcome] }));
const escalationChoices = escalations.map((to) => ({ value: to, label: escalationWords[to] }));

function itemOf(item: Item, readerName: string, asked: Asked) {
  const { summary, notes, earlierNotes, actions, nation, team, today, at, outcome, escalatedTo, toldDue, ...rest } =
    item;
  return {
    ...rest,
    team,
    today,
    nation,
    // Answering requests is not what one does in the room: the page is drawn for no discipline in particular.
    page: summaryPageOf(summary, { name: readerName, discipline: "" }, at),
    lines: [
      ...notes.map(({ id, kind, text, written_at, name, actionId, decision }) => ({
        ...{ id, kind, text, at: written_at, by: name, actionId, fromNote: null },
        more: decision && aboutDecision(decision),
      })),
      ...actions.map((action) => ({
        id: action.id,
        kind: "action" as const,
        text: [action.owner, action.text, dayInWordsFrom(action.due, today), dayOffOn(nation, action.due)]
          .filter(Boolean)
          .join(" · "),
        at: action.raised_at,
        by: null,
        actionId: action.id,
        fromNote: notes.find((note) => note.id === action.note_id)?.text ?? null,
        more: action.isOwnerAway ? `${action.owner} was not in the room: tell them` : null,
      })),
    ]
      .sort((a, b) => a.at.localeCompare(b.at))
      .map((line) => ({ ...line, at: timeInWords(wallTimeOf(line.at)) })),
    earlierNotes: earlierNotes.map(({ id, text, written_at }) => ({ id, text, at: shortDay(dayOf(written_at)) })),
    fromNote: noteIn([...notes.filter((note) => note.kind === "note" && !note.actionId), ...earlierNotes], asked),
    lastNote: notes.filter((note) => note.kind === "note" && !note.actionId).at(-1) ?? null,
    askedDecision: decisionIn(notes, asked),
    tellings: tellingChoices,
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

function noteIn(notes: readonly TurnableNote[], { noteId }: Asked): TurnableNote | null {
  const note = notes.find(({ id }) => id === noteId);
  return note ? { id: note.id, text: note.text } : null;
}

/** The one that was asked for, or else the newest of which nothing more was said. */
function decisionIn(notes: Item["notes"], { decisionId }: Asked) {
  const decisions = notes.filter(({ kind }) => kind === "decision");
  const asked = decisions.find(({ id }) => id === decisionId);
  const decision = asked ?? decisions.findLast((candidate) => candidate.decision === null);
  if (!decision) return null;
  return { noteId: decision.id, text: decision.text, before: decision.decision, isOpen: asked !== undefined };
}

function aboutDecision(decision: NonNullable<Item["notes"][number]["decision"]>): string {
  const { why, agreedBy, dissent, teller, tellBy, tellHow } = decision;
  return [
    why && `Why: ${why}`,
    agreedBy.length > 0 && `Agreed by ${agreedBy.map(({ name }) => name).join(", ")}`,
    dissent && `Otherwise: ${dissent}`,
    teller &&
      tellBy &&
      tellHow &&
      `${teller} tells the person by ${shortDay(tellBy)}, ${tellingWords[tellHow].toLowerCase()}`,
  ]
    .filter(Boolean)
    .join(" · ");
}
