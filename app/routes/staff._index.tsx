import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { InviteForm } from "#app/people/InviteForm.tsx";
import { NewLink } from "#app/people/NewLink.tsx";
import { practicesFor } from "#app/people/practice.ts";
import { PracticeLinks } from "#app/people/PracticeLinks.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import { Tag } from "#app/ui/Tag.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Staff");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const { practices, practiceId } = await practicesFor(request, context);
    return { practices, ...(await context.api.staff.list({ practiceId })) };
  });
}

type Form = Parameters<Api["staff"]["invite"]>[0] & Parameters<Api["staff"]["help"]>[0];

/** Answers with the link and does not redirect: the link must not get into an address. */
export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api, form: Form, intent) => {
    const isNew = intent === "invite";
    const { staffId, link } = await (isNew ? api.staff.invite(form) : api.staff.help(form));
    return { made: { staffId, link, isNew } };
  });
}

export default function Staff() {
  const { practices, practice, people, disciplines, gone, handedToMe, reader, may } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const made = answer && "made" in answer ? answer.made : null;
  const madeFor = people.find(({ id }) => id === made?.staffId);
  return (
    <Page
      heading={`${people.length} colleagues`}
      caption={practice.name}
      wide
      banner={made && madeFor ? <NewLink name={madeFor.name} link={made.link} /> : undefined}
    >
      <PracticeLinks practices={practices} current={practice.id} path="/staff" />
      <Table
        caption="Colleagues"
        hideCaption
        columns={[
          nameOf(practice.id, (id) => id === reader || may.includes("staff.leave")),
          ...columns,
          ...(may.includes("staff.help") ? [helpFrom(practice.id)] : []),
        ]}
        rows={people}
        rowKey={({ id }) => id}
        responsive
      />
      <Links heading="Handed over to you" people={handedToMe} path={(id) => `/staff/${id}/handover`} of={practice.id} />
      {may.includes("staff.leave") && (
        <Links heading="Left this practice" people={gone} path={(id) => `/staff/${id}`} of={practice.id} />
      )}
      {may.includes("staff.invite") && (
        <section>
          <h2 className="nhsuk-heading-m">Invite a colleague</h2>
          {/* Empty again for the next colleague. */}
          <InviteForm key={made?.isNew ? made.staffId : ""} practiceId={practice.id} disciplines={disciplines} />
        </section>
      )}
    </Page>
  );
}

type Colleague = Awaited<ReturnType<Api["staff"]["list"]>>["people"][number];

const inPractice = (path: string, practiceId: string) =>
  `${path}?${new URLSearchParams({ practice: practiceId }).toString()}`;

/** With a link to the page of a colleague for those who may open it. */
function nameOf(practiceId: string, mayOpen: (id: string) => boolean): Column<Colleague> {
  return {
    heading: "Name",
    cell: ({ id, name }) => (mayOpen(id) ? <a href={inPractice(`/staff/${id}`, practiceId)}>{name}</a> : name),
  };
}

type LinksProps = {
  heading: string;
  people: readonly { id: string; name: string }[];
  path: (id: string) => string;
  of: string;
};

function Links({ heading, people, path, of }: LinksProps) {
  if (people.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">{heading}</h2>
      <ul className="nhsuk-list">
        {people.map(({ id, name }) => (
          <li key={id}>
            <a href={inPractice(path(id), of)}>{name}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const columns: readonly Column<Colleague>[] = [
  { heading: "Discipline", cell: ({ discipline }) => discipline },
  { heading: "Job", cell: ({ job }) => job },
  { heading: "Organisation", cell: ({ organisation }) => organisation },
  { heading: "Role", cell: ({ role }) => (role === "coordinator" ? "Coordinator" : "Member") },
  { heading: "Can sign in", cell: signingIn },
];

function signingIn({ leftOn, canSignIn }: Colleague) {
  if (leftOn !== null) return <Tag colour="grey">Left</Tag>;
  return canSignIn ? "Yes" : <Tag colour="yellow">Not yet</Tag>;
}

function helpFrom(practiceId: string): Column<Colleague> {
  return {
    heading: "Help",
    hideHeading: true,
    cell: ({ id, name, leftOn }) =>
      leftOn === null && (
        <PostButton
          name={`help-${id}`}
          intent="help"
          fields={{ practiceId, staffId: id }}
          hidden={`for ${name}`}
          look="secondary"
          small
        >
          Help to sign in
        </PostButton>
      ),
  };
}
