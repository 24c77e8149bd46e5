/** What each discipline gives: the form, drafts, sending and amending, taking back; answers to requests. */
import { z } from "zod";
import type { ContributionOnFile, StaffRef } from "#db/casefile.ts";
import type { Reader } from "#db/database.ts";
import { actionLog } from "#db/queries/actions.ts";
import { caseFileOf, seenByTeam, sharingRow } from "#db/queries/casefiles.ts";
import {
  answersGivenTo,
  awaitedFrom,
  draftOf,
  dropDraft,
  isAnswered,
  keepDraft,
  markReplaced,
  withdrawContributionRow,
  withdrawEntryRow,
} from "#db/queries/contributions.ts";
import { toJson } from "#db/queries/json.ts";
import { meetingOfCase, nextMeetings } from "#db/queries/meetings.ts";
import { keep } from "#db/queries/rows.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { ContributionKind } from "#db/vocabulary.ts";
import { actionStateWords, dueInWords, logOrder, record, recordAction, stateOf } from "../domain/actions.ts";
import {
  answerOnly,
  previewContribution,
  saveDraft,
  submit,
  submitContribution,
  withdrawContribution,
  withdrawEntry,
  type SubmitContribution,
} from "../domain/contributions.ts";
import { askedNow } from "../domain/details.ts";
import { endedIn, entriesOf, factsGivenBefore, type WrittenEntry } from "../domain/entries.ts";
import { frozenOn } from "../domain/cycle.ts";
import { ageOf, labelOf } from "../domain/facts.ts";
import { id, oneOf, words } from "../domain/inputs.ts";
import { disciplineLabel } from "../domain/practices.ts";
import { previewOf } from "../domain/previews.ts";
import { found, refuse, Refusal } from "../domain/refusal.ts";
import {
  countReaders,
  readersOf,
  seeActions,
  seeIfSent,
  seeQuestion,
  teamOf,
  viewFor,
  type SeenCase,
  type SeenEntry,
} from "../domain/sight.ts";
import { withheldSentence } from "../domain/summaries.ts";
import { askedOnce, placeAmong } from "../domain/waiting.ts";
import { read, router, signedIn, write, writerOf } from "../trpc.ts";

/** The most actions of one's own that the form asks about. */
const mostActions = 20;

/** One's own contributions, newest first: the one for this meeting is amended, the others are "last time". */
function ownOf(view: SeenCase) {
  return view.contributions
    .filter((contribution) => contribution.own)
    .sort((a, b) => (a.submittedAt < b.submittedAt ? 1 : -1));
}

export const contributions = router({
  open: read("contribution.open")
    .input(z.object({ caseId: id }))
    .query(async ({ ctx, input }) => {
      const { staff, meetingId } = writerOf(ctx);
      const roles = ctx.actor.kind === "staff" ? ctx.actor.roles : [];
      const box = found(await caseFileOf(ctx.db, input.caseId));
      const view = viewFor(box, staff, ctx.today);
      const asked = found(seeQuestion(box, staff, ctx.today));
      const meeting = await meetingOfCase(ctx.db, input.caseId, meetingId);
      const draft = await draftOf(ctx.db, input.caseId, staff.id);
      const own = ownOf(view);
      const current = own.find((contribution) => contribution.meetingId === (meeting?.id ?? null)) ?? null;
      const before = own.find((contribution) => contribution !== current) ?? null;
      const { policy } = view.file.practice;
      const asks = policy.disciplines.find(({ code }) => code === staff.discipline);
      const fields = asks?.fields ?? [];
      const given = factsGivenBefore(view, current?.reference);
      const reading = readersOf(view).map((reader) => reader.id);
      const meetings = await nextMeetings(ctx.db, practicesOf(roles), ctx.at);
      const awaited = await awaitedFrom(
        ctx.db,
        staff.id,
        staff.discipline,
        meetings.map(({ id }) => id),
      );
      const partsOf = (contribution: { reference: string } | null) =>
        view.entries.filter((entry) => entry.contributionReference === contribution?.reference);
      return {
        number: asked.number,
        person: {
          name: `${asked.person.familyName.toLocaleUpperCase("en-GB")}, ${asked.person.givenName}`,
          initials: `${asked.person.givenName[0] ?? ""}${asked.person.familyName[0] ?? ""}`,
          birthDate: asked.person.birthDate,
        },
        question: asked.question,
        scope: view.scope,
        discipline: { code: staff.discipline, label: disciplineLabel(policy, staff.discipline) },
        fields: askedNow(fields).map((field) => ({
          ...field,
          readBy: field.audience ? policy.audiences[field.audience].label : null,
        })),
        prompts: asks?.prompts ?? [],
        factKeys: Object.entries(policy.factLabels)
          .map(([key, label]) => ({ key, label }))
          .sort((a, b) => a.label.localeCompare(b.label, "en-GB")),
        audiences: Object.entries(policy.audiences).map(([audience, { label, disciplines }]) => ({
          audience,
          label,
          disciplines,
        })),
        disciplines: policy.disciplines.map(({ code, label }) => ({ code, label })),
        team: teamOf(view).map((person) => ({
          id: person.id,
          name: person.name,
          discipline: disciplineLabel(policy, person.discipline),
          code: person.discipline,
          reads: reading.includes(person.id),
        })),
        self: staff.id,
        actions: await ownActions(ctx.db, { staff, roles }, input.caseId, ctx.today),
        place: placeAmong(askedOnce(awaited, meetings), input.caseId),
        invited: view.file.invited.map((code) => disciplineLabel(policy, code)),
        readers: countReaders(box, ctx.today),
        meeting: meeting
          ? {
              id: meeting.id,
              startsAt: meeting.starts_at,
              due: meeting.contributions_due,
              late: ctx.today > meeting.contributions_due,
              frozen: frozenOn(meeting) !== null,
            }
          : null,
        draft: draft ? { typed: draft.typed, savedAt: draft.saved_at, version: draft.version } : null,
        current: current && writtenOf(current, partsOf(current)),
        before: before && { ...writtenOf(before, partsOf(before)), on: before.submittedAt },
        factsBefore: given.map((entry) => ({
          id: entry.id,
          key: entry.name ?? "",
          label: labelOf(policy, entry.name ?? ""),
          text: entry.text,
          asOf: entry.asOf,
          source: entry.source,
          ...sharingIn(entry),
          ...ageOf(policy, entry, ctx.today),
        })),
        /** Of those the ones that what was sent says hold no longer. */
        ended: endedIn(view, given, current?.reference),
        requests: view.entries
          .filter((entry) => entry.kind === "request" && entry.discipline === staff.discipline && view.scope === "case")
          .map((entry) => ({
            id: entry.id,
            text: entry.text,
            from: entry.author.name,
            answer: entry.answer,
          })),
      };
    }),

  saveDraft: write("contribution.saveDraft")
    .input(saveDraft)
    .mutation(async ({ ctx, input }) => {
      const { staff } = writerOf(ctx);
      const row = {
        id: ctx.newId(),
        practice_id: ctx.stood.practiceId ?? "",
        case_id: input.caseId,
        author_id: staff.id,
        typed: toJson<unknown>(input.typed),
        saved_at: ctx.at,
      };
      if (!(await keepDraft(ctx.db, row, input.version))) {
        const other = await draftOf(ctx.db, input.caseId, staff.id);
        throw new Refusal(
          "stale",
          "This draft was saved in another place meanwhile. Both texts are here: keep what you need, then save again.",
          undefined,
          theirTexts(other?.typed, input.typed),
        );
      }
      return { caseId: input.caseId, version: input.version + 1 };
    }),

  submit: write("contribution.submit")
    .input(submitContribution.extend({ basedOn: z.string().max(64).default("") }))
    .mutation(async ({ ctx, input }) => {
      const { staff } = writerOf(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);

      const entries = readEntries(input, view);

      const contributionId = await keepVersion(ctx, view, input.basedOn, {
        kind: "full",
        headline: input.headline ?? "",
        body: input.body ?? "",
        last_contact_on: input.lastContactOn,
        last_contact_mode: input.lastContactMode,
        what_matters: input.whatMatters,
        strengths: toJson(input.strengths),
        team_headline: input.teamHeadline,
        team_body: input.teamBody,
        ...sharingRow(input),
      });
      const rows = entries.map((entry, position) => entryRow(ctx, view, contributionId, entry, position));
      await keep(ctx.db, "entry", ...rows);
      await keep(ctx.db, "request_answer", ...answersTakenOver(ctx, rows, await answersGivenTo(ctx.db, input.basedOn)));
      await dropDraft(ctx.db, input.caseId, staff.id);
      return { contributionId, caseId: input.caseId };
    }),

  /** What one reader of the case would get of it; nothing is kept. */
  preview: read("contribution.preview")
    .input(previewContribution)
    .query(async ({ ctx, input }) => {
      const box = found(await caseFileOf(ctx.db, input.caseId));
      const view = viewFor(box, signedIn(ctx).staff, ctx.today);
      const reader = found(teamOf(view).find(({ id }) => id === input.readerId));
      const meeting = await meetingOfCase(ctx.db, input.caseId);

      const written = asIfSent(input, readEntries(input, view), view, { at: ctx.at, meetingId: meeting?.id ?? null });

      const sight = seeIfSent(box, written, reader, ctx.today);
      const { policy } = view.file.practice;
      return {
        reader: { name: reader.name, discipline: disciplineLabel(policy, reader.discipline) },
        parts: sight.may === "see" ? previewOf(sight.seen, written) : [],
        footer: withheldSentence,
      };
    }),

  /** One tap: nothing to add, or "I know something I cannot share here". Both count as contributed. */
  answer: write("contribution.answer")
    .input(answerOnly)
    .mutation(async ({ ctx, input }) => {
      const { staff, meetingId } = writerOf(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);
      const meeting = await meetingOfCase(ctx.db, input.caseId, meetingId);
      const current = ownOf(view).find((contribution) => contribution.meetingId === (meeting?.id ?? null));
      if (current?.kind === "full") {
        refuse("You have sent a contribution already, and one press does not replace it. Change it in the form below");
      }
      const contributionId = await keepVersion(ctx, view, current?.id ?? "", {
        kind: input.kind,
        headline: "",
        body: "",
        strengths: toJson<string[]>([]),
        ...seenByTeam,
      });
      await dropDraft(ctx.db, input.caseId, staff.id);
      return { contributionId, caseId: input.caseId };
    }),

  withdraw: write("contribution.withdraw")
    .input(withdrawContribution)
    .mutation(async ({ ctx, input }) => {
      await withdrawContributionRow(ctx.db, input.contributionId, withdrawal(ctx, input.reason));
      if (ctx.stood.caseId) ctx.changed(`case:${ctx.stood.caseId}`);
      return { contributionId: input.contributionId, caseId: ctx.stood.caseId };
    }),

  withdrawEntry: write("contribution.withdrawEntry")
    .input(withdrawEntry)
    .mutation(async ({ ctx, input }) => {
      await withdrawEntryRow(ctx.db, input.entryId, withdrawal(ctx, input.reason));
      if (ctx.stood.caseId) ctx.changed(`case:${ctx.stood.caseId}`);
      return { entryId: input.entryId, caseId: ctx.stood.caseId };
    }),
});

export const requests = router({
  answer: write("request.answer")
    .input(
      z.object({
        entryId: id,
        kind: oneOf(["answered", "declined"] as const, "Choose answered or declined"),
        text: words("Enter the answer, or why you decline", 500),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { of: request } = await openRequest(ctx, input.entryId);
      await keep(ctx.db, "request_answer", {
        id: ctx.newId(),
        ...request,
        entry_id: input.entryId,
        kind: input.kind,
        text: input.text,
        answered_at: ctx.at,
        answered_by: signedIn(ctx).staff.id,
      });
      ctx.changed(`case:${request.case_id}`);
      return { entryId: input.entryId, caseId: request.case_id };
    }),

  makeAction: write("request.makeAction")
    .input(recordAction.omit({ caseId: true }).extend({ entryId: id }))
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const { of: request, view, entry } = await openRequest(ctx, input.entryId);
      const team = view.file.team.flatMap((member) => view.file.staff[member] ?? []);

      const owner = record(input, team, ctx.today);

      const actionId = ctx.newId();
      await keep(ctx.db, "action", {
        id: actionId,
        ...request,
        text: input.text,
        owner_id: owner.id,
        due: input.due,
        deadline: input.deadline,
        raised_at: ctx.at,
        raised_by: staff.id,
        accepted_at: owner.id === staff.id ? ctx.at : null,
        ...sharingRow(entry),
      });
      const update = { id: ctx.newId(), ...request, action_id: actionId, at: ctx.at, by: staff.id };
      await keep(ctx.db, "action_update", { ...update, kind: "recorded", text: null });
      await keep(ctx.db, "request_answer", {
        id: ctx.newId(),
        ...request,
        entry_id: input.entryId,
        kind: "made-action",
        text: input.text,
        action_id: actionId,
        answered_at: ctx.at,
        answered_by: staff.id,
      });
      ctx.changed(`case:${request.case_id}`);
      return { actionId, caseId: request.case_id };
    }),
});

type WriteContext = {
  db: Parameters<typeof keep>[0];
  at: Parameters<typeof markReplaced>[2];
  today: Parameters<typeof viewFor>[2];
  newId: () => string;
  changed: (...subjects: `case:${string}`[]) => void;
  actor: Parameters<typeof writerOf>[0]["actor"];
};

/** Keeps a version and marks the one it replaces; somebody else's version in between is refused, both texts shown. */
async function keepVersion(
  ctx: WriteContext,
  view: SeenCase,
  basedOn: string,
  written: Pick<
    Parameters<typeof keep<"contribution">>[2],
    "headline" | "body" | "strengths" | "audience" | "named_staff" | "excluded_disciplines" | "handling"
  > & { kind: ContributionKind } & Partial<Parameters<typeof keep<"contribution">>[2]>,
): Promise<string> {
  const { staff, guestId, meetingId } = writerOf(ctx);
  const meeting = await meetingOfCase(ctx.db, view.file.id, meetingId);
  const versions = ownOf(view).filter((contribution) => contribution.meetingId === (meeting?.id ?? null));
  const current = versions[0];
  if ((current?.id ?? "") !== basedOn) {
    throw new Refusal(
      "stale",
      "You sent this contribution from another place meanwhile. Both texts are here: keep what you need, then send again.",
      undefined,
      { headline: current?.headline ?? "", body: current?.body ?? "" },
    );
  }
  await markReplaced(
    ctx.db,
    versions.map((version) => version.id),
    ctx.at,
  );
  const contributionId = ctx.newId();
  await keep(ctx.db, "contribution", {
    ...written,
    id: contributionId,
    practice_id: view.file.practice.id,
    case_id: view.file.id,
    meeting_id: meeting?.id ?? null,
    author_id: staff.id,
    guest_id: guestId,
    discipline: staff.discipline,
    submitted_at: ctx.at,
    replaces_id: current?.id ?? null,
  });
  ctx.changed(`case:${view.file.id}`);
  return contributionId;
}

/** The parts of what was typed, or the refusal of what may not be sent. */
function readEntries(input: SubmitContribution, view: SeenCase): WrittenEntry[] {
  const { policy } = view.file.practice;
  submit(input, {
    today: view.on,
    disciplines: policy.disciplines.map(({ code }) => code),
    team: view.file.team,
  });
  const asks = policy.disciplines.find(({ code }) => code === view.reader.discipline);
  return entriesOf(input, view, asks?.fields ?? []);
}

/** A name that no contribution on file has. */
const unsent = "preview";

function asIfSent(
  input: SubmitContribution,
  entries: readonly WrittenEntry[],
  view: SeenCase,
  { at, meetingId }: { at: Instant; meetingId: string | null },
): ContributionOnFile {
  const { lastContactOn, lastContactMode, teamHeadline, teamBody, whatMatters, strengths } = input;
  const { audience, namedStaff, excludedDisciplines, handling } = input;
  return {
    id: unsent,
    reference: unsent,
    meetingId,
    authorId: view.reader.id,
    guestId: null,
    discipline: view.reader.discipline,
    kind: "full",
    submittedAt: at,
    replacedAt: null,
    ...{ lastContactOn, lastContactMode, teamHeadline, teamBody, whatMatters, strengths },
    ...{ audience, namedStaff, excludedDisciplines, handling },
    headline: input.headline ?? "",
    body: input.body ?? "",
    entries: entries.map((entry, position) => ({
      ...entry,
      id: `${unsent}-${position}`,
      reference: `${unsent}-${position}`,
      position,
      answer: null,
    })),
  };
}

function entryRow(ctx: WriteContext, view: SeenCase, contributionId: string, entry: WrittenEntry, position: number) {
  const { audience, namedStaff, excludedDisciplines, handling, asOf, value, ...rest } = entry;
  return {
    ...rest,
    as_of: asOf,
    value: value && toJson(value),
    id: ctx.newId(),
    practice_id: view.file.practice.id,
    case_id: view.file.id,
    contribution_id: contributionId,
    position,
    ...sharingRow({ audience, namedStaff, excludedDisciplines, handling }),
  };
}

function sharingIn({ audience, namedStaff, excludedDisciplines, handling }: SeenEntry) {
  return { audience, namedStaff, excludedDisciplines, handling };
}

type Roles = ReturnType<typeof signedIn>["roles"];

/** What the writer has still to do on this case, as far as they own it, whether or not they read the case. */
async function ownActions(db: Reader, { staff, roles }: { staff: StaffRef; roles: Roles }, caseId: string, today: Day) {
  const who = { staffId: staff.id, discipline: staff.discipline };
  const rows = await actionLog(db, {
    ...{ practiceIds: practicesOf(roles), who, whose: "mine", show: "open", today },
    ...{ ownerId: null, caseId, after: null, most: mostActions },
  });
  return logOrder(seeActions(rows, staff, today), today).map((action) => ({
    id: action.id,
    text: action.text,
    due: action.due,
    dueWords: dueInWords(action, today),
    stateWords: actionStateWords[stateOf(action)],
    version: action.version,
  }));
}

function practicesOf(roles: Roles): string[] {
  return roles.map(({ practiceId }) => practiceId);
}

function writtenOf(contribution: Omit<ContributionOnFile, "entries">, entries: readonly SeenEntry[]) {
  return { ...contribution, entries: entries.map(({ author: _, ...entry }) => entry) };
}

/** What stands in the other draft and not in this one: only that needs to be compared. */
function theirTexts(theirs: Record<string, unknown> = {}, mine: Record<string, unknown>): Record<string, string> {
  const textOf = (value: unknown) => (Array.isArray(value) ? value.join("\n") : typeof value === "string" ? value : "");
  return Object.fromEntries(
    Object.entries(theirs)
      .map(([name, value]): [string, string] => [name, textOf(value)])
      .filter(([name, text]) => text !== "" && text !== textOf(mine[name])),
  );
}

function withdrawal(ctx: WriteContext, reason: string) {
  return { withdrawn_at: ctx.at, withdrawn_by: signedIn(ctx).staff.id, withdrawn_reason: reason };
}

/** A request that waits for an answer, as this reader sees it; one that was replaced or is out of sight is not there. */
async function openRequest(ctx: WriteContext & { stood: { caseId: string | null } }, entryId: string) {
  const view = viewFor(await caseFileOf(ctx.db, ctx.stood.caseId ?? ""), signedIn(ctx).staff, ctx.today);
  const entry = found(view.entries.find((candidate) => candidate.id === entryId));
  if (await isAnswered(ctx.db, entryId)) refuse("This request was answered already.");
  return { view, entry, of: { practice_id: view.file.practice.id, case_id: view.file.id } };
}

/** A request that stands unchanged in the new version keeps the answer it had. */
function answersTakenOver(
  ctx: WriteContext,
  entries: readonly ReturnType<typeof entryRow>[],
  answers: Awaited<ReturnType<typeof answersGivenTo>>,
) {
  return entries
    .filter((entry) => entry.kind === "request")
    .flatMap((entry) => {
      const answer = answers.find((one) => one.discipline === entry.discipline && one.asked === entry.text);
      if (!answer) return [];
      const { discipline: _, asked: __, ...given } = answer;
      return [
        { ...given, id: ctx.newId(), practice_id: entry.practice_id, case_id: entry.case_id, entry_id: entry.id },
      ];
    });
}
