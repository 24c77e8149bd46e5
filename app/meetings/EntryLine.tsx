import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent, type RefObject } from "react";

import { failureOf, useProblem } from "#app/forms/useProblem.ts";
import { LiveForm } from "#app/meetings/LiveForm.tsx";
import type { RoomItem } from "#app/meetings/roomPage.ts";
import { nextCaseForm } from "#app/meetings/RoomSteps.tsx";
import { useReading } from "#app/meetings/useReading.ts";
import { Button } from "#app/ui/Button.tsx";
import { ErrorMessage } from "#app/ui/ErrorMessage.tsx";

type EntryLineProps = Pick<RoomItem, "itemId" | "number" | "team" | "nation" | "today" | "nextMeeting"> & {
  /** What is in the box; kept by the page, so that it outlasts an item that is not for this reader. */
  line: string;
  setLine: (line: string) => void;
};

/** One box for notes, decisions and actions. Enter writes it down; the focus stays, and a refusal keeps the text. */
export function EntryLine({ itemId, number, team, nation, today, nextMeeting, line, setLine }: EntryLineProps) {
  const fetcher = useFetcher<{ written?: { line: string } }>();
  const box = useRef<HTMLInputElement>(null);
  const [sent, setSent] = useState("");
  const [begunAt, setBegunAt] = useState(number);
  const [isAsking, setIsAsking] = useState(false);
  const { reading, words, isOfThisLine, said } = useReading(line, { team, nation, today, nextMeeting });
  const choices = reading?.kind === "ask" ? reading.choices : [];
  const isBusy = fetcher.state !== "idle";
  const isRefused = line === sent && failureOf(fetcher.data) !== null;
  const hasMoved = line !== "" && begunAt !== number;
  const written = fetcher.data?.written;

  // What was typed meanwhile stays.
  useEffect(() => {
    if (written === undefined || box.current === null) return;
    const { value } = box.current;
    box.current.value = value.startsWith(written.line) ? value.slice(written.line.length) : value;
    setLine(box.current.value);
  }, [written, setLine]);

  function onChange(typed: string) {
    if (line === "") setBegunAt(number);
    setLine(typed);
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent;
    const isUnclear = isOfThisLine && reading?.kind === "ask" && submitter?.getAttribute("name") !== "ownerId";
    if (isBusy || isUnclear || hasMoved) event.preventDefault();
    else setSent(line);
    setIsAsking(isUnclear);
    setBegunAt(number);
    box.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && event.ctrlKey && line.trim() === "") {
      event.preventDefault();
      const form = document.getElementById(nextCaseForm);
      if (form instanceof HTMLFormElement) form.requestSubmit();
    }
    // Only after Enter on a question is a number its answer, and not part of the text.
    if (isAsking && choices[Number(event.key) - 1]) {
      event.preventDefault();
      document.getElementById(`owner-${event.key}`)?.click();
    }
    if (event.key !== "Enter") setIsAsking(false);
  }

  return (
    <LiveForm name="write" fetcher={fetcher} className="sm-entry sm-no-print" onSubmit={onSubmit}>
      <input type="hidden" name="intent" value="write" />
      <input type="hidden" name="itemId" value={itemId} />
      <label className="nhsuk-label" htmlFor="line">
        Add a note, = decision, @name action
      </label>
      <div className="nhsuk-input-wrapper">
        <LineBox boxRef={box} first={line} onChange={onChange} onKeyDown={onKeyDown} />
        <Button small busy={isBusy}>
          Add
        </Button>
      </div>
      <p className="sm-status">
        {isRefused
          ? null
          : hasMoved
            ? `The room is at case ${number} now. Press Enter twice to write this line there`
            : words}
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
        {said}
      </p>
      {(isRefused || fetcher.data === undefined) && <LineProblem />}
    </LiveForm>
  );
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
