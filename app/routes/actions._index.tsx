import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { ActionTable } from "#app/actions/ActionTable.tsx";
import { askedBy, filtersOf, queryOf, type Filters } from "#app/actions/filters.ts";
import { LogFilters } from "#app/actions/LogFilters.tsx";
import { ViewForm, ViewLinks } from "#app/actions/SavedViews.tsx";
import { currentView, fieldsOf, pressView, viewOf, type ViewForm as Form } from "#app/actions/views.ts";
import { withDueInWords } from "#app/actions/words.ts";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { Page } from "#app/ui/Page.tsx";
import type { Option } from "#app/ui/Select.tsx";
import { title } from "#app/ui/title.ts";
import { UndoButton } from "#app/ui/UndoButton.tsx";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

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
    const views = (await api.views.list()).map(viewOf);
    const overdue = actions.filter(({ isOverdue }) => isOverdue);
    const rest = actions.filter(({ isOverdue }) => !isOverdue);
    const query = queryOf(filters);
    return {
      filters,
      views,
      current: currentView(views, filters),
      heading: headingFor(filters, overdue.length, rest.length, after !== null),
      overdue: overdue.map((line) => withDueInWords(line, today)),
      rest: rest.map((line) => withDueInWords(line, today)),
      helping: helping.map((line) => withDueInWords(line, today)),
      outsideRemit: outsideRemitInWords(outsideRemit),
      nextHref: after && `/actions?${query}&${new URLSearchParams({ after }).toString()}`,
      fileHref: `/actions/log.csv?${query}`,
      choices: {
        owners: withChosen(
          colleagues.flatMap(({ people }) => people.map(({ id, name }) => ({ value: id, label: name }))),
          { value: filters.owner, label: "Somebody else" },
        ),
        disciplines: withChosen(
          colleagues.flatMap(({ disciplines }) => disciplines.map(({ code, label }) => ({ value: code, label }))),
          { value: filters.discipline, label: "Another discipline" },
        ),
        cases: withChosen(
          cases.map(({ id, number }) => ({ value: id, label: `Case ${number}` })),
          { value: filters.case, label: "Another case" },
        ),
      },
      severalPractices: practices.length > 1,
      coordinates: practices.some(({ role }) => role === "coordinator"),
    };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, (api, form: Form, intent) => pressView(api, form, intent));
}

export default function Actions() {
  const page = useLoaderData<typeof loader>();
  const { filters, views, current, overdue, rest, helping, outsideRemit, nextHref, fileHref, severalPractices } = page;
  const answer = useActionData<typeof action>();
  const done = answer && "done" in answer ? answer : undefined;
  return (
    <Page heading={page.heading} status={done?.done}>
      <ViewLinks views={views} current={current} />
      {done?.removed && (
        <UndoButton name="undo-view" what={`the deletion of ${done.removed.name}`} fields={fieldsOf(done.removed)} />
      )}
      <LogFilters filters={filters} choices={page.choices} />
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
      {overdue.length + rest.length + helping.length > 0 && (
        <p className="sm-no-print">
          <a href={fileHref}>Download these actions for a spreadsheet (CSV)</a>. What may not be printed is not in it.
        </p>
      )}
      {page.coordinates && (
        <p className="sm-no-print">
          <a href="/actions/import">Import a log from a spreadsheet</a>
        </p>
      )}
      <ViewForm filters={filters} current={current} saved={done?.key ?? ""} />
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

/** Each once; and what the address asks for, which a list of what is open and here need not hold. */
function withChosen(options: readonly Option[], chosen: Option): Option[] {
  const isListed = chosen.value === "" || options.some(({ value }) => value === chosen.value);
  const all = isListed ? options : [...options, chosen];
  return [...new Map(all.map((option) => [option.value, option])).values()];
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
