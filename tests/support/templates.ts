/**
 * Gives a run a place for its templates, and takes them away afterwards: what they were made by may have changed by the
 * next run, or by the next round of one that watches.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { dropPostgresTemplates } from "./postgres.ts";

export function setup(project: TestProject): () => Promise<void> {
  const runs: string[] = [];
  const begin = () => {
    const run = randomBytes(8).toString("hex");
    mkdirSync(templateFolder(run));
    runs.push(run);
    process.env.SHIPMATE_TEST_RUN = run;
  };
  begin();
  project.onTestsRerun(begin);
  return async () => {
    for (const run of runs) {
      rmSync(templateFolder(run), { recursive: true });
      if (process.env.SHIPMATE_TEST_DATABASE === "postgres") await dropPostgresTemplates(run);
    }
  };
}

export function thisRun(): string {
  return process.env.SHIPMATE_TEST_RUN ?? "";
}

export function templateFolder(run = thisRun()): string {
  return join(tmpdir(), `shipmate-templates-${run}`);
}
