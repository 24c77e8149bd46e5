import type { LoaderFunctionArgs } from "@remix-run/node";

import { load } from "#app/forms/load.ts";

/** A copy of the reader's pack as a file: made when it was numbered and logged, and fetched by its number. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { meetingId = "", file = "" } = params;
  const copy = Number(file.replace(/\.pdf$/, ""));
  return load(request, async () => {
    const pack = await context.api.meetings.pack({ meetingId, copy });
    const bytes = await context.drawPack({ ...pack, copy });
    // Its name says of whom no more than that there was a meeting.
    const name = `pack-${pack.day}-copy-${copy}.pdf`;
    return new Response(bytes, {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `attachment; filename="${name}"`,
        "content-length": String(bytes.length),
      },
    });
  });
}
