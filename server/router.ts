/** The API: nouns and their procedures. Exports its type and the in-process door. */
import type { Context } from "./context.ts";
import { audit } from "./procedures/audit.ts";
import { cases } from "./procedures/cases.ts";
import { contributions, requests } from "./procedures/contributions.ts";
import { imports } from "./procedures/imports.ts";
import { links, session, staff } from "./procedures/staff.ts";
import { createCallerFactory, router } from "./trpc.ts";

export const api = router({ audit, cases, contributions, imports, links, requests, session, staff });
export type ApiRouter = typeof api;

const caller = createCallerFactory(api);
export type Api = ReturnType<typeof caller>;

/** The in-process door: the API as one context may use it. */
export function apiFor(context: Context): Api {
  return caller(context);
}
