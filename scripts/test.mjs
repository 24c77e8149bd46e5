/**
 * The whole gate, or with --fast the part that needs no server and no browser. Stops at the first suite that fails. The
 * last line is always "N passed, M failed", over all suites.
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { fastSuites, runSuite, suites, wasInterrupted } from "./suites.mjs";
import { toolsAreReady } from "./tools.mjs";

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const isFast = process.argv.includes("--fast");
const chosen = suites.filter((suite) => !isFast || fastSuites.includes(suite.name));
const results = [];

if (!isFast && !(await toolsAreReady())) finish(1);

for (const suite of chosen) {
  console.log(`\n── ${suite.name} · budget ${suite.budget} s`);
  const result = await runSuite(suite, { isGate: true });
  results.push({ suite, ...result });
  console.log(`── ${suite.name} · ${line(suite, result)}`);
  if (result.reason || wasInterrupted) finish(1);
}
finish(0);

function line(suite, { seconds, reason, passed, skipped }) {
  const parts = [`${seconds.toFixed(1)} s of ${suite.budget} s`, reason ? `FAILED: ${reason}` : "ok"];
  if (suite.count) parts.push(`${passed} passed`);
  if (skipped > 0) parts.push(`${skipped} SKIPPED`);
  if (seconds > suite.budget) parts.push("over budget");
  return parts.join(" · ");
}

function finish(code) {
  const sum = (what) => results.reduce((total, result) => total + result[what], 0);
  const notRun = chosen.slice(results.length).map((suite) => suite.name);
  const failed = Math.max(sum("failed"), code);

  console.log("\nSummary");
  for (const result of results) console.log(`  ${result.suite.name.padEnd(9)} ${line(result.suite, result)}`);
  if (notRun.length > 0) console.log(`  not run   ${notRun.join(", ")}`);
  console.log(`  together  ${sum("seconds").toFixed(0)} s`);
  console.log(`${sum("passed")} passed, ${failed} failed`);
  process.exit(code);
}
