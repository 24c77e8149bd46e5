/**
 * A real PostgreSQL server for tests: its own folder, its own port, gone afterwards. Durability is off, because nothing
 * in it is kept; tests of durability start their own.
 */
import { spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "shipmate-postgres-";

/** Where initdb and postgres are, or null. Debian keeps them off the PATH; elsewhere pg_config knows. */
export function findPostgres() {
  const debian = "/usr/lib/postgresql";
  const versions = entriesOf(debian).sort((a, b) => Number(b) - Number(a));
  const asked = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" });
  const places = [
    process.env.POSTGRES_BIN,
    ...versions.map((version) => `${debian}/${version}/bin`),
    asked.status === 0 ? asked.stdout.trim() : null,
  ];
  const program = process.platform === "win32" ? "postgres.exe" : "postgres";
  return places.find((place) => place && entriesOf(place).includes(program)) ?? null;
}

/** Starts a server; `stop` ends it and removes its folder, and may be called twice. */
export async function startPostgres() {
  const bin = findPostgres();
  if (!bin) throw new Error("PostgreSQL is not installed.");
  removeAbandoned();

  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const account = ownAccount();
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
  const data = join(folder, "data");

  try {
    initialise(join(bin, "initdb"), data, { ...account, cwd: folder });
    return await serve(join(bin, "postgres"), data, folder, { ...account, cwd: folder });
  } catch (problem) {
    rmSync(folder, { recursive: true, force: true });
    throw problem;
  }
}

function initialise(initdb, data, options) {
  const flags = [
    "--username=shipmate",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--data-checksums",
    "--no-sync",
  ];
  const done = spawnSync(initdb, [...flags, "-D", data], { ...options, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`initdb failed: ${done.stderr || done.error?.message}`);
}

async function serve(postgres, data, folder, options, attempts = 3) {
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: process.platform === "win32" ? "" : folder,
    port,
    max_connections: 200,
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    jit: "off",
    lc_messages: "C",
    // In this setting's order `log` stands above `error`: refused statements are the tests' business, not ours to print.
    log_min_messages: "log",
    log_checkpoints: "off",
    log_min_error_statement: "panic",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // A direct child, not pg_ctl's daemon: it is ours to end whatever happens here.
  const server = spawn(postgres, ["-D", data, ...flags], { ...options, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => server.once("exit", resolve));

  const problem = await readiness(server);
  if (problem) {
    server.kill("SIGKILL");
    await ended;
    // Somebody else took the port between our looking and postgres's listening.
    if (attempts > 1 && /address already in use/i.test(problem)) {
      return serve(postgres, data, folder, options, attempts - 1);
    }
    throw new Error(`PostgreSQL did not start: ${problem}`);
  }

  const remove = () => rmSync(folder, { recursive: true, force: true });
  const lastResort = () => {
    server.kill("SIGQUIT");
    remove();
  };
  process.on("exit", lastResort);
  return {
    url: `postgres://shipmate@127.0.0.1:${port}/postgres`,
    async stop() {
      process.off("exit", lastResort);
      if (server.exitCode === null && server.signalCode === null) {
        server.kill("SIGINT"); // postgres: break off every connection and close properly
        const patience = setTimeout(() => server.kill("SIGQUIT"), 10_000);
        await ended;
        clearTimeout(patience);
      }
      remove();
    },
  };
}

/** Null once it takes connections, otherwise what it said. */
function readiness(server) {
  return new Promise((resolve) => {
    let said = "";
    const limit = setTimeout(() => resolve(`no answer in 60 seconds\n${said}`), 60_000);
    const settle = (problem) => {
      clearTimeout(limit);
      resolve(problem);
    };
    server.stderr.setEncoding("utf8").on("data", (text) => {
      if (said.length < 10_000) said += text;
      if (said.includes("ready to accept connections")) settle(null);
    });
    server.once("error", (problem) => settle(problem.message));
    server.once("exit", () => settle(said));
  });
}

/** PostgreSQL refuses to run as root: take the account its package made. */
function ownAccount() {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag) => {
    const asked = spawnSync("id", [flag, "postgres"], { encoding: "utf8" });
    if (asked.status !== 0) throw new Error("PostgreSQL will not run as root, and there is no account `postgres`.");
    return Number(asked.stdout);
  };
  return { uid: idOf("-u"), gid: idOf("-g") };
}

/** A run that was killed outright could not clean up; its folder is named after its process. */
function removeAbandoned() {
  for (const name of entriesOf(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    if (isAlive(Number(name.slice(prefix.length).split("-")[0]))) continue;
    const folder = join(tmpdir(), name);
    const server = Number(readOrEmpty(join(folder, "data", "postmaster.pid")).split("\n")[0]);
    if (server > 1 && readOrEmpty(`/proc/${server}/cmdline`).includes(folder)) process.kill(server, "SIGQUIT");
    rmSync(folder, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return problem.code === "EPERM";
  }
}

function entriesOf(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
