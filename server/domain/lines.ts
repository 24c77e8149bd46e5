/** The entry line in the room: a note, "= decision", or "@name action by day"; read alike on server and in browser. */
import type { Day } from "#db/schema.ts";
import type { Nation } from "#db/vocabulary.ts";
import { splitDue, type DueSetting } from "./duedays.ts";
import { dayOffOn } from "./holidays.ts";
import { findOwner, whoWillDoIt, type LinePerson, type OwnerSetting, type Question } from "./owners.ts";
import { hasLeft } from "./sight.ts";
import { dayInWords } from "./time.ts";

export type { LineMember, LinePerson } from "./owners.ts";

export interface LineSetting extends OwnerSetting, DueSetting {
  nation: Nation;
  /** The note that is being turned into an action: a name that begins it names nobody yet. */
  note?: string | undefined;
}

/** The line as it was typed, cut into what became what: put together again it is the line, to the last character. */
export interface LineParts {
  sign: string;
  owner: string;
  text: string;
  day: string;
}

export type LineReading = { parts: LineParts } & (
  | { kind: "note"; text: string }
  | { kind: "decision"; text: string }
  | {
      kind: "action";
      text: string;
      ownerId: string;
      ownerName: string;
      due: Day;
      /** "Friday 27 November 2026" or "the next meeting, Thursday 17 December 2026" */
      dueWords: string;
      /** "Jamie Okafor (Community link worker) will phone housing, by Friday 27 November 2026" */
      readBack: string;
    }
  /** Not understood well enough to save: `text` is the line as it was typed, to go on with. */
  | { kind: "ask"; question: string; text: string; choices: LinePerson[] }
);

/** Nothing is guessed and nothing dropped: what is neither mark, owner nor a whole date at the end stays text. */
export function readLine(typed: string, setting: LineSetting): LineReading {
  const mark = /^\s*(?:=\s*|@)?/.exec(typed)?.[0] ?? "";
  const rest = typed.slice(mark.length);
  const text = rest.trimEnd();
  const parts = { sign: mark, owner: "", text, day: rest.slice(text.length) };

  if (mark.includes("@")) return readAction(typed, mark, setting);
  if (text !== "") return { kind: mark.includes("=") ? "decision" : "note", text, parts };
  return ask(typed, mark.includes("=") ? "What was decided?" : "Write a note, = decision or @name action");
}

function ask(typed: string, question: string, choices: readonly LinePerson[] = []): LineReading {
  return {
    kind: "ask",
    question,
    text: typed,
    choices: choices.map(({ id, name }) => ({ id, name })),
    parts: { sign: "", owner: "", text: typed, day: "" },
  };
}

function readAction(typed: string, sign: string, setting: LineSetting): LineReading {
  const handled = typed.slice(sign.length);
  const found = ownerOf(handled, setting);
  if ("question" in found) return ask(typed, found.question, found.choices);

  const { owner, end } = found;
  // "jamie - phone housing": what parts the name from the text belongs to the name.
  const begin = end + (/^\s*(?:[-–—:,;>]+\s+)*/.exec(handled.slice(end))?.[0].length ?? 0);
  const rest = handled.slice(begin);
  const { end: textEnd, when } = splitDue(rest.trimEnd(), setting);
  const text = rest.slice(0, textEnd);
  if (text === "") return ask(typed, `What will ${owner.name} do?`);
  if ("question" in when) return ask(typed, when.question);

  const dayWords = [dayInWords(when.due), dayOffOn(setting.nation, when.due)].filter(Boolean).join(", ");
  const dueWords = when.isNextMeeting ? `the next meeting, ${dayWords}` : dayWords;
  return {
    kind: "action",
    text,
    ownerId: owner.id,
    ownerName: owner.name,
    due: when.due,
    dueWords,
    readBack: `${owner.name} (${owner.disciplineLabel}) will ${text.replace(/[\s.,;]+$/, "")}, by ${dueWords}`,
    parts: { sign, owner: handled.slice(0, begin), text, day: rest.slice(textEnd) },
  };
}

function ownerOf(handled: string, setting: LineSetting): ReturnType<typeof findOwner> {
  const { team, today, note, ownerId } = setting;
  if (note === undefined || handled.trim() !== note.trim()) return findOwner(handled, setting);
  const here = team.filter((member) => !hasLeft(member, today));
  const owner = here.find((member) => member.id === ownerId);
  return owner ? { owner, end: 0 } : whoWillDoIt(here);
}

/** The question with its choices, for whoever cannot press one. */
export function askInWords({ question, choices }: Question): string {
  return choices.length > 0 ? `${question} ${choices.map(({ name }) => name).join(", ")}` : question;
}

/** What was understood, before it is written down. */
export function readingInWords(reading: LineReading): string {
  switch (reading.kind) {
    case "note":
      return "Note";
    case "decision":
      return `Decision: ${reading.text}`;
    case "action":
      return `Action: ${reading.readBack}`;
    case "ask":
      return reading.question;
  }
}
