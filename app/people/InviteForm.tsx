import { Field } from "#app/ui/Field.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

const roles = [
  { value: "member", label: "Take part", hint: "Contributes to cases, comes to meetings, owns actions" },
  { value: "coordinator", label: "Coordinate", hint: "Plans meetings, invites colleagues and helps them to sign in" },
];

type InviteFormProps = { practiceId: string; disciplines: readonly { code: string; label: string }[] };

export function InviteForm({ practiceId, disciplines }: InviteFormProps) {
  const options = disciplines.map(({ code, label }) => ({ value: code, label }));
  return (
    <PostForm name="invite">
      <input type="hidden" name="practiceId" value={practiceId} />
      <Field name="name" label="Name" autoComplete="off" width={20} />
      <Field name="email" label="E-mail address" type="email" autoComplete="off" spellCheck={false} width={30} />
      <Select name="discipline" label="Discipline" options={[{ value: "", label: "Choose one" }, ...options]} />
      <Field name="job" label="Job" hint="Such as “Attached social worker”" width={30} />
      <Field name="organisation" label="Organisation" hint="Whom they work for" width={30} />
      <Radios name="role" label="What may they do?" items={roles} defaultValue="member" />
      <SubmitButton name="intent" value="invite">
        Invite
      </SubmitButton>
    </PostForm>
  );
}
