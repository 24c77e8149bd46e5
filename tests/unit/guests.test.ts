/** What a guest's link depends on, and what a code does: the rules alone. */
import { describe, expect, it } from "vitest";
import type { Day, Instant } from "#db/schema.ts";
import {
  beginAsGuest,
  codeFits,
  codeIsOut,
  guestStateOf,
  mayHaveCode,
  refuseColleague,
  whyOver,
  wrongCodeWords,
  type GuestLink,
} from "#server/domain/guests.ts";

const at = "2026-11-24T10:00:00.000Z" as Instant;
const today = "2026-11-24" as Day;
const minutesAgo = (minutes: number) => new Date(Date.parse(at) - minutes * 60_000).toISOString() as Instant;

const link: GuestLink = {
  revoked_at: null,
  left_on: null,
  ends_at: "2026-11-26T15:00:00.000Z" as Instant,
  closed_at: null,
  cancelled_at: null,
  case_closed_at: null,
  case_closed_as: null,
  staff_id: "maggie",
  action_id: null,
  owner_id: null,
  action_closed_at: null,
  case_withdrawn_at: null,
  agenda_item_id: "item",
  objection_id: null,
};

describe("a link", () => {
  it("holds while nothing has ended what it is for", () => {
    expect(whyOver(link, at, today)).toBeNull();
    expect(whyOver(link, "2026-11-26T14:59:59.999Z" as Instant, "2026-11-26" as Day)).toBeNull();
  });

  it.each<[string, Partial<GuestLink>, string]>([
    ["was stopped", { revoked_at: at }, "The link was stopped"],
    ["is for a meeting that is over", { ends_at: at }, "The meeting is over"],
    ["is for a meeting that was closed", { closed_at: at }, "The meeting is over"],
    ["is for a meeting that was cancelled", { cancelled_at: at }, "The meeting was cancelled"],
    ["is for a case that ended", { case_closed_at: at }, "The team’s work on the case has ended"],
    ["is for a case made in error", { case_withdrawn_at: at }, "The team’s work on the case has ended"],
    [
      "is for a case on another agenda",
      { agenda_item_id: null },
      "The case is not on the agenda of that meeting any more",
    ],
    ["is of a discipline objected to", { objection_id: "one" }, "The person objects to this discipline"],
    ["is of somebody who has left", { left_on: "2026-11-23" as Day }, "They have left"],
  ])("that %s holds no more", (_, over, why) => {
    expect(whyOver({ ...link, ...over }, at, today)).toBe(why);
  });
});

describe("the link of somebody who owns an action", () => {
  const owned: GuestLink = { ...link, action_id: "action", owner_id: "maggie", closed_at: at, agenda_item_id: null };

  it.each<[string, Partial<GuestLink>]>([
    ["over meetings and off agendas", {}],
    ["after the team stepped down, whose actions go on", { case_closed_at: at, case_closed_as: "stepped-down" }],
  ])("holds %s", (_, over) => {
    expect(whyOver({ ...owned, ...over }, at, today)).toBeNull();
  });

  it.each<[string, Partial<GuestLink>, string]>([
    ["is closed", { action_closed_at: at }, "The action is closed"],
    ["was taken back", { owner_id: null }, "The action is closed"],
    ["is another’s", { owner_id: "somebody" }, "Somebody else owns the action now"],
    [
      "is of a case that ended",
      { case_closed_at: at, case_closed_as: "died" },
      "The team’s work on the case has ended",
    ],
    ["is of a case made in error", { case_withdrawn_at: at }, "The team’s work on the case has ended"],
    ["was stopped", { revoked_at: at }, "The link was stopped"],
    ["is of a discipline objected to", { objection_id: "one" }, "The person objects to this discipline"],
  ])("ends when the action %s", (_, over, why) => {
    expect(whyOver({ ...owned, ...over }, at, today)).toBe(why);
  });
});

describe("somebody the program knows already", () => {
  const nobody = { hasAccount: false, isHere: false, isOnTeam: false };

  it("may be asked when they are known as a guest only, and else it is said what to do", () => {
    expect(() => refuseColleague("Ann", nobody)).not.toThrow();
    expect(() => refuseColleague("Ann", { ...nobody, hasAccount: true })).toThrow("page Staff");
    expect(() => refuseColleague("Ann", { ...nobody, hasAccount: true, isHere: true })).toThrow("“Change the team”");
    expect(() => refuseColleague("Ann", { hasAccount: true, isHere: true, isOnTeam: true })).toThrow(
      "after signing in",
    );
  });
});

describe("how far a guest has come", () => {
  it.each([
    [{ session_hash: null, hasBegun: false, hasGiven: false }, "asked"],
    [{ session_hash: "s", hasBegun: false, hasGiven: false }, "link opened"],
    [{ session_hash: "s", hasBegun: true, hasGiven: false }, "started"],
    [{ session_hash: "s", hasBegun: true, hasGiven: true }, "in"],
  ])("%o is %s", (guest, state) => expect(guestStateOf(guest)).toBe(state));
});

describe("a code", () => {
  const code = { code_hash: "right", code_ends_at: "2026-11-24T10:00:01.000Z" as Instant, code_tries: 0 };

  it("is right or wrong while it works, for its time and for five tries", () => {
    expect(codeFits(code, "right", at)).toBe(true);
    expect(codeFits({ ...code, code_tries: 4 }, "right", at)).toBe(true);
    expect(codeFits(code, "wrong", at)).toBe(false);
    expect(() => codeFits({ ...code, code_tries: 5 }, "right", at)).toThrow("too often");
    expect(() => codeFits({ ...code, code_ends_at: at }, "right", at)).toThrow("newest one");
    expect(() => codeFits({ ...code, code_hash: null }, "right", at)).toThrow("newest one");
  });

  it("that is wrong is told with the tries that are left", () => {
    expect(wrongCodeWords(code)).toContain("4 more times");
    expect(wrongCodeWords({ ...code, code_tries: 3 })).toContain("1 more time");
    expect(wrongCodeWords({ ...code, code_tries: 4 })).toContain("Press “Send me a code”");
  });

  it("comes again after a minute, ten times a day at most", () => {
    expect(mayHaveCode([], at)).toBe(true);
    expect(mayHaveCode([minutesAgo(0.5)], at)).toBe(false);
    expect(mayHaveCode([minutesAgo(1)], at)).toBe(true);
    const nine = Array.from({ length: 9 }, (_, index) => minutesAgo(index + 1));
    expect(mayHaveCode(nine, at)).toBe(true);
    expect(() => mayHaveCode([...nine, minutesAgo(10)], at)).toThrow("too many codes");
  });

  it("has its box on the page as long as it works", () => {
    expect(codeIsOut([], at)).toBe(false);
    expect(codeIsOut([minutesAgo(14)], at)).toBe(true);
    expect(codeIsOut([minutesAgo(15)], at)).toBe(false);
  });

  it.each([
    ["123456", "123456"],
    [" 123 456 ", "123456"],
    ["123-456", "123456"],
    ["", "Enter the code"],
    ["12345", "Enter the 6 digits of the code"],
    ["١٢٣٤٥٦", "Enter the 6 digits of the code"],
  ])("typed as “%s” is %s", (typed, meant) => {
    const read = beginAsGuest.safeParse({ guestId: "g", token: "t", code: typed });
    expect(read.success ? read.data.code : read.error.issues[0]?.message).toBe(meant);
  });
});
