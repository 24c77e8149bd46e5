/** A meeting that goes on, and devices that follow it as their pages do: by useWatch, without a browser. */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { callerAt, cookieFor } from "./program.ts";

export interface Room {
  meetingId: string;
  cookie: string;
  /** A note at the case where the room is; when it returns the server has said yes. */
  write(text: string): Promise<void>;
  /** What a page of the room shows, read now: its notes, in order. */
  read(): Promise<string[]>;
}

/** The demonstration's next meeting, opened by its chair, at its first case that the chair reads. */
export async function aRoom(origin: string): Promise<Room> {
  const people = (await callerAt(origin).ask("session.choices")) as { id: string }[];
  for (const person of people) {
    const cookie = await cookieFor(origin, person.id);
    const caller = callerAt(origin, cookie);
    const { meetings } = (await caller.ask("home.open")) as { meetings: { id: string }[] };
    for (const { id: meetingId } of meetings) {
      const meeting = (await caller.ask("meetings.open", { meetingId })) as { chair: { id: string } | null };
      if (meeting.chair?.id !== person.id) continue;
      await pressed(caller.press("meetings.start", { meetingId }, randomUUID()));
      const seen = (await caller.ask("discussions.room", { meetingId })) as {
        version: number;
        agenda: { itemId: string; reads: boolean }[];
      };
      const itemId = seen.agenda.find(({ reads }) => reads)?.itemId ?? "";
      await pressed(caller.press("meetings.goTo", { meetingId, itemId, version: seen.version }, randomUUID()));
      return {
        meetingId,
        cookie,
        write: (text) => pressed(caller.press("discussions.write", { itemId, line: text }, randomUUID())),
        read: () => notesIn(caller, meetingId),
      };
    }
  }
  throw new Error("Nobody of the demonstration chairs a meeting to come.");
}

async function pressed(press: Promise<{ status: number; message: string }>): Promise<void> {
  const { status, message } = await press;
  if (status !== 200) throw new Error(`Refused: ${message}`);
}

async function notesIn(caller: ReturnType<typeof callerAt>, meetingId: string): Promise<string[]> {
  const { item } = (await caller.ask("discussions.room", { meetingId })) as { item: { notes: { text: string }[] } };
  return item.notes.map(({ text }) => text);
}

export interface Follower {
  shown(): string[];
  /** How often it was connected, which the server said by its first word. */
  connections(): number;
  /** When it showed this line first, by the clock of `performance`. */
  sawAt(text: string): number | undefined;
  end(): void;
}

/**
 * Connects again after each cut, and reads the page anew at every word of the stream: "hello" when it is back, "changed"
 * whenever something did. `readsWhenBack` is what keeps it from missing what changed meanwhile.
 */
export async function follow(
  room: Room,
  through: string,
  { readsWhenBack }: { readsWhenBack: boolean },
): Promise<Follower> {
  const ending = new AbortController();
  const url = `${through}/trpc/meetings.watch?input=${encodeURIComponent(JSON.stringify({ meetingId: room.meetingId, page: "room" }))}`;
  const saw = new Map<string, number>();
  let shown: string[] = [];
  let connections = 0;
  let isReading = false;
  let isStale = false;

  /** One reading at a time, as a page revalidates; what is asked for meanwhile is one more. */
  async function readAnew(): Promise<void> {
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale && !ending.signal.aborted) {
      isStale = false;
      shown = await room.read().catch(() => shown);
      for (const text of shown) if (!saw.has(text)) saw.set(text, performance.now());
    }
    isReading = false;
  }

  async function connected(): Promise<void> {
    const response = await fetch(url, { headers: { cookie: room.cookie }, signal: ending.signal });
    let rest = "";
    for await (const chunk of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      const frames = (rest + Buffer.from(chunk).toString()).split("\n\n");
      rest = frames.pop() ?? "";
      for (const frame of frames) {
        const isBack = frame.includes('"hello"');
        if (isBack) connections += 1;
        if (/^data: "/m.test(frame) && (readsWhenBack || !isBack)) void readAnew();
      }
    }
  }

  await readAnew();
  void (async () => {
    while (!ending.signal.aborted) {
      await connected().catch(() => {});
      await pause(20);
    }
  })();
  while (connections === 0) await pause(10);
  return {
    shown: () => shown,
    connections: () => connections,
    sawAt: (text) => saw.get(text),
    end: () => ending.abort(),
  };
}
