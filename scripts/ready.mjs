/**
 * Makes `npm start`, `npm test` and `npm run mdt` work with no other step: installs packages when the lock file or Node
 * changed, and with `build` builds when the sources changed. Quiet and quick (about 0.1 s) when there is nothing to do.
 * Node's own modules only, because it runs before anything is installed. Speaks on stderr: `mdt` answers on stdout.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFolder = join(root, ".ready.lock");
const installStamp = join(root, "node_modules", ".ready");
// Remix empties build/ before it builds, and with it this stamp: a half build is never taken for a whole one.
const buildStamp = join(root, "build", ".ready");

const sourceFolders = ["app", "server", "db", "public"];
const sourceFiles = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "vite.config.ts",
  "vite.server.config.ts",
  "remix.config.js",
];

const steps = [
  { isDone: isInstalled, run: install },
  ...(process.argv[2] === "build" ? [{ isDone: isBuilt, run: build }] : []),
];

let currentStep = null;

process.chdir(root);
if (!steps.every((step) => step.isDone())) await oneAtATime(takeSteps);

async function takeSteps() {
  for (const step of steps) if (!step.isDone()) await step.run();
}

// Install

function isInstalled() {
  return readOrEmpty(installStamp) === installKey();
}

/** The lock alone decides, not package.json: a changed script must not cost a reinstall. */
function installKey() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  return [lock, `abi-${process.versions.modules}`, process.platform, process.arch].join(" ");
}

async function install() {
  if (holdsWhatTheLockSays() && databaseDriverLoads()) return writeFileSync(installStamp, installKey());

  say("Installing packages. The first time takes one to three minutes …");
  const flags = ["ci", "--include=dev", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"];
  const done = await runNpm(flags);
  if (!done) {
    stop(
      "Installing failed; the lines above say where.",
      "If they mention node-gyp, make or g++: the database driver found no ready-made program for this machine and needs a compiler.",
      "  Debian, Ubuntu: apt-get install build-essential python3 · Mac: xcode-select --install",
      "  Windows: in Node's installer, tick “tools for native modules”",
      "If they mention ENOTFOUND, ETIMEDOUT or a certificate: the package registry was not reached; check the network or proxy.",
      "Then run the same command again.",
    );
  }
  if (!databaseDriverLoads()) {
    stop(
      "The packages are there, but the database driver (better-sqlite3) does not load.",
      "If npm is set to ignore-scripts, it was never built. Run: npm rebuild better-sqlite3 --ignore-scripts=false",
      "and then the same command again.",
    );
  }
  writeFileSync(installStamp, installKey());
}

/** Whether somebody has already installed by hand what the lock file asks for. */
function holdsWhatTheLockSays() {
  const here = readOrEmpty(join(root, "node_modules", ".package-lock.json"));
  if (here === "") return false;
  const installed = JSON.parse(here).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const sameVersion = (path) => installed[path]?.version === wanted[path]?.version;
  return (
    Object.keys(installed).every((path) => sameVersion(path)) &&
    Object.keys(wanted).every((path) => path === "" || wanted[path].optional || sameVersion(path))
  );
}

function databaseDriverLoads() {
  const program = 'new (require("better-sqlite3"))(":memory:").close()';
  return spawnSync(process.execPath, ["-e", program], { cwd: root, stdio: "ignore" }).status === 0;
}

// Build

function isBuilt() {
  return readOrEmpty(buildStamp) === buildKey();
}

function buildKey() {
  const hash = createHash("sha256");
  const files = [...sourceFiles, ...sourceFolders.flatMap((folder) => filesUnder(folder))];
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(file));
  return hash.digest("hex");
}

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(path) : [path];
    });
}

async function build() {
  say("Building …");
  // Taken first: a file changed during the build must lead to another build.
  const key = buildKey();
  const done =
    (await runPackage("@remix-run/dev", "dist/cli.js", ["vite:build", "--logLevel", "warn"])) &&
    (await runPackage("vite", "bin/vite.js", ["build", "-c", "vite.server.config.ts", "--logLevel", "warn"]));
  if (!done) stop("Building failed; the lines above name the file. Correct it and run the same command again.");
  writeFileSync(buildStamp, key);
}

// One at a time: two starts on a fresh clone would otherwise install into each other.

async function oneAtATime(work) {
  await takeLock();
  const heartbeat = setInterval(() => utimesSync(lockFolder, new Date(), new Date()), 5_000);
  process.on("exit", () => {
    currentStep?.end();
    rmSync(lockFolder, { recursive: true, force: true });
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
  await work();
  clearInterval(heartbeat);
}

async function takeLock() {
  for (let round = 0; ; round += 1) {
    try {
      mkdirSync(lockFolder);
      return writeFileSync(join(lockFolder, "pids"), `${process.pid}\n`);
    } catch (problem) {
      if (problem.code !== "EEXIST") throw problem;
    }
    if (isAbandoned()) moveAside();
    else if (round === 0) say("Another start is installing or building; waiting for it …");
    await pause(200);
  }
}

/**
 * Its process is gone, and so is the step it had begun; or nobody has touched the folder for five minutes, and the number
 * belongs to another process after a restart.
 */
function isAbandoned() {
  try {
    const silentFor = Date.now() - statSync(lockFolder).mtimeMs;
    const pids = readOrEmpty(join(lockFolder, "pids")).split("\n").filter(Boolean).map(Number);
    if (pids.length === 0) return silentFor > 5_000;
    return silentFor > 300_000 || !pids.some(isAlive);
  } catch {
    return false; // released in the meantime
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return problem.code === "EPERM";
  }
}

/** By renaming, which only one of several waiting starts can do. */
function moveAside() {
  const aside = `${lockFolder}-${process.pid}`;
  try {
    renameSync(lockFolder, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch {
    // another start was quicker
  }
}

// Small things

function runNpm(args) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith(".js")) return run(process.execPath, [npm, ...args]);
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, { shell: process.platform === "win32" });
}

function runPackage(name, file, args) {
  return run(process.execPath, [join(root, "node_modules", name, file), ...args]);
}

function run(command, args, options = {}) {
  // Production for the build, whatever the shell says. JOBS lets node-gyp use every core.
  const env = { ...process.env, NODE_ENV: "production", JOBS: process.env.JOBS ?? "max" };
  // In a group of its own, so that ending npm ends the compiler it started as well.
  const ownGroup = process.platform !== "win32";
  const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", 2, 2], detached: ownGroup, ...options });
  currentStep = { end: () => (ownGroup ? process.kill(-child.pid, "SIGKILL") : child.kill()) };
  if (child.pid) appendFileSync(join(lockFolder, "pids"), `${child.pid}\n`);
  return new Promise((resolve) => {
    child.on("error", (problem) => {
      currentStep = null;
      say(`${command} could not be started: ${problem.message}`);
      resolve(false);
    });
    child.on("exit", (code) => {
      currentStep = null;
      resolve(code === 0);
    });
  });
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function stop(...lines) {
  say(["", ...lines].join("\n"));
  process.exit(1);
}
