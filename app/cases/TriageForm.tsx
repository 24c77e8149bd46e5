import { PostForm } from "#app/ui/PostForm.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import type { Choice } from "#app/ui/Choices.tsx";

type TriageFormProps = { caseId: string; nomination: { id: string; version: number }; verdicts: readonly Choice[] };

export function TriageForm({ caseId, nomination, verdicts }: TriageFormProps) {
  return (
    <section className="sm-no-print">
      <h2 className="nhsuk-heading-m">Answer the nomination</h2>
      <PostForm name="triage">
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="nominationId" value={nomination.id} />
        <input type="hidden" name="version" value={nomination.version} />
        <Radios name="verdict" label="What happens with this nomination?" items={verdicts} />
        <TextArea name="reason" label="Why" hint="The nominator reads this. Needed unless you accept." rows={3} />
        <SubmitButton name="intent" value="triage">
          Send the answer
        </SubmitButton>
      </PostForm>
    </section>
  );
}
