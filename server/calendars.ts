/**
 * Fetches somebody's calendar from an address they gave, and from nowhere else: never from our own network, never where
 * the address sends us on to, never for longer or more than stated (quality.md S25).
 */
import { lookup as lookUp } from "node:dns/promises";
import { request as requestPlain, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestSecure } from "node:https";
import { BlockList, isIP } from "node:net";
import { busyTimesIn, type BusyTime } from "./domain/calendars.ts";
import { Refusal } from "./domain/refusal.ts";
import { addMinutes, type Instant } from "./domain/time.ts";

interface Options {
  /** The addresses that a name stands for; the system's answer unless told. */
  resolve?: (name: string) => Promise<readonly string[]>;
  /** For tests, whose servers are on this machine. */
  allowPrivate?: boolean;
  /** For how long the site may answer. */
  milliseconds?: number;
  /** For how long we read what it answered, pauses not counted. */
  readingMilliseconds?: number;
  /** Ends the fetching early, when the server stops. */
  signal?: AbortSignal;
}

const mostBytes = 2 * 1024 * 1024;

const faults = {
  address: "This is not an address. Copy the whole address from your calendar, beginning with https://",
  scheme: "Only addresses that begin with https://, http:// or webcal:// can be read",
  password: "This address holds a password. Give your calendar's secret or public address, without a password",
  private: "This address is on a private network, so it cannot be read from here",
  unknown: "There is no site of that name. Check the address",
  redirect: "This address sends on to another one. Open it in a browser and copy the address it ends at",
  locked: "The site asks who we are. Give your calendar's secret or public address",
  missing: "There is no calendar at this address. Copy it from your calendar again",
  failing: "The site could not give the calendar just now",
  silent: "The site did not answer, or broke off",
  certificate: "The site cannot prove that it is the one of this address: its certificate is not valid",
  slow: "The calendar took too long to come. The site is slow just now, or the address is not right",
  huge: "The calendar is larger than 2 MB. Give one with fewer or newer entries",
  long: "This calendar takes too long to read. Give one with fewer or newer entries",
  packed: "The site sends the calendar packed in a way that cannot be read",
  other: "What is at this address is not a calendar. Give one that ends in .ics",
} as const;

class Fault extends Error {
  constructor(readonly kind: keyof typeof faults) {
    super(faults[kind]);
  }
}

/** What one look at a calendar brought: `times` is null when nothing of it could be read. */
export interface Reading {
  times: BusyTime[] | null;
  faults: string[];
}

/** Busy times are wanted for as long ahead as meetings are planned. */
const minutesAhead = 400 * 24 * 60;

/** The busy times of the calendar at that address from now on, or why there are none, in words. */
export async function readCalendarAt(address: string, now: Instant, options: Options = {}): Promise<Reading> {
  const answer = await fetchCalendar(address, options);
  if ("fault" in answer) return { times: null, faults: [answer.fault] };
  try {
    const steps = busyTimesIn(answer.text, now, addMinutes(now, minutesAhead));
    return await unhurried(steps, options.readingMilliseconds ?? 10_000, options.signal);
  } catch (error) {
    if (error instanceof Fault || error instanceof Refusal) return { times: null, faults: [error.message] };
    throw error;
  }
}

/** How long anybody else may have to wait for one slice of it. */
const sliceMilliseconds = 10;

/** Runs something long a slice at a time, and lets everybody else go first between two. */
async function unhurried<Result>(
  steps: Generator<undefined, Result>,
  milliseconds: number,
  signal?: AbortSignal,
): Promise<Result> {
  for (let spent = 0; spent < milliseconds && !signal?.aborted;) {
    const began = performance.now();
    let step = steps.next();
    while (!step.done && performance.now() - began < sliceMilliseconds) step = steps.next();
    if (step.done) return step.value;
    spent += performance.now() - began;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Fault(signal?.aborted ? "silent" : "long");
}

export async function fetchCalendar(
  address: string,
  options: Options = {},
): Promise<{ text: string } | { fault: string }> {
  const late = AbortSignal.timeout(options.milliseconds ?? 10_000);
  const signal = options.signal ? AbortSignal.any([late, options.signal]) : late;
  try {
    const url = urlOf(address);
    const addresses = await untilAborted(signal, addressesOf(url, options));
    const answer = await answerOf(url, addresses, signal);
    return { text: calendarOf(await bodyOf(answer)) };
  } catch (error) {
    return { fault: faults[late.aborted ? "slow" : kindOf(error)] };
  }
}

function urlOf(address: string): URL {
  const written = address.trim().replace(/^webcals?:/i, "https:");
  if (!URL.canParse(written)) throw new Fault("address");
  const url = new URL(written);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new Fault("scheme");
  if (url.username || url.password) throw new Fault("password");
  return url;
}

/** Every address that the name stands for, all of them public. Connecting asks no resolver again. */
async function addressesOf(url: URL, { resolve = bySystem, allowPrivate = false }: Options): Promise<string[]> {
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(name) ? [name] : [...(await resolve(name))];
  if (addresses.length === 0) throw new Fault("unknown");
  if (!allowPrivate && !addresses.every(isPublic)) throw new Fault("private");
  return addresses;
}

async function bySystem(name: string): Promise<string[]> {
  return (await lookUp(name, { all: true })).map(({ address }) => address);
}

/** IANA's registries of special addresses. Of IPv6, what is not allocated to the internet at large is no address. */
const special = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  special.addSubnet(net, bits, "ipv4");
}
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  special.addSubnet(net, bits, "ipv6");
}
const allocated = new BlockList();
allocated.addSubnet("2000::", 3, "ipv6");

function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, "ipv4");
    case 6:
      return allocated.check(address, "ipv6") && !special.check(address, "ipv6");
    default:
      return false;
  }
}

function answerOf(url: URL, addresses: readonly string[], signal: AbortSignal): Promise<IncomingMessage> {
  const checked = addresses.map((address) => ({ address, family: isIP(address) }));
  const lookup: RequestOptions["lookup"] = (_name, { all }, callback) => {
    if (all) callback(null, checked);
    else callback(null, checked[0]?.address ?? "", checked[0]?.family);
  };
  const headers = { accept: "text/calendar", "accept-encoding": "identity", "user-agent": "Shipmate" };
  return new Promise((resolve, reject) => {
    const request = url.protocol === "https:" ? requestSecure : requestPlain;
    request(url, { agent: false, headers, lookup, signal, maxHeaderSize: 16 * 1024 }, resolve)
      .on("error", reject)
      .end();
  });
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  try {
    const { statusCode = 0, headers } = answer;
    if (statusCode >= 300 && statusCode < 400) throw new Fault("redirect");
    if (statusCode === 401 || statusCode === 403) throw new Fault("locked");
    if (statusCode === 404 || statusCode === 410) throw new Fault("missing");
    if (statusCode !== 200) throw new Fault("failing");
    if ((headers["content-encoding"] ?? "identity") !== "identity") throw new Fault("packed");

    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of answer as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > mostBytes) throw new Fault("huge");
      pieces.push(piece);
    }
    return new TextDecoder().decode(Buffer.concat(pieces));
  } finally {
    answer.destroy();
  }
}

function calendarOf(text: string): string {
  if (!/^\s*BEGIN:VCALENDAR\s/i.test(text)) throw new Fault("other");
  return text;
}

/** The system's resolver cannot be interrupted: it is left to itself. */
function untilAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Fault("silent")), { once: true });
    promise.then(resolve, reject);
  });
}

function kindOf(error: unknown): keyof typeof faults {
  if (error instanceof Fault) return error.kind;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "ENODATA") return "unknown";
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code)) return "certificate";
  return "silent";
}
