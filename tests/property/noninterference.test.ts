/**
 * Non-interference: two databases that differ only in what a reader may not see answer that reader the same, byte for
 * byte, whatever they ask and write in whatever order (quality.md 2.2). Nonces and ids are normalised (rulings 28).
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { CaseFile, Sharing } from "#db/casefile.ts";
import type { Database } from "#db/database.ts";
import { migrate } from "#db/migrate.ts";
import { keepAction } from "#db/queries/actions.ts";
import { sharingRow } from "#db/queries/casefiles.ts";
import { toJson } from "#db/queries/json.ts";
import { keep } from "#db/queries/rows.ts";
import type { Day, Instant } from "#db/schema.ts";
import { seal, unseal, type Sealed } from "#db/sealed.ts";
import type * as Sight from "#server/domain/sight.ts";
import type { Signals } from "#server/signals.ts";
import { casesJson } from "../support/cases.ts";
import { clockAt, type Clock } from "../support/clock.ts";
import { inMemory } from "../support/copies.ts";
import { problemFrom } from "../support/doing.ts";
import { begun as sessionFor, linkMailedTo, maggie } from "../support/guests.ts";
import { passAt } from "../support/passing.ts";
import { aSite, type Site } from "../support/site.ts";
import { worldOn, type TestWorld } from "../support/world.ts";

const numRuns = process.env.SHIPMATE_COUNTS === "full" ? 500 : 50;

/** For the controls: sight that shows what is kept for some to everybody who reads the case. */
const flaw = vi.hoisted(() => ({ isOn: false }));
vi.mock("#server/domain/sight.ts", async (original) => {
  const sight = await original<typeof Sight>();
  const opened = (box: Sealed<CaseFile>) => (flaw.isOn ? seal(sharedWithAll(unseal(box))) : box);
  return {
    ...sight,
    see: ((box, ...rest) => sight.see(opened(box), ...rest)) satisfies typeof sight.see,
    viewFor: ((box, ...rest) => sight.viewFor(box && opened(box), ...rest)) satisfies typeof sight.viewFor,
    seeEach: ((boxes, ...rest) => sight.seeEach(boxes.map(opened), ...rest)) satisfies typeof sight.seeEach,
  };
});

const forAll: Sharing = { audience: "team", namedStaff: [], excludedDisciplines: [], handling: [] };
function sharedWithAll(file: CaseFile): CaseFile {
  const shared = <T extends object>(item: T): T => ({ ...item, ...forAll });
  return {
    ...file,
    contributions: file.contributions.map((one) => ({ ...shared(one), entries: one.entries.map(shared) })),
    actions: file.actions.map(shared),
  };
}

// The two places where it begins

interface Person {
  id: string;
  name: string;
  discipline: string;
  /** Set for somebody without an account, and the one case they were asked for. */
  guest?: { guestId: string; token: string; caseId: string };
}
interface Subject {
  id: string;
  practiceId: string;
  team: Person[];
  readers: Person[];
  owners: string[];
  items: string[];
  facts: { key: string; authorId: string }[];
  /** Who gave something, so that one more would be a version of it. */
  authors: string[];
}
interface Start {
  content: Buffer;
  at: string;
  nextMorning: string;
  people: Person[];
  deputy: Person | undefined;
  guest: Person;
  cases: Subject[];
  actions: string[];
  meetingId: string;
  practiceId: string;
  /** The pack as it froze. */
  frozen: unknown;
}

const starts = {
  /** The shipped cases, in the room. */
  demonstration: {
    file: casesJson,
    ...{ at: "2026-11-26T13:00:00.000Z", nextMorning: "2026-11-27T07:30:00.000Z" },
    ...{ meeting: "mtg-2026-11-26", chair: "st-01", coordinator: "st-03", asksFor: "case-02" },
    standsIn: { for: "st-04", deputy: "st-05" },
  },
  /** Our own, where what is restricted stands inside conflicts, ages and counts (rulings 4). */
  fixture: {
    file: () => JSON.parse(readFileSync(new URL("../fixtures/sight.json", import.meta.url), "utf8")) as unknown,
    ...{ at: "2027-02-25T13:00:00.000Z", nextMorning: "2027-02-26T07:30:00.000Z" },
    ...{ meeting: "u-mtg-2027-02-25", chair: "u-01", coordinator: "u-02", asksFor: "u-case-01" },
    standsIn: null,
  },
};

const clock: Clock = clockAt(starts.demonstration.at);
/** What the one site serves; each request goes to one of the two databases. */
const served: { database?: Database; signals?: Signals; newId: () => string } = { newId: () => ids.next() };
let site: Site;
const begun = new Map<keyof typeof starts, Start>();

/** Ids that are the same on both sides where the same is done, and rise with the steps of a sequence. */
const ids = {
  step: 0,
  count: 0,
  begin(step: number) {
    ids.step = step;
    ids.count = 0;
  },
  next(): string {
    const time = (0x02000000000 + ids.step).toString(16).padStart(12, "0");
    ids.count += 1;
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${ids.count.toString(16).padStart(12, "0")}`;
  },
};

beforeAll(async () => {
  for (const name of Object.keys(starts) as (keyof typeof starts)[]) {
    const { file, at, nextMorning, meeting, chair, coordinator, asksFor, standsIn } = starts[name];
    const { database, copy } = inMemory();
    await migrate(database);
    const world = worldOn({ database, url: "", end: () => database.destroy() }, at);
    const { practiceId } = await world.being("operator").imports.caseFile({ file: file() });
    const { id: meetingId } = await database
      .selectFrom("meeting")
      .select("id")
      .where("reference", "=", meeting)
      .executeTakeFirstOrThrow();
    if (standsIn) {
      const deputyId = await world.idOf(standsIn.deputy);
      await (await world.as(standsIn.for)).meetings.reply({ meetingId, reply: "declined", deputyId });
    }
    const guest = await aGuest(world, coordinator, asksFor);
    await (await world.as(coordinator)).meetings.freeze({ meetingId });
    const room = (await world.as(chair)).meetings;
    await room.start({ meetingId });
    const { agenda, version } = await room.open({ meetingId });
    await room.goTo({ meetingId, itemId: agenda[0]?.itemId ?? "", version });

    clock.set(at);
    served.database = database;
    site ??= await aSite({ database, signals: world.signals, clock, idOf: (id) => Promise.resolve(id) }, served);
    const people = await peopleOf(database, at.slice(0, 10) as Day);
    await site.signIn(...people.map(({ id }) => id));
    site.bringIn(guest.id, guest.guest.guestId, guest.session);
    const deputyId = standsIn && (await world.idOf(standsIn.deputy));
    begun.set(name, {
      ...{ content: copy(), at, nextMorning, people, guest, meetingId, practiceId },
      deputy: people.find(({ id }) => id === deputyId),
      frozen: await packsOf(database),
      cases: await casesOf(database, people, meetingId),
      actions: (await database.selectFrom("action").select("id").orderBy("id").execute()).map(({ id }) => id),
    });
    await world.end();
  }
}, 120_000);
afterAll(() => site.end());

/** Asked for that case, with the link and the code that were mailed. */
async function aGuest(world: TestWorld, coordinator: string, reference: string) {
  const { id: caseId } = await world.database
    .selectFrom("mdt_case")
    .select("id")
    .where("reference", "=", reference)
    .executeTakeFirstOrThrow();
  const { guestId } = await (await world.as(coordinator)).guests.ask({ caseId, ...maggie });
  const link = await linkMailedTo(world, maggie.email);
  const session = await sessionFor(world, link);
  const { staff_id: id } = await world.database
    .selectFrom("guest")
    .select("staff_id")
    .where("id", "=", guestId)
    .executeTakeFirstOrThrow();
  return { id, name: maggie.name, discipline: maggie.discipline, guest: { ...link, caseId }, session };
}

async function peopleOf(database: Database, on: Day): Promise<Person[]> {
  const rows = await database
    .selectFrom("staff")
    .select(["id", "name", "discipline", "left_on"])
    .where("id", "not in", database.selectFrom("guest").select("staff_id"))
    .orderBy("name")
    .execute();
  return rows
    .filter(({ left_on }) => left_on === null || left_on >= on)
    .map(({ id, name, discipline }) => ({ id, name, discipline }));
}

/** The first of them, to the last byte. */
const packsOf = (database: Database) =>
  database
    .selectFrom("pack_case")
    .innerJoin("pack", "pack.id", "pack_case.pack_id")
    .selectAll("pack_case")
    .select(["pack.frozen_at", "pack.checksum as whole"])
    .where("pack.number", "=", 1)
    .orderBy("pack_case.id")
    .execute();

async function casesOf(database: Database, people: readonly Person[], meetingId: string): Promise<Subject[]> {
  const cases = await database.selectFrom("mdt_case").select(["id", "practice_id"]).orderBy("number").execute();
  const members = await database.selectFrom("case_member").select(["case_id", "staff_id", "deputy_at"]).execute();
  const invited = await database.selectFrom("case_discipline").select(["case_id", "discipline"]).execute();
  const objected = await database.selectFrom("objection").select(["case_id", "against_discipline"]).execute();
  const actions = await database.selectFrom("action").select(["case_id", "owner_id"]).execute();
  const facts = await database
    .selectFrom("entry")
    .innerJoin("contribution", "contribution.id", "entry.contribution_id")
    .select(["entry.case_id", "entry.name", "contribution.author_id"])
    .where("entry.kind", "=", "fact")
    .orderBy("entry.id")
    .execute();
  const given = await database.selectFrom("contribution").select(["case_id", "author_id"]).execute();
  const items = await database
    .selectFrom("agenda_item")
    .select(["id", "case_id"])
    .where("meeting_id", "=", meetingId)
    .execute();
  return cases.map(({ id, practice_id }) => {
    const deputies = members.filter((row) => row.case_id === id && row.deputy_at !== null).map((row) => row.staff_id);
    const team = people.filter((person) => members.some((row) => row.case_id === id && row.staff_id === person.id));
    const isInvited = ({ discipline }: Person) =>
      invited.some((row) => row.case_id === id && row.discipline === discipline) &&
      !objected.some((row) => row.case_id === id && row.against_discipline === discipline);
    return {
      ...{
        id,
        practiceId: practice_id,
        team,
        readers: team.filter((person) => isInvited(person) && !deputies.includes(person.id)),
      },
      owners: actions.filter((row) => row.case_id === id).map((row) => row.owner_id),
      items: items.filter((row) => row.case_id === id).map((row) => row.id),
      authors: given.filter((row) => row.case_id === id).map((row) => row.author_id),
      facts: facts
        .filter((row) => row.case_id === id)
        .map(({ name, author_id }) => ({ key: name ?? "", authorId: author_id })),
    };
  });
}

// What happens

const word = fc.constantFrom("heron", "plover", "curlew", "dunlin");
/** What is kept from the reader: its words, and how many of it there are. */
const hidden = fc.record({
  body: word,
  facts: fc.array(fc.record({ key: fc.nat(), value: word }), { maxLength: 3 }),
  risks: fc.array(word, { maxLength: 2 }),
  sensitive: fc.array(word, { maxLength: 2 }),
});
type Hidden = Drawn<typeof hidden>;
type Drawn<T> = T extends fc.Arbitrary<infer Value> ? Value : never;

const which = { by: fc.nat(), of: fc.nat() };
const twice = <T>(arbitrary: fc.Arbitrary<T>) => ({ left: arbitrary, right: arbitrary });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });

const secrets = {
  /** The whole is restricted, and the team reads the author's other line. */
  restricted: fc.record({
    kind: fc.constant("restricted" as const),
    ...which,
    isNamed: fc.boolean(),
    ...twice(hidden),
  }),
  /** The team reads the contribution, but for some of its entries. */
  within: fc.record({ kind: fc.constant("within" as const), ...which, isNamed: fc.boolean(), ...twice(hidden) }),
  /** Of whose author the reader is told nothing: no line for the team stands in its place. */
  unknown: fc.record({ kind: fc.constant("unknown" as const), ...which, ...twice(maybe(word)) }),
  /** Somebody else's, or none. */
  draft: fc.record({ kind: fc.constant("draft" as const), ...which, ...twice(maybe(word)) }),
  action: fc.record({ kind: fc.constant("action" as const), ...which, ...twice(maybe(word)) }),
  /** Of facts one of which the reader may not see. */
  settled: fc.record({ kind: fc.constant("settled" as const), ...which, ...twice(maybe(word)) }),
  /** In a case of which the reader is not. */
  elsewhere: fc.record({
    ...{ kind: fc.constant("elsewhere" as const), ...which },
    ...twice(
      maybe(
        fc.record({ what: fc.constantFrom("contribution", "draft", "action", "note", "objection", "safety"), word }),
      ),
    ),
  }),
};
type Secret = Drawn<(typeof secrets)[keyof typeof secrets]>;

const pages = [
  ..."/ /cases /meetings /actions /actions?whose=team /mine /outbox /staff /practice /availability".split(" "),
  ..."/actions?whose=team&show=overdue /actions?whose=team&show=blocked /actions?whose=team&show=done".split(" "),
  ..."/cases?q=dru /cases?q=auch /cases?q=2 /cases?q=3113".split(" "),
  ...["", "/contribute", "/copy", "/agreed", "/sharing", "/ending"].flatMap((part) =>
    Array<string>(2).fill(`/cases/:case${part}`),
  ),
  ..."/cases/:case /cases/:case /actions/:action /actions/:action /cases/:case.data".split(" "),
  ...["", "/actions", "/live", "/pack", "/pack.data"].map((part) => `/meetings/:meeting${part}`),
];
const queries = [
  'cases.open {"caseId":":case"}',
  'cases.open {"caseId":":case","paper":true}',
  'cases.list {"q":"dru"}',
  'contributions.open {"caseId":":case"}',
  'meetings.pack {"meetingId":":meeting"}',
  'meetings.open {"meetingId":":meeting"}',
  'actions.list {"whose":"team"}',
  'actions.open {"actionId":":action"}',
  "home.open",
].map((query) => {
  const [path, input] = query.split(/ (.*)/);
  return `/trpc/${path}${input ? `?input=${input}` : ""}`;
});
const look = fc.record({
  kind: fc.constant("look" as const),
  path: fc.constantFrom(...pages, ...queries),
  of: fc.nat(),
  /** Where something was hidden last. */
  isThere: fc.boolean(),
});
const write = fc.record({
  kind: fc.constant("write" as const),
  what: fc.constantFrom("contribution", "draft", "action", "verdict", "settlement", "search", "freeze"),
  ...{ of: fc.nat(), word },
});
/** Opens a page and leaves it open: from then on its stream is listened to. */
const follow = fc.record({
  kind: fc.constant("follow" as const),
  page: fc.constantFrom("case", "sharing", "meeting", "actions", "room", "record", "screen"),
  of: fc.nat(),
  isThere: fc.boolean(),
  /** What the reader then writes themselves, of which many of these pages are told. */
  thenWrites: fc.option(word, { freq: 4 }),
});
const others = fc.constantFrom({ kind: "file" as const }, { kind: "mails" as const }, { kind: "morning" as const });

const step = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(...Object.values(secrets)) },
  { weight: 8, arbitrary: look },
  { weight: 2, arbitrary: write },
  { weight: 2, arbitrary: follow },
  { weight: 1, arbitrary: others },
);
type Step = Drawn<typeof step>;

// How it is done

const counted = { secrets: 0, shown: 0, refused: 0, written: 0, files: 0, streams: 0, told: 0 };

class Differs extends Error {}

class Pair {
  readonly sides: readonly [Database, Database];
  private readonly worlds: ReadonlyMap<Database, TestWorld>;
  /** What each open page of the reader was told so far, on either side. */
  private readonly open: { page: string; told: Map<Database, string[]> }[] = [];
  readonly hiddenIds: string[] = [];
  private hiddenIn: string | null = null;
  private steps = 0;

  constructor(
    readonly start: Start,
    /** From whom the secrets are kept. */
    readonly outsider: Person,
    /** Who looks: the same, but for the controls. */
    readonly reader: Person = outsider,
  ) {
    this.sides = [inMemory(start.content).database, inMemory(start.content).database];
    this.worlds = new Map(
      this.sides.map((side) => [side, worldOn({ database: side, url: "", end: () => side.destroy() }, start.at)]),
    );
    clock.set(start.at);
  }

  async end(): Promise<void> {
    for (const { told } of this.open) counted.told += told.get(this.sides[0])?.length ?? 0;
    for (const side of this.sides) await side.destroy();
  }

  async take(step: Step): Promise<void> {
    this.steps += 1;
    clock.pass(1);
    await this.does(step);
    await this.listen();
  }

  private async does(step: Step): Promise<void> {
    switch (step.kind) {
      case "follow":
        return this.follow(step);
      case "look":
        return this.look(this.filled(step));
      case "write":
        return this.write(step);
      case "file":
        return this.file();
      case "mails":
        return this.mails();
      case "morning":
        return this.morning();
      default:
        return this.keepSecret(step);
    }
  }

  /** The same done on both sides, and the same got. */
  private async both(what: string, run: (side: Database) => Promise<unknown>): Promise<void> {
    const answers: string[] = [];
    for (const side of this.sides) answers.push(normalised(await this.on(side, run)));
    const [left = "", right = ""] = answers;
    if (left !== right) throw new Differs(`${what} for ${this.reader.name} differs:\n${differenceOf(left, right)}`);
  }

  private async on<T>(side: Database, run: (side: Database) => Promise<T>): Promise<T> {
    served.database = side;
    served.signals = this.worldOf(side).signals;
    ids.begin(this.steps);
    return run(side);
  }

  private worldOf(side: Database): TestWorld {
    return this.worlds.get(side) as TestWorld;
  }

  private async follow({ page, of, isThere, thenWrites }: Drawn<typeof follow>): Promise<void> {
    if (this.reader.guest) return;
    let isOpen = true;
    const told = new Map(this.sides.map((side) => [side, [] as string[]]));
    const { meetingId } = this.start;
    const caseId = this.caseFor(of, isThere);
    await this.both(`the stream of ${page}`, async (side) => {
      const api = await this.worldOf(side).as(this.reader.id, { now: clock.now, newId: served.newId });
      const opened = (
        page === "case" || page === "sharing"
          ? api.cases.watch({ caseId, page })
          : api.meetings.watch({ meetingId, page: page as "room" })
      ) as Promise<unknown>;
      const stream = await opened.catch(() => null);
      isOpen = stream !== null;
      if (stream === null) return (await problemFrom(opened)).kind;
      const words = told.get(side) ?? [];
      const hear = async () => {
        for await (const one of stream as AsyncIterable<string>) words.push(one);
      };
      void hear().catch((error: unknown) => words.push(String(error)));
      return "followed";
    });
    if (!isOpen) return;
    this.open.push({ page, told });
    counted.streams += 1;
    if (thenWrites === null) return;
    // The first word says what the page showed: only then is what is written a change of it.
    await new Promise((resolve) => setImmediate(resolve));
    await this.write({ kind: "write", what: "contribution", of, word: thenWrites });
  }

  /** All that was announced has been heard once nothing is left to do: nothing here waits for anything outside. */
  private async listen(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    for (const { page, told } of this.open) {
      const [left = [], right = []] = [...told.values()];
      if (normalised(left) !== normalised(right)) {
        throw new Differs(`${page} of ${this.reader.name} was told ${left.join()} or ${right.join()}`);
      }
    }
  }

  private async look(path: string): Promise<void> {
    await this.both(path, async () => {
      const { status, headers, body } = await site.ask(this.reader.id, path);
      counted[status === 200 ? "shown" : "refused"] += 1;
      return [status, headers.get("location"), headers.get("content-type"), body];
    });
  }

  private async press(procedure: string, input: unknown): Promise<void> {
    await this.both(`${procedure} ${JSON.stringify(input)}`, async () => {
      const { status, body } = await site.press(this.reader.id, procedure, input);
      if (status === 200) counted.written += 1;
      return [status, body];
    });
  }

  private async write({ what, of, word }: Drawn<typeof write>): Promise<void> {
    const { reader } = this;
    const { meetingId, practiceId } = this.start;
    const subject = pick(this.start.cases, of);
    const { id: caseId } = subject;
    switch (what) {
      case "contribution": {
        const basedOn = (await this.ownOf(this.sides[0], caseId, reader)) ?? "";
        const fact = {
          key: pick(keysFor(subject, reader), of),
          value: word,
          asOf: clock.now().slice(0, 10),
          source: "observed",
        };
        return this.press("contributions.submit", { caseId, basedOn, headline: word, facts: [fact] });
      }
      case "draft":
        return this.press("contributions.saveDraft", { caseId, typed: { body: word }, version: 0 });
      case "action":
        return this.press("actions.record", {
          caseId,
          text: `Ring about the ${word}`,
          ownerId: reader.id,
          due: "2027-03-30",
        });
      case "verdict": {
        const actionId = pick([...this.start.actions, ...this.hiddenIds], of);
        return this.press("actions.judge", { actionId, meetingId, version: 1, verdict: "on-track" });
      }
      case "settlement": {
        const [dispute] = await this.disputesFor(this.sides[0], reader, caseId);
        if (dispute) return this.press("cases.settle", { ...settlementOf(caseId, dispute), reason: word });
        return;
      }
      case "search":
        return this.press("cases.find", { practiceId, chi: "3113481104" });
      case "freeze":
        return this.press("meetings.freeze", { meetingId });
    }
  }

  /** The pack as a file, to its last byte. */
  private async file(): Promise<void> {
    const { meetingId } = this.start;
    await this.both("the pack as a file", async () => {
      const { status, body } = await site.press(this.reader.id, "meetings.export", { meetingId, form: "pdf" });
      const copy = /"copy":(\d+)/.exec(body)?.[1];
      if (status !== 200) return [status, body];
      counted.files += 1;
      const made = await site.ask(this.reader.id, `/meetings/${meetingId}/copies/${copy}.pdf`);
      return [made.status, Buffer.from(made.bytes).toString("latin1")];
    });
  }

  private async mails(): Promise<void> {
    await this.both("mail", (side) =>
      side
        .selectFrom("message")
        .selectAll()
        .where("staff_id", "=", this.reader.id)
        .orderBy("queued_at")
        .orderBy("id")
        .execute(),
    );
  }

  /** The timer takes what is due, and the reader looks at their mail. */
  private async morning(): Promise<void> {
    clock.set(this.start.nextMorning);
    for (const side of this.sides) {
      await this.on(side, async () => {
        await passAt(this.worldOf(side), this.start.nextMorning);
        this.worldOf(side).signals.announce(["day"]);
      });
    }
    await this.mails();
  }

  private async keepSecret(secret: Secret): Promise<void> {
    // Who arranges is told whether something was given or begun, and never what (rulings 3).
    const isToldStates = this.outsider.discipline === "practice-manager";
    if (isToldStates && (secret.kind === "unknown" || secret.kind === "draft")) return;
    const candidates = this.start.cases.filter((subject) => {
      const { team, owners } = subject;
      const isOf = team.includes(this.outsider) || subject.id === this.outsider.guest?.caseId;
      return secret.kind === "elsewhere" ? !isOf && !owners.includes(this.outsider.id) : isOf;
    });
    const places = candidates.filter((subject) => this.authorsOf(secret, subject).length > 0);
    if (places.length === 0) return;
    const subject = pick(places, secret.of);
    this.hiddenIn = subject.id;
    const authors = this.authorsOf(secret, subject);
    const author = authors.find((person) => person === this.reader) ?? pick(authors, secret.by);
    for (const [index, side] of this.sides.entries()) {
      const done = await this.on(side, () =>
        this.keepOn(side, secret, index === 0 ? "left" : "right", subject, author),
      );
      counted.secrets += Number(done && JSON.stringify(secret.left) !== JSON.stringify(secret.right));
    }
  }

  private authorsOf({ kind }: Secret, { readers, authors }: Subject): Person[] {
    const others = readers.filter(
      (person) => person !== this.outsider && person.discipline !== this.outsider.discipline,
    );
    return kind === "unknown" ? others.filter(({ id }) => !authors.includes(id)) : others;
  }

  /** Whether it was kept; what is refused is kept on neither side. */
  private async keepOn(
    side: Database,
    secret: Secret,
    which: "left" | "right",
    subject: Subject,
    author: Person,
  ): Promise<boolean> {
    const { id: caseId, practiceId, items } = subject;
    const keys = keysFor(subject, author);
    const as = async (procedure: string, input: unknown) =>
      (await site.press(author.id, procedure, input)).status === 200;
    const basedOn = (await this.ownOf(side, caseId, author)) ?? "";
    switch (secret.kind) {
      case "restricted": {
        const kept = this.keptFrom(secret, author);
        const { body, ...rest } = this.entriesOf(secret[which], kept, keys);
        const teamLine = { teamHeadline: "Please speak to me" };
        return as("contributions.submit", { caseId, basedOn, headline: body, body, ...kept, ...teamLine, ...rest });
      }
      case "within": {
        const { body: _, ...rest } = this.entriesOf(secret[which], this.keptFrom(secret, author), keys);
        return as("contributions.submit", { caseId, basedOn, headline: "As before", ...rest });
      }
      case "unknown": {
        const given = secret[which];
        const id = ids.next();
        if (given === null) return false;
        await this.keepUnknown(side, { id, practiceId, caseId, given, author, key: pick(keys, secret.by) });
        return true;
      }
      case "draft": {
        const body = secret[which];
        const version = await this.draftVersion(side, caseId, author);
        return body !== null && as("contributions.saveDraft", { caseId, typed: { body }, version });
      }
      case "action": {
        const text = secret[which];
        const id = ids.next();
        this.hiddenIds.push(id);
        if (text === null) return false;
        await keepHiddenAction(side, { id, practiceId, caseId, text, author, outsider: this.outsider });
        this.worldOf(side).signals.announce([`case:${caseId}`, `meeting:${this.start.meetingId}`]);
        return true;
      }
      case "settled": {
        const reason = secret[which];
        const open = reason === null ? [] : await this.disputesFor(side, author, caseId);
        const dispute = open.find(({ values }) => values.some(({ value }) => isSecretWord(value)));
        if (!dispute || reason === null) return false;
        return as("cases.settle", { ...settlementOf(caseId, dispute), reason });
      }
      case "elsewhere": {
        const doing = secret[which];
        if (doing === null) return false;
        const asOf = clock.now().slice(0, 10);
        switch (doing.what) {
          case "contribution":
            return as("contributions.submit", {
              ...{ caseId, basedOn, headline: doing.word },
              facts: [{ key: pick(keys, secret.by), value: doing.word, asOf, source: "observed" }],
            });
          case "draft":
            return as("contributions.saveDraft", { caseId, typed: { body: doing.word }, version: 0 });
          case "action":
            return as("actions.record", { caseId, text: doing.word, ownerId: author.id, due: "2027-03-30" });
          case "note":
            return as("discussions.write", { itemId: items[0] ?? "", line: doing.word });
          case "objection":
            return as("cases.object", { caseId, againstDiscipline: "police", text: doing.word });
          default:
            return as("cases.recordSafeContact", { caseId, neverRing: doing.word });
        }
      }
    }
  }

  /** No form leaves out the line for the team: this is what an imported file, or a rule of another time, has left. */
  private async keepUnknown(
    side: Database,
    of: { id: string; practiceId: string; caseId: string; given: string; author: Person; key: string },
  ): Promise<void> {
    const { id, practiceId, caseId, given, author, key } = of;
    const kept = sharingRow({ ...forAll, audience: "named", namedStaff: [author.id] });
    const ofCase = { practice_id: practiceId, case_id: caseId };
    const { meetingId } = this.start;
    await side.transaction().execute(async (db) => {
      await keep(db, "contribution", {
        ...{ id, ...ofCase, meeting_id: meetingId, author_id: author.id, discipline: author.discipline },
        ...{ kind: "full" as const, submitted_at: clock.now(), headline: given, body: given },
        ...{ strengths: toJson<string[]>([]), ...kept },
      });
      await keep(db, "entry", {
        ...{ id: ids.next(), ...ofCase, contribution_id: id, kind: "fact" as const, position: 0, name: key },
        ...{ text: given, as_of: clock.now().slice(0, 10) as Day, source: "observed" as const, ...kept },
      });
    });
    this.worldOf(side).signals.announce([`case:${caseId}`, `meeting:${meetingId}`]);
  }

  private keptFrom({ isNamed }: { isNamed: boolean }, author: Person) {
    return isNamed
      ? { ...forAll, audience: "named", namedStaff: [author.id] }
      : { ...forAll, excludedDisciplines: [this.outsider.discipline] };
  }

  private entriesOf({ body, facts, risks, sensitive }: Hidden, kept: object, keys: readonly string[]) {
    const asOf = clock.now().slice(0, 10);
    return {
      body,
      facts: facts.map(({ key, value }) => ({
        ...{ key: pick(keys, key), value: `secret ${value}`, asOf, source: "observed", ...kept },
      })),
      risks: risks.map((text) => ({ type: text, level: "high", text, ...kept })),
      sensitiveItems: sensitive.map((text) => ({ text, reason: "So it is", ...kept })),
    };
  }

  private async ownOf(side: Database, caseId: string, author: Person): Promise<string | undefined> {
    const row = await side
      .selectFrom("contribution")
      .select("id")
      .where("case_id", "=", caseId)
      .where("author_id", "=", author.id)
      .where("meeting_id", "=", this.start.meetingId)
      .where("replaced_at", "is", null)
      .executeTakeFirst();
    return row?.id;
  }

  private async draftVersion(side: Database, caseId: string, author: Person): Promise<number> {
    const draft = await side
      .selectFrom("draft")
      .select("version")
      .where("case_id", "=", caseId)
      .where("author_id", "=", author.id)
      .executeTakeFirst();
    return draft?.version ?? 0;
  }

  private async disputesFor(side: Database, reader: Person, caseId: string): Promise<Dispute[]> {
    served.database = side;
    served.signals = this.worldOf(side).signals;
    const { body } = await site.ask(reader.id, `/trpc/cases.open?input={"caseId":"${caseId}"}`);
    const answer = JSON.parse(body) as { result?: { data: { summary: { disagreements: Dispute[] } } } };
    return answer.result?.data.summary.disagreements ?? [];
  }

  private caseFor(of: number, isThere: boolean): string {
    return isThere && this.hiddenIn ? this.hiddenIn : pick(this.start.cases, of).id;
  }

  private filled({ path, of, isThere }: Drawn<typeof look>): string {
    const { actions, meetingId } = this.start;
    const { guest } = this.reader;
    // All that a guest has is the page of their link.
    if (guest && !path.startsWith("/trpc/")) {
      return `/guest/${guest.guestId}/${guest.token}${path.endsWith(".data") ? ".data" : ""}`;
    }
    return path
      .replace(":case", this.caseFor(of, isThere))
      .replace(":action", pick([...actions, ...this.hiddenIds], of))
      .replace(":meeting", meetingId);
  }
}

/**
 * What others have given facts about, so that another is one more source. A fact that its author gave everybody and now
 * gives to fewer is out of every pack at once (docs/decisions/0022): that they took it back is no secret.
 */
function keysFor({ facts }: Subject, author: Person): string[] {
  const own = new Set(facts.filter(({ authorId }) => authorId === author.id).map(({ key }) => key));
  const others = facts.map(({ key }) => key).filter((key) => !own.has(key));
  return others.length > 0 ? [...new Set(others)] : ["household.pets"];
}

interface Dispute {
  key: string;
  values: { id: string; value: string }[];
}
function settlementOf(caseId: string, { key, values }: Dispute) {
  const facts = values.map(({ id }) => id);
  return { caseId, key, facts, choice: facts[0] };
}
const isSecretWord = (value: string) => value.startsWith("secret ");

async function keepHiddenAction(
  side: Database,
  action: { id: string; practiceId: string; caseId: string; text: string; author: Person; outsider: Person },
): Promise<void> {
  const { id, practiceId, caseId, text, author, outsider } = action;
  await side.transaction().execute((db) =>
    keepAction(db, {
      ...{ id, practice_id: practiceId, case_id: caseId, meeting_id: null, text, goal: "rent" },
      ...{ owner_id: author.id, raised_by: author.id, due: clock.now().slice(0, 10) as Day },
      ...{ raised_at: clock.now(), accepted_at: null as Instant | null },
      ...sharingRow({ ...forAll, excludedDisciplines: [outsider.discipline] }),
    }),
  );
}

function pick<T>(list: readonly T[], index: number): T {
  const one = list[index % list.length];
  if (one === undefined) throw new Error("There is nothing to choose from.");
  return one;
}

/** Ids in the order in which they first stand, and no nonces. */
function normalised(answer: unknown): string {
  const known = new Map<string, string>();
  return JSON.stringify(answer)
    .replaceAll(/nonce=\\"[^"]*\\"/g, "")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
      const name = known.get(id) ?? `id ${known.size}`;
      known.set(id, name);
      return name;
    });
}

function differenceOf(left: string, right: string): string {
  let at = 0;
  while (left[at] === right[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 200), at + 200);
  return `${around(left)}\n---\n${around(right)}`;
}

// What holds

const sequence = fc.record({
  start: fc.constantFrom(...(Object.keys(starts) as (keyof typeof starts)[])),
  who: fc.nat(),
  steps: fc.array(step, { minLength: 6, maxLength: 16, size: "max" }),
});

async function run({ start: name, who, steps }: Drawn<typeof sequence>): Promise<void> {
  const start = begun.get(name) as Start;
  await take(new Pair(start, pick(start.people, who)), steps);
}

/** Of a kind that there is only one of, who would seldom be drawn among the others. */
const rare: Record<string, (start: Start) => Person | undefined> = {
  "a deputy": ({ deputy }) => deputy,
  "a guest": ({ guest }) => guest,
};

async function take(pair: Pair, steps: readonly Step[]): Promise<void> {
  try {
    for (const one of steps) await pair.take(one);
    for (const side of pair.sides) expect(await packsOf(side)).toEqual(pair.start.frozen);
  } finally {
    await pair.end();
  }
}

it("answers the same, whatever is hidden, to whatever is asked, and the frozen pack stays as it is", async () => {
  await fc.assert(fc.asyncProperty(sequence, run), { numRuns });
  // Sequences in which nothing was hidden, or nothing shown, would agree as well.
  expect(counted.secrets).toBeGreaterThan(numRuns);
  expect(counted.shown).toBeGreaterThan(4 * numRuns);
  expect(counted.written).toBeGreaterThan(numRuns / 4);
  expect(counted.files).toBeGreaterThan(numRuns / 20);
  expect(counted.streams).toBeGreaterThan(numRuns / 2);
  expect(counted.told - counted.streams).toBeGreaterThan(numRuns / 10);
}, 1_800_000);

it.each(Object.entries(rare))(
  "answers %s the same",
  async (_, of) => {
    const before = { ...counted };
    const runs = Math.ceil(numRuns / 6);
    const where = [...begun.values()].filter((start) => of(start) !== undefined);
    const asThem = async ({ who, steps }: Drawn<typeof sequence>) => {
      const start = pick(where, who);
      await take(new Pair(start, of(start) as Person), steps);
    };
    await fc.assert(fc.asyncProperty(sequence, asThem), { numRuns: runs });
    expect(counted.secrets - before.secrets).toBeGreaterThan(runs / 2);
    expect(counted.shown - before.shown).toBeGreaterThan(2 * runs);
  },
  1_800_000,
);

describe("the controls", () => {
  const both = (left: Hidden, right: Hidden) => ({ left, right });
  const words = (value: Drawn<typeof word>): Hidden => ({
    body: value,
    facts: [{ key: 0, value }],
    risks: [],
    sensitive: [],
  });
  const at = { by: 0, of: 0, isNamed: true };
  const alike = words("heron");
  const controls: Record<Secret["kind"], { keeps: Secret[]; path: string }> = {
    restricted: { keeps: [{ kind: "restricted", ...at, ...both(alike, words("plover")) }], path: "/cases/:case" },
    within: {
      keeps: [{ kind: "within", ...at, ...both(alike, { ...alike, risks: ["dunlin"] }) }],
      path: "/cases/:case",
    },
    unknown: { keeps: [{ kind: "unknown", ...at, left: "heron", right: null }], path: "/cases/:case" },
    draft: { keeps: [{ kind: "draft", ...at, left: "heron", right: null }], path: "/cases/:case/contribute" },
    action: { keeps: [{ kind: "action", ...at, left: "heron", right: null }], path: "/actions" },
    settled: {
      keeps: [
        { kind: "within", ...at, ...both(alike, alike) },
        { kind: "settled", ...at, left: "heron", right: null },
      ],
      path: "/cases/:case",
    },
    elsewhere: {
      keeps: [{ kind: "elsewhere", ...at, left: { what: "action", word: "heron" }, right: null }],
      path: "/cases/:case",
    },
  };

  function peopleFor(kind: string): { start: Start; outsider: Person; insider: Person } {
    const start = begun.get("demonstration") as Start;
    const subject = pick(start.cases, 0);
    const outsider =
      kind === "elsewhere" ? start.people.find((person) => !subject.team.includes(person)) : subject.readers[0];
    const insider = subject.readers.find(
      ({ id, discipline }) =>
        discipline !== outsider?.discipline && (kind !== "unknown" || !subject.authors.includes(id)),
    );
    return { start, outsider: outsider as Person, insider: insider as Person };
  }

  it.each(Object.entries(controls))("find what is %s, when one asks who may see it", async (kind, { keeps, path }) => {
    const { start, outsider, insider } = peopleFor(kind);
    const pair = new Pair(start, outsider, insider);
    const asked = take(pair, [...keeps, { kind: "look", path, of: 0, isThere: true }]);
    await expect(asked).rejects.toBeInstanceOf(Differs);
  });

  const gone: Secret = { kind: "unknown", ...at, left: "heron", right: null };
  const ways: [string, Step[]][] = [
    ["the page", [gone, { kind: "look", path: "/cases/:case", of: 0, isThere: true }]],
    ["the stream", [{ kind: "follow", page: "case", of: 0, isThere: true, thenWrites: null }, gone]],
  ];
  it.each(ways)("find by %s what is unknown, where sight lets it through", async (_, steps) => {
    const { start, outsider } = peopleFor("unknown");
    flaw.isOn = true;
    const asked = take(new Pair(start, outsider), steps).finally(() => (flaw.isOn = false));
    await expect(asked).rejects.toBeInstanceOf(Differs);
  });

  it("find that everything is shown to everybody who reads the case", async () => {
    flaw.isOn = true;
    const failed = await fc.check(fc.asyncProperty(sequence, run), { numRuns: 50, endOnFailure: true });
    flaw.isOn = false;
    expect(failed.errorInstance).toBeInstanceOf(Differs);
  }, 120_000);
});
