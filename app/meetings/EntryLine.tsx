import {
  useEffect,
  useRef,
  useState,
  type Dispatch,
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  type SetStateAction,
} from "react";

import { useProblem } from "#app/forms/useProblem.ts";
import { LiveForm } from "#app/meetings/LiveForm.tsx";
import type { RoomItem, TurnableNote } from "#app/meetings/roomPage.ts";
import { nextCaseForm } from "#app/meetings/RoomSteps.tsx";
import { pressUndoLast } from "#app/meetings/UndoLast.tsx";
import { useLineQueue } from "#app/meetings/useLineQueue.ts";
import { useReading } from "#app/meetings/useReading.ts";
import { Button } from "#app/ui/Button.tsx";
import { ErrorMessage } from "#app/ui/ErrorMessage.tsx";

export type EntryLineProps = Pick<
  RoomItem,
  "itemId" | "number" | "team" | "nation" | "today" | "nextMeeting" | "lastNote" | "lines"
> & {
  /** What is in the box; kept by the page, so that it outlasts an item that is not for this reader. */
  line: string;
  setLine: (line: string) => void;
  /** The note that this line makes an action of. */
  note: TurnableNote | null;
  setNote: Dispatch<SetStateAction<TurnableNote | null>>;
  turn: (note: TurnableNote) => void;
  /** A note was to be turned while this line was still being typed. */
  isHeld: boolean;
};

/** A note as an action that has no owner yet: the name is typed after the sign. */
export function lineFrom(note: TurnableNote): string {
  return `@ ${note.text}`;
}

/** One box for notes, decisions and actions. Enter writes it down; the focus stays, and a refusal keeps the text. */
export function EntryLine(props: EntryLineProps) {
  const {
    itemId,
    number,
    team,
    nation,
    today,
    nextMeeting,
    lastNote,
    lines,
    line,
    setLine,
    note,
    setNote,
    turn,
    isHeld,
  } = props;
  const box = useRef<HTMLInputElement>(null);
  const [begunAt, setBegunAt] = useState(number);
  const [isAsking, setIsAsking] = useState(false);
  const { fetcher, written, end, isUnderWay, isRefused } = useLineQueue(box, (rest, noteId) => {
    if (box.current) box.current.value = rest;
    setLine(rest);
    setNote((now) => (now?.id === noteId ? null : now));
  });
  const { reading, words, isOfThisLine, said } = useReading(line, {
    ...{ team, nation, today, nextMeeting },
    note: note?.text,
  });
  const choices = reading?.kind === "ask" ? reading.choices : [];
  const hasMoved = line !== "" && begunAt !== number;
  // Until it is taken back, or the next line is begun.
  const readBack = line === "" && lines.some(({ id }) => id === written?.id) ? `Written. ${written?.words}` : null;

  useEffect(() => {
    if (note === null || box.current === null) return;
    box.current.value = lineFrom(note);
    setLine(box.current.value);
    box.current.focus();
    box.current.setSelectionRange(1, 1);
  }, [note, setLine]);

  function onChange(typed: string) {
    if (line === "") setBegunAt(number);
    if (typed === "") setNote(null);
    setLine(typed);
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const ownerId = submitter?.getAttribute("name") === "ownerId" ? submitter.getAttribute("value") : null;
    // What stands in the box is newer than what was last drawn.
    const typed = box.current?.value ?? "";
    const isRead = isOfThisLine && typed === line && !isUnderWay();
    const isUnclear = isRead && reading?.kind === "ask" && ownerId === null;
    if (!isUnclear && !hasMoved) end(typed, { itemId, noteId: note?.id ?? "", ...(ownerId ? { ownerId } : {}) });
    setIsAsking(isUnclear);
    setBegunAt(number);
    box.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    const run = line.trim() === "" && onEmptyLine(event);
    // Only after Enter on a question is a number its answer, and not part of the text; a single choice is taken by Enter.
    const answer = isAsking && event.key === "Enter" && choices.length === 1 ? 1 : Number(event.key);
    const choice = isAsking && choices[answer - 1] && document.getElementById(`owner-${answer}`);
    if (run || choice) event.preventDefault();
    if (run) run();
    if (choice) choice.click();
    if (event.key !== "Enter") setIsAsking(false);
  }

  /** What a key does while nothing is typed; in a line that was begun it does what it does everywhere. */
  function onEmptyLine({ key, ctrlKey, metaKey }: KeyboardEvent): (() => void) | undefined {
    if (key === "Enter" && ctrlKey)
      return () => document.querySelector<HTMLFormElement>(`#${nextCaseForm}`)?.requestSubmit();
    if (key === "z" && (ctrlKey || metaKey)) return pressUndoLast;
    if (key === "ArrowUp" && lastNote) return () => turn(lastNote);
    return undefined;
  }

  return (
    <LiveForm name="write" fetcher={fetcher} className="sm-entry sm-no-print" onSubmit={onSubmit}>
      <input type="hidden" name="intent" value="write" />
      <input type="hidden" name="itemId" value={itemId} />
      <input type="hidden" name="noteId" value={note?.id ?? ""} />
      <label className="nhsuk-label" htmlFor="line">
        Add a note, = decision, @name action
      </label>
      <div className="nhsuk-input-wrapper">
        <LineBox boxRef={box} first={line} onChange={onChange} onKeyDown={onKeyDown} />
        {/* Never busy: Enter presses it, also while a line is on its way. */}
        <Button small>Add</Button>
      </div>
      <p className="sm-status">
        {isRefused(line)
          ? null
          : hasMoved
            ? `The room is at case ${number} now. Press Enter twice to write this line there`
            : isHeld
              ? "Add or clear this line first, and then make the note an action"
              : (readBack ?? words)}
        {isAsking && ` ${howToAnswer(choices.length)}`}
      </p>
      {choices.map(({ id, name }, index) => (
        <button
          className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
          id={`owner-${index + 1}`}
          key={id}
          name="ownerId"
          value={id}
        >
          {index + 1} {name}
        </button>
      ))}
      <p className="nhsuk-u-visually-hidden" aria-live="polite">
        {readBack ?? said}
      </p>
      {(isRefused(line) || fetcher.data === undefined) && <LineProblem />}
    </LiveForm>
  );
}

function howToAnswer(choices: number): string {
  if (choices === 0) return "";
  return choices === 1 ? "Press Enter to use" : "Press its number";
}

type LineBoxProps = {
  boxRef: RefObject<HTMLInputElement>;
  first: string;
  onChange: (line: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

function LineBox({ boxRef, first, onChange, onKeyDown }: LineBoxProps) {
  const { problem, valueFor } = useProblem();
  const [initial] = useState(valueFor("line") ?? first);
  return (
    <input
      ref={boxRef}
      className={problem ? "nhsuk-input nhsuk-input--error" : "nhsuk-input"}
      id="line"
      name="line"
      type="text"
      autoComplete="off"
      defaultValue={initial}
      aria-describedby={problem ? "line-error" : undefined}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

function LineProblem() {
  const { problem, errorFor } = useProblem();
  if (problem === null) return null;
  return (
    <div role="alert">
      <ErrorMessage id="line-error">{errorFor("line") ?? problem.message}</ErrorMessage>
    </div>
  );
}
