import { NominationFields } from "#app/cases/NominationFields.tsx";
import type { Choice } from "#app/ui/Choices.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

type NominateAgainFormProps = {
  version: number;
  criteria: readonly Choice[];
  before: { criteria: readonly string[]; reason: string; question: string; priority: string };
};

/** Filled with what was said before: often only the question changes. */
export function NominateAgainForm({ version, criteria, before }: NominateAgainFormProps) {
  return (
    <section id="nominate-again">
      <h2 className="nhsuk-heading-m">Nominate again</h2>
      <PostForm name="again">
        <input type="hidden" name="version" value={version} />
        <NominationFields criteria={criteria} before={before} />
        <SubmitButton name="intent" value="again">
          Nominate again
        </SubmitButton>
      </PostForm>
    </section>
  );
}
