/** What the mails about invitations say, word by word. */
import { describe, expect, it } from "vitest";
import {
  cancellationMail,
  invitationMail,
  moveMail,
  noLongerInvitedMail,
  type MailDate,
  type MailOccasion,
} from "#server/domain/letters.ts";
import { addDays, type Day, type Instant } from "#server/domain/time.ts";

const occasion: MailOccasion = {
  practice: "Harland Cross",
  organizer: "Morag Tennant",
  standing: "needed",
  extraReason: null,
  today: "2026-11-24" as Day,
};

function on(day: string, over: Partial<MailDate> = {}): MailDate {
  const at = (time: string) => `${day}T${time}:00.000Z` as Instant;
  return { startsAt: at("13:00"), endsAt: at("15:00"), place: "Room 3", videoLink: null, ...over };
}

const december = on("2026-12-31");
const january = on("2027-01-28");
const answer = "Answer with one button: {answer}\nPlease answer by";
const signed = "Morag Tennant\nHarland Cross\n";

describe("an invitation", () => {
  it("says what, when, where, how one is needed, and by when to answer", () => {
    const dates = [on("2026-12-31", { videoLink: "https://video.example/room" })];
    expect(invitationMail({ ...occasion, dates })).toEqual({
      subject: "Team meeting on Thursday 31 December 2026, Harland Cross",
      text: [
        "You are needed at the team meeting of Harland Cross.",
        "Thursday 31 December 2026, 1pm to 3pm",
        "Where: Room 3\nBy video: https://video.example/room",
        `${answer} Thursday 24 December 2026.`,
        signed,
      ].join("\n\n"),
    });
  });

  it("to several says each date, and once where they all are", () => {
    expect(invitationMail({ ...occasion, standing: "invited", dates: [december, january] })).toEqual({
      subject: "2 team meetings from Thursday 31 December 2026, Harland Cross",
      text: [
        "You are invited to 2 team meetings of Harland Cross.",
        "Thursday 31 December 2026, 1pm to 3pm\nThursday 28 January 2027, 1pm to 3pm",
        "Where: Room 3",
        `${answer} Thursday 24 December 2026.`,
        signed,
      ].join("\n\n"),
    });
  });

  it("says it date by date when they are at several places", () => {
    const elsewhere = on("2027-01-28", { place: "Room 5", videoLink: "https://video.example/b" });
    const { text } = invitationMail({ ...occasion, dates: [december, elsewhere] });
    expect(text).toContain(
      "1pm to 3pm, Room 3\nThursday 28 January 2027, 1pm to 3pm, Room 5, by video: https://video.example/b\n",
    );
    expect(text).not.toContain("Where");
  });

  it("of sixty stays short", () => {
    const dates = Array.from({ length: 60 }, (_, weeks) => on(addDays("2027-01-07" as Day, weeks * 7)));
    const { text } = invitationMail({ ...occasion, dates });
    expect(text.match(/\dpm to \dpm$/gm)).toHaveLength(14);
    expect(text).toContain("\nand 46 more, the last on Thursday 24 February 2028\n");
  });

  it("to an extra meeting says so, and why", () => {
    const { subject, text } = invitationMail({
      ...occasion,
      standing: "chair",
      extraReason: "It cannot wait",
      dates: [on("2026-11-26")],
    });
    expect(subject).toBe("Extra team meeting on Thursday 26 November 2026, Harland Cross");
    expect(text).toMatch(/^You chair the extra team meeting of Harland Cross\./);
    expect(text).toContain("This meeting is not one of the series. Why now: It cannot wait");
  });

  it.each([
    ["2027-01-28", "Thursday 21 January 2027"],
    ["2026-11-27", "Wednesday 25 November 2026"],
    ["2026-11-25", "Wednesday 25 November 2026"],
    ["2026-11-24", "Tuesday 24 November 2026"],
  ])("for %s wants its answer by %s", (day, by) => {
    expect(invitationMail({ ...occasion, dates: [on(day)] }).text).toContain(`Please answer by ${by}.`);
  });
});

describe("a move", () => {
  const moved = { from: december, to: on("2027-01-04", { endsAt: "2027-01-04T14:30:00.000Z" as Instant }) };

  it("says from and to, and why, and asks again", () => {
    const mail = moveMail({ ...occasion, moves: [moved], reason: "The room is taken", isAnswered: false });
    expect(mail).toEqual({
      subject: "Moved: team meeting on Monday 4 January 2027, Harland Cross",
      text: [
        "A team meeting of Harland Cross was changed.",
        "Moved: Thursday 31 December 2026, 1pm to 3pm -> Monday 4 January 2027, 1pm to 2:30pm",
        "Where: Room 3",
        "Why: The room is taken",
        "You are needed.",
        "Answer again with one button: {answer}\nPlease answer by Monday 28 December 2026.",
        signed,
      ].join("\n\n"),
    });
  });

  it("of several is one mail", () => {
    const { subject, text } = moveMail({
      ...occasion,
      moves: [moved, { from: january, to: on("2027-02-01") }],
      reason: null,
      isAnswered: false,
    });
    expect(subject).toBe("Moved: 2 team meetings, Harland Cross");
    expect(text.match(/^Moved: .* -> Monday .*$/gm)).toHaveLength(2);
    expect(text).not.toContain("Why");
  });

  const elsewhere = { from: december, to: on("2026-12-31", { place: "Room 5" }) };

  it("of the place alone lets an answer stand, and asks who gave none", () => {
    const answered = moveMail({ ...occasion, moves: [elsewhere], reason: null, isAnswered: true });
    expect(answered.subject).toBe("New place: team meeting on Thursday 31 December 2026, Harland Cross");
    expect(answered.text).toContain("Where now: Room 5\n");
    expect(answered.text).toContain("Your answer still stands. Change it with one button: {answer}");
    const silent = moveMail({ ...occasion, moves: [elsewhere], reason: null, isAnswered: false });
    expect(silent.text).toContain(answer);
  });

  it("of the way to join says the new one, or that there is none", () => {
    const link = on("2026-12-31", { videoLink: "https://video.example/a" });
    const mailOf = (from: MailDate, to: MailDate) =>
      moveMail({ ...occasion, moves: [{ from, to }], reason: null, isAnswered: true });
    expect(mailOf(december, link).subject).toMatch(/^New video link:/);
    expect(mailOf(december, link).text).toContain("By video now: https://video.example/a");
    expect(mailOf(link, december).text).toContain("Not by video any more.");
  });
});

describe("what asks for nothing", () => {
  it("a cancellation says which, and why", () => {
    expect(cancellationMail({ ...occasion, dates: [december], reason: "Snow" })).toEqual({
      subject: "Cancelled: team meeting on Thursday 31 December 2026, Harland Cross",
      text: [
        "This team meeting of Harland Cross is cancelled:",
        "Thursday 31 December 2026, 1pm to 3pm",
        "Why: Snow",
        "You need not do anything.",
        signed,
      ].join("\n\n"),
    });
    const both = cancellationMail({ ...occasion, dates: [december, january], reason: null });
    expect(both.subject).toBe("Cancelled: 2 team meetings, Harland Cross");
    expect(both.text).toMatch(/^These 2 team meetings of Harland Cross are cancelled:/);
  });

  it("and so does that somebody is not invited any more", () => {
    const { subject, text } = noLongerInvitedMail({ ...occasion, dates: [december] });
    expect(subject).toBe("No longer invited: team meeting on Thursday 31 December 2026, Harland Cross");
    expect(text).toContain("You need not come to this team meeting of Harland Cross any more:");
    expect(text).not.toContain("{answer}");
  });
});
