/** The whole server over a world: its pages, its live door and its files, asked over HTTP as that reader. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServerBuild } from "@remix-run/node";
import express from "express";
import { pino } from "pino";
import type { World } from "#server/context.ts";
import { newId } from "#server/context.ts";
import { createHttp } from "#server/http.ts";
import { apiFor } from "#server/router.ts";
import type { TestWorld } from "./world.ts";

export interface Answer {
  path: string;
  status: number;
  headers: Headers;
  bytes: Uint8Array;
  body: string;
}

export interface Site {
  build: ServerBuild;
  /** Whoever has not been signed in asks as a stranger. */
  ask(reader: string, path: string, init?: RequestInit): Promise<Answer>;
  /** A change by the live door, as one press. */
  press(reader: string, procedure: string, input: unknown, key?: string): Promise<Answer>;
  signIn(...readers: string[]): Promise<void>;
  /** A guest asks with the cookie of their session, and by the live door of their own pages. */
  bringIn(reader: string, guestId: string, session: string): void;
  end(): Promise<void>;
}

export const newestBuild = async () =>
  (await import(/* @vite-ignore */ new URL("../../build/server/index.js", import.meta.url).href)) as ServerBuild;

/** `over` stands in for parts of the world, such as a database that counts; it may be changed while the site is up. */
export async function aSite(
  world: Pick<TestWorld, "database" | "signals" | "clock" | "idOf">,
  over: Partial<World> = {},
): Promise<Site> {
  const build = await newestBuild();
  const served: World = Object.assign(over, {
    database: world.database,
    signals: world.signals,
    log: pino({ level: "silent" }),
    mode: "demo",
    origin: "http://localhost",
    mailPlace: { kind: "folder", name: "mail" },
    now: world.clock.now,
    newId,
    ...over,
  } satisfies World);
  const app = createHttp(served, {
    assets: express.Router(),
    pages: () => Promise.resolve(build),
    development: false,
    trustProxy: false,
    isHealthy: () => Promise.resolve(true),
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cookies = new Map<string, string>();
  const doors = new Map<string, string>();

  async function ask(reader: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const door = path.startsWith("/trpc/") ? (doors.get(reader) ?? "") : "";
    const response = await fetch(`${origin}${door}${path}`, {
      redirect: "manual",
      ...init,
      headers: { cookie: cookies.get(reader) ?? "", origin, ...init.headers },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { status, headers } = response;
    return { path, status, headers, bytes, body: Buffer.from(bytes).toString() };
  }

  return {
    build,
    ask,
    press: (reader, procedure, input, key = newId()) =>
      ask(reader, `/trpc/${procedure}`, {
        method: "POST",
        body: JSON.stringify(input),
        headers: { "content-type": "application/json", "idempotency-key": key },
      }),
    async signIn(...readers) {
      for (const reader of readers) {
        const stranger = apiFor({
          ...served,
          actor: { kind: "stranger" },
          via: "page",
          requestId: newId(),
          key: newId(),
        });
        const { token } = await stranger.session.beginAs({ staffId: await world.idOf(reader) });
        cookies.set(reader, `shipmate-demo=${token}`);
      }
    },
    bringIn(reader, guestId, session) {
      cookies.set(reader, `shipmate-guest-demo=${session}`);
      doors.set(reader, `/guest/${guestId}`);
    },
    async end() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
