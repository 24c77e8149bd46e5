/** The API: nouns and their procedures. Exports its type and the in-process door. */
import type { Context } from "./context.ts";
import { actions } from "./procedures/actions.ts";
import { audit } from "./procedures/audit.ts";
import { cases } from "./procedures/cases.ts";
import { contributions, requests } from "./procedures/contributions.ts";
import { discussions } from "./procedures/discussions.ts";
import { home } from "./procedures/home.ts";
import { imports } from "./procedures/imports.ts";
import { meetings } from "./procedures/meetings.ts";
import { links, session, staff } from "./procedures/staff.ts";
import { createCallerFactory, router } from "./trpc.ts";

export const api = router({
  actions,
  audit,
  cases,
  contributions,
  discussions,
  home,
  imports,
  links,
  meetings,
  requests,
  session,
  staff,
});
export type ApiRouter = typeof api;

const caller = createCallerFactory(api);
export type Api = ReturnType<typeof caller>;

/** The in-process door: the API as one context may use it. */
export function apiFor(context: Context): Api {
  return caller(context);
}
