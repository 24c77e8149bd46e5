/** The timer's verbs: the steps of each meeting's cycle, and one digest a day for whoever something new waits for. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { casesFile } from "../support/cases.ts";
import { actionNamed, caseNamed, doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { linesTo, mailsOf, passAt } from "../support/passing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
/** The meeting of Thursday 26 November 2026. */
let meetingId: string;
/** An occupational therapist who has not answered, owes one contribution, and owns one action, due on 19 November. */
const owen = "Owen Farrell";
const here = "For you, at Harland Cross Medical Practice:";

const morning = (day: string) => `${day}T08:00:00.000Z`;
const passOn = (day: string) => passAt(world, morning(day));

/** A week after a meeting that was held, when people have been asked about their own records. */
async function begin(at = "2026-11-05T06:00:00.000Z"): Promise<void> {
  ({ world, practiceId } = await anImportedWorld({ start: at }));
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
  expect((await passOn("2026-11-05")).steps).toEqual(["issue", "confirm", "nominations-open"]);
  world.clock.set(at);
}

/** What any mail may never hold: a name, a number or a question of somebody whom a meeting is about. */
const forbidden = casesFile().cases.flatMap((entry) => {
  const { person } = entry as unknown as { person: Record<string, unknown> };
  return [person.givenName, person.familyName, person.preferredName].filter(
    (word): word is string => typeof word === "string" && word.length > 2,
  );
});

/** Each describe has a practice of its own, of whose mail nobody could tell whom it is about. */
function inAPracticeOfItsOwn(at?: string): void {
  beforeAll(() => begin(at));
  afterAll(async () => {
    const mails = await mailsOf(world);
    for (const { subject, text } of mails) {
      for (const word of forbidden) expect(`${subject}\n${text}`).not.toContain(word);
      expect(`${subject}\n${text}`).not.toMatch(/3113|case \d/i);
    }
    expect(new Set(mails.map(({ once }) => once)).size).toBe(mails.length);
    await world.end();
  });
}

async function versionOf(actionId: string): Promise<number> {
  const row = await world.database
    .selectFrom("action")
    .select("version")
    .where("id", "=", actionId)
    .executeTakeFirstOrThrow();
  return row.version;
}

describe("from the nominations to the meeting", () => {
  inAPracticeOfItsOwn();

  it("takes the steps whose time has come, in order, each once", async () => {
    const first = await passOn("2026-11-13");
    expect(first.steps).toEqual(["nominations-close", "ask"]);
    expect((await passOn("2026-11-13")).steps).toEqual([]);
    const system = world.being("system");
    expect(await system.cycle.take({ meetingId, step: "ask" })).toEqual({ meetingId, taken: false });
    expect(await system.cycle.take({ meetingId, step: "issue" })).toEqual({ meetingId, taken: false });
    const rows = await world.database.selectFrom("cycle_step").select("step").execute();
    expect(rows).toHaveLength(5);
  });

  it("asks for contributions, tells owners of late actions, and the chair who cannot come", async () => {
    const mails = (await mailsOf(world)).filter(({ once }) => once.endsWith("2026-11-13"));
    expect(linesTo(mails, owen)).toEqual([
      here,
      "1 contribution is asked for the meeting of Thursday 26 November, by Friday 20 November.",
    ]);
    expect(linesTo(mails, "Dr Imran Sadiq")).toEqual([here, "2 actions are late."]);
    const closed = "Nominations for the meeting of Thursday 26 November have closed. 4 cases on the agenda.";
    expect(linesTo(mails, "Dr Catriona Bell")).toEqual([
      here,
      "2 actions are late.",
      closed,
      "1 action is 3 weeks late or more.",
    ]);
    expect(linesTo(mails, "Morag Tennant")).toEqual([here, closed]);
    // Who cannot come was told as soon as it was known.
    const earlier = (await mailsOf(world)).filter(({ once }) => once.endsWith("2026-11-05"));
    const missing = "Meeting of Thursday 26 November. Cannot come: Priya Nair. 2 have not answered.";
    for (const name of ["Dr Catriona Bell", "Morag Tennant"]) expect(linesTo(earlier, name)).toContain(missing);
    // Who has left, and for whom nothing is new.
    expect(linesTo(mails, "Aileen Strachan")).toEqual([]);
    expect(linesTo(mails, "Ruth MacAulay")).toEqual([]);
  });

  it("says that a mail was made once and remembers what it told", async () => {
    const staffId = await world.idOf("st-18");
    const { answer, logged } = await doing(world, () => world.being("system").digests.make({ staffId }));
    expect(answer).toEqual({ staffId, queued: false });
    expect(logged).toMatchObject([{ verb: "digest.make", subject: staffId, outcome: "done" }]);
    const { length } = await world.database
      .selectFrom("reminder")
      .select("id")
      .where("staff_id", "=", staffId)
      .execute();
    // Of the meeting before: what is theirs, and their own records; of the one to come, whether they come.
    expect(length).toBe(3);
  });

  it("tells nothing before half past seven, at a weekend, or twice on a day", async () => {
    for (const at of ["2026-11-16T07:29:00.000Z", "2026-11-14T09:00:00.000Z", "2026-11-13T20:00:00.000Z"]) {
      expect((await passAt(world, at)).mails, at).toEqual([]);
    }
  });

  it("tells the owner of an action three days before", async () => {
    const { mails } = await passOn("2026-11-16");
    expect(linesTo(mails, owen)).toEqual([here, "1 action is due on Thursday 19 November."]);
    // Those that are late, once a week.
    expect(linesTo(mails, "Dr Imran Sadiq")).toEqual([here, "2 actions are late."]);
    expect((await passOn("2026-11-17")).mails).toEqual([]);
  });

  it("reminds of contributions, and in one mail of all that is new on the 19th", async () => {
    expect(linesTo((await passOn("2026-11-18")).mails, owen)).toEqual([
      here,
      "1 contribution is still to come for the meeting of Thursday 26 November, by Friday 20 November.",
    ]);
    const { mails } = await passOn("2026-11-19");
    expect(mails.filter((mail) => mail.to === owen)).toHaveLength(1);
    expect(linesTo(mails, owen)).toEqual([
      here,
      "Are you coming on Thursday 26 November, 1pm? You have not answered yet.",
      "1 action is due today.",
    ]);
    expect(mails.find((mail) => mail.to === owen)?.subject).toBe("2 things wait for you");
  });

  it("is quiet for those who answered and those who contributed", async () => {
    const member = await world.as("st-18");
    await member.meetings.reply({ meetingId, reply: "accepted" });
    await member.contributions.answer({ caseId: await caseNamed(world, "case-01"), kind: "nothing-to-add" } as never);
    const due = await passOn("2026-11-20");
    expect(linesTo(due.mails, owen)).toEqual([]);
    const { mails } = await passOn("2026-11-24");
    expect(linesTo(mails, owen)).toEqual([here, "1 action is late."]);
    expect(linesTo(mails, "Lorna Whyte")).toContain(
      "Are you coming on Thursday 26 November, 1pm? You have not answered yet.",
    );
    expect(linesTo(mails, "Morag Tennant")).toContain(
      "Meeting of Thursday 26 November. Cannot come: Priya Nair. 1 has not answered.",
    );
  });

  it("freezes the pack without a form of somebody else's colliding", async () => {
    const { version, packFrozen } = await (await world.as("st-03")).meetings.open({ meetingId });
    expect(packFrozen).toBe("2026-11-24");
    expect(version).toBe(1);
  });

  it("after the meeting tells each in their one mail, asks about their own records, and then is silent", async () => {
    world.clock.set("2026-11-26T13:00:00.000Z");
    const chair = await world.as("st-01");
    await chair.meetings.start({ meetingId });
    await chair.meetings.attend({ meetingId, present: [await world.idOf("st-01"), await world.idOf("st-02")] });
    for (const text of ["Ring housing", "Write to the landlord"]) {
      await chair.actions.record({
        caseId: await caseNamed(world, "case-01"),
        text,
        ownerId: await world.idOf("st-18"),
        due: "2026-12-17",
      });
    }
    await chair.meetings.close({ meetingId, carry: true });
    const { steps, mails } = await passOn("2026-11-27");
    expect(steps).toEqual(["issue"]);
    const held = "The meeting of Thursday 26 November was held.";
    const after = mails.filter((mail) => mail.text.includes(held));
    expect(after.map((mail) => mail.to).sort()).toEqual(["Dr Catriona Bell", "Dr Imran Sadiq", owen]);
    expect(new Set(mails.map((mail) => mail.to)).size).toBe(mails.length);
    expect(linesTo(mails, owen)).toContain(
      `${held} 2 actions agreed there are yours. Please say within 3 working days whether you take them.`,
    );
    expect(linesTo(mails, "Dr Imran Sadiq")).toContain(`${held} No open action agreed there is yours.`);

    const later = await passOn("2026-12-04");
    const records = "Have you copied what was agreed on Thursday 26 November to your own records?";
    for (const name of ["Dr Catriona Bell", "Dr Imran Sadiq", owen])
      expect(linesTo(later.mails, name)).toContain(records);
    expect(linesTo(later.mails, "Morag Tennant")).toEqual([]);
    expect((await passOn("2026-12-05")).mails).toEqual([]);
  });

  it("with the clock a year ahead, a year back and right again, sends nothing twice", async () => {
    await passAt(world, "2027-12-08T09:00:00.000Z");
    await passAt(world, "2025-12-08T09:00:00.000Z");
    const before = (await mailsOf(world)).length;
    expect((await passOn("2026-12-04")).mails).toEqual([]);
    await passAt(world, "2026-12-04T07:00:00.000Z");
    expect(await mailsOf(world)).toHaveLength(before);
  });
});

describe("after five days without a server", () => {
  inAPracticeOfItsOwn();

  it("takes what it missed, and tells each person how things stand now, once", async () => {
    await passOn("2026-11-12");
    const { steps, mails } = await passAt(world, "2026-11-18T11:00:00.000Z");
    expect(steps).toEqual(["ask", "remind"]);
    expect(linesTo(mails, owen)).toEqual([
      here,
      "1 contribution is still to come for the meeting of Thursday 26 November, by Friday 20 November.",
      "1 action is due on Thursday 19 November.",
    ]);
    expect((await passAt(world, "2026-11-18T12:00:00.000Z")).mails).toEqual([]);
    expect((await passAt(world, "2026-11-18T10:00:00.000Z")).mails).toEqual([]);
  });
});

describe("what was changed meanwhile", () => {
  inAPracticeOfItsOwn();

  it("an action whose day was moved is told of again", async () => {
    expect(linesTo((await passOn("2026-11-19")).mails, "Jamie Okafor")).toContain("1 action is due today.");
    const actionId = await actionNamed(world, "case-02-act-04");
    await world.database
      .updateTable("action")
      .set({ due: "2026-11-24" as never })
      .where("id", "=", actionId)
      .execute();
    expect(linesTo((await passOn("2026-11-20")).mails, "Jamie Okafor")).toEqual([
      here,
      "1 action is due on Tuesday 24 November.",
    ]);
    expect(linesTo((await passOn("2026-11-24")).mails, "Jamie Okafor")).toEqual([here, "1 action is due today."]);
  });

  it("one that is done or was declined is told of no more", async () => {
    const done = await actionNamed(world, "case-02-act-04");
    await (
      await world.as("st-07")
    ).actions.report({
      actionId: done,
      version: await versionOf(done),
      kind: "done",
      outcome: "achieved",
      text: "Rung",
    });
    const declined = await actionNamed(world, "case-02-act-03");
    await (
      await world.as("st-08")
    ).actions.decline({ actionId: declined, version: await versionOf(declined), as: "outside-remit" });
    const { mails } = await passOn("2026-12-01");
    expect([linesTo(mails, "Jamie Okafor"), linesTo(mails, "Patrick Lennox")]).toEqual([[], []]);
  });

  it("of a case that was taken back nobody hears any more", async () => {
    world.clock.set("2026-11-20T10:00:00.000Z");
    const caseId = await caseNamed(world, "case-01");
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.cases.open({ caseId });
    await coordinator.cases.withdraw({ caseId, version, reason: "The wrong person" });
    const { mails } = await passOn("2026-11-23");
    expect(linesTo(mails, owen)).toEqual([]);
  });

  it("a cancelled meeting is silent, and has no steps", async () => {
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.meetings.open({ meetingId });
    await coordinator.meetings.cancel({ meetingId, version, reason: "Snow" } as never);
    const { steps, mails } = await passOn("2026-11-25");
    expect(steps).toEqual([]);
    expect(mails.filter((mail) => mail.kind === "digest" && mail.text.includes("26 November"))).toEqual([]);
  });
});

describe("when a meeting is moved", () => {
  inAPracticeOfItsOwn();

  it("its steps come again for the new date, and the pack is open until then", async () => {
    await passOn("2026-11-23");
    const coordinator = await world.as("st-03");
    const { version, packFrozen } = await coordinator.meetings.open({ meetingId });
    expect(packFrozen).toBe("2026-11-23");
    await coordinator.meetings.move({ meetingId, version, day: "2026-12-10", start: "13:00", minutes: 120 } as never);
    expect((await coordinator.meetings.open({ meetingId })).packFrozen).toBeNull();
    const { meeting } = await (
      await world.as("st-18")
    ).contributions.open({ caseId: await caseNamed(world, "case-01") });
    expect(meeting).toMatchObject({ frozen: false, late: false, due: "2026-12-04" });
    expect((await passOn("2026-11-25")).steps).toEqual(["nominations-open", "nominations-close"]);
    const { steps, mails } = await passOn("2026-11-26");
    expect(steps).toEqual(["ask"]);
    expect(linesTo(mails, owen)).toContain(
      "1 contribution is asked for the meeting of Thursday 10 December, by Friday 4 December.",
    );
    // Invited again by the mail about the move; asked again a week before the new date.
    expect(linesTo((await passOn("2026-12-03")).mails, owen)).toContain(
      "Are you coming on Thursday 10 December, 1pm? You have not answered yet.",
    );
    expect((await passOn("2026-12-07")).steps).toEqual(["due", "freeze"]);
    expect((await coordinator.meetings.open({ meetingId })).packFrozen).toBe("2026-12-07");
  });
});

describe("a cover who is of one of two practices only", () => {
  inAPracticeOfItsOwn();

  it("hears nothing of the other practice", async () => {
    const nextDoor = await aPracticeNextDoor(world, "st-18");
    const [owner, coverId] = [await world.as("st-18"), await world.idOf("st-07")];
    await owner.availability.addAway({ fromDay: "2026-11-13", toDay: "2026-12-04", coverId });
    for (const day of ["2026-11-13", "2026-11-18", "2026-11-19", "2026-11-26", "2026-12-01"]) await passOn(day);
    const mails = (await mailsOf(world)).filter((mail) => mail.to === "Jamie Okafor");
    const heard = mails.map((mail) => mail.text).join("\n");
    expect(heard).toContain("For Owen Farrell, away until");
    expect(heard).not.toMatch(/Next Door|3 December/);
    const rows = await world.database
      .selectFrom("message")
      .select("id")
      .where("practice_id", "=", nextDoor)
      .where("staff_id", "=", coverId)
      .execute();
    expect(rows).toEqual([]);
  });
});

describe("somebody who is away", () => {
  inAPracticeOfItsOwn();

  it("hears nothing; who covers for them hears what they can see to, under their name", async () => {
    const coverId = await world.idOf("st-07");
    await (await world.as("st-18")).availability.addAway({ fromDay: "2026-11-13", toDay: "2026-11-17", coverId });
    const first = await passOn("2026-11-13");
    const instead = `For ${owen}, away until Tuesday 17 November, at Harland Cross Medical Practice:`;
    expect(linesTo(first.mails, owen)).toEqual([]);
    expect(linesTo(first.mails, "Jamie Okafor")).toEqual([
      instead,
      "1 contribution is asked for the meeting of Thursday 26 November, by Friday 20 November.",
    ]);
    expect(linesTo((await passOn("2026-11-16")).mails, "Jamie Okafor")).toEqual([
      here,
      "1 action is due on Thursday 19 November.",
      instead,
      "1 action is due on Thursday 19 November.",
    ]);
  });

  it("hears on their return what still waits", async () => {
    expect(linesTo((await passOn("2026-11-18")).mails, owen)).toEqual([
      here,
      "1 contribution is still to come for the meeting of Thursday 26 November, by Friday 20 November.",
      "1 action is due on Thursday 19 November.",
    ]);
  });

  it("and whose cover has left, nobody hears instead", async () => {
    const coverId = await world.idOf("st-07");
    await (await world.as("st-18")).availability.addAway({ fromDay: "2026-11-19", toDay: "2026-11-27", coverId });
    await world.database
      .updateTable("staff")
      .set({ left_on: "2026-11-18" as never })
      .where("id", "=", coverId)
      .execute();
    const { mails } = await passOn("2026-11-19");
    expect(mails.filter((mail) => mail.text.includes(owen))).toEqual([]);
    expect(linesTo(mails, "Jamie Okafor")).toEqual([]);
  });
});

describe("an extra meeting", () => {
  inAPracticeOfItsOwn();

  it("asks at once, and tells nobody of nominations", async () => {
    await passOn("2026-11-17");
    await (
      await world.as("st-03")
    ).meetings.planExtra({
      practiceId,
      day: "2026-11-20",
      start: "10:00",
      minutes: 60,
      place: "Room 2",
      reason: "Cannot wait",
      isExtra: true,
      needed: ["occupational-therapy"],
      caseIds: [await caseNamed(world, "case-01")],
    } as never);
    const sameDay = await passAt(world, "2026-11-17T15:00:00.000Z");
    expect(sameDay.steps).toEqual(["ask"]);
    // Those who had no digest today; the others have the invitation, and hear of it tomorrow.
    const asked = "1 contribution is asked for the meeting of Friday 20 November, by Wednesday 18 November.";
    expect(linesTo(sameDay.mails, "Helen Quigley")).toContain(asked);
    expect(linesTo(sameDay.mails, owen)).toEqual([]);
    const { steps, mails } = await passOn("2026-11-18");
    expect(steps).toEqual(["due", "freeze", "remind"]);
    expect(linesTo(mails, owen)).toContain("1 contribution is due today for the meeting of Friday 20 November.");
    expect(mails.filter((mail) => /Nominations.*20 November/.test(mail.text))).toEqual([]);
  });
});

describe("somebody at two practices", () => {
  inAPracticeOfItsOwn();

  it("gets one mail with what each has to tell, each under its name", async () => {
    await aPracticeNextDoor(world, "st-18");
    await passOn("2026-11-19");
    const { mails } = await passOn("2026-11-26");
    const own = mails.filter((mail) => mail.to === owen);
    expect(own).toHaveLength(1);
    expect(own[0]?.text).toContain("For you, at Next Door:");
    expect(linesTo(mails, owen)).toContain("Are you coming on Thursday 3 December, 10am? You have not answered yet.");
    expect(linesTo(mails, "Norman Neighbour").join()).not.toContain("26 November");
  });
});

describe("reminding by hand", () => {
  inAPracticeOfItsOwn();

  it("shows to whom and in which words, and sends to those who have not answered, once a day", async () => {
    const coordinator = await world.as("st-03");
    const { toRemind } = await coordinator.meetings.open({ meetingId });
    expect(toRemind?.names).toEqual(["Lorna Whyte", owen]);
    const { answer, logged, signals } = await doing(world, () => coordinator.meetings.remind({ meetingId }));
    expect(answer).toEqual({ meetingId, reminded: 2 });
    expect(logged).toMatchObject([{ verb: "meeting.remind", subject: meetingId, outcome: "done" }]);
    expect(signals).toEqual(["outbox"]);
    const mails = (await mailsOf(world)).filter(({ once }) => once.startsWith("remind:"));
    expect(mails.map((mail) => [mail.to, mail.kind])).toEqual([
      ["Lorna Whyte", "invitation"],
      [owen, "invitation"],
    ]);
    for (const mail of mails) {
      expect(mail.subject).toBe(toRemind?.mail?.subject);
      expect(mail.text.replace("{answer}", "(a link of their own)")).toBe(toRemind?.mail?.text);
    }
    expect((await coordinator.meetings.remind({ meetingId })).reminded).toBe(0);
    expect((await coordinator.meetings.open({ meetingId })).toRemind).toEqual({ names: [], mail: null });
    world.clock.set("2026-11-13T10:00:00.000Z");
    expect((await coordinator.meetings.remind({ meetingId })).reminded).toBe(2);
  });

  it("is the coordinator's, and too late once the meeting was to begin", async () => {
    expect((await problemFrom((await world.as("st-01")).meetings.remind({ meetingId }))).kind).toBe("forbidden");
    expect((await (await world.as("st-01")).meetings.open({ meetingId })).toRemind).toBeNull();
    world.clock.set("2026-11-26T13:00:00.000Z");
    const late = await problemFrom((await world.as("st-03")).meetings.remind({ meetingId }));
    expect(late.message).toContain("too late");
  });
});

describe("after a review", () => {
  inAPracticeOfItsOwn("2026-11-26T13:00:00.000Z");

  it("an owner who was not there is asked, the chair hears of what is put off and of what nobody owns, each once", async () => {
    world.clock.set("2026-11-26T13:00:00.000Z");
    const chair = await world.as("st-01");
    const caseId = await caseNamed(world, "case-01");
    const recorded = async (text: string) =>
      (await chair.actions.record({ caseId, text, ownerId: await world.idOf("st-09"), due: "2027-02-25" })).actionId;
    const [absent, late, back] = [await recorded("Stairs"), await recorded("Bath"), await recorded("Ramp")];
    await chair.meetings.start({ meetingId });
    const judge = async (actionId: string, over: Record<string, string>) =>
      chair.actions.judge({ actionId, meetingId, version: await versionOf(actionId), ...over } as never);
    await judge(absent, { verdict: "owner-absent" });
    for (const due of ["2027-02-26", "2027-03-01"]) await judge(late, { verdict: "new-date", due });
    await judge(late, { verdict: "new-date", due: "2027-03-02", because: "waits-for-funding" });
    await chair.meetings.close({ meetingId, carry: true });
    const nurse = await world.as("st-09");
    await nurse.actions.decline({ actionId: back, version: 1, as: "no-time" });

    const { mails } = await passOn("2026-11-27");
    expect(linesTo(mails, "Ruth MacAulay")).toContain(
      "1 action of yours came up at a meeting while you were away. Say how it goes.",
    );
    const toChair = linesTo(mails, "Dr Catriona Bell");
    expect(toChair).toContain("1 action was put off for the third time or more.");
    expect(toChair.join()).toMatch(/\d actions? needs? an owner/);
    const again = (await passOn("2026-11-30")).mails;
    expect([...linesTo(again, "Ruth MacAulay"), ...linesTo(again, "Dr Catriona Bell")].join()).not.toMatch(
      /while you were away|put off|an owner/,
    );
  });
});
