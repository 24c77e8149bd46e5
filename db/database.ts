/** Three views of Kysely: what a read may do, what a transaction may do, and the pool that only the builders hold. */
import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./schema.ts";

/** Select only: what a `read` verb is handed. */
export type Reader = Pick<Kysely<Tables>, "selectFrom" | "fn" | "with">;
/** A transaction: the only thing that a saving query accepts. */
export type Writer = Transaction<Tables>;
/** The pool. Asking it inside a transaction would wait for ever on SQLite, so no procedure ever holds it. */
export type Database = Kysely<Tables>;
