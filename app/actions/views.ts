/** Saved views as links, and what the forms about them do. For the log's loader and action. */
import { queryOf, type Filters } from "#app/actions/filters.ts";
import type { Api } from "#server/router.ts";

type Saved = Awaited<ReturnType<Api["views"]["list"]>>[number];
type Removed = Awaited<ReturnType<Api["views"]["remove"]>>;

export type View = { id: string; name: string; href: string; shared: boolean; by: string | null };

export function viewOf({ id, name, shared, mine, by, ...filters }: Saved): View {
  return { id, name, href: hrefOf(filtersOfView(filters)), shared, by: mine ? null : by };
}

/** The view that is on the page; one's own before one that somebody shares. */
export function currentView(views: readonly View[], filters: Filters): View | null {
  const same = views.filter(({ href }) => href === hrefOf(filters));
  return same.find(({ by }) => by === null) ?? same[0] ?? null;
}

function hrefOf(filters: Filters): string {
  return `/actions?${queryOf(filters)}`;
}

function filtersOfView({
  whose,
  show,
  ownerId,
  discipline,
  caseId,
}: Omit<Saved, "id" | "name" | "shared" | "mine" | "by">): Filters {
  return { show, whose, owner: ownerId ?? "", discipline: discipline ?? "", case: caseId ?? "" };
}

export type ViewForm = Parameters<Api["views"]["save"]>[0] & Parameters<Api["views"]["change"]>[0];

export async function pressView({ views }: Api, form: ViewForm, intent: string) {
  switch (intent) {
    case "remove": {
      const removed = await views.remove(form);
      return { done: `“${removed.name}” is deleted.`, key: removed.viewId, removed };
    }
    case "change":
      return { done: "The view is changed.", key: (await views.change(form)).viewId, removed: null };
    default: {
      const { viewId, name } = await views.save(form);
      return { done: `Saved as “${name}”.`, key: viewId, removed: null };
    }
  }
}

/** What brings a deleted view back: the same form that saved it. */
export function fieldsOf({ name, whose, show, ownerId, discipline, caseId, shared }: Removed): Record<string, string> {
  return {
    name,
    whose,
    show,
    ownerId: ownerId ?? "",
    discipline: discipline ?? "",
    caseId: caseId ?? "",
    shared: shared ? "on" : "",
  };
}
