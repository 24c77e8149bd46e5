import { useRouteLoaderData } from "@remix-run/react";

import type { loader } from "#app/root.tsx";

/**
 * The key of one press, so that a repeat of it is the same effect: the page's own key and the form's name.
 * It says as well which form was refused when a page has several.
 */
export function FormKey({ name }: { name: string }) {
  const page = useRouteLoaderData<typeof loader>("root");
  return <input type="hidden" name="_key" value={`${page?.pageKey ?? ""}:${name}`} />;
}
