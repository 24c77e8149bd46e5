/** What is shared of a case and with whom, in words. For loaders. */
import { criterionChoices } from "#app/cases/choices.ts";
import { personBannerOf } from "#app/cases/summaryPage.ts";
import { shortDay } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["cases"]["open"]>>;
type Prepared = Awaited<ReturnType<Api["cases"]["prepare"]>>;

export function sharingPageOf(caseId: string, opened: Opened, prepared: Prepared | null) {
  const { may, summary, disciplines, team, invited, version, nomination } = opened;
  const label = (code: string) => disciplines.find((discipline) => discipline.code === code)?.label ?? code;
  const mayNominateAgain =
    may.includes("case.nominateAgain") && (opened.closedAt !== null || nomination?.verdict === "asked-for-more");
  return {
    caseId,
    number: summary.number,
    practice: opened.practice.name,
    banner: summary.banner && personBannerOf(summary.banner),
    told: toldInWords(opened.notice),
    notice: opened.notice,
    safeContact: opened.safeContact,
    objections: opened.objections.map(({ id, againstDiscipline, text, decision, decisionText, version }) => ({
      id,
      against: label(againstDiscipline),
      text,
      decision,
      decisionText,
      version,
    })),
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

function toldInWords(notice: Opened["notice"]): { key: string; value: string }[] {
  if (notice === null) return [{ key: "Told", value: "Not recorded yet" }];
  const told = [informedWords[notice.informed], notice.informedOn && `on ${shortDay(notice.informedOn)}`];
  return [
    { key: "Told", value: told.filter(Boolean).join(", ") },
    { key: "Reason", value: notice.reason ?? "" },
    { key: "What the person wants", value: notice.views },
    { key: "Capacity", value: notice.capacity ?? "" },
  ].filter(({ value }) => value !== "");
}
