/** People who press buttons until each press is answered, whatever happens to the server meanwhile. */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Kind, Press } from "./checker.ts";
import { callerAt, within, type Answer } from "./program.ts";

export interface Place {
  staffId: string;
  cookie: string;
  caseId: string;
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

  async function write({ staffId, cookie, caseId }: Place): Promise<void> {
    const caller = callerAt(origin, cookie);
    let action: { id: string; version: number } | null = null;
    let draftVersion = 0;

    for (let turn = 0; !state.isFinishing && !state.isAbandoned; turn += 1) {
      const wanted = habits.kinds[turn % habits.kinds.length] ?? "record";
      const kind = wanted === "report" && !action ? "record" : wanted;
      const mark = `Fault test ${randomUUID()}`;
      const press: Press = {
        kind,
        mark,
        staffId,
        caseId,
        keys: [],
        acknowledged: null,
        version: kind === "save" ? draftVersion + 1 : 0,
      };
      presses.push(press);
      const answer = await pressUntilAnswered(press, (key, hangUpAfter) => {
        if (kind === "save") {
          const typed = { body: mark };
          return caller.press("contributions.saveDraft", { caseId, typed, version: draftVersion }, key, hangUpAfter);
        }
        if (kind === "report" && action) {
          const report = { actionId: action.id, version: action.version, kind: "note", text: mark };
          return caller.press("actions.report", report, key, hangUpAfter);
        }
        const record = { caseId, text: mark, ownerId: staffId, due: "2099-12-31" };
        return caller.press("actions.record", record, key, hangUpAfter);
      });
      if (!answer) return;
      if (answer.status !== 200) {
        refusals.push(`${press.kind}: ${answer.status} ${answer.message}`);
        action = null;
        continue;
      }
      if (kind === "save") draftVersion += 1;
      if (kind === "report" && action) action.version += 1;
      if (kind === "record") action = { id: (answer.data as { actionId: string }).actionId, version: 1 };
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
