/** The parts of a usual week. Apart from the rules about it, so that the page carries neither them nor a validator. */
import { dayParts, type DayPart } from "#db/vocabulary.ts";
import type { WallTime } from "./time.ts";

/** Monday to Friday: meetings of several services are not held at weekends. Their place is their number, from 1. */
export const workingDays = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;
export type WorkingDay = (typeof workingDays)[number];

/** From when to when each part of a day is. */
export const partTimes: Record<DayPart, { from: WallTime; to: WallTime }> = {
  morning: { from: "08:00", to: "12:00" },
  lunch: { from: "12:00", to: "14:00" },
  afternoon: { from: "14:00", to: "18:00" },
};

export type UsualWeek = Record<WorkingDay, DayPart[]>;

export const everyPart: UsualWeek = {
  monday: [...dayParts],
  tuesday: [...dayParts],
  wednesday: [...dayParts],
  thursday: [...dayParts],
  friday: [...dayParts],
};
