/** What the operator of the machine may ask: is the log whole? */
import { faultsOfAudit, read, router } from "../trpc.ts";

export const audit = router({
  verify: read("audit.verify").query(({ ctx }) => faultsOfAudit(ctx.db)),
});
