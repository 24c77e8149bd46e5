/** What the operator of the machine may ask: are the log and the packs whole? */
import { faultsOfPacks } from "#db/queries/packs.ts";
import { faultsOfAudit, fingerprint, read, router } from "../trpc.ts";

export const audit = router({
  verify: read("audit.verify").query(async ({ ctx }) => [
    ...(await faultsOfAudit(ctx.db)),
    ...(await faultsOfPacks(ctx.db, fingerprint)),
  ]),
});
