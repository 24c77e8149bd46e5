/**
 * The demonstration practice, built through the API as its named people over two months that are past: it obeys every
 * rule, and its next meeting lies two days ahead. Beside it a small one, which shares a social worker with it.
 */
import type { TypedField } from "#db/casefile.ts";
import { detailsOf } from "../domain/casedetails.ts";
import type { DetailRow } from "../domain/details.ts";
import { changeStaff, keepPractice, staffById } from "#db/queries/staff.ts";
import { practicesOf } from "#db/queries/standing.ts";
import type { Day, Instant } from "#db/schema.ts";
import { criteria } from "#db/vocabulary.ts";
import type { Actor, World } from "../context.ts";
import { readCaseFile, policyOf, type ActionForm, type CaseForm, type ContributionForm } from "../domain/casefiles.ts";
import { usualCycle } from "../domain/cycle.ts";
import { addDays, addMinutes, dayOf, readWallTime, weekdayOf } from "../domain/time.ts";
import { apiFor, type Api } from "../router.ts";
import cases from "./cases.json" with { type: "json" };
import { earlier } from "./earlier.ts";
import { plantNeighbours } from "./neighbours.ts";
import { shiftBy, wholeWeeksToComing } from "./shift.ts";
import { sayTimes } from "./times.ts";

/** Beside the file's own code, so that the file can be imported into the same database. */
const practiceCode = "99998-DEMO";
const chair = "st-01";
const coordinator = "st-03";
/** Works for the neighbouring practice as well. */
const sharedWorker = "st-04";
/** Of somebody who was told in part the file says what he understood, not why. */
const toldInPart = "By telephone, and not sure that all of it was understood";
/** Still to be made when a newcomer looks: the pack is not frozen yet. */
const leftOut = new Set(["case-01-con-04", "case-04-con-06", "case-05-con-06"]);

export async function plantDemonstration(world: World): Promise<void> {
  const read = readCaseFile(cases);
  if ("faults" in read) throw new Error(`The demonstration cases do not read: ${read.faults[0]}`);
  const { file } = read;
  const anchor = file.meetings.find((meeting) => meeting.status === "scheduled")?.date;
  if (!anchor) throw new Error("The demonstration has no meeting to come.");
  const shift = shiftBy(wholeWeeksToComing(anchor, dayOf(world.now())), anchor);
  world.log.info("Making the demonstration practice. This takes a few seconds, once.");

  const ids = new Map<string, string>();
  const idOf = (reference: string) => ids.get(reference) ?? "";
  const at = (day: Day, time: string): Instant => readWallTime(day, time).instant ?? world.now();
  const practiceId = await plantPeople();
  const meetingIds = await planMeetings();
  const caseIds = new Map<string, string>();

  const [first, second] = file.meetings.map((meeting) => meeting.id);
  for (const entry of file.cases.filter((one) => one.id !== "case-02"))
    await nominate(entry, addDays(dayFor(first), -20));
  await holdMeeting(first ?? "", "new-plan");
  await nominate(caseOf("case-02"), addDays(dayFor(second), -12));
  await contributeEarlier(addDays(dayFor(second), -5));
  await holdMeeting(second ?? "", "plan-continued");
  for (const entry of file.cases) await nominateAgain(entry);
  for (const entry of file.cases) await contribute(entry);
  await settleLastThings();
  const justNow = addMinutes(world.now(), -30);
  await sayTimes({ as, idOf }, dayOf(world.now()), justNow);
  await settleMail(practiceId, idOf(coordinator));
  const neighbours = await haveNeighbours();
  await settleMail(neighbours.practiceId, neighbours.coordinatorId);

  /** The API as somebody, at a time that is past. */
  function as(reference: string, when: Instant): Promise<Api> {
    return asPerson(idOf(reference), when);
  }

  async function asPerson(staffId: string, when: Instant): Promise<Api> {
    const staff = await staffById(world.database, staffId);
    if (!staff) throw new Error(`The demonstration has nobody with the id “${staffId}”.`);
    const roles = (await practicesOf(world.database, staff.id)).map((row) => ({
      practiceId: row.id,
      practiceName: row.name,
      practiceCode: row.code,
      role: row.role,
    }));
    return calling({ kind: "staff", staff, roles }, when);
  }

  function calling(actor: Actor, when: Instant): Api {
    return apiFor({
      ...world,
      actor,
      via: "program",
      requestId: world.newId(),
      key: world.newId(),
      now: () => when,
    });
  }

  async function plantPeople(): Promise<string> {
    const began = at(shift.day("2026-08-20"), "09:00");
    const id = world.newId();
    const { practice } = file;
    await world.database.transaction().execute((db) =>
      keepPractice(
        db,
        {
          id,
          code: practiceCode,
          name: practice.name,
          nation: practice.nation,
          list_size: practice.listSize,
          created_at: began,
        },
        policyOf(file),
      ),
    );
    for (const person of [...file.staff].sort((a) => (a.id === coordinator ? -1 : 0))) {
      const email = demoAddress(person.email);
      if (person.id === coordinator) {
        const made = await calling({ kind: "system" }, began).staff.makeFirst({
          practiceId: id,
          email,
          name: person.name,
          organisation: person.organisation,
        });
        ids.set(person.id, made.staffId);
        continue;
      }
      const api = await as(coordinator, began);
      const { staffId } = await api.staff.invite({
        practiceId: id,
        name: person.name,
        email,
        discipline: person.discipline,
        job: shift.text(person.role) || "Member of the team",
        organisation: person.organisation,
        role: "member",
      });
      ids.set(person.id, staffId);
      const leftOn = person.leftOn && shift.day(person.leftOn);
      if (leftOn) {
        await world.database.transaction().execute((db) => changeStaff(db, staffId, { left_on: leftOn }));
      }
    }
    return id;
  }

  async function haveNeighbours() {
    const person = file.staff.find((one) => one.id === sharedWorker);
    if (!person) throw new Error(`The demonstration has no ${sharedWorker}.`);
    const { name, discipline, organisation } = person;
    return plantNeighbours(
      {
        world,
        calling,
        asPerson,
        shared: { name, discipline, organisation, job: shift.text(person.role), email: demoAddress(person.email) },
      },
      dayFor(file.meetings.at(-1)?.id),
      justNow,
    );
  }

  function dayFor(meeting: string | undefined): Day {
    return shift.day(file.meetings.find((one) => one.id === meeting)?.date ?? anchor ?? "");
  }

  function caseOf(reference: string): CaseForm {
    const found = file.cases.find((entry) => entry.id === reference);
    if (!found) throw new Error(`The demonstration has no ${reference}.`);
    return found;
  }

  async function planMeetings(): Promise<Map<string, string>> {
    const planned = at(addDays(dayFor(file.meetings[0]?.id), -30), "10:00");
    const disciplines = file.disciplines.map(({ code }) => code);
    const needed = ["gp", "social-work", "link-worker", "advice-worker"];
    // A short cycle, so that days before the meeting its pack is still open and contributions can be made.
    await (
      await as(coordinator, planned)
    ).practices.setCycle({ practiceId, version: 1, cycle: { ...usualCycle, remind: 3, due: 1, freeze: 0 } });
    const usual = {
      practiceId,
      chairId: idOf(chair),
      needed,
      invited: disciplines.filter((code) => !needed.includes(code)),
      start: "13:00",
      minutes: 120,
      nation: "scotland" as const,
    };
    for (const meeting of file.meetings) {
      const day = shift.day(meeting.date);
      const api = await as(coordinator, planned);
      const once = { pattern: "day-of-month" as const, dayOfMonth: Number(day.slice(8)), from: day, count: 1 };
      await api.meetings.plan({ ...usual, ...once, place: meeting.place, skipHolidays: false });
    }
    const last = dayFor(file.meetings.at(-1)?.id);
    const api = await as(coordinator, at(addDays(last, -20), "10:00"));
    await api.meetings.plan({
      ...usual,
      pattern: "every-n-weeks",
      interval: 4,
      weekday: weekdayOf(last),
      from: addDays(last, 28),
      count: 6,
      place: file.meetings[0]?.place ?? "Meeting room",
      skipHolidays: true,
    });
    const { meetings } = await (await as(coordinator, planned)).meetings.list();
    return new Map(
      file.meetings.map((meeting) => [
        meeting.id,
        meetings.find((one) => dayOf(one.startsAt) === shift.day(meeting.date))?.id ?? "",
      ]),
    );
  }

  async function nominate(entry: CaseForm, day: Day): Promise<void> {
    const nominated = at(day, "11:00");
    const nominator = await as(entry.referral.byId, nominated);
    const { person, notice } = entry;
    const objection = notice?.objections[0];
    const { caseId } = await nominator.cases.nominate({
      practiceId,
      chi: person.chi.chi,
      givenName: person.givenName,
      familyName: person.familyName,
      preferredName: person.preferredName,
      pronouns: person.pronouns,
      birthDate: person.birthDate,
      language: person.language,
      interpreter: person.interpreter === "yes" || person.interpreter === "no" ? person.interpreter : "",
      team: entry.team.map(idOf),
      criteria: entry.referral.criteria.filter((word): word is (typeof criteria)[number] =>
        criteria.includes(word as (typeof criteria)[number]),
      ),
      reason: "Several services are involved and nobody holds the whole plan.",
      question: entry.referral.question,
      priority: entry.priority,
      informed: notice?.informed ?? "yes",
      informedOn: addDays(day, -1),
      notInformedReason: notice?.informed === "partly" ? toldInPart : "",
      views: notice ? shift.text(notice.views) : "",
      objectionDiscipline: objection?.againstDiscipline,
      objectionText: objection && shift.text(objection.text),
    });
    caseIds.set(entry.id, caseId);
    const next = addMinutes(nominated, 24 * 60);
    const page = await (await as(chair, next)).cases.open({ caseId });
    if (page.nomination) {
      const { id: nominationId, version } = page.nomination;
      await (await as(chair, next)).cases.triage({ caseId, nominationId, version, verdict: "accepted", reason: "" });
    }
    await (
      await as(coordinator, addMinutes(next, 60))
    ).cases.changeTeam({
      caseId,
      version: (await (await as(coordinator, next)).cases.open({ caseId })).version,
      team: entry.team.map(idOf),
      disciplines: entry.invited,
    });
    for (const pending of page.objections) {
      const decision = objection?.decision ?? "upheld";
      await (
        await as(chair, addMinutes(next, 90))
      ).cases.decideObjection({
        caseId,
        objectionId: pending.id,
        version: pending.version,
        decision: decision.startsWith("upheld") ? "upheld" : "refused",
        text: decision,
      });
    }
    if (entry.id === "case-01") {
      await (
        await as(chair, addMinutes(next, 95))
      ).cases.recordSafeContact({
        caseId,
        ringFirst: "Kyle Auchterlonie, grandson",
        neverRing: "Elaine Auchterlonie, daughter, unless Greta agreed first",
        noLetters: false,
        noVoicemail: false,
      });
    }
  }

  async function nominateAgain(entry: CaseForm): Promise<void> {
    const caseId = caseIds.get(entry.id) ?? "";
    const when = at(shift.day(entry.referral.date), "12:00");
    const again = await as(entry.referral.byId, when);
    const { version } = await again.cases.open({ caseId });
    await (
      await as(entry.referral.byId, when)
    ).cases.nominateAgain({
      caseId,
      version,
      criteria: ["multiple-services-no-shared-plan"],
      reason: shift.text(entry.referral.reason),
      question: entry.referral.question,
      priority: entry.priority,
    });
    const next = addMinutes(when, 180);
    const { nomination } = await (await as(chair, next)).cases.open({ caseId });
    if (!nomination) return;
    await (
      await as(chair, next)
    ).cases.triage({
      caseId,
      nominationId: nomination.id,
      version: nomination.version,
      verdict: "accepted",
      reason: "",
    });
    if (entry.notice?.informedOn && entry.notice.informedById) {
      const told = shift.day(entry.notice.informedOn);
      await (
        await as(entry.notice.informedById, at(told, "15:00"))
      ).cases.recordNotice({
        caseId,
        informed: entry.notice.informed,
        informedOn: told,
        notInformedReason: entry.notice.informed === "partly" ? toldInPart : "",
        views: shift.text(entry.notice.views),
        capacity: entry.notice.capacityForThisDecision,
      });
    }
  }

  async function contributeEarlier(day: Day): Promise<void> {
    for (const [index, given] of earlier.entries()) {
      const { facts } = caseOf(given.caseId).contributions.find((one) => one.authorId === given.authorId) ?? {
        facts: [],
      };
      const known = facts.filter((fact) => shift.day(fact.asOf) <= day).map(factInput);
      const heard = (given.facts ?? []).map((fact) => ({ ...fact, asOf: day, source: "observed" as const }));
      const api = await as(given.authorId, addMinutes(at(day, "09:00"), index * 7));
      await api.contributions.submit({
        caseId: caseIds.get(given.caseId) ?? "",
        headline: given.headline,
        body: given.body,
        whatMatters: given.whatMatters,
        facts: [...known, ...heard],
      });
    }
  }

  function factInput(fact: ContributionForm["facts"][number]) {
    return {
      key: fact.key,
      value: shift.text(fact.value),
      asOf: shift.day(fact.asOf),
      source: fact.source,
      ...shared(fact),
    };
  }

  function shared(item: {
    audience?: ContributionForm["audience"];
    namedStaff: string[];
    excludeDisciplines: string[];
    handling?: ContributionForm["handling"];
  }) {
    return {
      audience: item.audience ?? ("team" as const),
      namedStaff: item.namedStaff.map(idOf),
      excludedDisciplines: item.excludeDisciplines,
      handling: item.handling ?? [],
    };
  }

  function fittingRow(columns: readonly TypedField[], row: DetailRow | null): DetailRow {
    return Object.fromEntries(
      columns.flatMap((column) => {
        const text = fitting(column, row?.[column.name]);
        return text === null ? [] : [[column.name, shift.text(text)]];
      }),
    );
  }

  async function contribute(entry: CaseForm): Promise<void> {
    const meeting = at(shift.day(anchor ?? ""), "13:00");
    for (const given of entry.contributions.filter((one) => one.status === "submitted" && !leftOut.has(one.id))) {
      const written = at(shift.day(given.writtenAt), given.writtenAt.slice(11, 16));
      if (written >= meeting) continue;
      const api = await as(given.authorId, written < world.now() ? written : world.now());
      const { fields } = await api.contributions.open({ caseId: caseIds.get(entry.id) ?? "" });
      const filed = detailsOf(given);
      const details = Object.fromEntries(
        fields.flatMap((field): [string, string | DetailRow[]][] => {
          const own = filed.filter(({ name }) => name === field.name);
          if (field.kind === "rows")
            return [[field.name, own.map(({ value }) => fittingRow(field.columns ?? [], value))]];
          const text = fitting(field, own[0]?.text);
          return text === null ? [] : [[field.name, shift.text(text)]];
        }),
      );
      const sender = await as(given.authorId, written < world.now() ? written : world.now());
      await sender.contributions.submit({
        caseId: caseIds.get(entry.id) ?? "",
        headline: shift.text(given.headline),
        body: shift.text(given.body),
        lastContactOn: given.lastContact?.date ? shift.day(given.lastContact.date) : "",
        lastContactMode: given.lastContact?.mode,
        whatMatters: given.whatMatters && shift.text(given.whatMatters),
        strengths: given.strengths.map(shift.text),
        ...shared(given),
        details,
        facts: given.facts.map(factInput),
        risks: given.risks.map((risk) => ({
          type: risk.type,
          level: risk.level ?? "medium",
          text: shift.text(risk.text),
          ...shared(risk),
        })),
        requests: given.requests.map((request) => ({
          toDiscipline: request.toDiscipline,
          text: shift.text(request.text),
        })),
        proposedActions: given.proposedActions.map((proposal) => ({
          text: shift.text(proposal.text),
          ownerDiscipline: proposal.ownerDiscipline,
          due: proposal.due ? shift.day(proposal.due) : "",
          ...shared(proposal),
        })),
        sensitiveItems: given.sensitiveItems.map((item) => ({
          text: shift.text(item.text),
          reason: item.reason ?? "Told in confidence",
          ...shared(item),
        })),
      });
    }
  }

  async function holdMeeting(reference: string, outcome: "new-plan" | "plan-continued"): Promise<void> {
    const meetingId = meetingIds.get(reference) ?? "";
    const meeting = file.meetings.find((one) => one.id === reference);
    const start = at(dayFor(reference), "13:00");
    const attended = meeting?.attendance.filter((row) => row.status === "attended") ?? [];
    for (const row of meeting?.attendance ?? []) {
      const reply = row.status === "attended" ? "accepted" : "declined";
      await (await as(row.staffId, addMinutes(start, -3 * 24 * 60))).meetings.reply({ meetingId, reply });
    }
    await (await as(chair, start)).meetings.start({ meetingId });
    await (
      await as(coordinator, addMinutes(start, 1))
    ).meetings.attend({
      meetingId,
      present: attended.map((row) => idOf(row.staffId)),
    });
    const { agenda } = await (await as(chair, addMinutes(start, 2))).meetings.open({ meetingId });
    for (const [index, item] of agenda.entries()) {
      const entry = file.cases.find((one) => caseIds.get(one.id) === item.caseId);
      if (!entry) continue;
      const when = addMinutes(start, 10 + index * 15);
      const { version } = await (await as(chair, when)).discussions.room({ meetingId });
      await (await as(chair, when)).meetings.goTo({ meetingId, itemId: item.itemId, version });
      for (const action of entry.actions.filter((one) => one.raisedAtMeeting === reference)) {
        await recordAction(entry, action, addMinutes(when, 5));
      }
      const { item: current } = await (await as(chair, when)).discussions.room({ meetingId });
      if (!current?.forYou) continue;
      await (
        await as(chair, addMinutes(when, 10))
      ).discussions.conclude({
        itemId: current.itemId,
        version: current.version,
        outcome,
        reason: "",
        toldBy: idOf(entry.referral.byId),
        toldDue: addDays(dayFor(reference), 7),
      });
    }
    await (await as(chair, addMinutes(start, 118))).meetings.close({ meetingId, carry: true });
  }

  async function recordAction(entry: CaseForm, action: ActionForm, when: Instant): Promise<void> {
    const { actionId } = await (
      await as(chair, when)
    ).actions.record({
      caseId: caseIds.get(entry.id) ?? "",
      text: shift.text(action.text),
      ownerId: idOf(action.ownerId),
      due: shift.day(action.due ?? anchor ?? ""),
      goal: action.goal,
    });
    for (const update of action.updates) {
      await report(action, actionId, at(shift.day(update.date), "11:00"), {
        kind: "note",
        text: shift.text(update.text),
      });
    }
    const ended = at(action.closedOn ? shift.day(action.closedOn) : dayOf(addMinutes(when, 24 * 60)), "12:00");
    if (action.status === "done") {
      const text = action.outcomeText && shift.text(action.outcomeText);
      await report(action, actionId, ended, { kind: "done", outcome: action.outcome ?? "achieved", text });
    }
    if (action.status === "blocked") {
      await report(action, actionId, ended, { kind: "blocked", text: action.blockedReason ?? "Waiting" });
    }
  }

  async function report(
    action: ActionForm,
    actionId: string,
    when: Instant,
    said: { kind: "note" | "done" | "blocked"; text?: string | null; outcome?: ActionForm["outcome"] },
  ): Promise<void> {
    const owner = await as(action.ownerId, when);
    const { version } = await owner.actions.open({ actionId });
    await (await as(action.ownerId, when)).actions.report({ actionId, version, ...said, outcome: said.outcome ?? "" });
  }

  /** The agenda in its order, and who has answered. */
  async function settleLastThings(): Promise<void> {
    const next = file.meetings.at(-1);
    if (!next) return;
    const meetingId = meetingIds.get(next.id) ?? "";
    const wanted = [...next.agenda].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    const when = addMinutes(world.now(), -60);
    for (const [place, row] of wanted.entries()) {
      for (;;) {
        const { agenda, version } = await (await as(coordinator, when)).meetings.open({ meetingId });
        const at = agenda.findIndex((item) => item.caseId === caseIds.get(row.caseId));
        const item = agenda[at];
        if (!item || (at <= place && item.minutes === row.minutes)) break;
        await (
          await as(coordinator, when)
        ).meetings.arrange({
          meetingId,
          version,
          items: [{ itemId: item.itemId, minutes: row.minutes }],
          move: at > place ? `up:${item.itemId}` : "",
        });
      }
    }
    const words = { ACCEPTED: "accepted", TENTATIVE: "tentative", DECLINED: "declined" } as const;
    for (const row of next.replies) {
      if (row.partstat === "NEEDS-ACTION") continue;
      await (await as(row.staffId, when)).meetings.reply({ meetingId, reply: words[row.partstat] });
    }
  }

  /** What was queued on the way was sent when it was queued: nothing of the past goes out to anybody now. */
  async function settleMail(practiceId: string, coordinatorId: string): Promise<void> {
    for (;;) {
      const { messages } = await (
        await asPerson(coordinatorId, world.now())
      ).messages.list({ practiceId, show: "queued" });
      if (messages.length === 0) return;
      for (const { id: messageId, queuedAt } of messages) {
        const { mail, tries } = await calling({ kind: "system" }, queuedAt).messages.take({ messageId });
        if (mail) await calling({ kind: "system" }, queuedAt).messages.settle({ messageId, tries, fault: null });
      }
    }
  }
}

/** Unlike that of the file, which may be imported into the same database. */
function demoAddress(email: string): string {
  return email.replace("@", "@demo.");
}

/** The text as the typed field takes it; null when it is of another kind. */
function fitting({ kind, choices }: { kind: string; choices?: string[] }, text: string | undefined): string | null {
  if (text === undefined) return null;
  if (kind === "choice") return choices?.includes(text) ? text : null;
  if (kind === "day") return /^\d{4}-\d\d-\d\d$/.test(text) ? text : null;
  if (kind === "number" || kind === "pence") return /^\d+$/.test(text) ? text : null;
  return text;
}
