/**
 * The suites, in the order that fails fastest, and how one is run. Budgets are seconds on two cores; going over one is
 * printed, not failed, because a shared machine swings. `limit` is where a suite counts as hung and is ended.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { startPostgres } from "./postgres.mjs";

export const suites = [
  { name: "format", budget: 20, program: prettier("--check", "--log-level", "warn", ".") },
  { name: "lint", budget: 60, program: eslint("--max-warnings", "0", ".") },
  { name: "types", budget: 30, program: ["typescript/bin/tsc"] },
  { name: "unit", budget: 30, ...vitest("unit") },
  { name: "router", budget: 120, ...vitest("router", { SHIPMATE_TEST_DATABASE: "sqlite" }) },
  {
    name: "postgres",
    budget: 240,
    // Far from Greenwich on purpose: an hour read from the machine's own clock shows here.
    ...vitest("router", { SHIPMATE_TEST_DATABASE: "postgres", TZ: "Pacific/Auckland" }),
    needsPostgres: true,
  },
  { name: "property", budget: 90, ...vitest("property") },
  { name: "faults", budget: 220, ...vitest("faults"), needsPostgres: true },
  { name: "browser", budget: 780, program: ["@playwright/test/cli.js", "test"], count: countPlaywright },
];

/** Run by name only: speed is measured on a quiet machine. */
export const bench = { name: "bench", budget: 600, ...vitest("bench") };

export const fastSuites = ["format", "lint", "types", "unit", "router", "property"];

/**
 * Runs one suite to its end. `isGate` also refuses `.only` and unwritten snapshots. `full` asks the property and fault
 * tests for their full counts; they read SHIPMATE_COUNTS.
 */
export async function runSuite(suite, { isGate = false, full = false, args = [] } = {}) {
  const began = performance.now();
  const report = `test-results/${suite.name}.json`;
  mkdirSync("test-results", { recursive: true });
  rmSync(report, { force: true });

  const ownServer = suite.needsPostgres && !process.env.TEST_POSTGRES_URL ? await startPostgres() : null;
  const env = {
    ...process.env,
    ...(suite.count ? { SHIPMATE_COUNTS: full ? "full" : "small", SUITE_REPORT: report } : {}),
    ...(isGate ? { CI: "true" } : {}),
    ...(ownServer ? { TEST_POSTGRES_URL: ownServer.url } : {}),
    ...suite.env,
  };
  const limit = full ? null : 120 + 3 * suite.budget;
  const [program, ...ownArgs] = suite.program;
  const command = [`node_modules/${program}`, ...ownArgs, ...(suite.reporters?.(report, isGate) ?? []), ...args];
  try {
    const ended = await runNode(command, env, limit);
    return { ...judge(suite, report, ended), seconds: (performance.now() - began) / 1000 };
  } finally {
    await ownServer?.stop();
  }
}

function judge(suite, report, ended) {
  const counts = suite.count?.(readReport(report)) ?? { passed: 0, failed: 0, skipped: 0 };
  const reasons = [
    ended.isHung && "did not end in time and was stopped",
    counts.failed > 0 && `${counts.failed} failed`,
    suite.count && counts.passed + counts.failed === 0 && "ran no tests",
    ended.code !== 0 && `ended with code ${ended.code}`,
  ].filter(Boolean);
  if (reasons.length === 0) return { ...counts, reason: null };
  // A file that cannot be read, or a check without tests, is one failure.
  return { ...counts, failed: Math.max(counts.failed, 1), reason: reasons[0] };
}

function prettier(...args) {
  return ["prettier/bin/prettier.cjs", ...args];
}

function eslint(...args) {
  return ["eslint/bin/eslint.js", ...args];
}

function vitest(project, env = {}) {
  return {
    program: ["vitest/vitest.mjs", "run", "--project", project],
    // Vitest colours its output wherever CI is set, also into a file.
    env: { NODE_ENV: "test", ...(process.stdout.isTTY ? {} : { NO_COLOR: "1" }), ...env },
    reporters: (report, isGate) => [
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      `--allowOnly=${!isGate}`,
    ],
    count: countVitest,
  };
}

function countVitest(report) {
  return {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
}

function countPlaywright(report) {
  return {
    passed: report?.stats.expected ?? 0,
    failed: (report?.stats.unexpected ?? 0) + (report?.stats.flaky ?? 0),
    skipped: report?.stats.skipped ?? 0,
  };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

export let wasInterrupted = false;

// One child at a time, in its own process group, so that ending it ends what it started as well.
let stopChild = null;

function runNode(command, env, limit) {
  const ownGroup = process.platform !== "win32";
  const child = spawn(process.execPath, command, { env, stdio: ["ignore", "inherit", "inherit"], detached: ownGroup });
  const send = (signal) => {
    try {
      if (ownGroup) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // ended in the meantime
    }
  };
  return new Promise((resolve) => {
    let isHung = false;
    // SIGINT first: vitest and Playwright then stop their own servers and workers.
    stopChild = () => {
      send("SIGINT");
      setTimeout(() => send("SIGKILL"), 10_000).unref();
    };
    const hung = () => {
      isHung = true;
      stopChild();
    };
    const timer = limit === null ? null : setTimeout(hung, limit * 1000);
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      send("SIGKILL"); // whatever it left behind in its group
      stopChild = null;
      resolve({ code: code ?? signal, isHung });
    });
    child.on("error", (problem) => resolve({ code: problem.message, isHung }));
  });
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    wasInterrupted = true;
    if (!stopChild) process.exit(1);
    stopChild();
  });
}
