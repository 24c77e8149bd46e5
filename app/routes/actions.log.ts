import type { LoaderFunctionArgs } from "@remix-run/node";

import { askedBy, filtersOf } from "#app/actions/filters.ts";
import { load } from "#app/forms/load.ts";

/** The log as a file for a spreadsheet, by the same address as its page. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const { text, day } = await context.api.actions.sheet(askedBy(filtersOf(request)));
    return new Response(text, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="actions-${day}.csv"`,
      },
    });
  });
}
