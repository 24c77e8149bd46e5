/** Reminding those whose contributions wait: whom, in which words, once a day, and who is told that nothing went to them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { passesModulus10 } from "#server/domain/identifiers.ts";
import type { Api } from "#server/router.ts";
import { casesJson } from "../support/cases.ts";
import { doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { secretsIn } from "../support/secrets.ts";
import { aWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let coordinator: Api;
let practiceId: string;
let meetingId: string;
let caseId: string;
const ids = new Map<string, string>();
const idOf = (reference: string) => ids.get(reference) ?? "";
/** A GP, social work, a nurse and housing, who put the case forward. */
const team = ["st-02", "st-04", "st-09", "st-13"];

beforeAll(async () => {
  world = await aWorld();
  ({ practiceId } = await world.being("operator").imports.caseFile({ file: casesJson() }));
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
  for (const reference of [...team, "st-01", "st-18"]) ids.set(reference, await world.idOf(reference));
  coordinator = await world.as("st-03");
  const chi = Array.from({ length: 20 }, (_, at) => `31135500${String(at).padStart(2, "0")}`).find(passesModulus10);
  ({ caseId } = await (
    await world.as("st-13")
  ).cases.nominate({
    ...{ practiceId, chi: chi ?? "", givenName: "Nan", familyName: "Zwicky", birthDate: "1930-01-01" },
    ...{
      team: team.map(idOf),
      criteria: ["frailty"],
      reason: "Third fall",
      question: "Who looks in?",
      informed: "yes",
    },
  }));
  const { nomination } = await coordinator.cases.open({ caseId });
  const { id = "", version = 0 } = nomination ?? {};
  await coordinator.cases.triage({ caseId, nominationId: id, version, verdict: "accepted" });
});
afterAll(() => world.end());

async function chased() {
  return world.database.selectFrom("message").selectAll().where("kind", "=", "chase").orderBy("queued_at").execute();
}

async function offered() {
  const { mails, ...rest } = await coordinator.meetings.previewChase({ meetingId });
  return { ...rest, mails, names: mails.map(({ name }) => name) };
}

describe("a coordinator reminds those who are waited for", () => {
  it("is shown each of them and the mail as it will be, without a word about a patient", async () => {
    const { mails, names, heldBack } = await offered();
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, "en-GB")));
    expect(names).toEqual(expect.arrayContaining(["Dr Imran Sadiq", "Fiona Galbraith", "Ruth MacAulay"]));
    expect(heldBack).toEqual([]);
    const fiona = mails.find(({ name }) => name === "Fiona Galbraith");
    expect(fiona).toMatchObject({
      discipline: "Social work",
      about: expect.stringMatching(/^Cases? .*\d$/) as unknown,
      subject: "Please contribute: team meeting on Thursday 26 November, Harland Cross Medical Practice",
    });
    expect(new Set(mails.map(({ text }) => text)).size).toBe(1);
    expect(mails.flatMap(({ subject, text }) => secretsIn(`${subject}\n${text}\n`))).toEqual([]);
    expect(fiona?.text).not.toMatch(/Zwicky|Nan|Case|Third fall/);
    expect(await chased()).toEqual([]);
  });

  it("whoever is away is not written to, but who covers for them; with nobody to cover, it is said", async () => {
    await (
      await world.as("st-04")
    ).availability.addAway({ fromDay: "2026-11-23", toDay: "2026-11-25", coverId: idOf("st-09") });
    await (await world.as("st-13")).availability.addAway({ fromDay: "2026-11-24", toDay: "2026-11-24" });
    const { mails, names, heldBack } = await offered();
    expect(names).not.toContain("Fiona Galbraith");
    expect(heldBack).toEqual([expect.stringMatching(/is away until Tuesday 24 November, and nobody covers$/)]);
    const cover = mails.find(({ name }) => name === "Ruth MacAulay");
    expect(cover?.about).toContain("covers for Fiona Galbraith, away until Wednesday 25 November");
    expect(cover?.text).toContain("You cover for Fiona Galbraith, who is away until Wednesday 25 November");
    expect(mails.find(({ name }) => name === "Dr Imran Sadiq")?.text).not.toContain("cover");
  });

  it("sends to those who are ticked and still wait; who came in meanwhile gets nothing and is named", async () => {
    const shown = await offered();
    const ticked = shown.mails.map(({ id }) => id).filter((id) => id !== idOf("st-18"));
    await (await world.as("st-02")).contributions.answer({ caseId, kind: "nothing-to-add" });
    const { answer, logged, signals } = await doing(world, () =>
      coordinator.meetings.chase({ meetingId, staffIds: ticked }),
    );
    expect(logged).toMatchObject([{ verb: "meeting.chase", subject: meetingId, outcome: "done" }]);
    expect(signals).toEqual(["outbox", `meeting:${meetingId}`]);
    const mails = await chased();
    expect(answer?.reminded).toBe(mails.length);
    expect(answer?.words).toContain(
      "Nothing went to Dr Catriona Bell and Dr Imran Sadiq: nothing is awaited from them any more.",
    );
    const to = mails.map((mail) => mail.staff_id);
    expect(to).toContain(idOf("st-09"));
    for (const none of ["st-02", "st-04", "st-13", "st-18"]) expect(to, none).not.toContain(idOf(none));
    expect(mails.map(({ subject, text }) => [subject, text])).toEqual(
      mails.map(({ staff_id }) => {
        const mail = shown.mails.find(({ id }) => id === staff_id);
        return [mail?.subject, mail?.text];
      }),
    );
    // The invitation's own link answers that one alone.
    expect(mails.map(({ meeting_id }) => meeting_id)).toEqual(mails.map(() => null));
  });

  it("a second press mails nobody twice, and says who was reminded", async () => {
    const before = (await chased()).length;
    const again = await coordinator.meetings.chase({ meetingId, staffIds: [idOf("st-09")] });
    expect(again).toMatchObject({
      reminded: 0,
      words: "Nobody was mailed. Ruth MacAulay was reminded today already.",
    });
    expect(await chased()).toHaveLength(before);
    const { names, heldBack } = await offered();
    expect(names).not.toContain("Ruth MacAulay");
    expect(heldBack).toContain("Ruth MacAulay was reminded today");
  });

  it("the next day those who still wait can be reminded again, and it stands there when they were", async () => {
    world.clock.set("2026-11-25T09:00:00.000Z");
    await world.database
      .updateTable("staff")
      .set({ left_on: "2026-11-24" as never })
      .where("id", "=", idOf("st-18"))
      .execute();
    const { mails, names } = await offered();
    expect(mails.find(({ name }) => name === "Ruth MacAulay")?.about).toContain("reminded Tuesday 24 November");
    expect(mails.map(({ id }) => id)).not.toContain(idOf("st-18"));
    const { words } = await coordinator.meetings.chase({ meetingId, staffIds: [idOf("st-09"), idOf("st-18")] });
    expect(words).toMatch(/^1 mail is on the way\./);
    expect(names).toContain("Ruth MacAulay");
  });

  it("somebody must be ticked, and nobody else may", async () => {
    expect((await problemFrom(coordinator.meetings.chase({ meetingId, staffIds: [] }))).fields).toEqual({
      staffIds: "Tick who is to be reminded",
    });
    const chair = await world.as("st-01");
    expect((await problemFrom(chair.meetings.previewChase({ meetingId }))).kind).toBe("forbidden");
    expect((await problemFrom(chair.meetings.chase({ meetingId, staffIds: [idOf("st-09")] }))).kind).toBe("forbidden");
    expect((await problemFrom(coordinator.meetings.previewChase({ meetingId: "none" }))).kind).toBe("missing");
  });

  it("not once the meeting was to have begun", async () => {
    world.clock.set("2026-11-26T13:00:00.000Z");
    expect(await offered()).toMatchObject({ mails: [], heldBack: [], nobodyToAsk: [] });
    const problem = await problemFrom(coordinator.meetings.chase({ meetingId, staffIds: [idOf("st-09")] }));
    expect(problem.message).toContain("too late");
  });
});
