import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fetchCalendar } from "#server/calendars.ts";

const calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";

let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];
const server = createServer((request, response) => {
  asked.push({ url: request.url, headers: request.headers });
  answer(request, response);
});
let port: number;

beforeAll(async () => {
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  answer = (_, response) => response.end(calendar);
});

const here = (milliseconds = 10_000, host = "127.0.0.1", resolve?: () => Promise<string[]>) =>
  fetchCalendar(`http://${host}:${port}/secret.ics?key=1`, {
    allowPrivate: true,
    milliseconds,
    ...(resolve ? { resolve } : {}),
  });

async function faultOf(fetching: ReturnType<typeof here>): Promise<string> {
  const fetched = await fetching;
  return "fault" in fetched ? fetched.fault : "none";
}

describe("a calendar at an address", () => {
  test("is fetched, with nothing of ours but our name", async () => {
    expect(await here()).toEqual({ text: calendar });
    expect(asked).toEqual([
      {
        url: "/secret.ics?key=1",
        headers: {
          accept: "text/calendar",
          "accept-encoding": "identity",
          connection: "close",
          host: `127.0.0.1:${port}`,
          "user-agent": "Shipmate",
        },
      },
    ]);
  });

  test("its name is looked up once, and the very address that was checked is connected to", async () => {
    let lookups = 0;
    const resolve = async () => [++lookups === 1 ? "127.0.0.1" : "203.0.113.1"];
    expect(await here(10_000, "calendar.example", resolve)).toEqual({ text: calendar });
    expect(lookups).toBe(1);
    expect(asked[0]?.headers.host).toBe(`calendar.example:${port}`);
  });

  test.each([301, 302, 303, 307, 308])("is not followed elsewhere (%i)", async (status) => {
    answer = (_, response) => response.writeHead(status, { location: "/elsewhere.ics" }).end();
    expect(await faultOf(here())).toMatch(/^This address sends on to another one\. /);
    expect(asked).toHaveLength(1);
  });

  test.each([
    [401, "The site asks who we are"],
    [403, "The site asks who we are"],
    [404, "There is no calendar at this address"],
    [410, "There is no calendar at this address"],
    [204, "The site could not give the calendar just now"],
    [500, "The site could not give the calendar just now"],
  ])("that answers %i is a fault: %s", async (status, sentence) => {
    answer = (_, response) => response.writeHead(status).end();
    expect(await faultOf(here())).toMatch(sentence);
  });

  test.each([
    ["a page", "<!doctype html><title>Sign in</title>"],
    ["nothing", ""],
    ["noise", "\u0000\u0001\u0002"],
    ["its name only", "BEGIN:VCALENDARS"],
  ])("that holds %s is no calendar", async (_, text) => {
    answer = (_request, response) => response.end(text);
    expect(await faultOf(here())).toMatch("is not a calendar");
  });

  test("that is packed all the same is not unpacked", async () => {
    answer = (_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(50_000_000)));
    expect(await faultOf(here())).toMatch("packed");
  });

  test("that never ends is left after 2 MB", async () => {
    let sent = 0;
    answer = (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, "x"))) sent += 64 * 1024;
      };
      response.on("drain", more);
      more();
    };
    expect(await faultOf(here())).toMatch("larger than 2 MB");
    expect(sent).toBeLessThan(20_000_000);
  });

  test("that never begins, or comes drop by drop, is left in time", async () => {
    const began = performance.now();
    answer = () => undefined;
    expect(await faultOf(here(300))).toMatch("took too long");
    answer = (_, response) => {
      const drops = setInterval(() => response.write("B"), 20);
      response.on("close", () => clearInterval(drops));
    };
    expect(await faultOf(here(300))).toMatch("took too long");
    const never = () => new Promise<string[]>(() => undefined);
    expect(await faultOf(here(300, "calendar.example", never))).toMatch("took too long");
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test("that breaks off, in the head or in the body, is a fault", async () => {
    answer = (request) => request.socket.destroy();
    expect(await here()).toEqual({ fault: "The site did not answer, or broke off" });
    answer = (request, response) => {
      response.writeHead(200, { "content-length": 1000 });
      response.write(calendar, () => request.socket.destroy());
    };
    expect(await here()).toEqual({ fault: "The site did not answer, or broke off" });
  });

  test("that no site answers at is a fault", async () => {
    const unknown = () => Promise.reject(Object.assign(new Error("x"), { code: "ENOTFOUND" }));
    expect(await here(10_000, "calendar.example", unknown)).toEqual({
      fault: "There is no site of that name. Check the address",
    });
    expect(await here(10_000, "calendar.example", async () => [])).toEqual({
      fault: "There is no site of that name. Check the address",
    });
  });

  test("is left when the server stops", async () => {
    answer = () => undefined;
    const stopping = new AbortController();
    const fetching = fetchCalendar(`http://127.0.0.1:${port}/`, { allowPrivate: true, signal: stopping.signal });
    stopping.abort();
    expect(await fetching).toEqual({ fault: "The site did not answer, or broke off" });
  });
});

describe("an address that is not for us", () => {
  const isPrivate = { fault: "This address is on a private network, so it cannot be read from here" };

  test.each([
    ...[
      "127.0.0.1",
      "127.9.9.9",
      "0.0.0.0",
      "10.1.2.3",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.1.1",
      "169.254.169.254",
    ],
    ...[
      "100.64.0.1",
      "100.127.255.255",
      "224.0.0.1",
      "239.1.1.1",
      "240.0.0.1",
      "255.255.255.255",
      "192.0.2.1",
      "198.19.0.1",
    ],
    ...["2130706433", "0x7f000001", "0x7f.1", "127.1", "017700000001", "1２7.0.0.1"],
    ...[
      "[::1]",
      "[::]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "[::127.0.0.1]",
      "[fe80::1]",
      "[fec0::1]",
      "[fc00::1]",
    ],
    ...["[fd12:3456::1]", "[ff02::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::1]", "[2001::1]", "[2001:db8::1]"],
    "localhost",
  ])("%s", async (host) => {
    expect(await fetchCalendar(`http://${host}:${port}/`)).toEqual(isPrivate);
    expect(asked).toEqual([]);
  });

  test.each([
    [["127.0.0.1"]],
    [["::1"]],
    [["::ffff:10.0.0.1"]],
    [["fd00::1"]],
    [["8.8.8.8", "192.168.0.1"]],
    [["not an address"]],
  ])("a name that stands for %j", async (addresses) => {
    expect(await fetchCalendar(`http://calendar.example:${port}/`, { resolve: async () => addresses })).toEqual(
      isPrivate,
    );
    expect(asked).toEqual([]);
  });

  test.each([
    ["", "This is not an address"],
    ["calendar", "This is not an address"],
    ["http://", "This is not an address"],
    ["ftp://calendar.example/a.ics", "Only addresses that begin with"],
    ["file:///etc/passwd", "Only addresses that begin with"],
    ["javascript:alert(1)", "Only addresses that begin with"],
    ["data:text/calendar,BEGIN:VCALENDAR", "Only addresses that begin with"],
    ["http://me:secret@calendar.example/", "This address holds a password"],
  ])("%j", async (address, sentence) => {
    const fault = await faultOf(fetchCalendar(address, { allowPrivate: true }));
    expect(fault).toContain(sentence);
    expect(fault).not.toContain("secret@");
  });

  test("webcal means https", async () => {
    const refusing = () => Promise.reject(new Error("looked up"));
    expect(await fetchCalendar(" webcal://calendar.example/a.ics ", { resolve: refusing })).toEqual({
      fault: "The site did not answer, or broke off",
    });
  });
});
