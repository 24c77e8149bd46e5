import { redirect } from "@remix-run/node";

import { problemOf, statusOf } from "#server/domain/problem.ts";

/** Runs what a loader asks of the API; a problem becomes the answer the error page knows how to show. */
export async function load<Result>(request: Request, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem === null) throw thrown;
    if (problem.kind === "signed-out") throw redirect(signInPath(request));
    throw Response.json(problem, { status: statusOf[problem.kind] });
  }
}

function signInPath(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return `/sign-in?${new URLSearchParams({ next: pathname + search }).toString()}`;
}

/** Where to go after signing in: a path of ours, whatever the address says. */
export function nextPath(request: Request): string {
  const here = new URL(request.url);
  const wanted = here.searchParams.get("next") ?? "/";
  // Parsed as a browser would, so that `//elsewhere` and `/\elsewhere` are seen for what they are.
  const next = URL.canParse(wanted, here) ? new URL(wanted, here) : null;
  if (next?.origin !== here.origin || next.pathname === "/sign-in") return "/";
  return next.pathname.replace(/^\/+/, "/") + next.search;
}
