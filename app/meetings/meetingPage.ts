/** One meeting as its page draws it: days, outcomes and readiness in words. For loaders. */
import { lengthChoices } from "#app/meetings/plan.ts";
import { outcomeWords } from "#server/domain/discussions.ts";
import { dayInWords, dayOf, minutesBetween, wallTimeOf } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["meetings"]["open"]>>;
type Listed = Awaited<ReturnType<Api["cases"]["list"]>>;

export type MeetingPage = ReturnType<typeof meetingPageOf>;
export type AgendaItem = MeetingPage["agenda"][number];

/** `change` names the form that the reader came for. */
export function meetingPageOf(opened: Opened, cases: Listed, change: string | null) {
  const { startsAt, endsAt, cycle, packFrozen, agenda, needs, ...rest } = opened;
  const onAgenda = new Set(agenda.map(({ caseId }) => caseId));
  return {
    ...rest,
    change,
    shortDay: dayInWords(dayOf(startsAt)),
    cycle: [
      { key: "Cases by", value: dayInWords(cycle.nominationsClose) },
      { key: "Contributions by", value: dayInWords(cycle.contributionsDue) },
      packFrozen || rest.state === "closed"
        ? { key: "Pack frozen", value: dayInWords(packFrozen ?? cycle.packFreezes) }
        : { key: "Pack freezes", value: dayInWords(cycle.packFreezes) },
    ],
    times: { day: dayOf(startsAt), start: wallTimeOf(startsAt), minutes: String(minutesBetween(startsAt, endsAt)) },
    lengths: lengthChoices,
    agenda: agenda.map(({ outcome, cells, ...item }) => ({
      ...item,
      outcome: outcome && outcomeWords[outcome],
      cells,
      contributions: item.reads || opened.agendaWords ? contributionsInWords(cells) : "",
      speakTo: cells.flatMap(({ label, speakTo }) =>
        speakTo.length > 0 ? [`${label}: speak to ${speakTo.join(" and ")}`] : [],
      ),
    })),
    deadlines: opened.deadlines.map((deadline) => ({ ...deadline, due: dayInWords(deadline.due) })),
    /** How many contributions are waited for, of those that the reader may know of. */
    waiting: agenda.flatMap(({ cells }) => cells.filter(({ state }) => missing.includes(state))).length,
    invited: needs.filter(({ need }) => need === "invited").map(({ discipline }) => discipline),
    needed: needs.filter(({ need }) => need === "needed").map(({ discipline }) => discipline),
    toAdd: cases
      .filter((mdtCase) => mdtCase.scope === "read" && !mdtCase.closed && !onAgenda.has(mdtCase.id))
      .filter(({ practice }) => practice === opened.practice.name)
      .map(({ id, number, name }) => ({ value: id, label: `Case ${number}: ${name}` })),
  };
}

const asked = ["waiting", "started", "in", "nothing to add", "speak to me"];
const missing = ["waiting", "started"];

/** "4 of 7 in; waiting: Advice, Nursing" */
function contributionsInWords(cells: Opened["agenda"][number]["cells"]): string {
  const all = cells.filter(({ state }) => asked.includes(state));
  const waiting = all.filter(({ state }) => missing.includes(state));
  if (all.length === 0) return "Nobody is asked yet";
  const sum = `${all.length - waiting.length} of ${all.length} in`;
  return waiting.length === 0 ? sum : `${sum}; waiting: ${waiting.map(({ label }) => label).join(", ")}`;
}
