/** The page to contribute, with its days in words and its boxes filled. For loaders. */
import type { Before } from "#app/contributions/ContributionForm.tsx";
import { carriedOver, typedOf } from "#app/contributions/sent.ts";
import type { Typed } from "#app/forms/read.ts";
import { dayInWords, dayOf, dayWithoutWeekday, instantInWords, shortDay } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["contributions"]["open"]>>;

export function contributePageOf(caseId: string, opened: Opened) {
  const { meeting, draft, current, discipline, before, fields } = opened;
  const carried = !draft && !current && before ? carriedOver(before, fields) : {};
  return {
    caseId,
    number: opened.number,
    initials: opened.person.initials,
    person: `${opened.person.name}, born ${dayWithoutWeekday(opened.person.birthDate)}`,
    question: opened.question,
    scope: opened.scope,
    discipline: discipline.label,
    due: meeting && dueInWords(meeting),
    draft: draft && { version: draft.version, savedAt: instantInWords(draft.savedAt) },
    written: draft ? (draft.typed as Typed) : current ? typedOf(current) : carried,
    carriedFrom: before && Object.keys(carried).length > 0 ? shortDay(dayOf(before.on)) : null,
    basedOn: current?.id ?? "",
    sentBefore: current && sentInWords(current),
    before: beforeOf(opened.before),
    factsBefore: factsToConfirm(opened),
    fields,
    prompts: opened.prompts,
    factKeys: opened.factKeys,
    invited: opened.invited,
    readers: opened.readers,
    choices: {
      // Whoever is told nobody's name can name nobody.
      audiences: opened.audiences.filter(({ audience }) => audience !== "named" || opened.team.length > 0),
      team: opened.team,
      disciplines: opened.disciplines.filter(({ code }) => code !== discipline.code),
    },
    team: opened.team,
    requests: opened.requests,
  };
}

function dueInWords({ due, startsAt, late, frozen }: NonNullable<Opened["meeting"]>): string {
  const when = `${dayInWords(due)}, for the meeting on ${dayInWords(dayOf(startsAt))}.`;
  const sentence = late ? `It was due on ${when}` : `Due on ${when}`;
  return frozen ? `${sentence} The pack is frozen; this will be marked as added after.` : sentence;
}

const kindWords = {
  full: "You have sent this contribution. What you send now takes its place.",
  "nothing-to-add": "You answered: nothing to add. What you send now takes its place.",
  "speak-to-me": "You answered: I know something I cannot share here. What you send now takes its place.",
} as const;

function sentInWords({ kind }: NonNullable<Opened["current"]>): string {
  return kindWords[kind];
}

function beforeOf(before: Opened["before"]): Before {
  if (before === null) return null;
  const texts = (kind: string) => before.entries.filter((entry) => entry.kind === kind).map((entry) => entry.text);
  return {
    on: shortDay(dayOf(before.on)),
    headline: before.headline,
    body: before.body,
    whatMatters: before.whatMatters,
    strengths: before.strengths,
    risks: texts("risk"),
    requests: texts("request"),
    proposals: texts("proposal"),
    sensitive: texts("sensitive"),
  };
}

/** A fact that was sent anew for this meeting is not asked again. */
function factsToConfirm({ factsBefore, factKeys, current }: Opened) {
  const sentKeys = current?.entries.filter(({ kind }) => kind === "fact").map(({ name }) => name) ?? [];
  const sentLabels = sentKeys.map((sent) => factKeys.find(({ key }) => key === sent)?.label ?? sent);
  return factsBefore
    .filter(({ label }) => !sentLabels.includes(label))
    .map(({ id, label, text, asOf, stale, thresholdDays }) => ({
      id,
      label,
      text,
      age: [asOf && `As of ${shortDay(asOf)}`, stale && `older than ${thresholdDays} days`].filter(Boolean).join(", "),
    }));
}
