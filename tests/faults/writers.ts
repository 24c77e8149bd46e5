/** People who press buttons until each press is answered, whatever happens to the server meanwhile. */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Kind, Press } from "./checker.ts";
import { callerAt, within, type Answer } from "./program.ts";

export interface Place {
  staffId: string;
  cookie: string;
  caseId: string;
  /** Where the meeting goes on: the case's item, and what else falls to this writer alone. */
  room?: { meetingId: string; itemId: string; outcomes: number | null; comer: string | null };
}

export interface Habits {
  kinds: readonly Kind[];
  /** A fresh key for every try, as if presses had none: repeats are then new presses. */
  forgetsKeys: boolean;
  /** How many of a hundred presses hang up before the answer, as a bad connection does. */
  hangUps: number;
}

export interface Writers {
  presses: Press[];
  /** Answers that were neither yes nor silence: with a sound server there are none. */
  refusals: string[];
  /** Lets every press under way be answered, then stops; fails where one stays without an answer. */
  finish(): Promise<void>;
  /** Stops at once. */
  abandon(): Promise<void>;
}

/** One writer at each place; no two share a place, so that nobody's press is another's conflict. */
export function startWriters(origin: string, places: readonly Place[], habits: Habits): Writers {
  const presses: Press[] = [];
  const refusals: string[] = [];
  const state = { isFinishing: false, isAbandoned: false };
  const all = places.map((place) => write(place));

  async function write({ staffId, cookie, caseId, room }: Place): Promise<void> {
    const caller = callerAt(origin, cookie);
    let action: { id: string; version: number } | null = null;
    let draftVersion = 0;
    let itemVersion = room?.outcomes ?? 0;
    let line: string | null = null;
    let isHere = false;

    /** What can be done of it here and now. */
    const possible = (wanted: Kind): Kind => {
      if (wanted === "report") return action ? "report" : "record";
      if (wanted === "record" || wanted === "save") return wanted;
      if (!room) return "save";
      if (wanted === "verdict") return action ? "verdict" : "record";
      if (wanted === "undo") return line ? "undo" : "line";
      if (wanted === "outcome") return room.outcomes === null ? "line" : "outcome";
      if (wanted === "line") return "line";
      if (room.comer === null) return "line";
      return isHere ? "leave" : "arrive";
    };

    for (let turn = 0; !state.isFinishing && !state.isAbandoned; turn += 1) {
      const kind = possible(habits.kinds[turn % habits.kinds.length] ?? "record");
      const mark = `Fault test ${randomUUID()}`;
      const { meetingId = "", itemId = "", comer = "" } = room ?? {};
      const about =
        { undo: line, outcome: itemId, arrive: `${meetingId} ${comer}`, leave: `${meetingId} ${comer}` }[
          kind as string
        ] ?? "";
      const press: Press = {
        kind,
        mark,
        staffId,
        caseId,
        about,
        keys: [],
        acknowledged: null,
        version: kind === "save" ? draftVersion + 1 : kind === "outcome" ? itemVersion + 1 : 0,
      };
      presses.push(press);
      const ofAction = { actionId: action?.id, version: action?.version, text: mark };
      const [path, input] = {
        save: ["contributions.saveDraft", { caseId, typed: { body: mark }, version: draftVersion }],
        report: ["actions.report", { ...ofAction, kind: "note" }],
        verdict: ["actions.judge", { ...ofAction, meetingId, verdict: "on-track" }],
        record: ["actions.record", { caseId, text: mark, ownerId: staffId, due: "2099-12-31" }],
        line: ["discussions.write", { itemId, line: mark }],
        undo: ["discussions.undo", { itemId, noteId: line }],
        outcome: ["discussions.conclude", { itemId, version: itemVersion, outcome: "deferred", reason: mark }],
        arrive: ["meetings.arrive", { meetingId, staffId: comer }],
        leave: ["meetings.leave", { meetingId, staffId: comer }],
      }[kind] as [string, object];
      const answer = await pressUntilAnswered(press, (key, hangUpAfter) => caller.press(path, input, key, hangUpAfter));
      if (!answer) return;
      if (answer.status !== 200) {
        refusals.push(`${press.kind}: ${answer.status} ${answer.message}`);
        action = null;
        line = null;
        continue;
      }
      if (kind === "save") draftVersion += 1;
      if (kind === "outcome") itemVersion += 1;
      if ((kind === "report" || kind === "verdict") && action) action.version += 1;
      if (kind === "record") action = { id: (answer.data as { actionId: string }).actionId, version: 1 };
      if (kind === "line") line = (answer.data as { written: string }).written;
      if (kind === "undo") line = null;
      if (kind === "arrive" || kind === "leave") isHere = kind === "arrive";
    }
  }

  async function pressUntilAnswered(
    press: Press,
    send: (key: string, hangUpAfter?: number) => Promise<Answer>,
  ): Promise<Answer | null> {
    const own = randomUUID();
    while (!state.isAbandoned) {
      const key = habits.forgetsKeys ? randomUUID() : own;
      if (!press.keys.includes(key)) press.keys.push(key);
      const hangsUp = Math.random() * 100 < habits.hangUps;
      try {
        const answer = await send(key, hangsUp ? Math.round(Math.random() * 15) : undefined);
        if (answer.status === 200) press.acknowledged = key;
        return answer;
      } catch {
        // No whole answer: the writer does not know, and presses again.
        await pause(20);
      }
    }
    return null;
  }

  return {
    presses,
    refusals,
    async finish() {
      state.isFinishing = true;
      await within(120_000, "every press to be answered", Promise.all(all));
    },
    async abandon() {
      state.isAbandoned = true;
      await within(60_000, "the writers to stop", Promise.all(all));
    },
  };
}
