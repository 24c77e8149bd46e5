/** "Find a time" as it is drawn: what was looked for, the times in words, what each press needs to know. For loaders. */
import type { Failure } from "#app/forms/useProblem.ts";
import { readForm, readTyped, type FormValues } from "#app/forms/read.ts";
import { lengthChoices } from "#app/meetings/plan.ts";
import { startInWords } from "#app/meetings/words.ts";
import { cans } from "#server/domain/free.ts";
import { problemOf } from "#server/domain/problem.ts";
import { addDays, dayInWordsFrom, dayOf, timeInWords, wallTimeFrom } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type FindTimes = Api["meetings"]["findTimes"];
type Answer = Awaited<ReturnType<FindTimes>>;
type Search = NonNullable<Parameters<FindTimes>[0]["search"]>;
type Offer = NonNullable<Answer["found"]>["offers"][number];
type LeftOut = NonNullable<Answer["found"]>["leftOut"][number];

/** How many days are looked at until somebody says otherwise. */
const usualDays = 28;
/** On how many days the best time is ticked to be asked about. */
const ticked = 5;
/** With more disciplines than that, those that are the same at all times are said in a sentence. */
const mostColumns = 7;

/** What the time is wanted for: one meeting, a series, or the meeting with this id, which moves. */
export type Wanted = "one" | "series" | (string & {});

export type TimesPage = Awaited<ReturnType<typeof timesPageOf>>;

/** A form that is sent by address: refused, it comes back with all that was typed, as one that is posted does. */
export async function timesPageOf(
  meetings: Api["meetings"],
  practiceId: string,
  wanted: Wanted,
  query: URLSearchParams,
) {
  const about = { practiceId, ...(isMove(wanted) ? { meetingId: wanted } : {}) };
  const said = formDataOf(query);
  const isAsked = query.has("from.day");
  const looked = isAsked
    ? await refusable(() => meetings.findTimes({ ...about, search: searchOf(readForm(said)) }))
    : null;
  const answer = looked?.answer ?? (await meetings.findTimes(about));
  const failure: Failure | null = looked?.problem
    ? { problem: looked.problem, values: readTyped(said), form: "find" }
    : null;
  const { found, people, disciplines, like, moved, today } = answer;
  const values = valuesOf(answer, isAsked ? query : null);
  const toAsk = bestOfDays(found?.offers ?? []);
  return {
    practice: answer.practice,
    wanted,
    failure,
    moved: moved && { ...moved, words: startInWords(moved.startsAt, today) },
    people,
    disciplines,
    nobodyOf: answer.nobodyOf,
    waiting: answer.waiting,
    like,
    lengths: lengthChoices,
    values,
    found: found && {
      possible: found.possible,
      more: found.possible - found.offers.length,
      isAnythingKnown: found.offers.some(({ coming }) => coming > 0),
      ...columnsOf(disciplines, found.offers),
      offers: found.offers.map((offer) => offerInWords(offer, today, toAsk.includes(offer.startsAt))),
      leftOut: found.leftOut.map((line) => leftOutInWords(line, today, Number(values.step))),
      impossible: found.impossible,
      isLeftOutCut: found.leftOut.reduce((told, { starts }) => told + (starts.length || 1), 0) < found.impossible,
    },
  };
}

export function isMove(wanted: Wanted): boolean {
  return wanted !== "one" && wanted !== "series";
}

function formDataOf(query: URLSearchParams): FormData {
  const data = new FormData();
  for (const [name, value] of query) data.append(name, value);
  return data;
}

/** The procedure takes what a form says, and tells what of it does not hold. */
function searchOf(form: FormValues): Search {
  return form as unknown as Search;
}

async function refusable(ask: () => Promise<Answer>) {
  try {
    return { answer: await ask(), problem: null };
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem === null || (problem.kind !== "invalid" && problem.kind !== "refused")) throw thrown;
    const fields = Object.entries(problem.fields).map(([name, text]) => [name.replace(/^search\./, ""), text] as const);
    return { answer: null, problem: { ...problem, fields: Object.fromEntries(fields) } };
  }
}

function valuesOf({ like, moved, people, disciplines, today }: Answer, query: URLSearchParams | null) {
  const from = addDays(today, 1);
  const until = addDays(from, usualDays - 1);
  const meant = moved && addDays(dayOf(moved.startsAt), usualDays / 2);
  const said = (name: string, otherwise: string) => query?.get(name) ?? otherwise;
  const dayOfQuery = (name: string, otherwise: string) =>
    query ? ["year", "month", "day"].map((part) => query.get(`${name}.${part}`) ?? "").join("-") : otherwise;
  return {
    from: dayOfQuery("from", from),
    to: dayOfQuery("to", meant && meant > until ? meant : until),
    earliest: said("earliest", "9am"),
    latest: said("latest", "5pm"),
    minutes: said("minutes", String(like?.minutes ?? 120)),
    step: said("step", "30"),
    needed: people.filter(({ isNeeded }) => isNeeded).map(({ id }) => id),
    disciplines: disciplines.filter(({ isNeeded }) => isNeeded).map(({ code }) => code),
  };
}

/** With many disciplines only those are columns in which the times differ; what is the same for all is said once. */
function columnsOf(disciplines: Answer["disciplines"], offers: readonly Offer[]) {
  const all = disciplines.map((discipline, index) => ({ ...discipline, index }));
  const isSame = (index: number) => new Set(offers.map(({ cells }) => cells[index])).size < 2;
  const isFolded = (one: (typeof all)[number]) => all.length > mostColumns && isSame(one.index);
  const folded = all.filter(isFolded);
  const cellOf = ({ index }: { index: number }) => offers[0]?.cells[index] ?? "unknown";
  return {
    columns: all.filter((one) => !isFolded(one)).map(({ label, index }) => ({ label, index })),
    alike: [...new Set(folded.map(cellOf))].map((cell) => ({
      cell,
      labels: folded.filter((one) => cellOf(one) === cell).map(({ label }) => label),
    })),
  };
}

function bestOfDays(offers: readonly Offer[]): string[] {
  const isBest = ({ day }: Offer, index: number) => offers.findIndex((offer) => offer.day === day) === index;
  return offers
    .filter(isBest)
    .slice(0, ticked)
    .map(({ startsAt }) => startsAt);
}

function offerInWords(
  { startsAt, coming, of, cells, people, avoid }: Offer,
  today: Answer["today"],
  isTicked: boolean,
) {
  const byHope = [...people].sort((a, b) => cans.indexOf(a.can) - cans.indexOf(b.can));
  const whys = [...new Set(byHope.map(({ why }) => why))];
  return {
    startsAt,
    words: startInWords(startsAt, today),
    coming: `${coming} of ${of}`,
    cells,
    avoid: avoid.join(", "),
    isTicked,
    whys: whys.map((why) => ({
      why: why.charAt(0).toUpperCase() + why.slice(1),
      names: people.filter((person) => person.why === why).map(({ name }) => name),
    })),
  };
}

/** "Monday 23 November, starts 9am to 11:30am, 1pm: …" with `step` minutes from one start to the next. */
function leftOutInWords({ day, starts, why }: LeftOut, today: Answer["today"], step: number) {
  const words = dayInWordsFrom(day, today);
  const inWords = (start: number) => timeInWords(wallTimeFrom(start));
  const spans = runsOf(starts, step).map(([first, last]) =>
    first === last ? inWords(first) : `${inWords(first)} to ${inWords(last)}`,
  );
  return { words: spans.length > 0 ? `${words}, starts ${spans.join(", ")}` : words, why: why.join(". ") };
}

/** The first and last of each row of starts that follow each other. */
function runsOf(starts: readonly number[], step: number): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const start of starts) {
    const run = runs.at(-1);
    if (run?.[1] === start - step) run[1] = start;
    else runs.push([start, start]);
  }
  return runs;
}
