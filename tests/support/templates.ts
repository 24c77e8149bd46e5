/**
 * Gives a run a place for its templates, and takes them away afterwards: what they were made by may have changed by the
 * next run, or by the next round of one that watches.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { dropPostgresTemplates } from "./postgres.ts";

const prefix = "shipmate-template-";

export function setup(project: TestProject): () => Promise<void> {
  removeAbandoned();
  const runs: string[] = [];
  const begin = () => {
    const run = `${process.pid}_${randomBytes(8).toString("hex")}`;
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
  return join(tmpdir(), `${prefix}${run}`);
}

/** A run that was killed outright could not clean up; its folder is named after its process. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    if (!isAlive(parseInt(name.slice(prefix.length), 10)))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
}
