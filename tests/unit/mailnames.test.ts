/** Which typed words may not go into a mail, for the names that the writer knows. */
import { describe, expect, it } from "vitest";
import { nameIn, refuseNames, type KnownNames } from "#server/domain/mailnames.ts";

const person = (given_name: string, family_name: string, more: Partial<KnownNames["people"][number]> = {}) => ({
  given_name,
  family_name,
  preferred_name: null,
  chi: "3113481104",
  ...more,
});
const known: KnownNames = {
  people: [
    person("Siobhán", "O’Neill", { preferred_name: "Shiv" }),
    person("Archie", "Pollock-Reid"),
    person("Ruth", "Bell"),
    person("Moira", "Rafferty"),
    person("Agnes", "Müller"),
  ],
  staff: ["Dr Catriona Bell", "Morag Tennant"],
  places: ["Harland Cross Medical Practice", "Reid Room"],
};

describe("what names somebody", () => {
  it.each<[typed: string, found: string | null]>([
    ["Rafferty cannot wait", "Rafferty"],
    ["because of RAFFERTY’s move", "RAFFERTY"],
    ["so that mrs o'neill can come", "o'neill"],
    ["Shiv ONeill is in hospital", "Shiv ONeill"],
    ["Siobhan O Neill is in hospital", "Siobhan O Neill"],
    ["the Pollock-Reids", "Pollock"],
    ["the Pollock Reid case", "Pollock Reid"],
    ["Mr Pollock asked for it", "Pollock"],
    ["Muller", "Muller"],
    ["Mu\u0308ller", "Mu\u0308ller"],
    ["Dr Bell is away", null],
    ["Ruth Bell is away", "Ruth Bell"],
    ["Bell, Ruth: no transport", "Bell, Ruth"],
    ["Meet in the Reid room", null],
    ["Raffertys are flowers", null],
    ["Ruth is on leave", null],
    ["3113481104", "3113481104"],
    ["for 311348 1104 and others", "311348 1104"],
    ["for 485 777 3456", "485 777 3456"],
    ["Room 12 311348 1104", "311348 1104"],
    ["Room 12 3113481104", "3113481104"],
    ["dial 0131 496 0000 or +44 131 496 0000", null],
    ["moved from 26 11 2026 13:00", null],
    ["moved from 26 11 2026 10 am", null],
    ["case 3 is urgent", "case 3"],
    ["Case number 12", "Case number 12"],
    ["see CASE-04", "CASE-04"],
    ["in case of snow", null],
    ["4 cases and 3 rooms", null],
    ["https://meet.example/j/9876543210", null],
    ["https://meet.example/3113481104", "3113481104"],
    ["https://meet.example/rafferty", "rafferty"],
    ["", null],
  ])("%s", (text, found) => {
    expect(nameIn(text, known)).toBe(found);
  });
});

it("says the word, what to do, and stands at its field", () => {
  expect(() => refuseNames({ place: "Room 3", videoLink: null, reason: "For Rafferty" }, known)).toThrow(
    expect.objectContaining({
      message: "This goes into the mail. Leave out “Rafferty” and write it in the case instead",
      field: "reason",
    }),
  );
  expect(() => refuseNames({ place: "Room 3", videoLink: undefined, reason: "Snow" }, known)).not.toThrow();
});
