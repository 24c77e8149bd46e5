/** Putting a case forward, and the answer to it. */
import { z } from "zod";
import {
  addMembers,
  caseOfPerson,
  changeCase,
  changeNomination,
  keepNomination,
  peopleNamed,
} from "#db/queries/cases.ts";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { settleDeputies } from "#db/queries/deputies.ts";
import { endPlans } from "#db/queries/endings.ts";
import { nextCaseNumber, personByChi } from "#db/queries/imports.ts";
import { toJson } from "#db/queries/json.ts";
import { meetingAfter, nextMeetingOf, putOnAgenda } from "#db/queries/meetings.ts";
import { keep } from "#db/queries/rows.ts";
import { practiceById, presentStaff, staffOfPractice } from "#db/queries/staff.ts";
import { casesWithin } from "#db/queries/visible.ts";
import type { Reader, Writer } from "#db/database.ts";
import type { Instant } from "#db/schema.ts";
import { findPerson, nominate, nominateAgain, nominateCase, triage, triageCase } from "../../domain/cases.ts";
import { eventOfVerdict, follow } from "../../domain/lifecycle.ts";
import { usualMinutes } from "../../domain/meetings.ts";
import { chiInGroups, digitsOf, readChi } from "../../domain/identifiers.ts";
import { id } from "../../domain/inputs.ts";
import { changedMeanwhile, found, refuse } from "../../domain/refusal.ts";
import { viewFor } from "../../domain/sight.ts";
import { read, router, signedIn, write } from "../../trpc.ts";

/** A case that is nominated again waits for triage again. How it ended last time stays for those who triage it. */
const reopened = { closed_at: null, accepted_at: null };

export const nominating = router({
  /** What the form of a nomination offers. */
  prepare: read("case.prepare")
    .input(z.object({ practiceId: id }))
    .query(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const people = await presentStaff(ctx.db, input.practiceId, ctx.today);
      const next = await nextMeetingOf(ctx.db, input.practiceId, ctx.at);
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
        await settleDeputies(ctx, input.practiceId);
      }
      ctx.changed(`case:${caseId}`);
      return { practiceId: input.practiceId, caseId };
    }),

  nominateAgain: write("case.nominateAgain")
    .input(nominateAgain)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);

      follow(view.file, "nominate-again");

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
      follow(view.file, eventOfVerdict[input.verdict]);

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
          await settleDeputies(ctx, view.file.practice.id);
          ctx.changed(`meeting:${next.id}`);
        }
      }
      if (input.verdict === "sent-elsewhere") {
        await changeCase(ctx.db, input.caseId, null, {
          closed_at: ctx.at,
          closed_by: staff.id,
          closed_as: "closed",
          closed_reason: input.reason,
          review_trigger: null,
        });
        ctx.changed(...(await endPlans(ctx, view.file.practice.id, input.caseId)));
      }
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),
});

/** Coordinators, and the chair of the next meeting. */
async function triagersOf(db: Reader, practiceId: string, now: Instant): Promise<string[]> {
  const people = await staffOfPractice(db, practiceId);
  const next = await nextMeetingOf(db, practiceId, now);
  return [
    ...people.filter((person) => person.role === "coordinator").map((person) => person.id),
    ...(next?.chair_id ? [next.chair_id] : []),
  ];
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
