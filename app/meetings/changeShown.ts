/** A change as it is read before people are told of it: what was typed, and what it would do. For actions. */
import type { FormValues } from "#app/forms/read.ts";
import type { Api } from "#server/router.ts";

type Meetings = Api["meetings"];
type PreviewInput = Parameters<Meetings["previewChange"]>[0];

export type ChangeShown = {
  change: "move" | "cancel";
  typed: Record<string, string>;
  preview: Awaited<ReturnType<Meetings["previewChange"]>>;
};

export async function showChange(
  meetings: Meetings,
  change: ChangeShown["change"],
  form: { meetingId: string; version: number } & FormValues,
): Promise<ChangeShown> {
  const typed = typedOf(form[change]);
  const { meetingId, version } = form;
  const input = { ...typed, change, meetingId, version } as unknown as PreviewInput;
  return { change, typed, preview: await meetings.previewChange(input) };
}

/** Whether this form is for several dates that were not shown yet. */
export function isUnseen(fields: FormValues[string] | undefined): boolean {
  const { scope = "one", shown = "" } = typedOf(fields);
  return scope !== "one" && scope !== "" && shown === "";
}

export function typedOf(fields: FormValues[string] | undefined): Record<string, string> {
  if (typeof fields !== "object" || Array.isArray(fields)) return {};
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
