import { describe, expect, test } from "vitest";
import type { Day } from "#db/schema.ts";
import { chiInGroups, digitsOf, passesModulus10, passesModulus11, readChi } from "#server/domain/identifiers.ts";

const day = (text: string) => text as Day;

describe("a CHI number is accepted by modulus 11 or modulus 10 (published examples, domain.md 7)", () => {
  test.each(["0211165794", "0402070763", "0101336489", "1904851231"])("%s passes modulus 11 only", (chi) => {
    expect([passesModulus11(chi), passesModulus10(chi)]).toEqual([true, false]);
    expect(readChi(chi)).toEqual({ kind: "valid", chi, birthDateDiffers: false });
  });

  test.each(["0101011237", "2902960018"])("%s passes both", (chi) => {
    expect([passesModulus11(chi), passesModulus10(chi)]).toEqual([true, true]);
    expect(readChi(chi).kind).toBe("valid");
  });

  test("1009701234 passes modulus 10 only", () => {
    expect([passesModulus11("1009701234"), passesModulus10("1009701234")]).toEqual([false, true]);
    expect(readChi("1009701234").kind).toBe("valid");
  });

  test("3113481104 is of the block that can be nobody's", () => {
    expect(readChi("3113481104")).toEqual({ kind: "test", chi: "3113481104", birthDateDiffers: false });
  });
});

describe("a wrong number is refused with what to do", () => {
  test.each([
    ["", "Enter a CHI number in digits only"],
    ["19O4851231", "Enter a CHI number in digits only"],
    ["904851231", "A CHI number has 10 digits, this one has 9. Check the number"],
    ["19048512310", "A CHI number has 10 digits, this one has 11. Check the number"],
    ["1904851232", "This is not a CHI number: one of its digits is wrong. Check the number"],
    ["3113481105", "This is not a CHI number: one of its digits is wrong. Check the number"],
    ["9434765919", "This is not a CHI number: it does not begin with a date"],
  ])("“%s”: %s", (typed, why) => {
    expect(readChi(typed)).toEqual({ kind: "invalid", why });
  });
});

describe("people write a CHI number as they like, and see it in groups", () => {
  test.each(["190485 1231", "190485-1231", " 1904851231 "])("“%s” is read", (typed) => {
    expect(readChi(typed)).toMatchObject({ kind: "valid", chi: "1904851231" });
  });

  test("leading noughts are kept", () => {
    expect(digitsOf("021116 5794")).toBe("0211165794");
    expect(chiInGroups("0211165794")).toBe("021116 5794");
  });
});

describe("a birth date that differs is a warning and no refusal", () => {
  test.each([
    ["1985-04-19", false],
    ["1985-04-20", true],
    ["1885-04-19", false],
  ])("born %s: differs is %s", (birthDate, birthDateDiffers) => {
    expect(readChi("1904851231", day(birthDate))).toEqual({ kind: "valid", chi: "1904851231", birthDateDiffers });
  });
});
