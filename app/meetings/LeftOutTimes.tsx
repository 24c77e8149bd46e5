import type { TimesPage } from "#app/meetings/timesPage.ts";
import { Details } from "#app/ui/Details.tsx";

type LeftOutTimesProps = Pick<NonNullable<TimesPage["found"]>, "leftOut" | "impossible" | "isLeftOutCut" | "offers">;

/** What is not offered, and why: open where nothing is. */
export function LeftOutTimes({ leftOut, impossible, isLeftOutCut, offers }: LeftOutTimesProps) {
  if (impossible === 0) return offers.length === 0 && <p>There is no working day left in those days.</p>;
  return (
    <Details summary={`Not offered (${impossible})`} open={offers.length === 0}>
      <ul className="nhsuk-list">
        {leftOut.map(({ words, why }) => (
          <li key={words + why}>
            {words}: {why}
          </li>
        ))}
      </ul>
      {isLeftOutCut && <p>These are the first of them. Look at fewer days to see others.</p>}
    </Details>
  );
}
