import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { load, nextPath } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { BeSomebody } from "#app/people/BeSomebody.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { title } from "#app/ui/title.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Sign in");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    if (await context.api.session.me()) throw redirect(nextPath(request));
    return { choices: await context.api.session.choices() };
  });
}

type SignIn = { email: string; password: string; staffId: string };

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api, { email, password, staffId }: SignIn, intent) => {
    const { token } = await (intent === "be"
      ? api.session.beginAs({ staffId })
      : api.session.begin({ email, password }));
    context.setSession(token);
    return redirect(nextPath(request));
  });
}

export default function SignIn() {
  const { choices } = useLoaderData<typeof loader>();
  const isDemonstration = choices.length > 0;
  return (
    <Page heading="Sign in">
      {isDemonstration && <BeSomebody choices={choices} />}
      <PostForm name="sign-in">
        {isDemonstration && <h2 className="nhsuk-heading-m">Or sign in with a password</h2>}
        <Field name="email" label="E-mail address" type="email" autoComplete="username" spellCheck={false} width={30} />
        <Field name="password" label="Password" type="password" autoComplete="current-password" width={30} />
        <SubmitButton name="intent" value="sign-in">
          Sign in
        </SubmitButton>
      </PostForm>
      <p>
        If you cannot sign in, or were never invited, ask the person who coordinates your meetings. They can give you a
        new link.
      </p>
    </Page>
  );
}
