import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { fileIn } from "#app/forms/fileIn.ts";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { practicesFor } from "#app/people/practice.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { FileField } from "#app/ui/FileField.tsx";
import { Inset } from "#app/ui/Inset.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Import a log");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const { practices } = await practicesFor(request, context, "coordinator");
    return practices.filter(({ role }) => role === "coordinator").map(({ id, name }) => ({ value: id, label: name }));
  });
}

type Form = Parameters<Api["sheets"]["begin"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async ({ sheets }, form: Form, _intent, formData) => {
    const { sheetId } = await sheets.begin({ ...form, ...(await fileIn(formData, "file")) });
    return redirect(`/actions/import/${sheetId}?practice=${form.practiceId}`);
  });
}

export default function Import() {
  const practices = useLoaderData<typeof loader>();
  const [only] = practices;
  return (
    <Page heading="Import a log from a spreadsheet" back={<BackLink href="/actions">Actions</BackLink>}>
      {!only && (
        <Inset>
          <p>The practice manager imports a log. Ask them, or record the actions at their cases.</p>
        </Inset>
      )}
      {only && (
        <PostForm name="sheet" encType="multipart/form-data">
          <p>
            The first row names the columns: Action, Owner, Due and Case are needed; Raised, State, Done on and Notes
            are read when they are there. A case is named by its number. You see what would be stored before anything
            is.
          </p>
          {practices.length > 1 ? (
            <Select name="practiceId" label="Practice" options={practices} />
          ) : (
            <input type="hidden" name="practiceId" value={only.value} />
          )}
          <FileField
            name="file"
            label="CSV file"
            hint="In your spreadsheet choose “Save as” and “CSV UTF-8”. At most 5,000 rows and 2 MB"
            accept=".csv,.tsv,.txt,text/csv"
          />
          <TextArea name="pasted" label="Or copy the rows in your spreadsheet and paste them here" rows={4} />
          <SubmitButton>Show what would be stored</SubmitButton>
        </PostForm>
      )}
    </Page>
  );
}
