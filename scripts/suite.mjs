/** One suite by name: `node scripts/suite.mjs faults --full`, `node scripts/suite.mjs router cases -t "a title"`. */
import { bench, runSuite, suites } from "./suites.mjs";
import { toolsAreReady } from "./tools.mjs";

const [name, ...rest] = process.argv.slice(2);
const all = [...suites, bench];
const suite = all.find((one) => one.name === name);
if (!suite) {
  console.error(`Which suite? One of: ${all.map((one) => one.name).join(", ")}.`);
  process.exit(2);
}
if ((suite.needsPostgres || suite.name === "browser") && !(await toolsAreReady())) process.exit(1);

const result = await runSuite(suite, { full: rest.includes("--full"), args: rest.filter((word) => word !== "--full") });
if (result.reason) console.error(`${suite.name}: ${result.reason}`);
process.exit(result.reason ? 1 : 0);
