/** Starts the program: config, lock, database, schema, demonstration or first link, web server. */
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import express, { type RequestHandler } from "express";
import type { ServerBuild } from "@remix-run/node";
import { pino, type Logger } from "pino";
import { CannotOpen, connect, databaseFile } from "#db/connect.ts";
import { isDamaged } from "#db/errors.ts";
import { migrate } from "#db/migrate.ts";
import { anyPractice } from "#db/queries/staff.ts";
import { BadConfig, readConfig, type Config } from "./config.ts";
import { newId, systemNow, type World } from "./context.ts";
import { plantDemonstration } from "./demo/seed.ts";
import { makeFirstCoordinator } from "./first.ts";
import { createHttp } from "./http.ts";
import { createMailer, mailPlaceOf } from "./mail.ts";
import { createSignals } from "./signals.ts";
import { startTimer } from "./timer.ts";

/** Where pages and their assets come from: built files, or Vite while developing. */
export interface Pages {
  assets: RequestHandler;
  pages: () => Promise<ServerBuild>;
  development?: boolean;
}

export class InUse extends Error {}

export async function start(from: Partial<Pages> = {}): Promise<{ url: string; stop: () => Promise<void> }> {
  const config = readConfig();
  const log = pino({ level: config.logLevel, base: undefined });
  refuseRoot(config, log);
  const unlock = lock(config.databaseUrl);
  const database = connect(config.databaseUrl, {
    onLost: (error) => log.warn({ err: error }, "lost a database connection"),
  });
  await migrate(database);

  const world: World = {
    database,
    signals: createSignals(),
    log,
    mode: config.mode,
    origin: config.origin ?? `http://localhost:${config.port}`,
    mailPlace: mailPlaceOf(config),
    now: systemNow,
    newId,
  };
  if (!(await anyPractice(database))) {
    if (config.mode === "demo") await plantDemonstration(world);
    else log.warn(await makeFirstCoordinator(world, config));
  }

  const app = createHttp(world, {
    ...(from.assets && from.pages ? { assets: from.assets, pages: from.pages } : built()),
    development: from.assets !== undefined,
    trustProxy: config.trustProxy,
    isHealthy: () =>
      anyPractice(database).then(
        () => true,
        () => false,
      ),
  });
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.port, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : config.port;
  const url = config.mode === "live" ? world.origin : `http://localhost:${port}`;
  log.info(`Shipmate is at ${url}`);
  const timer = config.timer ? startTimer(world, createMailer(config)) : null;

  async function stop(): Promise<void> {
    await Promise.all([close(server), timer?.stop()]);
    await database.destroy();
    unlock();
  }
  return { url, stop };
}

function built(): Pages {
  const root = join(import.meta.dirname, "..");
  const client = join(root, "client");
  const hashed = express.static(join(client, "assets"), { immutable: true, maxAge: "1y", index: false });
  const others = express.static(client, { maxAge: "1h", index: false });
  const entry = join(root, "server", "index.js");
  let build: Promise<ServerBuild> | null = null;
  return {
    assets: express.Router().use("/assets", hashed).use(others),
    pages: () => (build ??= import(/* @vite-ignore */ entry) as Promise<ServerBuild>),
  };
}

function refuseRoot(config: Config, log: Logger): void {
  if (process.getuid?.() !== 0) return;
  if (config.mode === "live") throw new BadConfig("Live mode does not run as root. Start it as a user of its own.");
  log.warn("Running as root. The demonstration allows it; live mode does not.");
}

/** One server a SQLite file: two would not know of each other's changes. The lock does not stop `mdt`. */
function lock(databaseUrl: string): () => void {
  const file = databaseFile(databaseUrl);
  if (!file) return () => {};
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const path = `${file}.lock`;
  if (existsSync(path) && isAlive(Number(readFileSync(path, "utf8")))) {
    throw new InUse(`${file} is in use by another Shipmate (process ${readFileSync(path, "utf8").trim()}).`);
  }
  rmSync(path, { force: true });
  writeFileSync(path, String(process.pid), { flag: "wx", mode: 0o600 });
  return () => rmSync(path, { force: true });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Lets what runs finish; live streams never end by themselves and are cut after a second. */
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const grace = setTimeout(() => server.closeAllConnections(), 1000);
  await closed;
  clearTimeout(grace);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CannotOpen) return error.exitCode;
  if (error instanceof BadConfig) return 2;
  if (error instanceof InUse) return 72;
  return isDamaged(error) ? 70 : 1;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const { stop } = await start();
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.once(signal, () => void stop().then(() => process.exit(0)));
    }
  } catch (error) {
    const expected = exitCodeOf(error) !== 1;
    process.stderr.write(`${expected && error instanceof Error ? error.message : String(error)}\n`);
    process.exit(exitCodeOf(error));
  }
}
