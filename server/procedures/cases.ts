/** Cases: the list, putting one forward, triage, who is on it, what the person was told, taking one back. */
import { z } from "zod";
import {
  caseOfPerson,
  casesInList,
  changeCase,
  changeNomination,
  decideObjectionRow,
  endInvitation,
  endMembership,
  keepNomination,
  peopleNamed,
} from "#db/queries/cases.ts";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { nextCaseNumber, personByChi } from "#db/queries/imports.ts";
import { toJson } from "#db/queries/json.ts";
import { meetingAfter, nextMeetings, putOnAgenda } from "#db/queries/meetings.ts";
import { keep } from "#db/queries/rows.ts";
import { practiceById, staffOfPractice } from "#db/queries/staff.ts";
import { casesWithin } from "#db/queries/visible.ts";
import type { StaffRef } from "#db/casefile.ts";
import type { Reader, Writer } from "#db/database.ts";
import type { Instant } from "#db/schema.ts";
import {
  changeTeam,
  decideObjection,
  findPerson,
  nominate,
  nominateAgain,
  nominateCase,
  recordNotice,
  recordObjection,
  recordSafeContact,
  tell,
  triage,
  triageCase,
  withdrawCase,
} from "../domain/cases.ts";
import { chiInGroups, digitsOf, readChi } from "../domain/identifiers.ts";
import { id, optionalWords } from "../domain/inputs.ts";
import { found, refuse, Refusal } from "../domain/refusal.ts";
import { hasLeft, viewFor, onPaper } from "../domain/sight.ts";
import { composeSummary, summaryAsText } from "../domain/summaries.ts";
import { read, router, signedIn, watch, write } from "../trpc.ts";

/** How long a case is given on an agenda until somebody says otherwise, in minutes. */
const usualMinutes = 15;

/** A case that is nominated again waits for triage again. */
const reopened = { closed_at: null, closed_by: null, closed_reason: null, accepted_at: null };

const changedMeanwhile = () =>
  new Refusal("stale", "Somebody changed this meanwhile. Open the page again: your text is still here.");

const verbsOnCase = [
  "case.nominateAgain",
  "case.triage",
  "case.changeTeam",
  "case.recordNotice",
  "case.recordSafeContact",
  "case.object",
  "case.decideObjection",
  "case.withdraw",
  "contribution.submit",
  "action.record",
] as const;

export const cases = router({
  /** One case as this reader may see it. */
  open: read("case.open")
    .input(z.object({ caseId: id, paper: z.boolean().default(false) }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const whole = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);
      const view = input.paper ? onPaper(whole) : whole;
      const summary = composeSummary(view);
      const { file } = view;
      return {
        summary,
        /** The same page as paper may hold it, for a browser that prints the screen. */
        printed: composeSummary(onPaper(view)),
        at: ctx.at,
        text: summaryAsText(summary, { paper: input.paper, reader: staff.name }),
        practice: { id: file.practice.id, name: file.practice.name, code: file.practice.code },
        nomination: file.nominations[0] ?? null,
        notice: file.notice,
        objections: view.objections,
        safeContact: file.safeContact,
        team: file.team.flatMap((member) => file.staff[member] ?? []),
        invited: file.invited,
        disciplines: file.practice.policy.disciplines.map(({ code, label }) => ({ code, label })),
        own: view.contributions
          .filter((contribution) => contribution.own)
          .map((contribution) => ({ id: contribution.id, headline: contribution.headline })),
        ownEntries: view.entries
          .filter((entry) => entry.author.id === staff.id && entry.kind !== "detail")
          .map((entry) => ({ id: entry.id, kind: entry.kind, text: entry.text })),
        acceptedAt: file.acceptedAt,
        closedAt: file.closedAt,
        version: file.version,
        discipline: staff.discipline,
        reader: staff.name,
        may: ctx.may(verbsOnCase),
      };
    }),

  list: read("case.list")
    .input(z.object({ q: optionalWords(120) }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const within = await casesWithin(ctx.db, { staffId: staff.id, discipline: staff.discipline });
      const rows = await casesInList(ctx.db, [...within.onTeam]);
      const sought = input.q?.toLocaleLowerCase("en-GB") ?? "";
      const listed = rows.map((row) => (within.readable.has(row.id) ? readable(row) : contributable(row)));
      return listed
        .filter((row) => sought === "" || row.words.some((word) => word.startsWith(sought)))
        .map(({ words: _, ...row }) => row)
        .sort((a, b) => Number(a.closed) - Number(b.closed) || a.name.localeCompare(b.name, "en-GB"));
    }),

  /** What the form of a nomination offers. */
  prepare: read("case.prepare")
    .input(z.object({ practiceId: id }))
    .query(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const people = await presentStaff(ctx.db, input.practiceId, ctx.today);
      const [next] = await nextMeetings(ctx.db, [input.practiceId], ctx.at);
      return {
        practice: { id: practice.id, name: practice.name },
        groups: practice.policy.disciplines
          .map((discipline) => ({
            label: discipline.label,
            people: people
              .filter((person) => person.discipline === discipline.code)
              .map((person) => ({ id: person.id, name: person.name, job: person.job })),
          }))
          .filter((group) => group.people.length > 0),
        disciplines: practice.policy.disciplines.map(({ code, label }) => ({ code, label })),
        next: next ? { startsAt: next.starts_at, nominationsClose: next.nominations_close } : null,
      };
    }),

  /** By exact number only, and only whom the reader may know of: anybody else is "no match". */
  find: read("case.find")
    .input(findPerson)
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const reading = readChi(input.chi);
      if (reading.kind === "invalid") refuse(reading.why, "chi");
      const person = await personByChi(ctx.db, input.practiceId, reading.chi);
      const mdtCase = person && (await caseOfPerson(ctx.db, person.id));
      const within = await casesWithin(ctx.db, { staffId: staff.id, discipline: staff.discipline });
      const known = mdtCase && within.readable.has(mdtCase.id) ? mdtCase : null;
      return {
        chi: reading.chi,
        person:
          known && person
            ? {
                givenName: person.given_name,
                familyName: person.family_name,
                birthDate: person.birth_date,
                caseId: known.id,
                isClosed: known.closed_at !== null,
              }
            : null,
      };
    }),

  nominate: write("case.nominate")
    .input(nominateCase)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const { policy } = found(await practiceById(ctx.db, input.practiceId));
      const within = await casesWithin(ctx.db, { staffId: staff.id, discipline: staff.discipline });
      const alike = await peopleNamed(ctx.db, input.practiceId, input.familyName, input.birthDate);
      const lookalike = alike.find(
        (person) => within.readable.has(person.case_id) && person.chi !== digitsOf(input.chi),
      );

      const nomination = nominate(input, {
        today: ctx.today,
        mode: ctx.mode,
        staff: await presentStaff(ctx.db, input.practiceId, ctx.today),
        nominator: staff,
        disciplines: policy.disciplines.map(({ code }) => code),
        triagers: await triagersOf(ctx.db, input.practiceId, ctx.at),
        lookalike: lookalike ? { chi: chiInGroups(lookalike.chi) } : null,
      });

      const base = { practice_id: input.practiceId };
      const known = await personByChi(ctx.db, input.practiceId, nomination.chi);
      const existing = known && (await caseOfPerson(ctx.db, known.id));
      // A case the nominator may not know of takes the nomination, and the answer is the same as for a new one.
      const caseId = existing?.id ?? ctx.newId();
      if (!existing) {
        const personId = known?.id ?? ctx.newId();
        if (!known) {
          await keep(ctx.db, "person", {
            id: personId,
            ...base,
            chi: nomination.chi,
            chi_kind: nomination.kind,
            given_name: input.givenName,
            family_name: input.familyName,
            preferred_name: input.preferredName,
            pronouns: input.pronouns,
            birth_date: input.birthDate,
            language: input.language,
            interpreter: input.interpreter,
            created_at: ctx.at,
          });
        }
        await keep(ctx.db, "mdt_case", {
          id: caseId,
          ...base,
          number: await nextCaseNumber(ctx.db, input.practiceId),
          person_id: personId,
          priority: input.priority,
          opened_at: ctx.at,
        });
        await addMembers(ctx, { ...base, case_id: caseId }, nomination.team, nomination.disciplines);
      }
      await keepNomination(ctx.db, {
        id: ctx.newId(),
        ...base,
        case_id: caseId,
        nominated_at: ctx.at,
        nominated_by: staff.id,
        criteria: toJson<string[]>(input.criteria),
        reason: input.reason,
        question: input.question,
        kind: existing ? "re-referral" : "referral",
      });
      if (existing?.closed_at) await changeCase(ctx.db, existing.id, null, reopened);
      if (!existing || within.readable.has(existing.id)) {
        await keepTold(ctx, { ...base, case_id: caseId }, input, staff.id);
      }
      ctx.changed(`case:${caseId}`);
      return { practiceId: input.practiceId, caseId };
    }),

  nominateAgain: write("case.nominateAgain")
    .input(nominateAgain)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);

      await keepNomination(ctx.db, {
        id: ctx.newId(),
        practice_id: view.file.practice.id,
        case_id: input.caseId,
        nominated_at: ctx.at,
        nominated_by: staff.id,
        criteria: toJson<string[]>(input.criteria),
        reason: input.reason,
        question: input.question,
        kind: "re-referral",
      });
      const again = { ...reopened, priority: input.priority };
      if (!(await changeCase(ctx.db, input.caseId, input.version, again))) throw changedMeanwhile();
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),

  triage: write("case.triage")
    .input(triageCase)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);

      triage(view.file.nominations[0], input);

      const kept = await changeNomination(ctx.db, input.nominationId, input.version, {
        triaged_at: ctx.at,
        triaged_by: staff.id,
        verdict: input.verdict,
        verdict_reason: input.reason,
      });
      if (!kept) throw changedMeanwhile();
      if (input.verdict === "accepted") {
        await changeCase(ctx.db, input.caseId, null, { accepted_at: ctx.at });
        const next = await meetingAfter(ctx.db, view.file.practice.id, ctx.at);
        if (next) {
          const row = {
            id: ctx.newId(),
            practice_id: view.file.practice.id,
            meeting_id: next.id,
            case_id: input.caseId,
            minutes: usualMinutes,
          };
          await putOnAgenda(ctx.db, row, "end");
          ctx.changed(`meeting:${next.id}`);
        }
      }
      if (input.verdict === "sent-elsewhere") {
        await changeCase(ctx.db, input.caseId, null, {
          closed_at: ctx.at,
          closed_by: staff.id,
          closed_reason: input.reason,
        });
      }
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),

  changeTeam: write("case.changeTeam")
    .input(changeTeam)
    .mutation(async ({ ctx, input }) => {
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), signedIn(ctx).staff, ctx.today);
      const { file } = view;
      const people = await presentStaff(ctx.db, file.practice.id, ctx.today);

      const strangers = input.team.filter((member) => !people.some((person) => person.id === member));
      if (strangers.length > 0) refuse("Choose people who are at this practice now", "team");
      const codes = file.practice.policy.disciplines.map(({ code }) => code);
      if (input.disciplines.some((code) => !codes.includes(code)))
        refuse("Choose disciplines of the list", "disciplines");

      const of = { practice_id: file.practice.id, case_id: input.caseId };
      const leaving = file.team.filter((member) => !input.team.includes(member));
      await endMembership(ctx.db, input.caseId, leaving, ctx.at);
      await endInvitation(
        ctx.db,
        input.caseId,
        file.invited.filter((code) => !input.disciplines.includes(code)),
        ctx.at,
      );
      await addMembers(
        ctx,
        of,
        input.team.filter((member) => !file.team.includes(member)),
        input.disciplines.filter((code) => !file.invited.includes(code)),
        file.invited.length,
      );
      if (!(await changeCase(ctx.db, input.caseId, input.version, {}))) throw changedMeanwhile();
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),

  recordNotice: write("case.recordNotice")
    .input(recordNotice)
    .mutation(async ({ ctx, input }) => {
      tell(input, ctx.today);
      await keep(ctx.db, "notice", {
        id: ctx.newId(),
        practice_id: ctx.stood.practiceId ?? "",
        case_id: input.caseId,
        informed: input.informed,
        informed_on: input.informedOn,
        informed_by: signedIn(ctx).staff.id,
        reason: input.notInformedReason,
        views: input.views ?? "",
        capacity: input.capacity,
        recorded_at: ctx.at,
        recorded_by: signedIn(ctx).staff.id,
      });
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),

  recordSafeContact: write("case.recordSafeContact")
    .input(recordSafeContact)
    .mutation(async ({ ctx, input }) => {
      await keep(ctx.db, "safe_contact", {
        id: ctx.newId(),
        practice_id: ctx.stood.practiceId ?? "",
        case_id: input.caseId,
        ring_first: input.ringFirst,
        never_ring: input.neverRing,
        no_letters: input.noLetters ? 1 : 0,
        no_voicemail: input.noVoicemail ? 1 : 0,
        recorded_at: ctx.at,
        recorded_by: signedIn(ctx).staff.id,
      });
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),

  /** Counts at once: a pending objection is upheld until it is decided. */
  object: write("case.object")
    .input(recordObjection)
    .mutation(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, ctx.stood.practiceId ?? ""));
      if (!practice.policy.disciplines.some(({ code }) => code === input.againstDiscipline)) {
        refuse("Choose who should not hear it", "againstDiscipline");
      }
      await keep(ctx.db, "objection", {
        id: ctx.newId(),
        practice_id: practice.id,
        case_id: input.caseId,
        against_discipline: input.againstDiscipline,
        text: input.text,
        recorded_at: ctx.at,
        recorded_by: signedIn(ctx).staff.id,
      });
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),

  decideObjection: write("case.decideObjection")
    .input(decideObjection)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);
      found(view.objections.find((objection) => objection.id === input.objectionId));
      const decided = await decideObjectionRow(ctx.db, input.objectionId, input.version, {
        decision: input.decision,
        decision_text: input.text,
        decided_at: ctx.at,
        decided_by: staff.id,
      });
      if (!decided) throw changedMeanwhile();
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),

  withdraw: write("case.withdraw")
    .input(withdrawCase)
    .mutation(async ({ ctx, input }) => {
      const gone = {
        withdrawn_at: ctx.at,
        withdrawn_by: signedIn(ctx).staff.id,
        withdrawn_reason: input.reason,
      };
      if (!(await changeCase(ctx.db, input.caseId, input.version, gone))) throw changedMeanwhile();
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),

  watch: watch("case.watch")
    .input(z.object({ caseId: id }))
    .subscription(async function* ({ ctx, input, signal }) {
      yield "hello";
      yield* ctx.signals.listen([`case:${input.caseId}`], signal ?? new AbortController().signal);
    }),
});

type Listed = {
  id: string;
  number: number;
  practice: string;
  name: string;
  chi: string;
  question: string;
  priority: string;
  scope: "read" | "contribute";
  waiting: boolean;
  closed: boolean;
  words: string[];
};
type Row = Awaited<ReturnType<typeof casesInList>>[number];

function readable(row: Row): Listed {
  return {
    id: row.id,
    number: row.number,
    practice: row.practice,
    name: `${row.familyName.toLocaleUpperCase("en-GB")}, ${row.givenName}`,
    chi: chiInGroups(row.chi),
    question: row.question,
    priority: row.priority,
    scope: "read",
    waiting: row.acceptedAt === null && row.closedAt === null,
    closed: row.closedAt !== null,
    words: [
      row.familyName,
      row.givenName,
      `${row.givenName} ${row.familyName}`,
      row.chi,
      chiInGroups(row.chi),
      String(row.number),
    ].map((word) => word.toLocaleLowerCase("en-GB")),
  };
}

/** Whoever may only contribute finds the case by its number, and is told nothing else in a list. */
function contributable(row: Row): Listed {
  return {
    id: row.id,
    number: row.number,
    practice: row.practice,
    name: `Case ${row.number}`,
    chi: "",
    question: "",
    priority: "",
    scope: "contribute",
    waiting: false,
    closed: false,
    words: [String(row.number)],
  };
}

async function presentStaff(db: Reader, practiceId: string, today: Parameters<typeof hasLeft>[1]): Promise<StaffRef[]> {
  const people = await staffOfPractice(db, practiceId);
  return people
    .map((person) => ({
      id: person.id,
      reference: person.reference ?? person.id,
      name: person.name,
      discipline: person.discipline,
      job: person.job,
      leftOn: person.left_on,
    }))
    .filter((person) => !hasLeft(person, today));
}

/** Coordinators, and the chair of the next meeting. */
async function triagersOf(db: Reader, practiceId: string, now: Instant): Promise<string[]> {
  const people = await staffOfPractice(db, practiceId);
  const [next] = await nextMeetings(db, [practiceId], now);
  return [
    ...people.filter((person) => person.role === "coordinator").map((person) => person.id),
    ...(next?.chair_id ? [next.chair_id] : []),
  ];
}

async function addMembers(
  ctx: { db: Writer; at: Instant; newId: () => string },
  of: { practice_id: string; case_id: string },
  team: readonly string[],
  disciplines: readonly string[],
  after = 0,
): Promise<void> {
  await keep(
    ctx.db,
    "case_member",
    ...team.map((staffId) => ({ id: ctx.newId(), ...of, staff_id: staffId, joined_at: ctx.at })),
  );
  await keep(
    ctx.db,
    "case_discipline",
    ...disciplines.map((discipline, index) => ({
      id: ctx.newId(),
      ...of,
      discipline,
      position: after + index,
      invited_at: ctx.at,
    })),
  );
}

/** What the person was told, objects to, and how to reach them safely, as said with the nomination. */
async function keepTold(
  ctx: { db: Writer; at: Instant; newId: () => string },
  of: { practice_id: string; case_id: string },
  input: z.output<typeof nominateCase>,
  by: string,
): Promise<void> {
  const recorded = { recorded_at: ctx.at, recorded_by: by };
  await keep(ctx.db, "notice", {
    id: ctx.newId(),
    ...of,
    informed: input.informed,
    informed_on: input.informedOn,
    informed_by: by,
    reason: input.notInformedReason,
    views: input.views ?? "",
    ...recorded,
  });
  if (input.objectionDiscipline) {
    await keep(ctx.db, "objection", {
      id: ctx.newId(),
      ...of,
      against_discipline: input.objectionDiscipline,
      text: input.objectionText ?? "",
      ...recorded,
    });
  }
  if (input.ringFirst || input.neverRing || input.noLetters || input.noVoicemail) {
    await keep(ctx.db, "safe_contact", {
      id: ctx.newId(),
      ...of,
      ring_first: input.ringFirst,
      never_ring: input.neverRing,
      no_letters: input.noLetters ? 1 : 0,
      no_voicemail: input.noVoicemail ? 1 : 0,
      ...recorded,
    });
  }
}
