/** What is shared of a case and with whom, in words. For loaders. */
import { criterionChoices } from "#app/cases/choices.ts";
import { linksInWords } from "#app/cases/linksInWords.ts";
import { personBannerOf } from "#app/cases/summaryPage.ts";
import { caseRelationWords } from "#server/domain/households.ts";
import { dayInWords, dayOf, shortDay } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["cases"]["open"]>>;
type Prepared = Awaited<ReturnType<Api["cases"]["prepare"]>>;

type Listed = Awaited<ReturnType<Api["cases"]["list"]>>;

/** `cases` are the reader's, of which one may be linked with this one. */
export function sharingPageOf(caseId: string, opened: Opened, prepared: Prepared | null, cases: Listed) {
  const { may, summary, disciplines, team, invited, version, nomination } = opened;
  const label = (code: string) => disciplines.find((discipline) => discipline.code === code)?.label ?? code;
  const mayNominateAgain =
    may.includes("case.nominateAgain") && (opened.closedAt !== null || nomination?.verdict === "asked-for-more");
  return {
    caseId,
    number: summary.number,
    practice: opened.practice.name,
    banner: summary.banner && personBannerOf(summary.banner),
    told: toldInWords(opened.notice, opened.people),
    notice: opened.notice,
    safeContact: opened.safeContact,
    objections: opened.objections.map(
      ({ id, againstDiscipline, text, decision, decisionText, decidedBy, decidedAt, version }) => ({
        id,
        against: label(againstDiscipline),
        text,
        decision,
        decisionText,
        decided: [
          decidedBy && `by ${opened.people[decidedBy] ?? "somebody"}`,
          decidedAt && `on ${dayInWords(dayOf(decidedAt))}`,
        ]
          .filter(Boolean)
          .join(" "),
        version,
      }),
    ),
    links: linksInWords(opened.links),
    linkForm: may.includes("case.link") ? { cases: casesToLink(caseId, opened, cases), relations } : null,
    team: team.map(({ id, name, job, discipline }) => ({ id, name, work: job || label(discipline) })),
    deputies: opened.deputies.map(({ id, name, discipline, standsInFor, meeting }) => ({
      key: `${id} ${standsInFor}`,
      words: `${name}, deputy for ${standsInFor} (${label(discipline)}), until the meeting of ${meeting} is over`,
    })),
    invited: invited.map(label),
    disciplines,
    version,
    teamForm: prepared && {
      version,
      groups: prepared.groups,
      disciplines: prepared.disciplines,
      team: team.map(({ id }) => id),
      invited,
    },
    again:
      mayNominateAgain && nomination
        ? { version, criteria: criterionChoices, before: { ...nomination, priority: "routine" } }
        : null,
    may,
  };
}

const informedWords = { yes: "Yes", partly: "In part", no: "No" } as const;

function toldInWords(notice: Opened["notice"], people: Opened["people"]): { key: string; value: string }[] {
  if (notice === null) return [{ key: "Told", value: "Not recorded yet" }];
  const told = [informedWords[notice.informed], notice.informedOn && `on ${shortDay(notice.informedOn)}`];
  const by = notice.informedBy ? (people[notice.informedBy] ?? "") : "";
  return [
    { key: "Told", value: told.filter(Boolean).join(", ") },
    { key: "Recorded by", value: by },
    { key: "Reason", value: notice.reason ?? "" },
    { key: "What the person wants", value: notice.views },
    { key: "Capacity", value: notice.capacity ?? "" },
  ].filter(({ value }) => value !== "");
}

const relations = Object.entries(caseRelationWords).map(([value, label]) => ({ value, label }));

/** Cases of the same practice that are not linked yet. */
function casesToLink(caseId: string, { links, practice }: Opened, cases: Listed) {
  const taken = new Set([caseId, ...links.map((link) => link.caseId)]);
  return cases
    .filter((one) => one.practiceId === practice.id && one.scope === "read" && !taken.has(one.id))
    .map(({ id, name, number }) => ({ value: id, label: `${name} (case ${number})` }));
}
