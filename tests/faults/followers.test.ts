/**
 * Devices follow a meeting, as their pages do, while lines are written and their connections are cut, a hundred
 * times: at the end each shows what the server has, every line once, whatever others do that connect and read nothing.
 * One that does not read anew after coming back is found.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aRoom, follow, type Follower, type Room } from "./followers.ts";
import { freePort, launch, within, type Program } from "./program.ts";

const isFull = process.env.SHIPMATE_COUNTS === "full";
const cuts = isFull ? 2000 : 100;
const devices = 8;
/** That many more hold a connection and never read what comes. */
const stalled = 20;
/** For each line a few cuts, so that there is something to miss. */
const cutsALine = 5;

const folder = mkdtempSync(join(tmpdir(), "shipmate-followers-"));
let program: Program;
let room: Room;
let line: Cuttable;

beforeAll(async () => {
  program = launch({ databaseUrl: `sqlite:${join(folder, "followed.db")}`, port: await freePort() });
  await program.ready;
  room = await aRoom(program.origin);
  line = await aCuttableLine(Number(new URL(program.origin).port));
});
afterAll(async () => {
  await line.end();
  await program.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

it(`every follower shows every line once after ${cuts} cut connections`, { timeout: 600_000 }, async () => {
  const followers = await Promise.all(
    Array.from({ length: devices }, () => follow(room, line.origin, { readsWhenBack: true })),
  );
  const silent = Array.from({ length: stalled }, () => holdWithoutReading());
  try {
    await room.write(`First ${randomUUID()}`);
    await within(60_000, "every follower to be told of a line", shownBy(followers, await room.read()));
    while (line.cut < cuts) {
      const written = room.write(`Line ${randomUUID()}`);
      for (let cut = 0; cut < cutsALine; cut += 1) {
        await pause(Math.random() * 60);
        line.cutOne();
      }
      await within(60_000, "a line to be written", written);
    }
    await lastLineUnseen(followers);
    const there = await room.read();
    expect(there.length).toBeGreaterThan(10);
    expect(new Set(there).size).toBe(there.length);
    await within(60_000, "every follower to show all lines", shownBy(followers, there));
    for (const follower of followers) expect(follower.shown()).toEqual(there);
    expect(line.cut).toBeGreaterThanOrEqual(cuts);
  } finally {
    for (const follower of followers) follower.end();
    for (const socket of silent) socket.destroy();
  }
});

/** Follows the room as a device does whose network took the request and then nothing more. */
function holdWithoutReading(): Socket {
  const { hostname, port } = new URL(program.origin);
  const input = encodeURIComponent(JSON.stringify({ meetingId: room.meetingId, page: "room" }));
  const socket = connect(Number(port), hostname).on("error", () => {});
  socket.pause();
  socket.write(
    `GET /trpc/meetings.watch?input=${input} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${room.cookie}\r\n\r\n`,
  );
  return socket;
}

it("a follower that does not read anew when it is back misses what was written meanwhile", async () => {
  const follower = await follow(room, line.origin, { readsWhenBack: false });
  try {
    const text = await lastLineUnseen([follower]);
    await pause(500);
    expect(await room.read()).toContain(text);
    expect(follower.shown()).not.toContain(text);
  } finally {
    follower.end();
  }
});

/** A line that is written while nobody is connected; afterwards everybody is again. */
async function lastLineUnseen(followers: readonly Follower[]): Promise<string> {
  const text = `Unseen ${randomUUID()}`;
  const seen = followers.map((follower) => follower.connections());
  line.refuse();
  await room.write(text);
  line.accept();
  const back = async () => {
    while (followers.some((follower, at) => follower.connections() <= (seen[at] ?? 0))) await pause(20);
  };
  await within(60_000, "every follower to come back", back());
  return text;
}

async function shownBy(followers: readonly Follower[], lines: readonly string[]): Promise<void> {
  while (followers.some((follower) => follower.shown().join() !== lines.join())) await pause(20);
}

interface Cuttable {
  origin: string;
  /** How many connections were cut. */
  readonly cut: number;
  /** Some connection, wherever it is in a frame. */
  cutOne(): void;
  /** Cuts all, and takes none until it accepts again. */
  refuse(): void;
  accept(): void;
  end(): Promise<void>;
}

/** A way to the server that can be cut like a cable. */
async function aCuttableLine(port: number): Promise<Cuttable> {
  const open = new Set<Socket>();
  let cut = 0;
  let isRefusing = false;
  const drop = (near: Socket) => {
    open.delete(near);
    cut += 1;
    near.destroy();
  };
  const server = createServer((near) => {
    if (isRefusing) return void near.destroy();
    const far = connect(port, "localhost");
    open.add(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(near);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get cut() {
      return cut;
    },
    cutOne() {
      const all = [...open];
      const one = all[Math.floor(Math.random() * all.length)];
      if (one) drop(one);
    },
    refuse() {
      isRefusing = true;
      for (const near of [...open]) drop(near);
    },
    accept() {
      isRefusing = false;
    },
    async end() {
      for (const near of open) near.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
