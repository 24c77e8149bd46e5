import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { Summary } from "#app/cases/Summary.tsx";
import { summaryPageOf } from "#app/cases/summaryPage.ts";
import { load } from "#app/forms/load.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import { instantInWords } from "#server/domain/time.ts";

export const meta = () => title("Pack to print");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { meetingId = "" } = params;
  return load(request, async () => {
    const { pages, madeAt, text: _, ...pack } = await context.api.meetings.pack({ meetingId });
    const reader = { name: pack.reader, discipline: "" };
    return {
      ...pack,
      madeAt: instantInWords(madeAt),
      pages: pages.map((page) => ({ caseId: page.caseId, page: summaryPageOf(page, reader, madeAt) })),
    };
  });
}

export default function Pack() {
  const { meetingId, words, place, reader, madeAt, pages } = useLoaderData<typeof loader>();
  return (
    <Page
      heading={pages.length === 1 ? "My pack: 1 case" : `My pack: ${pages.length} cases`}
      caption={`${words}, ${place}`}
      back={<BackLink href={`/meetings/${meetingId}`}>Meeting</BackLink>}
    >
      <p>
        For {reader}, {madeAt}. Some items may be withheld from you.
      </p>
      {pages.length === 0 ? (
        <p>No case of this meeting is yours to read.</p>
      ) : (
        <p className="sm-no-print">Print this page with your browser: each case begins a new sheet.</p>
      )}
      {pages.map(({ caseId, page }) => (
        <section className="sm-sheet" key={caseId} aria-label={`Case ${page.number}`}>
          <Summary caseId={caseId} page={page} />
        </section>
      ))}
    </Page>
  );
}
