/** A change as it is read before people are told of it: what was typed, and what it would do. For actions. */
import type { FormValues } from "#app/forms/read.ts";
import type { Api } from "#server/router.ts";

type Meetings = Api["meetings"];
type PreviewInput = Parameters<Meetings["previewChange"]>[0];
type Fields = FormValues[string] | undefined;

export type ChangeShown = {
  change: "move" | "cancel" | "needs";
  typed: Record<string, string>;
  /** What was ticked, by the name of the boxes. */
  ticked: Record<string, string[]>;
  preview: Awaited<ReturnType<Meetings["previewChange"]>>;
};

export async function showChange(
  meetings: Meetings,
  change: ChangeShown["change"],
  form: { meetingId: string; version: number } & FormValues,
): Promise<ChangeShown> {
  const typed = typedOf(form[change]);
  const ticked = tickedOf(form[change]);
  const { meetingId, version } = form;
  const input = { ...typed, ...ticked, change, meetingId, version } as unknown as PreviewInput;
  return { change, typed, ticked, preview: await meetings.previewChange(input) };
}

/** Whether this form is for several dates that were not shown yet. */
export function isUnseen(fields: Fields): boolean {
  const { scope = "one", shown = "" } = typedOf(fields);
  return scope !== "one" && scope !== "" && shown === "";
}

function typedOf(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    entriesOf(fields).filter((entry): entry is [string, string] => typeof entry[1] === "string" && !isTicks(entry[0])),
  );
}

function tickedOf(fields: Fields): Record<string, string[]> {
  return Object.fromEntries(
    entriesOf(fields)
      .filter(([name]) => isTicks(name))
      .map(([name, value]) => [name, [value].flat().filter((one) => typeof one === "string")]),
  );
}

function entriesOf(fields: Fields): [string, FormValues[string]][] {
  return typeof fields !== "object" || Array.isArray(fields) ? [] : Object.entries(fields);
}

/** One tick alone is sent as a text is. */
function isTicks(name: string): boolean {
  return name === "invited" || name === "needed";
}
