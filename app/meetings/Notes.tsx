import { Tag } from "#app/ui/Tag.tsx";
import type { DateNote } from "#server/domain/planning.ts";

const tags: Partial<Record<DateNote["kind"], { colour: "red" | "orange" | "yellow"; text: string }>> = {
  clash: { colour: "red", text: "Clash" },
  needed: { colour: "orange", text: "Needed" },
  holiday: { colour: "orange", text: "Bank holiday" },
  avoid: { colour: "yellow", text: "To avoid" },
};

/** What is known of a date, the gravest first. */
export function Notes({ notes }: { notes: readonly DateNote[] }) {
  if (notes.length === 0) return "Clear";
  return (
    <ul className="nhsuk-list">
      {notes.map(({ kind, words }) => {
        const tag = tags[kind];
        return (
          <li key={kind + words}>
            {tag && <Tag colour={tag.colour}>{tag.text}</Tag>} {words}
          </li>
        );
      })}
    </ul>
  );
}
