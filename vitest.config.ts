import { defineConfig } from "vitest/config";

const seconds = 1000;
const globalSetup = ["tests/support/templates.ts"];

/** Limits are generous on purpose: they catch hangs. Speed is measured in tests/bench. */
export default defineConfig({
  esbuild: { jsx: "automatic" },
  test: {
    environment: "node",
    setupFiles: ["tests/support/setup.ts"],
    restoreMocks: true,
    testTimeout: 20 * seconds,
    hookTimeout: 60 * seconds,
    // Left to itself vitest keeps one core free, which on two cores is one file at a time.
    maxWorkers: "100%",
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"], pool: "threads" } },
      // SQLite, or PostgreSQL where SHIPMATE_TEST_DATABASE=postgres (see scripts/suite.mjs).
      {
        extends: true,
        test: { name: "router", include: ["tests/router/**/*.test.{ts,tsx}"], globalSetup, pool: "threads" },
      },
      {
        extends: true,
        test: {
          name: "property",
          include: ["tests/property/**/*.test.{ts,tsx}"],
          globalSetup,
          pool: "threads",
          testTimeout: 120 * seconds,
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          globalSetup,
          pool: "forks",
          // Faults start servers, kill them and fill disks: one file at a time, or they disturb each other.
          fileParallelism: false,
          testTimeout: 300 * seconds,
          hookTimeout: 120 * seconds,
        },
      },
      {
        extends: true,
        test: {
          name: "bench",
          include: ["tests/bench/**/*.bench.ts"],
          setupFiles: [],
          pool: "forks",
          fileParallelism: false,
          testTimeout: 600 * seconds,
          hookTimeout: 600 * seconds,
        },
      },
    ],
  },
});
