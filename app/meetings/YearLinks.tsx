import { Links } from "#app/meetings/Links.tsx";

type YearLinksProps = {
  years: readonly number[];
  current: number;
  /** The address of the page for that year. */
  pathOf: (year: number) => string;
};

/** The same page for another year. */
export function YearLinks({ years, current, pathOf }: YearLinksProps) {
  const others = years.filter((year) => year !== current);
  if (others.length === 0) return null;
  return <Links label="Other years" links={others.map((year) => ({ href: pathOf(year), text: String(year) }))} />;
}
