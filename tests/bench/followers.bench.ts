/**
 * How soon those who follow a meeting are told of a line, and show it (quality.md P8): 20 and 200 devices as their pages
 * follow, each reading the room anew when it is told. Prints one JSON line a figure; fails only when a line stays unseen.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, it } from "vitest";
import { aRoom, follow, type Room } from "../faults/followers.ts";
import { freePort, launch, within, type Program } from "../faults/program.ts";
import { median, percentile, print, printLoad } from "./measure.ts";

const isFull = process.env.SHIPMATE_COUNTS === "full";
const lines = isFull ? 50 : 8;
const folder = mkdtempSync(join(tmpdir(), "shipmate-bench-"));
let program: Program;
let room: Room;

beforeAll(async () => {
  program = launch({ databaseUrl: `sqlite:${join(folder, "followed.db")}`, port: await freePort() });
  await program.ready;
  room = await aRoom(program.origin);
});
afterAll(async () => {
  await program.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

it.each([
  { devices: 20, goal: 2000 },
  { devices: 200, goal: 150 },
])("$devices devices show what is written", async ({ devices, goal }) => {
  const followers = await Promise.all(
    Array.from({ length: devices }, () => follow(room, program.origin, { readsWhenBack: true })),
  );
  const taken: number[] = [];
  try {
    for (let written = 0; written < lines; written += 1) {
      const text = `Line ${randomUUID()}`;
      await room.write(text);
      const told = performance.now();
      const shownByAll = async () => {
        while (followers.some((follower) => follower.sawAt(text) === undefined)) await pause(5);
      };
      await within(120_000, "all to show a line", shownByAll());
      // Whoever read before the writer had its answer waited for nothing.
      taken.push(...followers.map((follower) => Math.max(0, (follower.sawAt(text) ?? 0) - told)));
    }
  } finally {
    for (const follower of followers) follower.end();
  }
  const p95 = percentile(taken, 0.95);
  print({ figure: `P8 a line shown on ${devices} devices, p95`, value: p95, unit: "ms", goal, p50: median(taken) });
  printLoad();
});
