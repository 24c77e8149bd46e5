/**
 * Who may see which item of a case: the only place where a case file is opened, for one reader on one day.
 * Precedence, strongest first: has left > author sees own > on the team and invited > objection upheld and excluded
 * disciplines > named persons > audience (rulings 1; `audienceRules` of the case files).
 */
import type {
  ActionOnFile,
  CaseFile,
  ContributionOnFile,
  EntryOnFile,
  InquiryOnFile,
  PersonOnFile,
  SameValueOnFile,
  SettlementOnFile,
  Sharing,
  StaffRef,
} from "#db/casefile.ts";
import type { Day, Instant } from "#db/schema.ts";
import { unseal, type Sealed } from "#db/sealed.ts";
import { found, missing } from "./refusal.ts";
import { dayOf } from "./time.ts";

declare const seen: unique symbol;

/** Who looks; a guest names the one case whose question they may read, and to which they may write. */
export type CaseReader = StaffRef & { guestOf?: string };

export type SeenEntry = EntryOnFile & {
  author: StaffRef;
  /** The discipline it was given for, which a person who changes posts keeps for what they wrote. */
  givenFor: string;
  contributionId: string;
  contributionReference: string;
  meetingId: string | null;
  submittedAt: Instant;
};

/** A contribution as this reader may have it; `restricted` when the author's line for the team stands in its place. */
export type SeenContribution = Omit<ContributionOnFile, "entries"> & {
  author: StaffRef;
  restricted: boolean;
  own: boolean;
};

export type SeenAction = ActionOnFile & { owner: StaffRef };

/** What was said about several facts, with who said it and the facts, every one of which this reader may see. */
type OfFacts<Said> = Omit<Said, "by" | "entryIds"> & { by: StaffRef; facts: SeenEntry[] };
export type SeenSettlement = OfFacts<SettlementOnFile>;
export type SeenInquiry = OfFacts<InquiryOnFile> & { action: SeenAction };
export type SeenSameValue = OfFacts<SameValueOnFile>;

/** What one reader may see of one case. Everything computed starts from here, never from the file. */
export interface SeenCase {
  readonly [seen]: true;
  readonly reader: StaffRef;
  readonly on: Day;
  /** `case` for a reader of the case; `own` for somebody who may only contribute, or who wrote and is not on the team. */
  readonly scope: "case" | "own";
  /** May send a contribution: on the case's team. */
  readonly onTeam: boolean;
  readonly forPaper: boolean;
  readonly file: Omit<
    CaseFile,
    "person" | "contributions" | "actions" | "household" | "objections" | "settlements" | "inquiries" | "sameValues"
  >;
  /** Null with scope `own`: whoever may only contribute is told nothing of the case. */
  readonly person: PersonOnFile | null;
  readonly household: CaseFile["household"];
  readonly objections: CaseFile["objections"];
  readonly contributions: SeenContribution[];
  readonly entries: SeenEntry[];
  readonly actions: SeenAction[];
  /** Oldest first, like the two lists below. */
  readonly settlements: SeenSettlement[];
  readonly inquiries: SeenInquiry[];
  readonly sameValues: SeenSameValue[];
}

export type Sight = { may: "left" } | { may: "nothing" } | { may: "see"; seen: SeenCase };

/** Opens a case file for one reader, as it stood at the end of `on`. */
export function see(box: Sealed<CaseFile>, reader: CaseReader, on: Day): Sight {
  return seeFile(unseal(box), reader, on);
}

/** The same file as it would be with one contribution more: what its author may show themselves before sending it. */
export function seeIfSent(box: Sealed<CaseFile>, written: ContributionOnFile, reader: StaffRef, on: Day): Sight {
  const file = unseal(box);
  return seeFile({ ...file, contributions: [...file.contributions, written] }, reader, on);
}

function seeFile(file: CaseFile, reader: CaseReader, on: Day): Sight {
  if (hasLeft(reader, on)) return { may: "left" };
  if (file.withdrawnAt !== null) return { may: "nothing" };

  const contributions = file.contributions.filter((contribution) => stood(contribution, on));
  const onTeam = isOnTeam(file, reader);
  const wrote = contributions.some((contribution) => contribution.authorId === reader.id);
  if (!onTeam && !wrote && reader.guestOf !== file.id) return { may: "nothing" };

  const scope = isReader(file, reader) ? "case" : "own";
  const { person, contributions: _, actions: __, household, objections, ...others } = file;
  const { settlements: ___, inquiries: ____, sameValues: _____, ...rest } = others;
  const entries = contributions.flatMap((contribution) => seenEntries(file, contribution, reader, on));
  const actions = scope === "case" ? seenActions(file, reader, on) : [];
  return {
    may: "see",
    seen: {
      reader,
      on,
      scope,
      onTeam,
      forPaper: false,
      file: scope === "case" ? fileOnDay(rest, on) : bare(rest),
      person: scope === "case" ? person : null,
      household: scope === "case" ? household : [],
      objections: scope === "case" ? objections : [],
      contributions: contributions.flatMap((contribution) => seenContribution(file, contribution, reader)),
      entries,
      actions,
      ...(scope === "case" ? seenOfFacts(file, reader, on, { entries, actions }) : nothingOfFacts),
    } as unknown as SeenCase,
  };
}

/** The view of a case for a reader, or `missing` for whoever may know nothing of it. */
export function viewFor(box: Sealed<CaseFile> | null, reader: CaseReader, on: Day): SeenCase {
  const sight = see(found(box), reader, on);
  return sight.may === "see" ? sight.seen : missing();
}

/**
 * What all of these people may see, for a screen that all of them look at; null where one of them does not read the
 * case. A contribution that one of them has only by the line for the team is that line for all.
 */
export function seeTogether(box: Sealed<CaseFile>, readers: readonly StaffRef[], on: Day): SeenCase | null {
  const views = seeAllOf(readers.map((reader) => see(box, reader, on)));
  const [first] = views;
  if (!first) return null;
  const inAll = <Item extends { id: string }>(of: (view: SeenCase) => readonly Item[]) => {
    const idsOfEach = views.map((view) => new Set(of(view).map(({ id }) => id)));
    return of(first).filter(({ id }) => idsOfEach.every((ids) => ids.has(id)));
  };
  return {
    ...first,
    reader: everybodyHere,
    contributions: inAll(({ contributions }) => contributions).map((contribution) => {
      const asEachHasIt = views.flatMap((view) => view.contributions.filter(({ id }) => id === contribution.id));
      return { ...(asEachHasIt.find(({ restricted }) => restricted) ?? contribution), own: false };
    }),
    entries: inAll(({ entries }) => entries),
    actions: inAll(({ actions }) => actions),
    settlements: inAll(({ settlements }) => settlements),
    inquiries: inAll(({ inquiries }) => inquiries),
    sameValues: inAll(({ sameValues }) => sameValues),
  };
}

const everybodyHere: StaffRef = {
  id: "",
  reference: "",
  name: "everybody here",
  discipline: "",
  job: "",
  leftOn: null,
};

/** The views of all, or none where one of them does not read the case. */
function seeAllOf(sights: readonly Sight[]): SeenCase[] {
  const seen = sights.flatMap((sight) => (sight.may === "see" && sight.seen.scope === "case" ? [sight.seen] : []));
  return seen.length === sights.length ? seen : [];
}

/** Those of the actions that this reader sees in the case. */
export function onlySeen<Action extends { id: string }>(actions: readonly Action[], view: SeenCase): Action[] {
  return actions.filter((action) => view.actions.some((seen) => seen.id === action.id));
}

/** The people on the team of a case that is seen. */
export function teamOf(view: SeenCase): StaffRef[] {
  return view.file.team.flatMap((member) => view.file.staff[member] ?? []);
}

/** Those of them who read the case. Who is on the team, invited and objected to is no secret among its readers. */
export function readersOf(view: SeenCase): StaffRef[] {
  const file = { ...view.file, objections: view.objections };
  return teamOf(view).filter((member) => !hasLeft(member, view.on) && isReader(file, member));
}

/** What of it may stand on paper: nothing that is flagged `do-not-print`, whoever asks. */
export function onPaper(view: SeenCase): SeenCase {
  return {
    ...view,
    forPaper: true,
    contributions: view.contributions.filter(mayBePrinted),
    entries: view.entries.filter(mayBePrinted),
    actions: view.actions.filter(mayBePrinted),
    settlements: view.settlements.filter(({ facts }) => facts.every(mayBePrinted)),
    inquiries: view.inquiries.filter(({ facts, action }) => [action, ...facts].every(mayBePrinted)),
    sameValues: view.sameValues.filter(({ facts }) => facts.every(mayBePrinted)),
  };
}

/** Whether paper may hold all of it. */
export function isWholeOnPaper(view: SeenCase): boolean {
  const paper = onPaper(view);
  const lists = ["contributions", "entries", "actions", "settlements", "inquiries", "sameValues"] as const;
  return lists.every((list) => paper[list].length === view[list].length);
}

export function mayBePrinted({ handling }: Sharing): boolean {
  return !handling.includes("do-not-print");
}

/** Those of the case's team who read it and may see each of these facts, which the one who asks sees themselves. */
export function whoSeesAll(box: Sealed<CaseFile>, facts: readonly SeenEntry[], on: Day): StaffRef[] {
  const file = unseal(box);
  return file.team
    .map((member) => staffOf(file, member))
    .filter((member) => !hasLeft(member, on) && isReader(file, member))
    .filter((member) => facts.every((fact) => maySee(file, fact, fact.author.id, member)));
}

/** Who of the case's team may be asked to help with an action that the one who asks sees. */
export function whoMayHelp(box: Sealed<CaseFile>, action: SeenAction, on: Day): StaffRef[] {
  const file = unseal(box);
  return file.team
    .map((member) => staffOf(file, member))
    .filter((member) => !hasLeft(member, on) && isReader(file, member))
    .filter((member) => member.id !== action.ownerId && maySee(file, action, action.raisedBy, member));
}

/** Whether everybody who reads the case sees it. */
export function isForTeam({ audience, excludedDisciplines }: Sharing): boolean {
  return audience === "team" && excludedDisciplines.length === 0;
}

/**
 * Whether it may leave for where this program has no say, such as another agency's record or the person's own copy:
 * what the whole team reads, and that concerns nobody else and harms nobody (rulings 7).
 */
export function mayLeave({ handling, ...sharing }: Sharing): boolean {
  const stays = ["third-party", "serious-harm", "do-not-print"] as const;
  return isForTeam({ handling, ...sharing }) && !stays.some((flag) => handling.includes(flag));
}

/** What somebody who is asked to contribute must know: whom it is about and what the team asks; nothing else. */
export function seeQuestion(
  box: Sealed<CaseFile>,
  reader: CaseReader,
  on: Day,
): { person: PersonOnFile; question: string; number: number } | null {
  const file = unseal(box);
  const isAsked = isOnTeam(file, reader) || reader.guestOf === file.id;
  if (hasLeft(reader, on) || file.withdrawnAt !== null || !isAsked) return null;
  return { person: file.person, question: file.nominations[0]?.question ?? "", number: file.number };
}

/** How many people read what is written for everyone invited to the case: all that a guest is told of the team. */
export function countReaders(box: Sealed<CaseFile>, on: Day): number {
  const file = unseal(box);
  return file.team.map((member) => staffOf(file, member)).filter((one) => !hasLeft(one, on) && isReader(file, one))
    .length;
}

/** As much of a case as is needed to judge one of its items. */
export type CaseForSight = Pick<CaseFile, "team" | "deputies" | "invited" | "withdrawnAt"> & {
  objections: Pick<CaseFile["objections"][number], "againstDiscipline" | "decision">[];
  practice: Pick<CaseFile["practice"], "policy">;
};

type ActionForSight = Sharing & { ownerId: string; raisedBy: string; case: CaseForSight };
interface RowForSight<Action> {
  action: Sealed<Action>;
  after: string;
  owner: { name: string; leftOn: Day | null; discipline: string };
}

/** The actions this reader may see, out of many cases; an owner sees what they own, and of the case no more than that. */
export function seeActions<Action extends ActionForSight>(
  rows: readonly RowForSight<Action>[],
  reader: StaffRef,
  on: Day,
) {
  if (hasLeft(reader, on)) return [];
  return rows.flatMap(({ action: box, ...row }) => {
    const action = unseal(box);
    const of: Action["case"] = action.case;
    const sees = action.ownerId === reader.id || maySee(of, action, action.raisedBy, reader);
    if (of.withdrawnAt !== null || !sees) return [];
    return [{ ...row, ...action, case: isReader(of, reader) ? of : null }];
  });
}

/** One of them; null when the reader knows nothing of it. */
export function seeAction<Action extends ActionForSight>(
  row: (RowForSight<Action> & { practiceId: string }) | null,
  reader: StaffRef,
  on: Day,
) {
  const [action] = row ? seeActions([row], reader, on) : [];
  return action && row ? { ...action, practiceId: row.practiceId } : null;
}

/** A sheet is for whoever sent it, until its rows are actions. */
export function seeSheet(
  box: Sealed<{ staffId: string; content: string | null }>,
  reader: StaffRef,
  on: Day,
): string | null {
  const { staffId, content } = unseal(box);
  return hasLeft(reader, on) || staffId !== reader.id ? null : content;
}

/**
 * What whoever arranges a handover is told of open actions: of which case, due when, and who may be given each, as one
 * of its team or once they join it. Its text only where they may see it (rulings 3).
 */
export function seeToHandOver<
  Action extends Sharing & {
    id: string;
    caseId: string;
    text: string;
    due: Day;
    version: number;
    ownerId: string;
    raisedBy: string;
    case: CaseForSight & { number: number };
  },
>(rows: readonly { action: Sealed<Action> }[], reader: StaffRef, people: readonly StaffRef[], on: Day) {
  const here = people.filter((person) => !hasLeft(person, on));
  return rows.map(({ action: box }) => {
    const action = unseal(box);
    const onTeam: CaseForSight = action.case;
    const mayTake = (person: StaffRef) =>
      onTeam.team.includes(person.id) && isReader(onTeam, person) && maySee(onTeam, action, action.raisedBy, person);
    const mayTakeJoining = (person: StaffRef) => {
      const joined = withMember(onTeam, person);
      return isReader(joined, person) && maySee(joined, action, action.raisedBy, person);
    };
    const takers = here.filter(mayTake);
    return {
      id: action.id,
      caseId: action.caseId,
      number: action.case.number,
      due: action.due,
      version: action.version,
      text: action.ownerId === reader.id || maySee(onTeam, action, action.raisedBy, reader) ? action.text : null,
      takers: takers.map((person) => person.id),
      joining: here.filter((person) => !takers.includes(person) && mayTakeJoining(person)).map((person) => person.id),
    };
  });
}

/** Whether somebody reads a case, or would once they are on its team. */
export function mayJoin(file: CaseForSight, person: StaffRef): boolean {
  return isReader(withMember(file, person), person);
}

function withMember<File extends CaseForSight>(file: File, person: StaffRef): File {
  return { ...file, team: [...file.team, person.id] };
}

/** Those of many items that this reader of their cases may see. */
export function seeItems<Item extends Sharing & { authorId: string; case: CaseForSight }>(
  boxes: readonly Sealed<Item>[],
  reader: StaffRef,
  on: Day,
): Item[] {
  if (hasLeft(reader, on)) return [];
  return boxes
    .map(unseal)
    .filter((item) => item.case.withdrawnAt === null && maySee(item.case, item, item.authorId, reader));
}

/** Of several case files those that are open to this reader, as a whole or to contribute. */
export function seeEach(boxes: readonly Sealed<CaseFile>[], reader: StaffRef, on: Day): SeenCase[] {
  return boxes.map((box) => see(box, reader, on)).flatMap((sight) => (sight.may === "see" ? [sight.seen] : []));
}

/** Who of these people must leave before the case is opened in the room: everybody who does not read it. */
export function mustLeave<Person extends StaffRef>(box: Sealed<CaseFile>, people: readonly Person[]): Person[] {
  const file = unseal(box);
  return people.filter((person) => !isReader(file, person));
}

/** Reads nothing from the day after they left (rulings 1). */
export function hasLeft(reader: Pick<StaffRef, "leftOn">, on: Day): boolean {
  return reader.leftOn !== null && reader.leftOn < on;
}

/** A reader of a case is on its team and of an invited discipline; its practice manager counts as invited. */
export function isReader(file: CaseForSight, reader: CaseReader): boolean {
  // Also when somebody has put them on the team since: a mailed link is no sign-in.
  if (reader.guestOf !== undefined) return false;
  const invited = file.invited.includes(reader.discipline) || reader.discipline === "practice-manager";
  return isOnTeam(file, reader) && invited && !isObjectedTo(file, reader);
}

/** A deputy stands where the one whose place they take would stand: what is named to that one is not named to them. */
function isOnTeam(file: Pick<CaseFile, "team" | "deputies">, reader: StaffRef): boolean {
  return file.team.includes(reader.id) || file.deputies.includes(reader.id);
}

/** A pending objection counts as upheld until it is decided; a refused one does not count (rulings 1). */
function isObjectedTo(file: CaseForSight, reader: StaffRef): boolean {
  return file.objections.some(
    (objection) => objection.againstDiscipline === reader.discipline && objection.decision !== "refused",
  );
}

function maySee(file: CaseForSight, item: Sharing, authorId: string, reader: CaseReader): boolean {
  if (authorId === reader.id) return true;
  if (!isReader(file, reader)) return false;
  if (item.excludedDisciplines.includes(reader.discipline)) return false;
  if (item.namedStaff.includes(reader.id) || item.audience === "team") return true;
  return file.practice.policy.audiences[item.audience].disciplines.includes(reader.discipline);
}

/** Sent by the end of that day and not replaced by then: an amended version takes the place of the one before. */
function stood(contribution: ContributionOnFile, on: Day): boolean {
  const replaced = contribution.replacedAt !== null && dayOf(contribution.replacedAt) <= on;
  return dayOf(contribution.submittedAt) <= on && !replaced;
}

function seenContribution(file: CaseFile, contribution: ContributionOnFile, reader: CaseReader): SeenContribution[] {
  const { entries: _, ...whole } = contribution;
  const author = authorOf(file, contribution);
  const own = contribution.authorId === reader.id;
  if (maySee(file, contribution, contribution.authorId, reader)) return [{ author, restricted: false, own, ...whole }];

  const teamLine = contribution.teamHeadline;
  if (teamLine === null || !isReader(file, reader)) return [];
  return [
    {
      ...whole,
      author,
      own,
      restricted: true,
      handling: [],
      namedStaff: [],
      excludedDisciplines: [],
      audience: "team",
      headline: teamLine,
      body: contribution.teamBody ?? "",
      lastContactOn: null,
      lastContactMode: null,
      whatMatters: null,
      strengths: [],
    },
  ];
}

function seenEntries(file: CaseFile, contribution: ContributionOnFile, reader: CaseReader, on: Day): SeenEntry[] {
  const author = authorOf(file, contribution);
  return contribution.entries
    .filter((entry) => maySee(file, entry, contribution.authorId, reader))
    .map((entry) => ({
      // Before what is spread: added to it afterwards, these would cost more than all of sight.
      author,
      givenFor: contribution.discipline,
      contributionId: contribution.id,
      contributionReference: contribution.reference,
      meetingId: contribution.meetingId,
      submittedAt: contribution.submittedAt,
      ...entry,
      answer: entry.answer && dayOf(entry.answer.at) <= on ? entry.answer : null,
    }));
}

function seenActions(file: CaseFile, reader: CaseReader, on: Day): SeenAction[] {
  return file.actions
    .filter((action) => dayOf(action.raisedAt) <= on)
    .filter((action) => maySee(file, action, action.raisedBy, reader) || action.ownerId === reader.id)
    .map((action) => ({ owner: staffOf(file, action.ownerId), ...asOnDay(action, on) }));
}

const nothingOfFacts = { settlements: [], inquiries: [], sameValues: [] };

/** A settlement, an inquiry or a sameness tells of every fact it was said about: who may not see one is told nothing. */
function seenOfFacts(
  file: CaseFile,
  reader: CaseReader,
  on: Day,
  { entries, actions }: Pick<SeenCase, "entries" | "actions">,
): Pick<SeenCase, "settlements" | "inquiries" | "sameValues"> {
  const stillOpen = (ended: Instant | null) => ended === null || dayOf(ended) > on;
  const saidOf = new Set(
    [...file.settlements, ...file.inquiries, ...file.sameValues].flatMap(({ entryIds }) => entryIds),
  );
  const facts = file.contributions
    .filter(({ submittedAt }) => dayOf(submittedAt) <= on)
    .map((contribution) => ({ ...contribution, entries: contribution.entries.filter(({ id }) => saidOf.has(id)) }))
    .flatMap((contribution) => seenEntries(file, contribution, reader, on));
  const ofFacts = <Said extends { at: Instant; by: string; entryIds: string[] }>({ by, entryIds, ...said }: Said) => {
    const all = entryIds.map((entryId) => facts.find((fact) => fact.id === entryId && isStillInSight(fact, entries)));
    const seenFacts = all.filter((fact) => fact !== undefined);
    const isTold = dayOf(said.at) <= on && seenFacts.length === all.length;
    return isTold ? [{ ...said, by: staffOf(file, by), facts: seenFacts }] : [];
  };
  return {
    settlements: file.settlements.filter(({ undoneAt }) => stillOpen(undoneAt)).flatMap((said) => ofFacts(said)),
    inquiries: file.inquiries
      .flatMap((said) => ofFacts(said))
      .flatMap((inquiry) => {
        const action = actions.find(({ id }) => id === inquiry.actionId);
        return action ? [{ ...inquiry, action }] : [];
      }),
    sameValues: file.sameValues.filter(({ endedAt }) => stillOpen(endedAt)).flatMap((said) => ofFacts(said)),
  };
}

/**
 * An amended fact is gone; its author's present one of that key stands for it. Where that one is kept from the reader,
 * or there is none, what was said about the old one is not told either: the two cases must not be told apart.
 */
function isStillInSight(fact: SeenEntry, entries: readonly SeenEntry[]): boolean {
  return entries.some(
    (entry) => entry.kind === "fact" && entry.author.id === fact.author.id && entry.name === fact.name,
  );
}

/** The action as it stood at the end of that day: what came later has not happened. */
function asOnDay(action: ActionOnFile, on: Day): ActionOnFile {
  const later = (at: ActionOnFile["closedAt"]) => at !== null && dayOf(at) > on;
  const stillOpen = later(action.closedAt);
  return {
    ...action,
    ...(stillOpen ? { closedAt: null, closedAs: null, outcome: null, outcomeText: null } : {}),
    ...(later(action.blockedAt) ? { blockedAt: null, blockedReason: null } : {}),
    acceptedAt: later(action.acceptedAt) ? null : action.acceptedAt,
    startedAt: later(action.startedAt) ? null : action.startedAt,
    declinedAt: later(action.declinedAt) ? null : action.declinedAt,
    updates: action.updates.filter((update) => dayOf(update.at) <= on),
  };
}

/** What was asked and told by the end of that day. */
function fileOnDay(file: SeenCase["file"], on: Day): SeenCase["file"] {
  const told = file.notice?.informedOn ?? null;
  const stillOpen = file.closedAt !== null && dayOf(file.closedAt) > on;
  return {
    ...file,
    ...(stillOpen ? { closedAt: null, closedAs: null, closedReason: null, reviewTrigger: null } : {}),
    nominations: file.nominations.filter((nomination) => dayOf(nomination.at) <= on),
    discussions: file.discussions.filter((discussion) => dayOf(discussion.concludedAt) <= on),
    notice: told !== null && told > on ? null : file.notice,
  };
}

/** The file without what only a reader of the case may know: who is on it, what was asked, what was told. */
function bare(file: SeenCase["file"]): SeenCase["file"] {
  return {
    ...file,
    nominations: [],
    discussions: [],
    invited: [],
    team: [],
    deputies: [],
    differentWork: [],
    staff: {},
    notice: null,
    safeContact: null,
    closedReason: null,
    closedAs: null,
    reviewTrigger: null,
    leadId: null,
  };
}

/** A guest is called so wherever their words stand. */
function authorOf(file: CaseFile, { authorId, guestId }: ContributionOnFile): StaffRef {
  const author = staffOf(file, authorId);
  return guestId ? { ...author, name: `${author.name}, guest` } : author;
}

function staffOf(file: CaseFile, id: string): StaffRef {
  const staff = file.staff[id];
  if (!staff) throw new Error("A case file names somebody it does not hold.");
  return staff;
}
