import type { sharingPageOf } from "#app/cases/sharingPage.ts";
import { FormFold } from "#app/ui/FormFold.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

type HouseholdProps = Pick<ReturnType<typeof sharingPageOf>, "links" | "linkForm">;

/** The cases of one household: linked by hand, and shown to those who may see both. */
export function Household({ links, linkForm }: HouseholdProps) {
  return (
    <>
      {links.length === 0 && <p>No case that you may see is linked with this one.</p>}
      {links.length > 0 && (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {links.map(({ id, caseId, words, relation }) => (
            <li key={id}>
              <a href={`/cases/${caseId}`}>{words}</a>, {relation.toLowerCase()}
              {linkForm && (
                <PostButton
                  name={`unlink-${id}`}
                  intent="unlink"
                  fields={{ linkId: id }}
                  look="secondary"
                  small
                  hidden={`with ${words}`}
                >
                  End the link
                </PostButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {linkForm && linkForm.cases.length > 0 && (
        <FormFold name="link" summary="Link a case of the same household">
          <p>Only people who may see both cases see the link. Nothing that is written in one shows in the other.</p>
          <Select
            name="otherId"
            label="Which case?"
            options={[{ value: "", label: "Choose a case" }, ...linkForm.cases]}
          />
          <Select
            name="relation"
            label="How do they belong together?"
            options={[{ value: "", label: "Choose" }, ...linkForm.relations]}
          />
          <SubmitButton name="intent" value="link" look="secondary">
            Link the cases
          </SubmitButton>
        </FormFold>
      )}
    </>
  );
}
