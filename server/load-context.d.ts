import type { PackToDraw } from "./pdf/packfile.ts";
import type { Api } from "./router.ts";

declare module "@remix-run/node" {
  /** What every loader and action receives from `server/http.ts`. */
  interface AppLoadContext {
    /** The in-process door for reads. */
    api: Api;
    /** The same door for writes: `key` makes a repeat of the same press the same effect. */
    apiFor: (key: string) => Api;
    /** The nonce of this response's content security policy. */
    nonce: string;
    /** A fresh idempotency key for the forms of the page being made. */
    newKey: () => string;
    /** The session cookie to set, or to clear with null; read by sign-in and sign-out only. */
    setSession: (token: string | null) => void;
    /** The cookie of a guest, for their own pages; read by their page only. */
    setGuestSession: (guestId: string, token: string) => void;
    mode: "demo" | "live";
    /** The file of a pack, from what the API gave its reader. */
    drawPack: (pack: PackToDraw) => Promise<Uint8Array<ArrayBuffer>>;
  }
  interface Future {
    v3_singleFetch: true;
  }
}
