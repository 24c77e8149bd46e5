import type { LeavingPage } from "#app/people/leavingPage.ts";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

/** Somebody left by mistake, or is here again. What was handed over stays handed over. */
export function ComeBackForm({ person, practice }: Pick<LeavingPage, "person" | "practice">) {
  return (
    <PostForm name="come-back">
      <h2 className="nhsuk-heading-m">Do they still work here?</h2>
      <p>They get a new link to choose a password. Actions stay with those who took them over.</p>
      <input type="hidden" name="practiceId" value={practice.id} />
      <input type="hidden" name="staffId" value={person.id} />
      <Ticks
        name="teams"
        items={[{ value: "on", label: "Put them back on the teams of the open cases they were on" }]}
        small
      />
      <SubmitButton name="intent" value="come-back" look="secondary">
        They still work here
      </SubmitButton>
    </PostForm>
  );
}
