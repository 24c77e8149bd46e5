import { FormFold } from "#app/ui/FormFold.tsx";
import { Named } from "#app/guests/Named.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Table } from "#app/ui/Table.tsx";
import { Tag } from "#app/ui/Tag.tsx";
import type { GuestsOfPage } from "#app/guests/guestsOfPage.ts";

/** Who was asked without an account, how far each has come, and the form to ask somebody. */
export function Guests({ guests, mayAsk, mayStop, disciplines }: GuestsOfPage) {
  return (
    <>
      {guests.length > 0 && (
        <Table
          caption="Asked without an account"
          captionSize="s"
          columns={[
            { heading: "Name", cell: ({ name, discipline }) => `${name}, ${discipline}` },
            { heading: "For the meeting on", cell: ({ day }) => day },
            { heading: "State", cell: (guest) => <State {...guest} /> },
            ...(mayStop
              ? [{ heading: "Link", cell: (guest: Guest) => (guest.over === null ? <Stop {...guest} /> : guest.over) }]
              : []),
          ]}
          rows={guests}
          rowKey={({ id }) => id}
          responsive
        />
      )}
      {mayAsk && <AskForm disciplines={disciplines} />}
    </>
  );
}

type Guest = GuestsOfPage["guests"][number];

function State({ state }: Pick<Guest, "state">) {
  return <Tag colour={colours[state]}>{state.charAt(0).toUpperCase() + state.slice(1)}</Tag>;
}

const colours = { asked: "yellow", "link opened": "yellow", started: "blue", in: "green" } as const;

function Stop({ id, name }: Guest) {
  return (
    <PostButton
      name={`stop-${id}`}
      intent="stop-guest"
      fields={{ guestId: id }}
      hidden={`of ${name}`}
      look="secondary"
      small
    >
      Stop the link
    </PostButton>
  );
}

function AskForm({ disciplines }: Pick<GuestsOfPage, "disciplines">) {
  return (
    <FormFold name="ask-guest" summary="Ask somebody without an account">
      <p>
        They get a mail with a link, and after that a code. They see whom it is about, the question, and their own
        words, until the meeting has ended. To send somebody a new link, ask them again.
      </p>
      <Named disciplines={disciplines} />
      <SubmitButton name="intent" value="ask-guest" look="secondary">
        Send them a link
      </SubmitButton>
    </FormFold>
  );
}
