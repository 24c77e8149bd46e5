/** The room: who is here, how long a case takes, what all may see on one screen, the pulse. */
import { describe, expect, it } from "vitest";
import { seal } from "#db/sealed.ts";
import type { Instant } from "#db/schema.ts";
import { pulseInWords } from "#server/domain/pulse.ts";
import { initialsOf, withInitials } from "#server/domain/sharedscreen.ts";
import { seeTogether } from "#server/domain/sight.ts";
import { hereNow, staysInWords, timeUsedInWords, usedSeconds } from "#server/domain/stays.ts";
import { caseOnFile, contributionOnFile, day, entryOnFile, staffOnFile } from "../support/onFile.ts";

const at = (time: string) => `2026-11-26T${time}:00.000Z` as Instant;

describe("who is in the room", () => {
  const stays = [
    { staffId: "anna", cameAt: at("13:00"), wentAt: at("13:40") },
    { staffId: "bert", cameAt: at("13:05"), wentAt: null },
    { staffId: "anna", cameAt: at("14:00"), wentAt: null },
    { staffId: "cleo", cameAt: at("13:00"), wentAt: at("14:30") },
  ];

  it("is whoever came and has not gone, and may come back", () => {
    expect([...hereNow(stays)].sort()).toEqual(["anna", "bert"]);
  });

  it("is said with the times in and out", () => {
    expect(staysInWords(stays.filter(({ staffId }) => staffId === "anna"))).toBe("1pm to 1:40pm, since 2pm");
    expect(staysInWords([])).toBe("");
  });
});

describe("the time a case takes", () => {
  it("is counted over all the times that the room was at it", () => {
    expect(usedSeconds({ usedSeconds: 240, enteredAt: null }, at("13:30"))).toBe(240);
    expect(usedSeconds({ usedSeconds: 240, enteredAt: at("13:20") }, at("13:30"))).toBe(840);
  });

  it("is never less than nothing when the clock is set back", () => {
    expect(usedSeconds({ usedSeconds: 240, enteredAt: at("13:31") }, at("13:30"))).toBe(240);
  });

  it("is said in whole minutes against what was planned", () => {
    expect(timeUsedInWords(479, 15)).toBe("7 of 15 minutes used");
  });
});

describe("on the shared screen", () => {
  const [gp, social, housing] = [
    staffOnFile("gp", "gp"),
    staffOnFile("social", "social-work"),
    staffOnFile("housing", "housing"),
  ];
  const health = { audience: "health" as const, namedStaff: [], excludedDisciplines: [], handling: [] };
  const box = () =>
    seal(
      caseOnFile({
        staff: { gp, social, housing },
        team: ["gp", "social"],
        invited: ["gp", "social-work"],
        contributions: [
          contributionOnFile(gp, {
            headline: "Falls weekly",
            entries: [entryOnFile("open to all"), entryOnFile("for health", { name: "hiv", ...health })],
          }),
          contributionOnFile(social, {
            headline: "An inquiry is open",
            teamHeadline: "Speak to me",
            excludedDisciplines: ["gp"],
          }),
        ],
      }),
    );
  const on = day("2027-03-01");

  it("is what each of those who look at it may see", () => {
    const together = seeTogether(box(), [gp, social], on);
    expect(together?.entries.map(({ id }) => id)).toEqual(["open to all"]);
    expect(seeTogether(box(), [gp], on)?.entries.map(({ id }) => id)).toEqual(["open to all", "for health"]);
  });

  it("is a contribution by its line for the team where one of them has no more than that", () => {
    const lines = (readers: Parameters<typeof seeTogether>[1]) =>
      seeTogether(box(), readers, on)?.contributions.map(({ headline, restricted }) => [headline, restricted]);
    expect(lines([gp, social])).toEqual(lines([social, gp]));
    expect(lines([social, gp])).toContainEqual(["Speak to me", true]);
    expect(lines([social])).toContainEqual(["An inquiry is open", false]);
  });

  it("is nothing where one of them does not read the case, and nothing for nobody", () => {
    expect(seeTogether(box(), [gp, housing], on)).toBeNull();
    expect(seeTogether(box(), [], on)).toBeNull();
  });

  it("the person is initials, in every text", () => {
    const person = { givenName: "Greta", familyName: "Auchterlonie-Byrne", preferredName: "Gretchen" };
    expect(initialsOf(person)).toBe("G.A.");
    expect(withInitials("GRETA's key; Mrs Auchterlonie-Byrne, Byrne and Gretchen. Regretable.", person)).toBe(
      "G.'s key; Mrs A., B. and G.. Regretable.",
    );
  });
});

describe("the pulse", () => {
  const answer = { worth: 1, heard: "yes", obstacle: "nothing" } as const;

  it("is counts, and nothing where they would tell who said what", () => {
    expect(pulseInWords(Array(4).fill(answer))).toBeNull();
    expect(
      pulseInWords([...Array<typeof answer>(4).fill(answer), { worth: 0, heard: "no", obstacle: "no-time" }]),
    ).toBe(
      "5 answered. Worth their time: 4. The person’s view was heard: yes 4, no 1. In the way: nothing 4, too little time 1.",
    );
  });
});
