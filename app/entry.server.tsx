import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";

import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import type { ReactElement } from "react";
import { renderToPipeableStream, renderToString } from "react-dom/server";

import { failureOf } from "#app/forms/useProblem.ts";
import { NonceContext } from "#app/nonce.ts";
import { Head } from "#app/root.tsx";
import { errorTitle } from "#app/ui/title.ts";
import { problemOf } from "#server/domain/problem.ts";

/** How long a page may wait for what it loads. */
export const streamTimeout = 10_000;

/**
 * The document is written around the app, which lives in `#root`: a browser extension that adds to `<head>` or
 * `<body>` then touches nothing that React owns. The page is sent whole, which costs less than sending it in parts.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  { nonce }: AppLoadContext,
): Promise<Response> {
  const head = headOf(context, request.url);
  const page = await rendered(
    <NonceContext.Provider value={nonce}>
      <RemixServer context={context} url={request.url} nonce={nonce} />
    </NonceContext.Provider>,
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Response(documentOf(head, page), { status, headers });
}

/** Problems were logged where they arose, and a page that is not there is no fault: only the rest is one. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (request.signal.aborted || problemOf(error) !== null || isRouteErrorResponse(error)) return;
  console.error(error);
}

/** The head of the same routes: the root's place is taken by its Head, and nothing is streamed. */
function headOf(context: EntryContext, url: string): string {
  const { root } = context.routeModules;
  const head = renderToString(
    <RemixServer
      url={url}
      context={{
        ...context,
        serverHandoffStream: undefined,
        staticHandlerContext: { ...context.staticHandlerContext },
        routeModules: { ...context.routeModules, root: { ...root, default: Head, ErrorBoundary: Head } },
      }}
    />,
  );
  const refused = Object.values(context.staticHandlerContext.actionData ?? {}).some(failureOf);
  return refused ? head.replace("<title>", `<title>${errorTitle("")}`) : head;
}

/** Whole or not at all: after an error Remix asks again, for the error page. */
function rendered(app: ReactElement): Promise<string> {
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(app, {
      onAllReady() {
        clearTimeout(timer);
        const page = new PassThrough();
        text(page).then(resolve, reject);
        pipe(page);
      },
      onError: reject,
    });
    const timer = setTimeout(abort, streamTimeout);
  });
}

function documentOf(head: string, page: string): string {
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}
</head>
<body><div id="root">${page}</div></body>
</html>
`;
}
