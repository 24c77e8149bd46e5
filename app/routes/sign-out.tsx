import { redirect, type ActionFunctionArgs } from "@remix-run/node";

import { submit } from "#app/forms/submit.ts";
import { Page } from "#app/ui/Page.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { title } from "#app/ui/title.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Sign out");

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api) => {
    await api.session.end();
    context.setSession(null);
    return redirect("/sign-in");
  });
}

export default function SignOut() {
  return (
    <Page heading="Sign out">
      <p>Drafts that were saved will be there when you sign in again.</p>
      <PostButton name="sign-out" intent="sign-out">
        Sign out
      </PostButton>
    </Page>
  );
}
