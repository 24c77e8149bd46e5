/** Gives a test its own database on the PostgreSQL server that scripts/suite.mjs has started. */
import { randomBytes } from "node:crypto";
import pg from "pg";

export interface OwnPostgres {
  url: string;
  drop: () => Promise<void>;
}

/** An empty one. template0: nobody is ever connected to it, so several can be made at the same moment. */
export function freshPostgres(): Promise<OwnPostgres> {
  return create("template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'");
}

/** A copy of what this run keeps under that name, or null. */
export async function copyPostgres(run: string, name: string): Promise<OwnPostgres | null> {
  return create(templateName(run, name)).catch(unless(undefinedDatabase, null));
}

/** Keeps it for this run, or drops it when there is one of that name; nobody may be connected to it. */
export async function keepPostgres({ url, drop }: OwnPostgres, run: string, name: string): Promise<void> {
  const own = new URL(url).pathname.slice(1);
  await ask(`alter database ${own} rename to ${templateName(run, name)}`).catch(async (problem: unknown) => {
    unless(duplicateDatabase, null)(problem);
    await drop();
  });
}

export async function dropPostgresTemplates(run: string): Promise<void> {
  const { rows } = await ask(`select datname from pg_database where datname like '${templateName(run, "%")}'`);
  for (const { datname } of rows as { datname: string }[]) await ask(`drop database ${datname}`);
}

const templateName = (run: string, name: string) => `shipmate_template_${run}_${name}`;

/** Copying the files is four times as cheap as writing a log of every page, which is how it is done by default. */
async function create(template: string): Promise<OwnPostgres> {
  const name = `shipmate_${randomBytes(8).toString("hex")}`;
  await ask(`create database ${name} template ${template} strategy file_copy`);

  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await ask(`drop database if exists ${name} with (force)`);
    },
  };
}

const undefinedDatabase = "3D000";
const duplicateDatabase = "42P04";

function unless<T>(code: string, instead: T): (problem: unknown) => T {
  return (problem) => {
    if (problem instanceof pg.DatabaseError && problem.code === code) return instead;
    throw problem;
  };
}

function serverUrl(): string {
  const url = process.env.TEST_POSTGRES_URL;
  if (!url)
    throw new Error("TEST_POSTGRES_URL is not set: run `npm run test:postgres`, which starts a server for you.");
  return url;
}

async function ask(statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
