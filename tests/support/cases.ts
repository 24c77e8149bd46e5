/** The demonstration cases with what is expected of them: the oracle. */
import { readFileSync } from "node:fs";

export interface Expected {
  asOf: string;
  conflictKeysByReader: Record<string, string[]>;
  printedPackConflictKeys: string[];
  conflicts: {
    key: string;
    label: string;
    safetyCritical: boolean;
    values: {
      factId: string;
      discipline: string;
      authorId: string;
      value: string;
      asOf: string;
      source: string;
      stale: boolean;
    }[];
  }[];
  staleFacts: { factId: string; key: string; asOf: string; ageDays: number; thresholdDays: number }[];
  visibility: { itemId: string; visibleToStaff: string[]; hiddenFromStaff: string[]; doNotPrint: boolean }[];
  overdueActions: string[];
  orphanedActions: string[];
  blockedActions: string[];
  possibleDuplicateActions: [string, string][];
  openActions: string[];
  invitedWithoutContribution: string[];
  safetyMarkers: string[];
  summaryMustMention: string[];
  packMustNeverContain: string[];
  patientCopyMustOmit: string[];
  mustNotReachDiscipline: Record<string, string[]>;
}

interface Item {
  id: string;
  text?: string;
  handling?: string[];
}

export interface CasesFile {
  practice: { code: string };
  staff: { id: string; name: string; discipline: string; leftOn: string | null }[];
  meetings: { id: string; status: string }[];
  cases: {
    id: string;
    team: string[];
    invited: string[];
    contributions: {
      id: string;
      authorId: string;
      headline: string;
      facts: Item[];
      risks: Item[];
      sensitiveItems: Item[];
      proposedActions: Item[];
      requests: Item[];
    }[];
    actions: { id: string; ownerId: string }[];
    expected: Expected;
  }[];
}

export const casesPath = new URL("../../server/demo/cases.json", import.meta.url);

export function casesJson(): unknown {
  return JSON.parse(readFileSync(casesPath, "utf8"));
}

export function casesFile(): CasesFile {
  return casesJson() as CasesFile;
}
