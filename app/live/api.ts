/** The browser's own way to the API, for what happens while typing. Pages use `context.api` in loaders and actions. */
import { createTRPCClient, httpLink } from "@trpc/client";

import type { ApiRouter } from "#server/router.ts";

/** Each change goes with a key in `context.key`, so that a repeat of it is the same effect. */
export const api = apiAt("/trpc");

/** The same API at another address, to which other cookies go. */
export function apiAt(url: string) {
  return createTRPCClient<ApiRouter>({
    links: [
      httpLink({
        url,
        headers: ({ op }) => (typeof op.context.key === "string" ? { "idempotency-key": op.context.key } : {}),
      }),
    ],
  });
}
