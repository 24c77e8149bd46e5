import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { sheetPageOf, type SheetPage } from "#app/actions/sheetPage.ts";
import { SheetPreview } from "#app/actions/SheetPreview.tsx";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { practicesFor } from "#app/people/practice.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { title } from "#app/ui/title.ts";
import { counted } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Import a log");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { sheetId = "" } = params;
  return load(request, async () => {
    const { practiceId } = await practicesFor(request, context, "coordinator");
    return sheetPageOf(await context.api.sheets.open({ practiceId, sheetId }));
  });
}

type Sheets = Api["sheets"];
type Form = Parameters<Sheets["answer"]>[0] & Parameters<Sheets["store"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async ({ sheets }, form: Form, intent) => {
    switch (intent) {
      case "answer":
        await sheets.answer(form);
        return { done: "The rows were read again with these people." };
      case "discard":
        await sheets.discard(form);
        return { done: "Nothing was stored, and the rows are forgotten." };
      case "undo":
        return { done: `${counted((await sheets.undo(form)).undone, "action")} taken back.` };
      default:
        return { done: `${counted((await sheets.store(form)).stored, "action")} stored.` };
    }
  });
}

export default function ImportedSheet() {
  const sheet = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      heading={sheet.heading}
      back={<BackLink href="/actions/import">Import a log</BackLink>}
      status={answer && "done" in answer ? answer.done : undefined}
    >
      {sheet.preview && <SheetPreview key={sheet.version} sheet={sheet} preview={sheet.preview} />}
      {sheet.isStored && <Stored sheet={sheet} />}
      {sheet.isGivenUp && <p>The rows are forgotten. Send the sheet again to store it after all.</p>}
    </Page>
  );
}

function Stored({ sheet: { practiceId, sheetId, fileName, touched, touchedCount } }: { sheet: SheetPage }) {
  return (
    <>
      <p>
        Each one says in its history that it came from {fileName}, and from which row.{" "}
        <a href="/actions?whose=team">Show the team’s actions</a>
      </p>
      {touchedCount === 0 ? (
        <PostButton name="undo" intent="undo" fields={{ practiceId, sheetId }} look="secondary">
          Undo the whole import
        </PostButton>
      ) : (
        <>
          <p>The import can no longer be undone, since somebody has worked on these:</p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {touched.map(({ id, text }) => (
              <li key={id}>
                <a href={`/actions/${id}`}>{text}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
