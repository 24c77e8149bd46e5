import { nameOf } from "#app/meetings/Agenda.tsx";
import type { AgendaItem } from "#app/meetings/meetingPage.ts";
import { Details } from "#app/ui/Details.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

/** Case by case: whom it needs, and leaving it for the next meeting. Cases called already are past changing. */
export function CaseNeeds({ items }: { items: readonly AgendaItem[] }) {
  const ahead = items.filter(({ opened, quorum }) => !opened && quorum !== null);
  if (ahead.length === 0) return null;
  return (
    <Details summary="Who each case needs">
      {ahead.map((item) => (
        <OneCase key={item.itemId} item={item} />
      ))}
    </Details>
  );
}

function OneCase({ item }: { item: AgendaItem }) {
  const { itemId, version, quorum } = item;
  if (quorum === null) return null;
  const name = nameOf(item);
  return (
    <>
      <PostForm name={`case-needs-${itemId}`}>
        <input type="hidden" name="itemId" value={itemId} />
        <input type="hidden" name="version" value={version} />
        <Ticks
          key={quorum.needs.join()}
          name={`${itemId}.needs`}
          label={name}
          hint="Without these, what is decided is provisional"
          items={quorum.invited.map(({ code, label }) => ({ value: code, label }))}
          defaultValue={quorum.needs}
          small
        />
        <SubmitButton name="intent" value="case-needs" look="secondary" small>
          Save <span className="nhsuk-u-visually-hidden">who {name} needs</span>
        </SubmitButton>
      </PostForm>
      <PostButton
        name={`postpone-${itemId}`}
        intent="postpone"
        fields={{ itemId, version: String(version) }}
        hidden={name}
        look="secondary"
        small
      >
        Leave for the next meeting
      </PostButton>
    </>
  );
}
