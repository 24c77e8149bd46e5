import type { RoomPage } from "#app/meetings/roomPage.ts";
import { Details } from "#app/ui/Details.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";

type WhoIsHereProps = Pick<RoomPage, "meetingId" | "people" | "isMarked">;
type Person = RoomPage["people"][number];

/** Who came and who went, one press each; all who said yes in one. */
export function WhoIsHere({ meetingId, people, isMarked }: WhoIsHereProps) {
  const here = people.filter(({ isHere }) => isMarked && isHere);
  const awaited = people.filter((person) => person.expected && !here.includes(person) && person.stays === "");
  const others = people.filter((person) => !here.includes(person) && !awaited.includes(person));
  return (
    <>
      {awaited.length > 0 && (
        <PostButton name="all-here" intent="arrive" fields={{ meetingId }} look="secondary" small>
          All who said yes are here ({awaited.length})
        </PostButton>
      )}
      <Details summary={here.length > 0 ? `Who is here: ${here.length}` : "Who is here"}>
        <People meetingId={meetingId} people={here} verb="leave" press="Goes out" />
        {awaited.length > 0 && <h2 className="nhsuk-heading-s">Said that they come</h2>}
        <People meetingId={meetingId} people={awaited} verb="arrive" press="Here" />
        {others.length > 0 && <h2 className="nhsuk-heading-s">Others</h2>}
        <People meetingId={meetingId} people={others} verb="arrive" press="Here" />
      </Details>
    </>
  );
}

type PeopleProps = { meetingId: string; people: readonly Person[]; verb: "arrive" | "leave"; press: string };

function People({ meetingId, people, verb, press }: PeopleProps) {
  if (people.length === 0) return null;
  return (
    <ul className="nhsuk-list sm-rows">
      {people.map(({ id, name, stays }) => (
        <li key={id}>
          {[name, stays].filter(Boolean).join(", ")}{" "}
          <PostButton
            name={`${verb}-${id}`}
            intent={verb}
            fields={{ meetingId, staffId: id }}
            hidden={name}
            look="secondary"
            small
          >
            {press}
          </PostButton>
        </li>
      ))}
    </ul>
  );
}
