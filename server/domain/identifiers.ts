/** Checks of the CHI number (domain.md 7): ten digits, valid by modulus 11 or, since February 2026, by modulus 10. */
import type { Day } from "#db/schema.ts";
import { dayFrom, partsOf } from "./time.ts";

export type ChiReading =
  { kind: "valid" | "test"; chi: string; birthDateDiffers: boolean } | { kind: "invalid"; why: string };

/** The block 3113 (31st of month 13) lies outside every range ever issued, and can be nobody's. */
const testBlock = /^3113/;

export function digitsOf(text: string): string {
  return text.replace(/[\s-]/g, "");
}

/** Reads what was typed. A birth date that differs is a warning only: 164 of 19,520 in one database differ. */
export function readChi(typed: string, birthDate?: Day): ChiReading {
  const chi = digitsOf(typed);
  if (!/^\d+$/.test(chi)) return { kind: "invalid", why: "Enter a CHI number in digits only" };
  if (chi.length !== 10) {
    return { kind: "invalid", why: `A CHI number has 10 digits, this one has ${chi.length}. Check the number` };
  }
  if (!passesModulus11(chi) && !passesModulus10(chi)) {
    return { kind: "invalid", why: "This is not a CHI number: one of its digits is wrong. Check the number" };
  }
  if (testBlock.test(chi)) return { kind: "test", chi, birthDateDiffers: false };
  if (!dateParts(chi)) return { kind: "invalid", why: "This is not a CHI number: it does not begin with a date" };
  return { kind: "valid", chi, birthDateDiffers: birthDate !== undefined && !agrees(chi, birthDate) };
}

/** "311348 1104" */
export function chiInGroups(chi: string): string {
  return `${chi.slice(0, 6)} ${chi.slice(6)}`;
}

export function passesModulus11(number: string): boolean {
  const check = 11 - (weighted(number, (digit, index) => digit * (10 - index)) % 11);
  return check !== 10 && (check === 11 ? 0 : check) === Number(number[9]);
}

/** Luhn's formula: digits 9, 7, 5, 3 and 1 are doubled. */
export function passesModulus10(number: string): boolean {
  const sum = weighted(number, (digit, index) => {
    const value = index % 2 === 0 ? digit * 2 : digit;
    return value > 9 ? value - 9 : value;
  });
  return (10 - (sum % 10)) % 10 === Number(number[9]);
}

function weighted(number: string, weigh: (digit: number, index: number) => number): number {
  return [...number.slice(0, 9)].reduce((sum, digit, index) => sum + weigh(Number(digit), index), 0);
}

function dateParts(chi: string): boolean {
  const [day, month, year] = [chi.slice(0, 2), chi.slice(2, 4), chi.slice(4, 6)].map(Number) as [
    number,
    number,
    number,
  ];
  return [1900, 2000].some((century) => dayFrom(century + year, month, day) !== null);
}

function agrees(chi: string, birthDate: Day): boolean {
  const { year, month, day } = partsOf(birthDate);
  return chi.startsWith([day, month, year % 100].map((part) => String(part).padStart(2, "0")).join(""));
}
