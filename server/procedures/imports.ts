/** Imports a case file as the history it is: all or nothing, and the same file again changes nothing. */
import { z } from "zod";
import type { Writer } from "#db/database.ts";
import { toJson } from "#db/queries/json.ts";
import { sharingRow } from "#db/queries/casefiles.ts";
import { idsByReference, importRecords, nextCaseNumber, personByChi } from "#db/queries/imports.ts";
import { keep } from "#db/queries/rows.ts";
import { changeStaff, keepPractice, organisationNamed, practiceByCode, staffByEmail } from "#db/queries/staff.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { Sharing } from "#db/casefile.ts";
import { actionClosings } from "#db/vocabulary.ts";
import {
  objectionDecisionOf,
  policyOf,
  readCaseFile,
  sharingOfItem,
  type ActionForm,
  type CaseFileForm,
  type CaseForm,
  type ContributionForm,
  type MeetingForm,
} from "../domain/casefiles.ts";
import { detailsOf } from "../domain/casedetails.ts";
import { cycleDays } from "../domain/cycle.ts";
import { deadlinesIn } from "../domain/details.ts";
import { startingQuestions } from "../domain/disciplines.ts";
import { fold } from "../domain/facts.ts";
import { caseEnds } from "../domain/lifecycle.ts";
import { Refusal, refuse } from "../domain/refusal.ts";
import { readTimes } from "../domain/series.ts";
import { dayOf, minutesBetween, readWallTime } from "../domain/time.ts";
import { fingerprint, router, write } from "../trpc.ts";

export const imports = router({
  caseFile: write("case.import")
    .input(z.object({ file: z.unknown() }))
    .mutation(async ({ ctx, input }) => {
      const read = readCaseFile(input.file);
      if ("faults" in read) throw new Refusal("rule", read.faults.join("\n"), "file");
      const { file } = read;
      if (ctx.mode === "live") refuseTestNumbers(file);

      const importer = await beginImport(ctx.db, file, ctx.at, ctx.newId);
      const counts = {
        staff: await importer.staff(),
        meetings: await importer.meetings(),
        cases: await importer.cases(),
        contributions: importer.counted.contributions,
        facts: importer.counted.facts,
        actions: importer.counted.actions,
      };
      return { practiceId: importer.practiceId, ...counts };
    }),
});

function refuseTestNumbers(file: CaseFileForm): void {
  const at = file.cases.findIndex((entry) => entry.person.chi.kind === "test");
  if (at >= 0) refuse(`cases[${at}].person.chi: is from the test block, which live mode does not take`, "file");
}

/** Noon in London on that day: the file gives days where we keep instants. */
function noon(day: Day): Instant {
  const { instant } = readWallTime(day, "12:00");
  return instant ?? refuse(`${day} has no noon`);
}

async function beginImport(db: Writer, file: CaseFileForm, at: Instant, newId: () => string) {
  const known = await practiceByCode(db, file.practice.code);
  const practiceId = known?.id ?? newId();
  const records = await importRecords(db, practiceId);
  const staffIds = await idsByReference(db, "attachment", practiceId);
  const meetingIds = await idsByReference(db, "meeting", practiceId);
  const caseIds = await idsByReference(db, "mdt_case", practiceId);
  const counted = { contributions: 0, facts: 0, actions: 0 };
  const base = { practice_id: practiceId };

  /** True when it is new; the same id with other content is refused, naming where. */
  async function isNew(reference: string, path: string, content: unknown): Promise<boolean> {
    const hash = fingerprint(content);
    const earlier = records.get(reference);
    if (earlier === hash) return false;
    if (earlier !== undefined) refuse(`${path}: was imported before with other content`, "file");
    records.set(reference, hash);
    await keep(db, "import_record", { id: newId(), ...base, reference, content_hash: hash, imported_at: at });
    return true;
  }

  const { practice } = file;
  if (!known) {
    await keepPractice(
      db,
      {
        id: practiceId,
        code: practice.code,
        name: practice.name,
        nation: practice.nation,
        list_size: practice.listSize,
        created_at: at,
      },
      policyOf(file),
    );
  }
  // What the file itself says: typed fields are ours, and a newer program may bring others.
  const { disciplines, audiences, stalenessPolicyDays, safetyCriticalKeys, factLabels } = file;
  const rules = { disciplines, audiences, stalenessPolicyDays, safetyCriticalKeys, factLabels };
  await isNew(`practice/${practice.code}`, "practice", { practice, rules });

  const staffId = (reference: string) => staffIds.get(reference) ?? refuse(`“${reference}” was not imported`, "file");
  const staffOrNull = (reference: string | null) => (reference === null ? null : staffId(reference));

  async function staff(): Promise<number> {
    let count = 0;
    for (const [index, person] of file.staff.entries()) {
      if (!(await isNew(`staff/${person.id}`, `staff[${index}]`, person))) continue;
      const same = await staffByEmail(db, person.email);
      if (same && same.name !== person.name) {
        refuse(`staff[${index}].email: belongs to somebody of another name already`, "file");
      }
      if (same && same.discipline !== person.discipline) {
        refuse(`staff[${index}].discipline: this person is known already, as ${same.discipline}`, "file");
      }
      const id = same?.id ?? newId();
      if (same && person.leftOn && (same.left_on === null || person.leftOn < same.left_on)) {
        await changeStaff(db, id, { left_on: person.leftOn });
      }
      if (!same) {
        const sector = file.disciplines.find((discipline) => discipline.code === person.discipline)?.sector ?? "other";
        await keep(db, "staff", {
          id,
          name: person.name,
          email: person.email,
          organisation_id: await organisationNamed(db, { id: newId(), name: person.organisation, sector }),
          discipline: person.discipline,
          job: person.role,
          registered: person.registered ? 1 : 0,
          left_on: person.leftOn,
          created_at: at,
        });
      }
      await keep(db, "attachment", {
        id: newId(),
        ...base,
        staff_id: id,
        role: person.discipline === "practice-manager" ? "coordinator" : "member",
        attached_at: at,
        reference: person.id,
      });
      staffIds.set(person.id, id);
      count += 1;
    }
    return count;
  }

  async function meetings(): Promise<number> {
    let count = 0;
    for (const [index, meeting] of file.meetings.entries()) {
      if (!(await isNew(`meeting/${meeting.id}`, `meetings[${index}]`, meeting))) continue;
      const id = newId();
      meetingIds.set(meeting.id, id);
      await keep(db, "meeting", { id, ...base, ...meetingRow(meeting) });
      await keep(
        db,
        "reply",
        ...repliesOf(meeting).map((reply) => ({
          id: newId(),
          ...base,
          meeting_id: id,
          staff_id: staffId(reply.staffId),
          reply: reply.reply,
          replied_at: reply.reply ? at : null,
          presence: reply.presence,
        })),
      );
      count += 1;
    }
    return count;
  }

  function meetingRow(meeting: MeetingForm) {
    const starts = readTimes(meeting.date, meeting.start, 15).startsAt;
    const ends = readTimes(meeting.date, meeting.end, 15).startsAt;
    const cycle = cycleDays(meeting.date, practice.nation, known?.cycle ?? null);
    return {
      starts_at: starts,
      ends_at: ends,
      place: meeting.place,
      chair_id: staffOrNull(meeting.chairId),
      nominations_close: meeting.nominationsClose ?? cycle.nominationsClose,
      contributions_due: meeting.contributionsDue ?? cycle.contributionsDue,
      pack_freezes: meeting.packPublished ?? cycle.packFreezes,
      opened_at: ["closed", "running"].includes(meeting.status) ? starts : null,
      closed_at: meeting.status === "closed" ? ends : null,
      cancelled_at: meeting.status === "cancelled" ? at : null,
      reference: meeting.id,
    };
  }

  async function cases(): Promise<number> {
    let count = 0;
    for (const [index, entry] of file.cases.entries()) {
      const path = `cases[${index}]`;
      const { contributions, actions, ...own } = entry;
      if (await isNew(`case/${entry.id}`, path, own)) {
        await oneCase(entry, path);
        count += 1;
      }
      for (const [of, given] of contributions.entries())
        await contribution(entry, given, `${path}.contributions[${of}]`);
      for (const [of, given] of actions.entries()) await action(entry, given, `${path}.actions[${of}]`);
    }
    await agendas();
    return count;
  }

  async function oneCase(entry: CaseForm, path: string): Promise<void> {
    const id = newId();
    caseIds.set(entry.id, id);
    const of = { ...base, case_id: id };
    const opened = noon(entry.referral.date);
    const { person } = entry;
    if (await personByChi(db, practiceId, person.chi.chi)) {
      refuse(`${path}.person.chi: belongs to a person of this practice already`, "file");
    }
    const personId = newId();
    await keep(db, "person", {
      id: personId,
      ...base,
      chi: person.chi.chi,
      chi_kind: person.chi.kind,
      given_name: person.givenName,
      family_name: person.familyName,
      preferred_name: person.preferredName,
      birth_date: person.birthDate,
      sex_recorded: person.sexRecorded,
      pronouns: person.pronouns,
      address: person.recordedAddress,
      phone: person.recordedPhone,
      language: person.language,
      interpreter: person.interpreter,
      simd_decile: person.simdDecile,
      created_at: at,
    });
    const accepted = entry.status !== "nominated" && entry.status !== "deferred";
    const closedAs = caseEnds.find((word) => word === entry.status) ?? null;
    await keep(db, "mdt_case", {
      id,
      ...base,
      number: await nextCaseNumber(db, practiceId),
      person_id: personId,
      priority: entry.priority,
      opened_at: opened,
      accepted_at: accepted ? opened : null,
      closed_at: closedAs && at,
      closed_reason: closedAs,
      closed_as: closedAs,
      reference: entry.id,
    });
    await keep(db, "nomination", {
      id: newId(),
      ...of,
      nominated_at: opened,
      nominated_by: staffId(entry.referral.byId),
      criteria: toJson(entry.referral.criteria),
      reason: entry.referral.reason,
      question: entry.referral.question,
      kind: entry.referral.kind,
      triaged_at: accepted ? opened : null,
      verdict: accepted ? "accepted" : null,
    });
    await keep(
      db,
      "household",
      ...entry.household.map((member, position) => ({
        id: newId(),
        ...of,
        position,
        name: member.name,
        relation: member.relation,
        birth_date: member.birthDate,
        note: member.note,
      })),
    );
    await keep(
      db,
      "case_discipline",
      ...[...new Set(entry.invited)].map((discipline, position) => ({
        id: newId(),
        ...of,
        discipline,
        position,
        invited_at: opened,
      })),
    );
    await keep(
      db,
      "case_member",
      ...[...new Set(entry.team)].map((member) => ({
        id: newId(),
        ...of,
        staff_id: staffId(member),
        joined_at: opened,
      })),
    );
    await sharingWith(entry, of, opened);
  }

  async function sharingWith(entry: CaseForm, of: typeof base & { case_id: string }, opened: Instant): Promise<void> {
    const recorded = { recorded_at: opened, recorded_by: staffId(entry.referral.byId) };
    if (entry.safeContact) {
      await keep(db, "safe_contact", {
        id: newId(),
        ...of,
        ring_first: entry.safeContact.ringFirst,
        never_ring: entry.safeContact.neverRing,
        no_letters: entry.safeContact.noLetters ? 1 : 0,
        no_voicemail: entry.safeContact.noVoicemail ? 1 : 0,
        ...recorded,
      });
    }
    if (!entry.notice) return;
    const { notice } = entry;
    await keep(db, "notice", {
      id: newId(),
      ...of,
      informed: notice.informed,
      informed_on: notice.informedOn,
      informed_by: staffOrNull(notice.informedById),
      reason: notice.reason,
      views: notice.views,
      capacity: notice.capacityForThisDecision,
      ...recorded,
    });
    await keep(
      db,
      "objection",
      ...notice.objections.map((objection) => {
        const decision = objectionDecisionOf(objection.decision);
        return {
          id: newId(),
          ...of,
          against_discipline: objection.againstDiscipline,
          text: objection.text,
          decision,
          decision_text: objection.decision,
          decided_at: decision && objection.decidedOn ? noon(objection.decidedOn) : null,
          decided_by: staffOrNull(objection.decidedById),
          ...recorded,
        };
      }),
    );
  }

  /** A file's contributions belong to its scheduled meeting (rulings 17). */
  function meetingFor(caseReference: string): string | null {
    const scheduled = file.meetings.filter((meeting) => meeting.status === "scheduled" || meeting.status === "running");
    const listed = scheduled.find((meeting) => meeting.agenda.some((item) => item.caseId === caseReference));
    const meeting = listed ?? scheduled[0];
    return meeting ? (meetingIds.get(meeting.id) ?? null) : null;
  }

  async function contribution(entry: CaseForm, given: ContributionForm, path: string): Promise<void> {
    if (!(await isNew(`contribution/${given.id}`, path, given))) return;
    const of = { ...base, case_id: caseIds.get(entry.id) ?? refuse(`${path}: its case was not imported`, "file") };
    if (given.status === "draft") return draft(of, given);

    const id = newId();
    const own: Sharing = sharingOfItem(given, given);
    const shared = (item: Parameters<typeof sharingOfItem>[0]) => {
      const sharing = sharingOfItem(item, given);
      return sharingRow({ ...sharing, namedStaff: sharing.namedStaff.map(staffId) });
    };
    await keep(db, "contribution", {
      id,
      ...of,
      meeting_id: meetingFor(entry.id),
      author_id: staffId(given.authorId),
      discipline: given.discipline,
      kind: given.nothingToAdd ? "nothing-to-add" : "full",
      submitted_at: given.writtenAt,
      last_contact_on: given.lastContact?.date ?? null,
      last_contact_mode: given.lastContact?.mode ?? null,
      headline: given.headline,
      body: given.body,
      team_headline: given.teamHeadline,
      team_body: given.teamBody,
      what_matters: given.whatMatters,
      strengths: toJson(given.strengths),
      withdrawn_at: given.status === "withdrawn" ? at : null,
      reference: given.id,
      ...sharingRow({ ...own, namedStaff: own.namedStaff.map(staffId) }),
    });

    const details = detailsOf(given);
    const rows = [
      ...given.facts.map((fact) => ({
        kind: "fact" as const,
        name: fact.key,
        text: fact.value,
        norm: fact.norm ?? fold(fact.value),
        as_of: fact.asOf,
        source: fact.source,
        reference: fact.id,
        ...shared(fact),
      })),
      ...given.risks.map((risk) => ({
        kind: "risk" as const,
        name: risk.type,
        level: risk.level,
        text: risk.text,
        reference: risk.id,
        ...shared(risk),
      })),
      ...given.sensitiveItems.map((item) => ({
        kind: "sensitive" as const,
        text: item.text,
        reason: item.reason,
        reference: item.id,
        ...shared(item),
      })),
      ...given.requests.map((request, index) => ({
        kind: "request" as const,
        discipline: request.toDiscipline,
        text: request.text,
        reference: request.id ?? `${given.id}-q${index + 1}`,
        ...shared(request),
      })),
      ...given.proposedActions.map((proposal) => ({
        kind: "proposal" as const,
        discipline: proposal.ownerDiscipline,
        text: proposal.text,
        due: proposal.due,
        reference: proposal.id,
        ...shared(proposal),
      })),
      ...details.map((detail) => ({
        kind: "detail" as const,
        name: detail.name,
        text: detail.text,
        value: detail.value && toJson(detail.value),
        ...sharingRow({ ...detail.sharing, namedStaff: detail.sharing.namedStaff.map(staffId) }),
      })),
      ...details.flatMap((detail) =>
        deadlinesIn([detail], startingQuestions(given.discipline).fields).map(({ kind, text, due, field }) => ({
          kind: "deadline" as const,
          name: kind,
          text,
          due,
          value: field === null ? null : toJson<Record<string, string>>({ field }),
          ...sharingRow({ ...detail.sharing, namedStaff: detail.sharing.namedStaff.map(staffId) }),
        })),
      ),
    ];
    const wholeRow = { name: null, norm: null, as_of: null, source: null, level: null, discipline: null, due: null };
    await keep(
      db,
      "entry",
      ...rows.map((row, position) => ({
        ...wholeRow,
        reason: null,
        value: null,
        reference: null,
        ...row,
        id: newId(),
        ...of,
        contribution_id: id,
        position,
      })),
    );
    counted.contributions += 1;
    counted.facts += given.facts.length;
  }

  async function draft(of: typeof base & { case_id: string }, given: ContributionForm): Promise<void> {
    await keep(db, "draft", {
      id: newId(),
      ...of,
      author_id: staffId(given.authorId),
      typed: toJson<unknown>({ headline: given.headline, body: given.body, whatMatters: given.whatMatters ?? "" }),
      saved_at: given.writtenAt,
    });
    counted.contributions += 1;
  }

  async function action(entry: CaseForm, given: ActionForm, path: string): Promise<void> {
    if (!(await isNew(`action/${given.id}`, path, given))) return;
    const caseId = caseIds.get(entry.id) ?? refuse(`${path}: its case was not imported`, "file");
    const raisedAt = file.meetings.find((meeting) => meeting.id === given.raisedAtMeeting);
    const raised = noon(raisedAt?.date ?? entry.referral.date);
    const last = given.updates.at(-1);
    const when = last ? noon(last.date) : raised;
    const nextDay = file.meetings.find((meeting) => meeting.status === "scheduled")?.date;
    const closing = actionClosings.find((word) => word === given.status) ?? null;
    const id = newId();
    const owner = staffId(given.ownerId);
    const sharing = sharingOfItem(given, given);
    await keep(db, "action", {
      id,
      ...base,
      case_id: caseId,
      meeting_id: given.raisedAtMeeting === null ? null : (meetingIds.get(given.raisedAtMeeting) ?? null),
      text: given.text,
      goal: given.goal,
      owner_id: owner,
      due: given.due ?? nextDay ?? dayOf(raised),
      raised_at: raised,
      raised_by: owner,
      accepted_at: given.status === "accepted" || given.status === "in-progress" ? raised : null,
      started_at: given.status === "in-progress" ? when : null,
      blocked_at: given.status === "blocked" ? when : null,
      blocked_reason: given.blockedReason,
      closed_at: closing ? noon(given.closedOn ?? dayOf(when)) : null,
      closed_as: closing,
      outcome: given.outcome,
      outcome_text: given.outcomeText,
      reference: given.id,
      ...sharingRow({ ...sharing, namedStaff: sharing.namedStaff.map(staffId) }),
    });
    await keep(
      db,
      "action_update",
      { id: newId(), ...base, case_id: caseId, action_id: id, kind: "recorded", at: raised, by: owner, text: null },
      ...given.updates.map((update) => ({
        id: newId(),
        ...base,
        case_id: caseId,
        action_id: id,
        kind: "note" as const,
        at: noon(update.date),
        by: staffId(update.byId),
        text: update.text,
      })),
    );
    counted.actions += 1;
  }

  /** Agendas come last, when both meetings and cases are there. */
  async function agendas(): Promise<void> {
    for (const meeting of file.meetings) {
      const ordered = [...meeting.agenda].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
      for (const [index, item] of ordered.entries()) {
        if (!(await isNew(`agenda/${meeting.id}/${item.caseId}`, `meetings.${meeting.id}.agenda`, item))) continue;
        const { startsAt } = readTimes(meeting.date, meeting.start, 15);
        const { startsAt: endsAt } = readTimes(meeting.date, meeting.end, 15);
        const held = meeting.status === "closed" && minutesBetween(startsAt, endsAt) > 0;
        await keep(db, "agenda_item", {
          id: newId(),
          ...base,
          meeting_id: meetingIds.get(meeting.id) ?? refuse("A meeting was not imported", "file"),
          case_id: caseIds.get(item.caseId) ?? refuse("A case was not imported", "file"),
          position: index + 1,
          minutes: item.minutes,
          opened_at: held ? startsAt : null,
          concluded_at: held ? endsAt : null,
        });
      }
    }
  }

  return { practiceId, counted, staff, meetings, cases };
}

function repliesOf(meeting: MeetingForm) {
  const words = { ACCEPTED: "accepted", TENTATIVE: "tentative", DECLINED: "declined", "NEEDS-ACTION": null } as const;
  const people = new Set([...meeting.replies, ...meeting.attendance].map((row) => row.staffId));
  return [...people].map((staffId) => {
    const partstat = meeting.replies.find((row) => row.staffId === staffId)?.partstat;
    const presence = meeting.attendance.find((row) => row.staffId === staffId)?.status ?? null;
    return { staffId, reply: partstat ? words[partstat] : null, presence };
  });
}
