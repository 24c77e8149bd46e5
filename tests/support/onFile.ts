/** Case files made by hand, for tests of what is computed from one: everything there, nothing said. */
import type { ActionOnFile, CaseFile, ContributionOnFile, EntryOnFile, Sharing, StaffRef } from "#db/casefile.ts";
import type { Day, Instant } from "#db/schema.ts";
import { startingPolicy } from "#server/domain/practices.ts";

export const day = (text: string) => text as Day;
/** Noon of that day. */
export const noon = (text: string) => `${text}T12:00:00.000Z` as Instant;

export const forTheTeam: Sharing = { audience: "team", namedStaff: [], excludedDisciplines: [], handling: [] };

export const staffOnFile = (id: string, discipline: string, leftOn: Day | null = null): StaffRef => ({
  id,
  reference: id,
  name: id,
  discipline,
  job: "",
  leftOn,
});

/** A fact of 25 February 2027 unless said otherwise. */
export const entryOnFile = (id: string, rest: Partial<EntryOnFile> = {}): EntryOnFile => ({
  id,
  reference: id,
  kind: "fact",
  position: 0,
  name: "address.current",
  text: id,
  norm: id,
  asOf: day("2027-02-25"),
  source: "record",
  level: null,
  discipline: null,
  due: null,
  reason: null,
  value: null,
  answer: null,
  ...forTheTeam,
  ...rest,
});

export const contributionOnFile = (author: StaffRef, rest: Partial<ContributionOnFile> = {}): ContributionOnFile => ({
  id: `by ${author.id}`,
  reference: `by ${author.id}`,
  meetingId: "meeting",
  authorId: author.id,
  guestId: null,
  discipline: author.discipline,
  kind: "full",
  submittedAt: noon("2027-02-10"),
  replacedAt: null,
  lastContactOn: null,
  lastContactMode: null,
  headline: "",
  body: "",
  teamHeadline: null,
  teamBody: null,
  whatMatters: null,
  strengths: [],
  entries: [],
  ...forTheTeam,
  ...rest,
});

/** Raised on 1 February 2027 and due on 1 March unless said otherwise. */
export const actionOnFile = (id: string, ownerId: string, rest: Partial<ActionOnFile> = {}): ActionOnFile => ({
  id,
  reference: id,
  caseId: "case",
  meetingId: null,
  text: id,
  goal: null,
  ownerId,
  due: day("2027-03-01"),
  deadline: null,
  raisedAt: noon("2027-02-01"),
  raisedBy: ownerId,
  acceptedAt: null,
  declinedAt: null,
  startedAt: null,
  blockedAt: null,
  blockedReason: null,
  closedAt: null,
  closedAs: null,
  outcome: null,
  outcomeText: null,
  version: 1,
  updates: [],
  ...forTheTeam,
  ...rest,
});

/** Nobody is on its team and nobody invited, unless said otherwise. */
export const caseOnFile = (rest: Partial<CaseFile> = {}): CaseFile => ({
  practice: { id: "practice", code: "88888", name: "A practice", nation: "scotland", policy: startingPolicy },
  id: "case",
  reference: "case",
  number: 1,
  priority: "routine",
  openedAt: noon("2027-01-01"),
  acceptedAt: null,
  closedAt: null,
  closedReason: null,
  closedAs: null,
  reviewTrigger: null,
  leadId: null,
  withdrawnAt: null,
  version: 1,
  person: {
    id: "person",
    chi: "3113814022",
    chiKind: "test",
    givenName: "Ailsa",
    familyName: "Drummond",
    preferredName: null,
    birthDate: day("1981-04-09"),
    sexRecorded: null,
    pronouns: null,
    address: null,
    phone: null,
    language: null,
    interpreter: null,
  },
  household: [],
  nominations: [],
  invited: [],
  team: [],
  deputies: [],
  staff: {},
  notice: null,
  objections: [],
  safeContact: null,
  discussions: [],
  contributions: [],
  actions: [],
  settlements: [],
  inquiries: [],
  sameValues: [],
  ...rest,
});
