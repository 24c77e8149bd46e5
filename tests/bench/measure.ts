/** Times requests one after another, in rounds that take turns, so that a slow minute slows everything alike. */
import { Agent, request } from "node:http";
import { loadavg } from "node:os";

export interface Subject {
  name: string;
  url: string;
  cookie?: string;
  /** What the answer must hold: a fast empty page is no page. */
  holds: string;
  /** Set for a press of a button; each goes with a key of its own. */
  body?: string;
}

export interface Times {
  /** The median of each round, in milliseconds. */
  rounds: number[];
  all: number[];
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let keys = 0;

/** One request: how long it took until the last byte, and what came. */
export function ask({ url, cookie, body }: Omit<Subject, "name" | "holds">): Promise<{ ms: number; text: string }> {
  const began = performance.now();
  const { origin } = new URL(url);
  const headers = {
    ...(cookie ? { cookie } : {}),
    ...(body ? { "content-type": "application/json", origin, "idempotency-key": `bench-${(keys += 1)}` } : {}),
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers, method: body ? "POST" : "GET" }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part)).on("error", reject);
      response.on("end", () => {
        const ms = performance.now() - began;
        const text = Buffer.concat(parts).toString();
        if (response.statusCode === 200) resolve({ ms, text });
        else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    asked.on("error", reject).end(body);
  });
}

async function checked(subject: Subject): Promise<number> {
  const { ms, text } = await ask(subject);
  if (!text.includes(subject.holds)) throw new Error(`${subject.name} shows no “${subject.holds}”.`);
  return ms;
}

interface Turns {
  rounds: number;
  milliseconds: number;
}

/** Requests, each checked. */
export async function takeTurns(subjects: readonly Subject[], turns: Turns): Promise<Map<string, Times>> {
  const tasks = subjects.map((subject) => [subject.name, () => checked(subject)] as const);
  for (const [, run] of tasks) for (let warm = 0; warm < 30; warm += 1) await run();
  // A server closes what was idle for five seconds; the turns of the others may take longer than that.
  return inTurns(new Map(tasks), turns, () => agent.destroy());
}

/** A B C, C B A, …: every task in every round, for as long as `milliseconds` each and at least five times. */
export async function inTurns(
  tasks: ReadonlyMap<string, () => Promise<number>>,
  { rounds, milliseconds }: Turns,
  beforeEach: () => void = () => {},
): Promise<Map<string, Times>> {
  const times = new Map([...tasks.keys()].map((name) => [name, { rounds: [], all: [] } as Times]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of round % 2 === 0 ? tasks : [...tasks].reverse()) {
      const taken: number[] = [];
      beforeEach();
      for (const end = performance.now() + milliseconds; performance.now() < end || taken.length < 5;) {
        taken.push(await run());
      }
      times.get(name)?.rounds.push(median(taken));
      times.get(name)?.all.push(...taken);
    }
  }
  return times;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export interface Figure {
  figure: string;
  value: number;
  unit: "ratio" | "ms" | "kB" | "MB" | "load" | "statements";
  /** The most it may be. */
  goal?: number;
  [more: string]: unknown;
}

/** One JSON line. A missed goal is said, never asserted: this machine is shared. */
export function print({ figure, value, unit, goal, ...more }: Figure): void {
  const held = goal === undefined ? {} : { goal, held: value <= goal };
  const rest = Object.entries(more).map(([name, what]) => [name, typeof what === "number" ? rounded(what) : what]);
  const line = { figure, value: rounded(value), unit, ...held, ...(Object.fromEntries(rest) as object) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

export function printRatio(figure: string, over: Times | undefined, under: Times | undefined, goal?: number): void {
  const ratios = (over?.rounds ?? []).map((ms, round) => ms / (under?.rounds[round] ?? Number.NaN));
  print({
    figure,
    value: median(ratios),
    unit: "ratio",
    ...(goal === undefined ? {} : { goal }),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
    rounds: ratios.length,
  });
}

export function printLoad(): void {
  print({ figure: "load average over a minute", value: loadavg()[0] ?? 0, unit: "load" });
}

function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(3));
}
