/** What belongs to a row comes with it, as a list in one column: one statement where there would be one a table. */
import { PostgresAdapter, sql, type Kysely, type RawBuilder } from "kysely";
import { jsonArrayFrom as postgresList } from "kysely/helpers/postgres";
import { jsonArrayFrom as sqliteList } from "kysely/helpers/sqlite";
import type { Reader } from "./database.ts";
import type { Json, Tables } from "./schema.ts";

/** A query that selects its columns by name. */
type Query<Row> = Parameters<typeof sqliteList<Row>>[0];

/**
 * The rows of a query, in its order, as JSON text. Text and integers, our two types, come back from both databases as
 * they went in; `fromJson` reads it, and a row's own JSON columns are still text then, as they are without a list.
 */
export function listIn<Row>(db: Reader, query: Query<Row>): RawBuilder<Json<Row[]>> {
  const list = isPostgres(db) ? postgresList(query) : sqliteList(query);
  return sql<Json<Row[]>>`cast(${list} as text)`;
}

/** Each database builds JSON by functions of its own. */
function isPostgres(db: Reader): boolean {
  return (db as Kysely<Tables>).getExecutor().adapter instanceof PostgresAdapter;
}
