/** The filters of the log as its address has them, so that Back, bookmarks, print and saved views are the same thing. */

export const shows = [
  { value: "open", label: "Open" },
  { value: "overdue", label: "Overdue" },
  { value: "blocked", label: "Blocked" },
  { value: "no-owner", label: "Without an owner" },
  { value: "done", label: "Done or closed" },
] as const;

export const whoses = [
  { value: "mine", label: "Mine" },
  { value: "team", label: "The team’s" },
] as const;

export type Filters = {
  show: (typeof shows)[number]["value"];
  whose: (typeof whoses)[number]["value"];
  owner: string;
  discipline: string;
  case: string;
};

export function filtersOf(request: Request): Filters {
  const { searchParams } = new URL(request.url);
  const said = (name: string) => searchParams.get(name) ?? "";
  const [owner, discipline] = [said("owner"), said("discipline")];
  return {
    show: oneOf(shows, said("show"), "open"),
    // Somebody else's actions are the team's.
    whose: owner === "" && discipline === "" ? oneOf(whoses, said("whose"), "mine") : "team",
    owner,
    discipline,
    case: said("case"),
  };
}

/** What the API is asked by them. */
export function askedBy({ owner, case: caseId, ...filters }: Filters) {
  return { ...filters, ownerId: owner, caseId };
}

export function queryOf(filters: Filters): string {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== "")).toString();
}

function oneOf<Value extends string>(options: readonly { value: Value }[], said: string, usual: Value): Value {
  return options.find(({ value }) => value === said)?.value ?? usual;
}
