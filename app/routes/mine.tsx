import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { practicesFor } from "#app/people/practice.ts";
import { PracticeLinks } from "#app/people/PracticeLinks.tsx";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";
import { title } from "#app/ui/title.ts";
import { dayInWordsFrom, dayOf, instantInWords, shortDay } from "#server/domain/time.ts";

export const meta = () => title("My work on paper");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const { practices, practiceId } = await practicesFor(request, context);
    const { madeAt, groups, deadlines, ...work } = await context.api.contributions.mine({ practiceId });
    const { handedToMe, reader: staffId } = await context.api.staff.list({ practiceId });
    return {
      ...work,
      practices,
      handovers: handoversOf(practiceId, staffId, handedToMe),
      madeAt: instantInWords(madeAt),
      deadlines: deadlines.map(({ due, text, number }) => ({
        text: `${text} (case ${number})`,
        when: dayInWordsFrom(due, dayOf(madeAt)),
      })),
      groups: groups.map(({ heading, cases }) => ({
        heading,
        cases: cases.map(({ givenAt, ...one }) => ({ ...one, given: shortDay(dayOf(givenAt)) })),
      })),
    };
  });
}

export default function Mine() {
  const { practices, practiceId, reader, madeAt, heading, handovers, groups, totals, deadlines } =
    useLoaderData<typeof loader>();
  return (
    <Page heading={heading} caption="My work on paper" back={<BackLink href="/">Home</BackLink>}>
      <PracticeLinks practices={practices} current={practiceId} path="/mine" />
      <p>
        For {reader}, {madeAt}. This is what you gave last in each open case you read.
      </p>
      {groups.length === 0 ? (
        <p>You have given nothing of this kind yet.</p>
      ) : (
        <p className="sm-no-print">Print this page with your browser. What may not be printed is left out.</p>
      )}
      {deadlines.length > 0 && (
        <section>
          <h2 className="nhsuk-heading-m">Days that do not move</h2>
          <SummaryList rows={deadlines.map(({ when, text }) => ({ key: when, value: text }))} />
        </section>
      )}
      {totals.length > 0 && (
        <section>
          <h2 className="nhsuk-heading-m">In all</h2>
          <p>Each stands by itself: what is confirmed and what is estimated are never added.</p>
          <SummaryList rows={totals.map(({ label, text }) => ({ key: label, value: text }))} />
        </section>
      )}
      {groups.map(({ heading, cases }) => (
        <section key={heading}>
          {heading !== null && <h2 className="nhsuk-heading-m">{heading}</h2>}
          {cases.map(({ caseId, number, person, given, details }) => (
            <section key={caseId}>
              <h3 className="nhsuk-heading-s">
                <a href={`/cases/${caseId}`}>Case {number}</a> · {person} · given {given}
              </h3>
              <SummaryList
                rows={details.map(({ label, text }) => ({
                  key: label,
                  value: <span className="sm-lines">{text}</span>,
                }))}
              />
            </section>
          ))}
        </section>
      ))}
      <ul className="nhsuk-list sm-no-print">
        {handovers.map(({ href, words }) => (
          <li key={href}>
            <a href={href}>{words}</a>
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** What others handed over to the reader, and where they write what they hand over themselves. */
function handoversOf(practiceId: string, staffId: string, handedToMe: readonly { id: string; name: string }[]) {
  const query = `?${new URLSearchParams({ practice: practiceId }).toString()}`;
  return [
    ...handedToMe.map(({ id, name }) => ({ href: `/staff/${id}/handover${query}`, words: `Handed over by ${name}` })),
    { href: `/staff/${staffId}/handover${query}`, words: "If you leave: what you hand over" },
  ];
}
