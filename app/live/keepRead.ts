import { isRouteErrorResponse, type ClientLoaderFunctionArgs } from "@remix-run/react";

/*
 * For a page that reads itself anew while somebody types: `export { clientLoader } from "#app/live/keepRead.ts"`.
 * Where the network or the session is gone, what was read last stays, and with it what was typed.
 */

let last: { url: string; answer: unknown } | null = null;

export async function clientLoader({ request, serverLoader }: ClientLoaderFunctionArgs): Promise<unknown> {
  try {
    last = { url: request.url, answer: await serverLoader() };
    return last.answer;
  } catch (thrown) {
    if (last?.url !== request.url || !isOutOfReach(thrown)) throw thrown;
    return last.answer;
  }
}

/** Also when the page is first shown, so that there is something to keep; the server's answer is taken as it came. */
clientLoader.hydrate = true as const;

/** No answer came, or none for somebody who is not signed in. */
export function isOutOfReach(thrown: unknown): boolean {
  if (thrown instanceof Response) return thrown.headers.get("Location")?.startsWith("/sign-in") ?? false;
  return !isRouteErrorResponse(thrown);
}
