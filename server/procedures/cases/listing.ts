/** One case as its reader may see it, and the cases of a reader. */
import { z } from "zod";
import { besideFile, casesInList } from "#db/queries/cases.ts";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { meetingOfCase } from "#db/queries/meetings.ts";
import { casesWithin } from "#db/queries/visible.ts";
import { chiInGroups } from "../../domain/identifiers.ts";
import { id, optionalWords } from "../../domain/inputs.ts";
import { lifecycleOf } from "../../domain/lifecycle.ts";
import { alike } from "../../domain/owning.ts";
import { cutOffsOf } from "../../domain/readiness.ts";
import { found } from "../../domain/refusal.ts";
import { peopleToAsk } from "../../domain/settlements.ts";
import { isWholeOnPaper, onPaper, viewFor } from "../../domain/sight.ts";
import { composeSummary, summaryAsText } from "../../domain/summaries.ts";
import { spanInWords } from "../../domain/time.ts";
import { read, router, signedIn } from "../../trpc.ts";

const verbsOnCase = [
  "case.nominateAgain",
  "case.triage",
  "case.changeTeam",
  "case.recordNotice",
  "case.recordSafeContact",
  "case.object",
  "case.decideObjection",
  "case.withdraw",
  "case.close",
  "case.stop",
  "case.undoStop",
  "case.closeActions",
  "case.settle",
  "case.link",
  "contribution.submit",
  "action.record",
] as const;

export const listing = router({
  /** One case as this reader may see it. */
  open: read("case.open")
    .input(z.object({ caseId: id, paper: z.boolean().default(false) }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const who = { staffId: staff.id, discipline: staff.discipline };
      const box = found(await caseFileOf(ctx.db, input.caseId));
      const whole = viewFor(box, staff, ctx.today);
      const view = input.paper ? onPaper(whole) : whole;
      const next = await meetingOfCase(ctx.db, input.caseId);
      const coming = next ? { id: next.id, cutOffs: cutOffsOf(next) } : null;
      const summary = composeSummary(view, coming);
      const { file } = view;
      const beside = view.scope === "case" ? await besideFile(ctx.db, input.caseId, who) : null;
      return {
        summary,
        /** The same page as paper may hold it, for a browser that prints the screen. */
        printed: isWholeOnPaper(view) ? summary : composeSummary(onPaper(view), coming),
        askable: peopleToAsk(box, view),
        alike: alike(view).map(([one, other]) => ({
          id: one.id,
          text: one.text,
          otherId: other.id,
          other: other.text,
        })),
        at: ctx.at,
        text: summaryAsText(summary, { paper: input.paper, reader: staff.name }),
        practice: { id: file.practice.id, name: file.practice.name, code: file.practice.code },
        nomination: file.nominations[0] ?? null,
        notice: file.notice,
        objections: view.objections,
        /** Names of those who decided and told, for a reader of the case. */
        people: Object.fromEntries(
          [file.notice?.informedBy, ...view.objections.map(({ decidedBy }) => decidedBy)].flatMap((staffId) => {
            const person = staffId ? file.staff[staffId] : undefined;
            return person ? [[person.id, person.name] as const] : [];
          }),
        ) as Record<string, string | undefined>,
        safeContact: file.safeContact,
        team: file.team.flatMap((member) => file.staff[member] ?? []),
        deputies: (beside?.deputies ?? []).map(({ startsAt, endsAt, ...deputy }) => ({
          ...deputy,
          meeting: spanInWords(startsAt, endsAt),
        })),
        links: (beside?.links ?? []).map(({ familyName, givenName, ...link }) => ({
          ...link,
          name: `${familyName.toLocaleUpperCase("en-GB")}, ${givenName}`,
        })),
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
        lifecycle: view.scope === "case" ? lifecycleOf(view) : null,
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
});

type Listed = {
  id: string;
  number: number;
  practiceId: string;
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
    practiceId: row.practiceId,
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
    practiceId: row.practiceId,
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
