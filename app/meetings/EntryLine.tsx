import { useState, type FormEvent, type KeyboardEvent, type RefObject } from "react";

import { useProblem } from "#app/forms/useProblem.ts";
import { LiveForm } from "#app/meetings/LiveForm.tsx";
import { NotSentYet } from "#app/meetings/NotSentYet.tsx";
import type { RoomItem } from "#app/meetings/roomPage.ts";
import { nextCaseForm } from "#app/meetings/RoomSteps.tsx";
import { pressUndoLast } from "#app/meetings/UndoLast.tsx";
import type { Entry } from "#app/meetings/useEntry.ts";
import { useReading } from "#app/meetings/useReading.ts";
import { Button } from "#app/ui/Button.tsx";
import { ErrorMessage } from "#app/ui/ErrorMessage.tsx";

type EntryLineProps = Pick<
  RoomItem,
  "itemId" | "number" | "team" | "nation" | "today" | "nextMeeting" | "lastNote" | "lines"
> & { entry: Entry };

/** One box for notes, decisions and actions. Enter writes it down; the focus stays, and a refusal keeps the text. */
export function EntryLine({
  itemId,
  number,
  team,
  nation,
  today,
  nextMeeting,
  lastNote,
  lines,
  entry,
}: EntryLineProps) {
  const { box, line, note, queue } = entry;
  const { fetcher, written } = queue;
  const [begunAt, setBegunAt] = useState(number);
  const [isAsking, setIsAsking] = useState(false);
  const { reading, words, isOfThisLine, said } = useReading(line, {
    ...{ team, nation, today, nextMeeting },
    note: note?.text,
  });
  const choices = reading?.kind === "ask" ? reading.choices : [];
  const hasMoved = line !== "" && begunAt !== number;
  const isRefused = queue.isRefused(line) || fetcher.data === undefined;
  // Until it is taken back, or the next line is begun.
  const readBack = line === "" && lines.some(({ id }) => id === written?.id) ? `Written. ${written?.words}` : null;

  function onChange(typed: string) {
    if (line === "") setBegunAt(number);
    entry.type(typed);
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const ownerId = submitter?.getAttribute("name") === "ownerId" ? submitter.getAttribute("value") : null;
    // What stands in the box is newer than what was last drawn.
    const typed = box.current?.value ?? "";
    const isRead = isOfThisLine && typed === line && !queue.isAlsoInBox();
    const isUnclear = isRead && reading?.kind === "ask" && ownerId === null;
    if (!isUnclear && !hasMoved) queue.end(typed, { itemId, note, ...(ownerId ? { ownerId } : {}) });
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
    if (key === "ArrowUp" && lastNote) return () => entry.turn(lastNote);
    return undefined;
  }

  return (
    <LiveForm name="write" fetcher={fetcher} className="sm-entry sm-no-print" onSubmit={onSubmit}>
      <input type="hidden" name="intent" value="write" />
      <input type="hidden" name="itemId" value={itemId} />
      <input type="hidden" name="noteId" value={note?.id ?? ""} />
      <NotSentYet {...queue} />
      <label className="nhsuk-label" htmlFor="line">
        Add a note, = decision, @name action
      </label>
      <div className="nhsuk-input-wrapper">
        <LineBox boxRef={box} first={line} isRefused={isRefused} onChange={onChange} onKeyDown={onKeyDown} />
        {/* Never busy: Enter presses it, also while a line is on its way. */}
        <Button small>Add</Button>
      </div>
      <p className="sm-status">
        {queue.isRefused(line)
          ? null
          : hasMoved
            ? `The room is at case ${number} now. Press Enter twice to write this line there`
            : entry.isHeld
              ? "Add or clear this line first, and then make the note an action"
              : (readBack ?? words)}
        {isAsking && ` ${howToAnswer(choices.length)}`}
      </p>
      {choices.map(({ id, name }, index) => (
        <span className="sm-post" key={id}>
          <button
            className="nhsuk-button nhsuk-button--secondary nhsuk-button--small nhsuk-u-margin-bottom-2"
            id={`owner-${index + 1}`}
            name="ownerId"
            value={id}
          >
            {index + 1} {name}
          </button>
        </span>
      ))}
      <p className="nhsuk-u-visually-hidden" aria-live="polite">
        {readBack ?? said}
      </p>
      {isRefused && <LineProblem />}
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
  isRefused: boolean;
  onChange: (line: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

function LineBox({ boxRef, first, isRefused, onChange, onKeyDown }: LineBoxProps) {
  const { problem, valueFor } = useProblem();
  const isWrong = isRefused && problem !== null;
  const [initial] = useState(valueFor("line") ?? first);
  return (
    <input
      ref={boxRef}
      className={isWrong ? "nhsuk-input nhsuk-input--error" : "nhsuk-input"}
      id="line"
      name="line"
      type="text"
      autoComplete="off"
      defaultValue={initial}
      aria-describedby={isWrong ? "line-error" : undefined}
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
