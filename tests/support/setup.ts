/** Console noise fails the test that made it: a warning nobody reads is a defect nobody sees. */
import { format } from "node:util";
import { afterAll, afterEach } from "vitest";

const methods = ["debug", "error", "info", "log", "trace", "warn"] as const;
const heard: string[] = [];

// A test that expects a message puts its own spy on top: vi.spyOn(console, "error").mockImplementation(() => {}).
for (const method of methods) {
  console[method] = (...words: unknown[]) => {
    heard.push(`console.${method}: ${format(...words)}`);
  };
}

function failOnNoise() {
  const noise = heard.splice(0);
  if (noise.length > 0) throw new Error(`Unexpected console output:\n${noise.join("\n")}`);
}

afterEach(failOnNoise);
afterAll(failOnNoise);
