import { useWritten } from "#app/contributions/written.ts";
import { Ticks } from "#app/ui/Ticks.tsx";

export type FactBefore = { id: string; label: string; text: string; age: string };

/** One tick instead of writing a fact again. */
export function StillTrue({ facts }: { facts: readonly FactBefore[] }) {
  const { ticks } = useWritten();
  if (facts.length === 0) return null;
  return (
    <Ticks
      name="stillTrue"
      label="Facts from last time: which are still true?"
      hint="What you tick is dated today. What has changed goes under “Facts” below."
      items={facts.map(({ id, label, text, age }) => ({ value: id, label: `${label}: ${text}`, hint: age }))}
      defaultValue={ticks("stillTrue")}
      size="m"
      small
    />
  );
}
