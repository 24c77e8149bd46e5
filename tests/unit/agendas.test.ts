/** How an agenda fits its meeting. */
import { describe, expect, it } from "vitest";
import {
  absenceInWords,
  agendaInWords,
  comesFor,
  minutesForCases,
  minutesOutside,
  suggestedOrder,
  timesOf,
  type OrderedItem,
} from "#server/domain/agendas.ts";
import type { Comer } from "#server/domain/quorum.ts";
import type { Instant } from "#server/domain/time.ts";

const at = (time: string) => `2026-11-26T${time}:00.000Z` as Instant;
const meeting = { startsAt: at("13:00"), endsAt: at("15:00") };

function somebody(id: string, over: Partial<Comer> = {}): Comer {
  const blank = { reply: "accepted" as const, presence: null, deputyId: null, fromAt: null, untilAt: null };
  return { id, name: `Dr ${id}`, discipline: "gp", ...blank, ...over };
}

const item = (id: string, people: string[] = [], over: Partial<OrderedItem> = {}): OrderedItem => ({
  id,
  minutes: 20,
  priority: "routine",
  people,
  ...over,
});

describe("minutes", () => {
  it("of two hours leave 80 for cases, and other lengths their share", () => {
    expect([120, 90, 60, 45].map(minutesForCases)).toEqual([80, 60, 40, 30]);
  });

  it("are said with what is too many", () => {
    expect(agendaInWords(94, 120)).toBe("Agenda 94 of 80 minutes: 14 too many");
    expect(agendaInWords(80, 120)).toBe("Agenda 80 of 80 minutes");
  });
});

describe("times", () => {
  it("begin after the welcome and the action review, and follow each other", () => {
    expect(timesOf(meeting, [20, 15])).toEqual([
      { startsAt: at("13:25"), endsAt: at("13:45") },
      { startsAt: at("13:45"), endsAt: at("14:00") },
    ]);
  });

  it("tell who has left by then or is not there yet, and nothing of who stays throughout", () => {
    const [first, second] = timesOf(meeting, [20, 15]);
    if (!first || !second) throw new Error("Two items have two times.");
    const leaves = somebody("Sadiq", { untilAt: at("13:50") });
    const comes = somebody("Bell", { fromAt: at("13:30") });
    expect([first, second].map((span) => absenceInWords(leaves, span))).toEqual([null, "Dr Sadiq leaves at 1:50pm"]);
    expect([first, second].map((span) => absenceInWords(comes, span))).toEqual(["Dr Bell comes at 1:30pm", null]);
    expect(absenceInWords(somebody("Reid"), first)).toBeNull();
  });

  it("count for a case only those of its team who come", () => {
    const people = [somebody("a"), somebody("b", { reply: "declined", deputyId: "c" }), somebody("c", { reply: null })];
    expect(comesFor(people, new Set(["a", "b", "c"])).map(({ id }) => id)).toEqual(["a", "c"]);
    expect(comesFor(people, new Set(["b"]))).toEqual([]);
  });
});

describe("the order that is suggested", () => {
  it("stays as it is when nothing speaks for another", () => {
    expect(suggestedOrder([item("1"), item("2"), item("3")], [], meeting)).toEqual(["1", "2", "3"]);
  });

  it("puts what is urgent first", () => {
    const items = [item("1"), item("2"), item("3", [], { priority: "high" })];
    expect(suggestedOrder(items, [], meeting)[0]).toBe("3");
  });

  it("lets nobody who comes for a part miss their case, even for an urgent one", () => {
    const early = somebody("early", { untilAt: at("13:50") });
    const items = [item("urgent", [], { priority: "high" }), item("other"), item("theirs", ["early"])];
    expect(suggestedOrder(items, [early], meeting)).toEqual(["theirs", "urgent", "other"]);
    const late = somebody("late", { fromAt: at("14:00") });
    expect(suggestedOrder([item("theirs", ["late"]), item("b"), item("c")], [late], meeting).at(-1)).toBe("theirs");
  });

  it("groups cases so that fewer minutes are spent outside", () => {
    const items = [item("1", ["a", "b"]), item("2", ["c"]), item("3", ["a", "b"])];
    expect(minutesOutside(items)).toBe(40);
    const order = suggestedOrder(items, [somebody("a"), somebody("b"), somebody("c")], meeting);
    expect(minutesOutside(order.map((id) => items.find((one) => one.id === id) ?? item("?")))).toBe(0);
  });

  it("begins later when cases before it are taken", () => {
    const early = somebody("early", { untilAt: at("14:10") });
    const items = [item("other"), item("theirs", ["early"])];
    expect(suggestedOrder(items, [early], meeting)).toEqual(["other", "theirs"]);
    expect(suggestedOrder(items, [early], { ...meeting, minutesBefore: 20 })).toEqual(["theirs", "other"]);
  });
});
