import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { CaseLinks } from "#app/cases/CaseLinks.tsx";
import { CopyText } from "#app/cases/CopyText.tsx";
import { copyPageOf } from "#app/cases/copyPage.ts";
import { PersonBanner } from "#app/cases/PersonBanner.tsx";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction } from "#app/forms/keep.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => title(data ? `Copy from case ${data.number}` : "Copy");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { caseId = "" } = params;
  return load(request, async () => copyPageOf(caseId, await context.api.cases.copies({ caseId })));
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { caseId = "" } = params;
  return submit(request, context, async ({ cases }, form: Parameters<Api["cases"]["markCopied"]>[0]) => {
    await cases.markCopied({ ...form, caseId });
    return { done: "It is noted that you copied it." };
  });
}

export default function Copy() {
  const { caseId, number, banner, texts, mayMark } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      heading={`Copy from case ${number}`}
      back={<BackLink href="/cases">Cases</BackLink>}
      status={answer && "done" in answer ? answer.done : undefined}
    >
      {banner && <PersonBanner {...banner} />}
      <CaseLinks caseId={caseId} current="copy" />
      <p>
        Each text holds only what everybody on the case may read, with its source. Where sources differ it has no value.
      </p>
      {texts.map((text) => (
        <CopyText key={text.block} {...text} mayMark={mayMark} />
      ))}
    </Page>
  );
}
