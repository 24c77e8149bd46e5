/** Gives a test file its own empty database on the PostgreSQL server that scripts/suite.mjs has started. */
import { randomBytes } from "node:crypto";
import pg from "pg";

export async function freshPostgres(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `shipmate_${randomBytes(8).toString("hex")}`;
  // template0: nobody is ever connected to it, so test files can create theirs at the same moment.
  await ask(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`);

  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => ask(`drop database if exists ${name} with (force)`) };
}

function serverUrl(): string {
  const url = process.env.TEST_POSTGRES_URL;
  if (!url)
    throw new Error("TEST_POSTGRES_URL is not set: run `npm run test:postgres`, which starts a server for you.");
  return url;
}

async function ask(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
