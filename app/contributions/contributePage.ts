/** The page to contribute, with its days in words and its boxes filled. For loaders. */
import { outcomeChoices } from "#app/actions/words.ts";
import type { Before } from "#app/contributions/ContributionForm.tsx";
import type { FactBefore } from "#app/contributions/FactsBefore.tsx";
import { carriedOver, typedOf } from "#app/contributions/sent.ts";
import type { Typed } from "#app/forms/read.ts";
import { dayInWords, dayOf, dayWithoutWeekday, instantInWords, shortDay } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["contributions"]["open"]>>;

export function contributePageOf(caseId: string, opened: Opened) {
  const { meeting, draft, current, discipline, before, fields, ended } = opened;
  const carried = !draft && !current && before ? carriedOver(before, fields) : {};
  const sent = current && {
    ...typedOf(current),
    ...Object.fromEntries(ended.map((id) => [`lastFacts.${id}`, ["no-longer"]])),
  };
  const written: Typed = draft ? (draft.typed as Typed) : (sent ?? carried);
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
    written,
    carriedFrom: before && Object.keys(carried).length > 0 ? shortDay(dayOf(before.on)) : null,
    basedOn: current?.id ?? "",
    sentBefore: current && sentInWords(current),
    before: beforeOf(opened.before),
    factsBefore: factsToConfirm(opened, written),
    fields,
    prompts: opened.prompts,
    factKeys: opened.factKeys,
    invited: opened.invited,
    readers: opened.readers,
    choices: {
      // Whoever is told nobody's name can name nobody.
      audiences: opened.audiences.filter(({ audience }) => audience !== "named" || opened.team.length > 0),
      team: opened.team,
      readers: opened.readers,
      disciplines: opened.disciplines.filter(({ code }) => code !== discipline.code),
    },
    team: opened.team,
    mayBeShown: opened.team.filter(({ id }) => id !== opened.self),
    requests: opened.requests,
    actions: opened.actions.map(({ due, dueWords, stateWords, ...action }) => ({
      ...action,
      due: `Due ${shortDay(due)}, ${dueWords}. ${stateWords}.`,
    })),
    outcomes: outcomeChoices,
    place: opened.place.number === null ? null : `Case ${opened.place.number} of ${opened.place.of} that wait for you`,
    next: opened.place.next,
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
function factsToConfirm({ factsBefore, current }: Opened, written: Typed): FactBefore[] {
  const sentKeys = current?.entries.filter(({ kind }) => kind === "fact").map(({ name }) => name) ?? [];
  return factsBefore
    .filter(({ key }) => !sentKeys.includes(key))
    .map(({ id, key, label, text, asOf, stale, thresholdDays }) => ({
      id,
      key,
      label,
      text,
      isChanging: Object.entries(written).some(
        ([name, [value]]) =>
          value === id && name.endsWith(".changes") && Boolean(written[name.replace(/changes$/, "value")]?.[0]?.trim()),
      ),
      age: [asOf && `As of ${shortDay(asOf)}`, stale && `older than ${thresholdDays} days`].filter(Boolean).join(", "),
    }));
}
