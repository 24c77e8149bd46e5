import type { AppLoadContext } from "@remix-run/node";

/** The reader's practices, and the one that the address asks for: `?practice=…`, otherwise the first. */
export async function practicesFor(request: Request, context: AppLoadContext) {
  const me = await context.api.session.me();
  const practices = me?.practices ?? [];
  const wanted = new URL(request.url).searchParams.get("practice");
  return { practices, practiceId: wanted ?? practices[0]?.id ?? "" };
}
