/**
 * What may not be known and what is not there: the same words, the same status, and the same statements run for it, so
 * that no clock tells them apart either (rulings 9). By every procedure that is judged on a subject, and every page.
 */
import type { PluginTransformQueryArgs } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "#db/database.ts";
import { toJson } from "#db/queries/json.ts";
import { judgedOn, type SubjectKind, type Verb } from "#server/policy.ts";
import { api } from "#server/router.ts";
import { subjectKeys } from "#server/standing.ts";
import { casesFile } from "../support/cases.ts";
import { actionNamed, caseNamed, meetingNamed } from "../support/doing.ts";
import { maggie } from "../support/guests.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { aSite, type Site } from "../support/site.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

type Kind = Exclude<SubjectKind, "installation">;
interface Procedure {
  _def: { type: "query" | "mutation" | "subscription"; meta: { verb: Verb } };
}

const missing = "0198f2a0-0000-7000-8000-000000000000";
/** The district nurse, who is not of case-02. */
const reader = "st-09";

let world: TestWorld;
let site: Site;
const statements: string[] = [];
/** Of each kind one that is there, and that this reader may not know. */
const hidden = {} as Record<Kind, string>;

const own = { caseId: "", practiceId: "" };
const beside = { guestId: "", linkId: "", pollId: "", recusalId: "" };

beforeAll(async () => {
  ({ world } = await anImportedWorld({ start: "2026-11-26T13:00:00.000Z" }));
  hidden.practice = await aPracticeNextDoor(world);
  hidden.meeting = await meetingNamed(world, "nd-mtg");
  hidden.case = await caseNamed(world, "case-02");
  const ofCase = async (table: "contribution" | "entry" | "action" | "agenda_item") =>
    (await world.database.selectFrom(table).select("id").where("case_id", "=", hidden.case).executeTakeFirstOrThrow())
      .id;
  hidden.contribution = await ofCase("contribution");
  hidden.entry = await ofCase("entry");
  hidden.action = await ofCase("action");
  hidden.item = await inTheRoom();
  await besides();
  site = await aSite(world, { database: overheard(world.database) });
  await site.signIn(reader);
});
afterAll(async () => {
  await site.end();
  await world.end();
});

/** What stands beside a subject and has an id of its own, asked for beside what this reader may know. */
async function besides(): Promise<void> {
  const [chair, coordinator] = [await world.as("st-01"), await world.as("st-03")];
  own.caseId = await caseNamed(world, "case-01");
  const practice = (await coordinator.session.me())?.practices[0];
  own.practiceId = practice?.id ?? "";
  ({ guestId: beside.guestId } = await coordinator.guests.ask({ caseId: hidden.case, ...maggie }));
  const otherId = await caseNamed(world, "case-04");
  await chair.cases.link({ caseId: hidden.case, otherId, relation: "partners" });
  beside.linkId = (await chair.cases.open({ caseId: hidden.case })).links[0]?.id ?? "";
  ({ pollId: beside.pollId } = await (
    await world.as("nd-01")
  ).polls.ask({
    ...{ practiceId: hidden.practice, ask: "times", times: ["2026-12-10T13:00:00.000Z"], minutes: 120 },
    ...{ place: "Room 3", staffIds: [await world.idOf("nd-01")] },
  }));
  const nurse = await world.as("st-12");
  const { id: meetingId } = (await nurse.home.open()).meetings[0] ?? { id: "" };
  await nurse.cases.declareConflict({ caseId: hidden.case, meetingId });
  beside.recusalId = (await world.database.selectFrom("recusal").select("id").executeTakeFirstOrThrow()).id;
}

/** An item of the meeting next door: those of one's own practice are no secret. */
async function inTheRoom(): Promise<string> {
  const row = {
    ...{ id: missing.replace(/0$/, "1"), practice_id: hidden.practice, meeting_id: hidden.meeting },
    ...{ case_id: hidden.case, position: 1, minutes: 10 },
  };
  await world.database.insertInto("agenda_item").values(row).execute();
  return row.id;
}

function overheard(database: Database): Database {
  return database.withPlugin({
    transformQuery({ node, queryId }: PluginTransformQueryArgs) {
      statements.push(database.getExecutor().compileQuery(node, queryId).sql);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
}

async function told(ask: () => Promise<{ status: number; body: string }>, id: string) {
  statements.length = 0;
  const { status, body } = await ask();
  const words = body
    .replaceAll(id, "ID")
    .replaceAll(/nonce="[^"]*"/g, "")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g, "ID");
  return { status, words, statements: [...statements] };
}

const onAll = Object.entries(api._def.procedures as unknown as Record<string, Procedure>).map(([path, { _def }]) => ({
  path,
  type: _def.type,
  kind: judgedOn(_def.meta.verb),
}));
const onSubjects = onAll.filter(({ kind }) => kind !== "installation") as { path: string; type: string; kind: Kind }[];

describe("for what may not be known, as for what is not there", () => {
  it.each(onSubjects)("$path says the same of a $kind, by the same statements", async ({ path, type, kind }) => {
    const asked = (id: string) => {
      const input = { [subjectKeys[kind]]: id };
      return told(
        () =>
          type === "mutation"
            ? site.press(reader, path, input)
            : site.ask(reader, `/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`),
        id,
      );
    };
    const there = await asked(hidden[kind]);
    expect(there.status).toBe(type === "subscription" ? 200 : 404);
    expect(there.statements.length).toBeGreaterThan(1);
    expect(there).toEqual(await asked(missing));
  });

  it("what is kept from somebody who reads its case is not there for any verb on it", async () => {
    const { visibility } = casesFile().cases.find(({ id }) => id === "case-05")?.expected ?? { visibility: [] };
    const [kept] = visibility.filter(({ hiddenFromStaff }) => hiddenFromStaff.includes(reader));
    const { id: entryId } = await world.database
      .selectFrom("entry")
      .select("id")
      .where("reference", "=", kept?.itemId ?? "")
      .executeTakeFirstOrThrow();
    const actionId = await actionNamed(world, "case-05-act-02");
    const excluded = { excluded_disciplines: toJson<string[]>(["district-nurse"]) as never };
    await world.database.updateTable("action").set(excluded).where("id", "=", actionId).execute();
    for (const { path, kind } of onSubjects.filter((one) => one.type === "mutation")) {
      const id = { entry: entryId, action: actionId }[kind as string];
      if (id === undefined) continue;
      const asked = async (own: string) =>
        (await told(() => site.press(reader, path, { [subjectKeys[kind]]: own, reason: "No" }), own)).words;
      expect(await asked(id), path).toBe(await asked(missing));
    }
  });

  it.each([
    ["a guest's link, by its words", "guests.open", "guestId", { token: "a".repeat(43) }],
    ["a guest's code", "guests.sendCode", "guestId", { token: "a".repeat(43) }],
    ["a guest's session", "guests.begin", "guestId", { token: "a".repeat(43), code: "000000" }],
    ["a guest of another case", "guests.revoke", "guestId", { caseId: "own" }],
    ["a link of two other cases", "cases.unlink", "linkId", { caseId: "own" }],
    ["a poll of another practice", "polls.open", "pollId", { practiceId: "own" }],
    ["somebody else's conflict of interest", "cases.takeConflictBack", "recusalId", {}],
  ])("%s is not there either, by the same statements", async (_, path, key, more) => {
    const { type } = onAll.find((one) => one.path === path) ?? {};
    const rest = Object.fromEntries(
      Object.entries(more).map(([name, value]) => [name, value === "own" ? own[name as keyof typeof own] : value]),
    );
    const asked = (id: string) => {
      const input = { ...rest, [key]: id };
      return told(
        () =>
          type === "mutation"
            ? site.press(reader, path, input)
            : site.ask(reader, `/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`),
        id,
      );
    };
    const id = beside[key as keyof typeof beside];
    expect(id).not.toBe("");
    const there = await asked(id);
    expect(there.statements.length).toBeGreaterThan(1);
    expect(there).toEqual(await asked(missing));
  });

  it("every page does, its data too", async () => {
    const patterns = Object.values(site.build.routes).map((route) => `/${route?.path ?? ""}`);
    const ofSubjects = { ":caseId": hidden.case, ":meetingId": hidden.meeting, ":actionId": hidden.action };
    const asked: string[] = [];
    for (const [name, id] of Object.entries(ofSubjects)) {
      for (const pattern of patterns.filter((one) => one.includes(name))) {
        for (const address of [pattern, `${pattern}.data`]) {
          const at = (own: string) => address.replace(name, own).replace(":file", "1.pdf").replace(":token", "none");
          const there = await told(() => site.ask(reader, at(id)), id);
          expect(there, address).toEqual(await told(() => site.ask(reader, at(missing)), missing));
          expect([202, 404], address).toContain(there.status);
          asked.push(address);
        }
      }
    }
    expect(asked.length).toBeGreaterThan(20);
  });
});
