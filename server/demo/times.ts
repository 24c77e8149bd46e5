/** When the people of the demonstration can meet: most have said it, some are away in the weeks to come, some said nothing. */
import type { Day, Instant } from "#db/schema.ts";
import { everyPart, type UsualWeek } from "../domain/weeks.ts";
import { addDays } from "../domain/time.ts";
import type { Api } from "../router.ts";

const none: UsualWeek = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] };
const lunches: UsualWeek = {
  monday: ["lunch"],
  tuesday: ["lunch"],
  wednesday: ["lunch"],
  thursday: ["lunch", "afternoon"],
  friday: ["lunch"],
};
const middays: UsualWeek = {
  monday: ["lunch", "afternoon"],
  tuesday: ["lunch", "afternoon"],
  wednesday: ["lunch", "afternoon"],
  thursday: ["lunch", "afternoon"],
  friday: ["lunch"],
};

/** By the reference of the cases. The police, the midwife and the homelessness team said nothing yet. */
const weeks: Record<string, UsualWeek> = {
  "st-01": lunches,
  "st-02": { ...lunches, wednesday: [] },
  "st-03": everyPart,
  "st-04": { ...middays, tuesday: ["morning"] },
  "st-05": { ...middays, monday: [] },
  "st-07": { ...everyPart, friday: [] },
  "st-08": { ...none, tuesday: ["lunch", "afternoon"], thursday: ["morning", "lunch", "afternoon"] },
  "st-09": middays,
  "st-10": { ...middays, wednesday: ["morning"] },
  "st-11": { ...everyPart, monday: ["morning"] },
  "st-12": middays,
  "st-13": { ...everyPart, tuesday: [] },
  "st-14": { ...middays, friday: [] },
  "st-16": lunches,
  "st-18": { ...none, wednesday: ["lunch", "afternoon"], thursday: ["lunch", "afternoon"] },
  "st-20": { ...everyPart, wednesday: [] },
};
const showReasons = new Set(["st-02", "st-08"]);

/** Days away, in days from today; the second is the last. */
const away: { who: string; days: [number, number]; reason: string; cover?: string }[] = [
  { who: "st-02", days: [25, 38], reason: "Annual leave", cover: "st-01" },
  { who: "st-08", days: [16, 16], reason: "Tribunal hearing" },
  { who: "st-09", days: [23, 24], reason: "Training" },
];

export interface Stage {
  as: (reference: string, when: Instant) => Promise<Api>;
  idOf: (reference: string) => string;
}

export async function sayTimes({ as, idOf }: Stage, today: Day, when: Instant): Promise<void> {
  for (const [who, usual] of Object.entries(weeks)) {
    const { availability } = await as(who, when);
    await availability.setWeek({ usual, showsReasons: showReasons.has(who), version: 0 });
  }
  for (const { who, days, reason, cover } of away) {
    const { availability } = await as(who, when);
    await availability.addAway({
      fromDay: addDays(today, days[0]),
      toDay: addDays(today, days[1]),
      reason,
      coverId: cover === undefined ? "" : idOf(cover),
    });
  }
}
