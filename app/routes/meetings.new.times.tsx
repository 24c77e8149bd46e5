import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { naming } from "#app/forms/under.ts";
import { AskTimes } from "#app/meetings/AskTimes.tsx";
import { use, type Chosen } from "#app/meetings/chosenTime.ts";
import { LeftOutTimes } from "#app/meetings/LeftOutTimes.tsx";
import { timesPageOf, type TimesPage } from "#app/meetings/timesPage.ts";
import { TimesForm } from "#app/meetings/TimesForm.tsx";
import { UseTime } from "#app/meetings/UseTime.tsx";
import { WaitingPolls } from "#app/meetings/WaitingPolls.tsx";
import { PracticeLinks } from "#app/people/PracticeLinks.tsx";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Details } from "#app/ui/Details.tsx";
import { Page } from "#app/ui/Page.tsx";
import { ProblemSummary } from "#app/ui/ProblemSummary.tsx";
import { errorTitle, title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const [{ title: words }] = title("Find a time");
  return [{ title: data?.page?.failure ? errorTitle(words) : words }];
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams;
  return load(request, async () => {
    const me = await context.api.session.me();
    const practices = (me?.practices ?? []).filter(({ role }) => role === "coordinator");
    const practice = practices.find(({ id }) => id === query.get("practice")) ?? practices[0];
    if (practice === undefined) return { practices, page: null };
    return { practices, page: await timesPageOf(context.api.meetings, practice.id, wantedOf(query), query) };
  });
}

type Ask = Extract<Parameters<Api["polls"]["ask"]>[0], { ask: "times" }>;
type Form = Chosen & Ask & { asked: Pick<Ask, "place"> };

export async function action({ request, context }: ActionFunctionArgs) {
  const wanted = wantedOf(new URL(request.url).searchParams);
  return submit(request, context, async ({ meetings, polls }, form: Form, intent) => {
    if (intent === "again") {
      await polls.ask(form);
      return { done: "Those who have not answered are asked again." };
    }
    if (intent === "ask") {
      const asPage = (field: string) => (field === "place" ? "asked.place" : field);
      const { pollId, practiceId } = await naming(asPage, () => polls.ask({ ...form, ...form.asked }));
      return redirect(`/polls/${pollId}?practice=${practiceId}&asked=1`);
    }
    return redirect(await use(meetings, wanted, form));
  });
}

function wantedOf(query: URLSearchParams): string {
  return query.get("for") || "one";
}

export default function FindATime() {
  const { practices, page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (page === null) {
    return (
      <Page heading="Times are found by the coordinator" back={<BackLink href="/meetings">Meetings</BackLink>}>
        <p>Ask the person who coordinates the meetings of your practice.</p>
      </Page>
    );
  }
  const { practice, moved, failure, found } = page;
  return (
    <Page
      heading={headingOf(page)}
      caption={[practice.name, moved && `to move the meeting of ${moved.words}`].filter(Boolean).join(" · ")}
      back={
        moved ? (
          <BackLink href={`/meetings/${moved.id}`}>Meeting</BackLink>
        ) : (
          <BackLink href="/meetings">Meetings</BackLink>
        )
      }
      banner={failure ? <ProblemSummary problem={failure.problem} /> : undefined}
      status={answer && "done" in answer ? answer.done : undefined}
      wide={found !== null}
    >
      {!moved && <PracticeLinks practices={practices} current={practice.id} path="/meetings/new/times" />}
      <WaitingPolls {...page} />
      {found === null ? <Search page={page} /> : <Found page={page} found={found} />}
    </Page>
  );
}

function Search({ page }: { page: TimesPage }) {
  const { people, nobodyOf, practice } = page;
  return (
    <>
      {people.length < 2 && (
        <p>
          Nobody else works with this practice yet. <a href={`/staff?practice=${practice.id}`}>Add the people first</a>
        </p>
      )}
      {nobodyOf.length > 0 && (
        <p>
          Needed, but nobody works with this practice: {nobodyOf.join(", ")}.{" "}
          <a href={`/staff?practice=${practice.id}`}>Add them</a>
        </p>
      )}
      <TimesForm {...page} />
    </>
  );
}

function Found({ page, found }: { page: TimesPage; found: NonNullable<TimesPage["found"]> }) {
  return (
    <>
      {found.offers.length > 0 && (
        <>
          <p>
            {found.isAnythingKnown
              ? "A time is not offered when someone needed has said no, is busy or is away."
              : "Nobody has said when they can meet, so only weekends and bank holidays are left out. Ask them."}
          </p>
          <UseTime key={page.values.from + page.values.to + page.values.minutes} {...page} {...found} />
          <AskTimes {...page} {...found} />
        </>
      )}
      <LeftOutTimes {...found} />
      <Details summary="Look at other days, hours or people" open={found.offers.length === 0}>
        <Search page={page} />
      </Details>
    </>
  );
}

function headingOf({ found }: TimesPage): string {
  if (found === null) return "Find a time";
  if (found.possible === 0) return "No time can be offered";
  return found.possible === 1 ? "1 time can be offered" : `${found.possible} times can be offered`;
}
