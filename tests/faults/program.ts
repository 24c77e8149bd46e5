/**
 * The built server as a child process: started, killed, and asked over HTTP as a browser asks. Nothing here is waited for
 * without an end: what hangs fails with a word of what it was, and not with the whole suite.
 */
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const server = join(root, "build/http/index.js");
const command = join(root, "build/http/cli.js");
const flaws = join(root, "tests/faults/flaws.mjs");
const clock = join(root, "tests/e2e/clock.mjs");

export interface Settings {
  databaseUrl: string;
  port: number;
  /** A planted fault of tests/faults/flaws.mjs, for the runs that must fail. */
  flaw?: "acknowledges-early" | "no-transaction" | "no-version-check";
  /** Milliseconds by which its clock is ahead: it takes itself to be started that much later. */
  clockAhead?: number;
  env?: Record<string, string>;
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Program {
  origin: string;
  pid: number;
  /** Milliseconds from the start until it took requests; fails when it ended before, or took no request in a minute. */
  ready: Promise<number>;
  ended: Promise<Ended>;
  /** What it wrote to stderr. */
  complaint(): string;
  end(signal: NodeJS.Signals): Promise<Ended>;
}

const seconds = 1000;

/** What `promise` brings; fails with the words where that takes longer. */
export async function within<T>(limit: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${limit / seconds} seconds for ${what}, in vain.`)), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function launch(settings: Settings): Program {
  const began = performance.now();
  const preloads = [...(settings.flaw ? [flaws] : []), ...(settings.clockAhead ? [clock] : [])];
  const child = spawn(process.execPath, [...preloads.flatMap((file) => ["--import", file]), server], {
    env: environment(settings),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const ended = new Promise<Ended>((resolve) => child.once("close", (code, signal) => resolve({ code, signal })));
  const taking = new Promise<number>((resolve, reject) => {
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (said.length < 10_000) said += text;
      if (said.includes("Shipmate is at")) resolve(performance.now() - began);
    });
    void ended.then(({ code }) => reject(new Error(`The server ended with code ${code}: ${complaint}${said}`)));
  });
  const ready = within(60 * seconds, "the server to take requests", taking);
  // Who only wants to see it end does not wait for it to be ready.
  ready.catch(() => {});
  return {
    origin: `http://localhost:${settings.port}`,
    pid: child.pid ?? 0,
    ready,
    ended,
    complaint: () => complaint,
    end(signal) {
      child.kill(signal);
      return within(30 * seconds, `the server to end on ${signal}`, ended);
    },
  };
}

/** `mdt` on the same database. */
export function mdt(databaseUrl: string, ...argv: string[]): { code: number | null; said: string } {
  const done = spawnSync(process.execPath, [command, ...argv], {
    env: environment({ databaseUrl, port: 0 }),
    encoding: "utf8",
    timeout: 120 * seconds,
  });
  return { code: done.status, said: `${done.stdout}${done.stderr}`.trim() };
}

function environment({ databaseUrl, port, flaw, clockAhead, env }: Settings): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    SHIPMATE_MODE: "demo",
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    // What it writes by itself would be counted with what the writers press; who wants it turns it on.
    SHIPMATE_TIMER: "off",
    ...(flaw ? { FLAW: flaw } : {}),
    ...(clockAhead ? { E2E_CLOCK_AHEAD: String(clockAhead) } : {}),
    ...env,
  };
}

/** A port nobody listens on; kept over restarts, so that sessions and addresses stay what they are. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

export interface Answer {
  status: number;
  data: unknown;
  /** The words of a refusal. */
  message: string;
}

export interface Caller {
  ask(path: string, input?: unknown): Promise<unknown>;
  /** A press of a button by the live door; throws when no whole answer came back within half a minute. */
  press(path: string, input: unknown, key: string, hangUpAfter?: number): Promise<Answer>;
}

export function callerAt(origin: string, cookie = ""): Caller {
  return {
    async ask(path, input) {
      const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      const answer = await answerTo(path, fetch(`${origin}/trpc/${path}${query}`, { headers: { cookie } }));
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.message}`);
      return answer.data;
    },
    async press(path, input, key, hangUpAfter) {
      const request = fetch(`${origin}/trpc/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin, cookie, "idempotency-key": key },
        body: JSON.stringify(input),
        signal: hangUpAfter === undefined ? null : AbortSignal.timeout(hangUpAfter),
      });
      return answerTo(path, request);
    },
  };
}

const answerTo = (path: string, request: Promise<Response>): Promise<Answer> =>
  within(30 * seconds, `an answer to ${path}`, request.then(answerOf));

async function answerOf(response: Response): Promise<Answer> {
  const body = (await response.json()) as { result?: { data?: unknown }; error?: { message?: string } };
  return { status: response.status, data: body.result?.data, message: body.error?.message ?? "" };
}

/** Signs in as one of the demonstration's people; the answer is the cookie. */
export async function cookieFor(origin: string, staffId: string): Promise<string> {
  const { status, data, message } = await callerAt(origin).press("session.beginAs", { staffId }, "sign-in");
  if (status !== 200) throw new Error(`Signing in was refused: ${message}`);
  return `shipmate-demo=${(data as { token: string }).token}`;
}
