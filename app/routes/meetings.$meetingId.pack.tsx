import { redirectDocument, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { Summary } from "#app/cases/Summary.tsx";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { AddedAfter } from "#app/packs/AddedAfter.tsx";
import { PackButtons } from "#app/packs/PackButtons.tsx";
import { packPageOf } from "#app/packs/packPage.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import { caseAddedWords } from "#server/domain/packs.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Pack to print");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { meetingId = "" } = params;
  const asked = new URL(request.url).searchParams;
  const numberOf = (name: string) => (asked.has(name) ? Number(asked.get(name)) : undefined);
  return load(request, async () =>
    packPageOf(await context.api.meetings.pack({ meetingId, number: numberOf("number"), copy: numberOf("copy") })),
  );
}

type Form = Parameters<Api["meetings"]["export"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async ({ meetings }, form: Form, intent) => {
    if (intent === "freeze") {
      const { number } = await meetings.freeze(form);
      return { done: `Pack ${number} is frozen.` };
    }
    // Logged under its number by now; a file is no page that this one could turn into.
    const { meetingId, copy, form: kind } = await meetings.export(form);
    return redirectDocument(
      kind === "pdf" ? `/meetings/${meetingId}/copies/${copy}.pdf` : `/meetings/${meetingId}/pack?copy=${copy}`,
    );
  });
}

export default function Pack() {
  const pack = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { meetingId, words, place, reader, madeAt, copy, pages } = pack;
  return (
    <Page
      heading={pages.length === 1 ? "My pack: 1 case" : `My pack: ${pages.length} cases`}
      caption={`${words}, ${place}`}
      back={<BackLink href={`/meetings/${meetingId}`}>Meeting</BackLink>}
      status={answer && "done" in answer ? answer.done : undefined}
    >
      <div className="sm-no-print">
        <p>
          {pack.state}. {pack.checksum && `Your checksum: ${pack.checksum}.`}
        </p>
        <p>
          For {reader}, {madeAt}. Some items may be withheld from you.
        </p>
        <PackButtons {...pack} />
      </div>
      {pages.length === 0 && <p>No case of this meeting is yours to read.</p>}
      {copy === null && <p className="sm-paper">Press “Print” on the page first: each printed copy has a number.</p>}
      {copy !== null && (
        <p className="sm-paper sm-watermark" aria-hidden>
          {reader} · {madeAt} · Copy {copy}
        </p>
      )}
      {pages.map(({ caseId, page, cameAfter, added }) => (
        <section
          className={copy === null ? "sm-sheet sm-no-print" : "sm-sheet"}
          key={caseId}
          aria-label={`Case ${page.number}`}
        >
          <Summary caseId={caseId} page={page}>
            {cameAfter && <p>{caseAddedWords}</p>}
          </Summary>
          <AddedAfter items={added} />
        </section>
      ))}
    </Page>
  );
}
