import { NominationFields } from "#app/cases/NominationFields.tsx";
import { PeopleTicks } from "#app/cases/PeopleTicks.tsx";
import { SafeContactFields } from "#app/cases/SafeContactFields.tsx";
import { ToldFields } from "#app/cases/ToldFields.tsx";
import { useProblem } from "#app/forms/useProblem.ts";
import type { Choice } from "#app/ui/Choices.tsx";
import { DateField } from "#app/ui/DateField.tsx";
import { Details } from "#app/ui/Details.tsx";
import { Field } from "#app/ui/Field.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";
import { Warning } from "#app/ui/Warning.tsx";
import type { Api } from "#server/router.ts";

type Prepared = Awaited<ReturnType<Api["cases"]["prepare"]>>;

type NominateFormProps = Pick<Prepared, "practice" | "groups" | "disciplines"> & {
  criteria: readonly Choice[];
  /** As found, or as typed when there was no need to find. */
  chi: string;
};

export function NominateForm({ practice, groups, disciplines, criteria, chi }: NominateFormProps) {
  return (
    <PostForm name="nominate">
      <input type="hidden" name="practiceId" value={practice.id} />
      <DoubtfulPerson />
      <PersonFields chi={chi} />
      <NominationFields criteria={criteria} />
      <PeopleTicks
        name="team"
        label="Who should be asked?"
        hint="You, the chair and the coordinator are on the team without a tick"
        groups={groups}
      />
      <ToldFields />
      <ObjectionFields disciplines={disciplines} />
      <h2 className="nhsuk-heading-m">How to reach them safely</h2>
      <SafeContactFields />
      <SubmitButton name="intent" value="nominate">
        Nominate
      </SubmitButton>
    </PostForm>
  );
}

/** What was read as a warning, and the tick that goes past it. */
function DoubtfulPerson() {
  const { errorFor } = useProblem();
  if (errorFor("confirmed") === undefined) return null;
  return (
    <Warning heading="Check who this is">
      <Ticks name="confirmed" items={[{ value: "on", label: "I have checked, and this is the right person" }]} />
    </Warning>
  );
}

function PersonFields({ chi }: { chi: string }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">The person</h2>
      <Field name="chi" label="CHI number" inputMode="numeric" code width={10} defaultValue={chi} autoComplete="off" />
      <Field name="givenName" label="Given name" width={20} autoComplete="off" spellCheck={false} />
      <Field name="familyName" label="Family name" width={20} autoComplete="off" spellCheck={false} />
      <DateField name="birthDate" label="Date of birth" />
      <Details summary="Preferred name, pronouns, language">
        <Field name="preferredName" label="Preferred name" width={20} autoComplete="off" />
        <Field name="pronouns" label="Pronouns" width={10} autoComplete="off" />
        <Field name="language" label="Language" width={20} autoComplete="off" />
        <Select
          name="interpreter"
          label="Do they need an interpreter?"
          options={[
            { value: "", label: "Not known" },
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
        />
      </Details>
    </>
  );
}

function ObjectionFields({ disciplines }: Pick<NominateFormProps, "disciplines">) {
  return (
    <>
      <Select
        name="objectionDiscipline"
        label="Does the person object to anyone hearing this?"
        options={[
          { value: "", label: "No, or not asked" },
          ...disciplines.map(({ code, label }) => ({ value: code, label })),
        ]}
      />
      <TextArea name="objectionText" label="If so: what did they say?" rows={2} />
    </>
  );
}
