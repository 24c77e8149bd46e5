import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";

import { findChromium } from "./scripts/chromium.mjs";

// Playwright reads this file in its main process and again in each worker; the workers inherit what the first one chose.
if (!process.env.E2E_PORT || !process.env.E2E_FOLDER) {
  process.env.E2E_PORT ??= String(await freePort());
  const folder = mkdtempSync(join(tmpdir(), "shipmate-e2e-"));
  process.env.E2E_FOLDER = folder;
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
}
// Stories begin at the same moment whenever they are told, so that none depends on the day or the hour; E2E_NOW tries another.
process.env.E2E_CLOCK_AHEAD ??= String(
  Date.parse(process.env.E2E_NOW ?? "2026-11-24T10:00:00Z") - Math.round(performance.timeOrigin),
);
const origin = `http://127.0.0.1:${process.env.E2E_PORT}`;

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/browser",
  reporter: [["list"], ["json", { outputFile: process.env.SUITE_REPORT ?? "test-results/browser.json" }]],
  // Each story has a server and a database of its own.
  workers: 2,
  fullyParallel: true,
  // A story that passes only the second time has failed.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 45_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: origin,
    locale: "en-GB",
    timezoneId: "Europe/London",
    actionTimeout: 10_000,
    trace: "off",
    video: "off",
    screenshot: "off",
    launchOptions: {
      executablePath: findChromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "desktop", use: { ...devices["Desktop Chrome"] }, testIgnore: "mails.spec.ts", teardown: "mails" },
    { name: "mails", testMatch: "mails.spec.ts" },
  ],
  webServer: {
    command: "node --import ./tests/e2e/clock.mjs build/http/index.js",
    url: `${origin}/healthz`,
    timeout: 45_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
    stdout: "ignore",
    stderr: "pipe",
    env: {
      NODE_ENV: "production",
      PORT: process.env.E2E_PORT,
      DATABASE_URL: `sqlite:${join(process.env.E2E_FOLDER, "shipmate.db")}`,
      SHIPMATE_MODE: "demo",
      // It plants what the stories begin with; each story's own server runs the timer.
      SHIPMATE_TIMER: "off",
    },
  },
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
