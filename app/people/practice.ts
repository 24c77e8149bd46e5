import type { AppLoadContext } from "@remix-run/node";

/**
 * The reader's practices, and the one that the address asks for: `?practice=…`, otherwise the first. With a role those
 * where they have it, unless there is none.
 */
export async function practicesFor(request: Request, context: AppLoadContext, role?: "coordinator") {
  const me = await context.api.session.me();
  const all = me?.practices ?? [];
  const having = role === undefined ? all : all.filter((practice) => practice.role === role);
  const practices = having.length > 0 ? having : all;
  const wanted = new URL(request.url).searchParams.get("practice");
  return { practices, practiceId: wanted ?? practices[0]?.id ?? "" };
}
