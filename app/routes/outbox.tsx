import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { MessageTable } from "#app/messages/MessageTable.tsx";
import { OpenedMail } from "#app/messages/OpenedMail.tsx";
import { outboxPage, shows } from "#app/messages/outboxPage.ts";
import { WhereMailGoes } from "#app/messages/WhereMailGoes.tsx";
import { practicesFor } from "#app/people/practice.ts";
import { PracticeLinks } from "#app/people/PracticeLinks.tsx";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Outbox");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const { practices, practiceId } = await practicesFor(request, context, "coordinator");
    const { searchParams } = new URL(request.url);
    const said = (name: string) => searchParams.get(name) ?? "";
    const show = shows.find(({ value }) => value === said("show"))?.value ?? "";
    const asked = { show, after: said("after"), open: said("open") };
    const address = (change: Record<string, string>) => {
      const parts = Object.entries({ practice: practiceId, ...asked, ...change }).filter(([, value]) => value !== "");
      return `/outbox?${new URLSearchParams(parts).toString()}`;
    };
    const outbox = await context.api.messages.list({ practiceId, ...asked, open: asked.open || null });
    return { practices, show, ...outboxPage(outbox, address) };
  });
}

type Form = Parameters<Api["messages"]["retry"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api, form: Form) => {
    await api.messages.retry(form);
    return { done: "The mail is being sent again." };
  });
}

export default function Outbox() {
  const outbox = useLoaderData<typeof loader>();
  const { practices, practice, heading, place, opened, closeHref, lines, filters, show, nextHref, mayRetry } = outbox;
  const answer = useActionData<typeof action>();
  return (
    <Page
      heading={heading}
      caption={`Outbox of ${practice.name}`}
      back={<BackLink href="/meetings">Meetings</BackLink>}
      wide
      status={answer && "done" in answer ? answer.done : undefined}
    >
      <PracticeLinks practices={practices} current={practice.id} path="/outbox" />
      <WhereMailGoes {...place} />
      {opened && <OpenedMail {...opened} closeHref={closeHref} />}
      <nav className="sm-no-print" aria-label="Which mails">
        <p>
          Show:{" "}
          {filters.map(({ value, label, href }) => (
            <a key={value} href={href} className="nhsuk-u-margin-right-3" aria-current={value === show || undefined}>
              {value === show ? <strong>{label}</strong> : label}
            </a>
          ))}
        </p>
      </nav>
      {lines.length === 0 ? (
        <p>{emptyWords[show]}</p>
      ) : (
        <MessageTable lines={lines} practiceId={practice.id} mayRetry={mayRetry} />
      )}
      {nextHref && <a href={nextHref}>Older mails</a>}
    </Page>
  );
}

const emptyWords = {
  "": "No mail was made yet. People are told by mail when you plan, move or cancel meetings.",
  queued: "No mail is waiting.",
  failed: "No mail failed.",
  sent: "No mail was sent yet.",
};
