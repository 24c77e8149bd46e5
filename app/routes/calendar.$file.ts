import type { LoaderFunctionArgs } from "@remix-run/node";

import { problemOf } from "#server/domain/problem.ts";

/** Somebody's meetings as a calendar program reads them: no page, and no sign-in. An unknown address is 404. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const token = (params.file ?? "").replace(/\.ics$/, "");
  try {
    const { text } = await context.api.feeds.read({ token });
    return new Response(text, { headers: { "content-type": "text/calendar; charset=utf-8" } });
  } catch (thrown) {
    if (problemOf(thrown) === null) throw thrown;
    return new Response("There is no calendar at this address.\n", {
      status: 404,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  }
}
