import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { ActionTable } from "#app/actions/ActionTable.tsx";
import { askedBy, filtersOf, queryOf, type Filters } from "#app/actions/filters.ts";
import { LogFilters } from "#app/actions/LogFilters.tsx";
import { withDueInWords } from "#app/actions/words.ts";
import { load } from "#app/forms/load.ts";
import { Page } from "#app/ui/Page.tsx";
import type { Option } from "#app/ui/Select.tsx";
import { title } from "#app/ui/title.ts";

export const meta = () => title("Actions");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const filters = filtersOf(request);
  const { api } = context;
  return load(request, async () => {
    const { actions, after, cases, helping, outsideRemit, practices, today } = await api.actions.list({
      ...askedBy(filters),
      after: new URL(request.url).searchParams.get("after"),
    });
    const colleagues = await Promise.all(practices.map(({ id }) => api.staff.list({ practiceId: id })));
    const overdue = actions.filter(({ isOverdue }) => isOverdue);
    const rest = actions.filter(({ isOverdue }) => !isOverdue);
    const query = queryOf(filters);
    return {
      filters,
      heading: headingFor(filters, overdue.length, rest.length, after !== null),
      overdue: overdue.map((line) => withDueInWords(line, today)),
      rest: rest.map((line) => withDueInWords(line, today)),
      helping: helping.map((line) => withDueInWords(line, today)),
      outsideRemit: outsideRemitInWords(outsideRemit),
      nextHref: after && `/actions?${query}&${new URLSearchParams({ after }).toString()}`,
      fileHref: `/actions/log.csv?${query}`,
      choices: {
        owners: unique(colleagues.flatMap(({ people }) => people.map(({ id, name }) => ({ value: id, label: name })))),
        disciplines: unique(
          colleagues.flatMap(({ disciplines }) => disciplines.map(({ code, label }) => ({ value: code, label }))),
        ),
        cases: cases.map(({ id, number }) => ({ value: id, label: `Case ${number}` })),
      },
      severalPractices: practices.length > 1,
    };
  });
}

export default function Actions() {
  const { filters, heading, overdue, rest, helping, outsideRemit, nextHref, fileHref, choices, severalPractices } =
    useLoaderData<typeof loader>();
  return (
    <Page heading={heading}>
      <LogFilters filters={filters} choices={choices} />
      {overdue.length + rest.length === 0 && <NothingHere filters={filters} />}
      <ActionTable heading="Overdue" actions={overdue} severalPractices={severalPractices} />
      <ActionTable
        heading={filters.show === "done" ? "Closed" : "Not overdue"}
        actions={rest}
        severalPractices={severalPractices}
      />
      <ActionTable heading="You help with" actions={helping} severalPractices={severalPractices} />
      {outsideRemit && <p>{outsideRemit}</p>}
      {nextHref && <a href={nextHref}>Next 50</a>}
      {overdue.length + rest.length > 0 && (
        <p className="sm-no-print">
          <a href={fileHref}>Download these actions for a spreadsheet (CSV)</a>. What may not be printed is not in it.
        </p>
      )}
    </Page>
  );
}

const emptyWords: Record<Filters["show"], string> = {
  open: "There are no open actions of this kind.",
  overdue: "Nothing is overdue.",
  blocked: "Nothing is blocked.",
  "no-owner": "Every action has an owner.",
  done: "Nothing was done or closed yet.",
};

function NothingHere({ filters }: { filters: Filters }) {
  const { whose, show } = filters;
  return (
    <p>
      {emptyWords[show]} {whose === "mine" && <a href="/actions?whose=team">Show the team’s open actions</a>}
      {whose === "team" && <a href="/actions?whose=team&show=open">Show all open actions</a>}
    </p>
  );
}

function unique(options: readonly Option[]): Option[] {
  return [...new Map(options.map((option) => [option.value, option])).values()];
}

/** "Given back as outside a remit in the last year: Housing 2, Police 1" */
function outsideRemitInWords(rows: readonly { label: string; times: number }[]): string | null {
  if (rows.length === 0) return null;
  return `Given back as outside a remit in the last year: ${rows.map(({ label, times }) => `${label} ${times}`).join(", ")}`;
}

/** "2 overdue, 4 open" */
function headingFor({ show }: Filters, overdue: number, rest: number, more: boolean): string {
  const words = [
    overdue > 0 && `${overdue} overdue`,
    rest > 0 && `${rest}${more ? " or more" : ""} ${show === "done" ? "closed" : "open"}`,
  ].filter(Boolean);
  return words.length === 0 ? "No actions" : words.join(", ");
}
