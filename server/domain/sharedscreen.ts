/** The screen that everybody in the room looks at: large, few words, and the person by initials until the chair says otherwise. */
import { z } from "zod";
import type { PersonOnFile } from "#db/casefile.ts";
import { id, tick } from "./inputs.ts";

/** `names`: the person is named. */
export const openScreen = z.object({ meetingId: id, names: tick });

/** "G.A." */
export function initialsOf({ givenName, familyName }: Pick<PersonOnFile, "givenName" | "familyName">): string {
  return [givenName, familyName]
    .map((name) => name.trim()[0])
    .filter(Boolean)
    .map((letter) => `${letter}.`)
    .join("");
}

type Named = Pick<PersonOnFile, "givenName" | "familyName" | "preferredName">;

/** The text with each of the person's names as its initial: "Greta keeps the key" is "G. keeps the key". */
export function withInitials(text: string, person: Named): string {
  const names = [person.givenName, person.familyName, person.preferredName ?? ""]
    .flatMap((name) => [name, ...name.split(/[\s-]+/)])
    .map((name) => name.trim())
    .filter((name) => name.length > 1)
    .sort((a, b) => b.length - a.length);
  return names.reduce(
    (masked, name) =>
      masked.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, "giu"), `${name[0] ?? ""}.`),
    text,
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
