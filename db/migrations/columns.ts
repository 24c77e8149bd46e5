/** The column shapes all migrations share. Never edited once merged: a changed shape is a new function. */
import { sql, type CreateTableBuilder, type Kysely } from "kysely";

type Table = CreateTableBuilder<string, string>;

/** Starts a table that belongs to a practice: id first, then the practice key of every row. */
export function practiceTable(db: Kysely<unknown>, name: string): Table {
  return text(table(db, name), "practice_id", "practice.id") as Table;
}

/** Starts a table of the installation: people and sessions are shared by practices. */
export function table(db: Kysely<unknown>, name: string): Table {
  return db.schema.createTable(name).addColumn("id", "text", (column) => column.primaryKey()) as Table;
}

/** A needed text column, optionally a reference `table.column`; nothing that is referred to can be deleted. */
export function text(builder: Table, name: string, references?: string): Table {
  return builder.addColumn(name, "text", (column) =>
    references ? column.notNull().references(references).onDelete("restrict") : column.notNull(),
  ) as Table;
}

export function optionalText(builder: Table, name: string, references?: string): Table {
  return builder.addColumn(name, "text", (column) =>
    references ? column.references(references).onDelete("restrict") : column,
  ) as Table;
}

/** An instant: `2026-11-26T13:00:00.000Z`, held to that width so that text order is time order on both databases. */
export function instant(builder: Table, name: string): Table {
  return builder.addColumn(name, "text", (column) =>
    column.notNull().check(sql`${sql.ref(name)} like '____-__-__T__:__:__.___Z'`),
  ) as Table;
}

export function optionalInstant(builder: Table, name: string): Table {
  return builder.addColumn(name, "text", (column) =>
    column.check(sql`${sql.ref(name)} is null or ${sql.ref(name)} like '____-__-__T__:__:__.___Z'`),
  ) as Table;
}

/** A day: `2026-11-26`. */
export function day(builder: Table, name: string): Table {
  return builder.addColumn(name, "text", (column) =>
    column.notNull().check(sql`${sql.ref(name)} like '____-__-__'`),
  ) as Table;
}

export function optionalDay(builder: Table, name: string): Table {
  return builder.addColumn(name, "text", (column) =>
    column.check(sql`${sql.ref(name)} is null or ${sql.ref(name)} like '____-__-__'`),
  ) as Table;
}

export function integer(builder: Table, name: string): Table {
  return builder.addColumn(name, "integer", (column) => column.notNull()) as Table;
}

export function optionalInteger(builder: Table, name: string): Table {
  return builder.addColumn(name, "integer") as Table;
}

/** The number that an edit must name, so that two people's edits cannot overwrite each other. */
export function version(builder: Table): Table {
  return builder.addColumn("version", "integer", (column) => column.notNull().defaultTo(1)) as Table;
}

/** Who may see it: audience, named people, excluded disciplines, handling flags. */
export function sharing(builder: Table): Table {
  return ["audience", "named_staff", "excluded_disciplines", "handling"].reduce(
    (table, name) => text(table, name),
    builder,
  );
}

type ColumnKind = (builder: Table, name: string, references?: string) => Table;

/** Adds columns in order: `[kind, name, references?]`, or a kind that names its own columns. */
export function columns(
  builder: unknown,
  list: readonly (readonly [ColumnKind, string, string?] | ((builder: Table) => Table))[],
): Table {
  return list.reduce<Table>(
    (table, column) => (typeof column === "function" ? column(table) : column[0](table, column[1], column[2])),
    builder as Table,
  );
}
