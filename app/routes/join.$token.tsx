import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { Field } from "#app/ui/Field.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { title } from "#app/ui/title.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Choose a password");

/** Reads only: programs that scan mail open links, and must not use them up. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return load(request, async () => ({ link: await context.api.links.open({ token: params.token ?? "" }) }));
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  return submit(request, context, async (api, { password }: { password: string }) => {
    const { token } = await api.links.redeem({ token: params.token ?? "", password });
    context.setSession(token);
    return redirect("/");
  });
}

export default function Join() {
  const { link } = useLoaderData<typeof loader>();
  if (link === null) return <LinkIsSpent />;
  return (
    <Page heading="Choose a password" caption={link.practice}>
      <p>
        This link is for {link.name}, who signs in with {link.email}. If that is not you, close this page and tell the
        person who gave you the link.
      </p>
      <PostForm name="join">
        {/* For password managers, which keep the two together. */}
        <input type="hidden" name="username" autoComplete="username" value={link.email ?? ""} />
        <Field
          name="password"
          label="Password"
          type="password"
          autoComplete="new-password"
          width={30}
          hint="At least 15 characters. Four words that you will remember are good. It need not have numbers or signs, and you need not change it later."
        />
        <SubmitButton>Save password and sign in</SubmitButton>
      </PostForm>
    </Page>
  );
}

function LinkIsSpent() {
  return (
    <Page heading="This link does not work any more">
      <p>A link can be used once, and only for a short time. This one was used already or is too old.</p>
      <p>
        If you have chosen your password, <a href="/sign-in">sign in</a>. Otherwise ask the person who coordinates your
        meetings for a new link.
      </p>
    </Page>
  );
}
