import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Fragment } from "react";

import { CaseLinks } from "#app/cases/CaseLinks.tsx";
import { CaseState } from "#app/cases/CaseState.tsx";
import { caseStandingOf } from "#app/cases/caseStanding.ts";
import { verdictChoices } from "#app/cases/choices.ts";
import { InFull } from "#app/cases/InFull.tsx";
import { linksInWords } from "#app/cases/linksInWords.ts";
import { OwnEntries } from "#app/cases/OwnEntries.tsx";
import { settleByForm } from "#app/cases/settling.ts";
import { Summary } from "#app/cases/Summary.tsx";
import { summaryPageOf } from "#app/cases/summaryPage.ts";
import { TriageForm } from "#app/cases/TriageForm.tsx";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { under } from "#app/forms/under.ts";
import { useWatch } from "#app/live/useWatch.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Inset } from "#app/ui/Inset.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";
export { clientLoader } from "#app/live/keepRead.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => title(data ? `Case ${data.page.number}` : "Case");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { caseId = "" } = params;
  return load(request, async () => {
    const opened = await context.api.cases.open({ caseId });
    const { nomination, summary, printed } = opened;
    const reader = { name: opened.reader, discipline: opened.discipline };
    const isWaiting = opened.acceptedAt === null && opened.closedAt === null;
    return {
      caseId,
      scope: summary.scope,
      page: summaryPageOf(summary, reader, opened.at),
      paper: isSame(summary, printed) ? null : summaryPageOf(printed, reader, opened.at),
      practice: opened.practice.name,
      links: linksInWords(opened.links),
      standing: opened.lifecycle && caseStandingOf(opened.lifecycle),
      triage:
        isWaiting && nomination && opened.may.includes("case.triage")
          ? { nomination: { id: nomination.id, version: nomination.version }, verdicts: verdictChoices }
          : null,
      alike: opened.alike,
      askable: opened.may.includes("case.settle") ? opened.askable : undefined,
      own: opened.own,
      ownEntries: opened.ownEntries,
    };
  });
}

function isSame(screen: object, paper: object): boolean {
  return screen === paper || JSON.stringify(screen) === JSON.stringify(paper);
}

type Form = Parameters<Api["cases"]["triage"]>[0] & { withdraw?: { what?: string; reason: string } };

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api, { withdraw, ...form }: Form, intent) => {
    if (intent === "withdraw") {
      await under("withdraw", () => takeBack(api, withdraw));
      return { done: "It was taken back." };
    }
    const settled = await settleByForm(api, form, intent);
    if (settled) return settled;
    await api.cases.triage(form);
    return { done: "Your answer was sent to the nominator." };
  });
}

/** `what` is `contribution:` or `entry:` and the id. */
async function takeBack(api: Api, { what = "", reason = "" }: Form["withdraw"] = { reason: "" }) {
  const [kind, id = ""] = what.split(":");
  if (kind === "contribution") return api.contributions.withdraw({ contributionId: id, reason });
  return api.contributions.withdrawEntry({ entryId: id, reason });
}

export default function Case() {
  const { caseId, scope, page, paper, practice, links, standing, triage, alike, askable, own, ownEntries } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  useWatch(`/trpc/cases.watch?input=${encodeURIComponent(JSON.stringify({ caseId }))}`);
  return (
    <Page
      heading={`Case ${page.number}`}
      caption={practice}
      back={<BackLink href="/cases">Cases</BackLink>}
      status={answer && "done" in answer ? answer.done : undefined}
    >
      {scope === "own" && <ContributeOnly caseId={caseId} />}
      {scope === "case" && (
        <>
          <Summary caseId={caseId} page={page} only={paper ? "screen" : undefined} askable={askable} alike={alike}>
            <CaseLinks caseId={caseId} current="summary" />
            {standing && <CaseState caseId={caseId} standing={standing} />}
            <Linked links={links} />
          </Summary>
          {paper && <Summary caseId={caseId} page={paper} only="paper" />}
        </>
      )}
      <div className="sm-no-print">
        {triage && <TriageForm caseId={caseId} {...triage} />}
        {scope === "case" && <InFull disciplines={page.disciplines} />}
        <OwnEntries contributions={own} entries={ownEntries} />
      </div>
    </Page>
  );
}

function Linked({ links }: { links: ReturnType<typeof linksInWords> }) {
  if (links.length === 0) return null;
  return (
    <p className="sm-no-print">
      Linked:{" "}
      {links.map(({ id, caseId, words, relation }, index) => (
        <Fragment key={id}>
          {index > 0 && " · "}
          <a href={`/cases/${caseId}`}>{words}</a>, {relation.toLowerCase()}
        </Fragment>
      ))}
    </p>
  );
}

function ContributeOnly({ caseId }: { caseId: string }) {
  return (
    <Inset>
      <p>
        You are asked to contribute to this case, and see here what you wrote yourself.{" "}
        <a href={`/cases/${caseId}/contribute`}>Contribute</a>
      </p>
    </Inset>
  );
}
