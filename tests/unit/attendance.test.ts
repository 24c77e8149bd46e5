import { describe, expect, test } from "vitest";
import type { Day, Instant } from "#db/schema.ts";
import { attendanceInWords, type Attached, type Known, type PastMeeting } from "#server/domain/attendance.ts";

const disciplines = [
  { code: "gp", label: "General practice" },
  { code: "nursing", label: "Nursing" },
  { code: "social-work", label: "Social work" },
  { code: "practice-manager", label: "Practice manager" },
];

const meeting: PastMeeting = {
  id: "october",
  starts_at: "2026-10-29T13:00:00.000Z" as Instant,
  ends_at: "2026-10-29T15:00:00.000Z" as Instant,
  chair_id: null,
  needs: [
    { discipline: "gp", need: "needed" },
    { discipline: "nursing", need: "invited" },
  ],
};

const attached = (staff_id: string, discipline: string, over: Partial<Attached> = {}): Attached => ({
  staff_id,
  discipline,
  role: "member",
  attached_at: "2026-01-01T09:00:00.000Z" as Instant,
  ended_at: null,
  left_on: null,
  ...over,
});
const at = (staff_id: string, discipline: string, presence: Known["presence"], meeting_id = "october"): Known => ({
  meeting_id,
  staff_id,
  discipline,
  presence,
});

const words = (known: Known[], people: Attached[], over: Partial<PastMeeting> = {}) =>
  attendanceInWords({ ...meeting, ...over }, known, people, disciplines);

describe("who came, by discipline", () => {
  const team = [attached("bell", "gp"), attached("okoro", "gp"), attached("nan", "nursing")];

  test("of those who were invited, in the practice's order, and from which nobody did", () => {
    expect(words([at("bell", "gp", "attended"), at("okoro", "gp", "attended")], team)).toBe(
      "General practice 2 of 2. None: Nursing",
    );
    expect(words([at("nan", "nursing", "attended"), at("bell", "gp", "attended")], team)).toBe(
      "General practice 1 of 2, Nursing 1 of 1",
    );
  });

  test("nothing is said where nobody was marked as there", () => {
    expect(words([], team)).toBeNull();
    expect(words([at("bell", "gp", "apologies")], team)).toBeNull();
    expect(words([at("bell", "gp", "attended", "november")], team)).toBeNull();
  });

  test("who joined after, had gone before, or was not invited does not count", () => {
    const people = [
      ...team,
      attached("new", "gp", { attached_at: "2026-11-01T09:00:00.000Z" as Instant }),
      attached("gone", "gp", { ended_at: "2026-10-01T09:00:00.000Z" as Instant }),
      attached("left", "gp", { left_on: "2026-10-28" as Day }),
      attached("fiona", "social-work"),
    ];
    expect(words([at("bell", "gp", "attended")], people)).toBe("General practice 1 of 2. None: Nursing");
  });

  test("the chair and the coordinators are invited whatever their discipline, and so is everybody where none is named", () => {
    const people = [
      ...team,
      attached("fiona", "social-work"),
      attached("morag", "practice-manager", { role: "coordinator" }),
    ];
    expect(words([at("bell", "gp", "attended")], people, { chair_id: "fiona" })).toBe(
      "General practice 1 of 2. None: Nursing, Social work, Practice manager",
    );
    expect(words([at("bell", "gp", "attended")], people, { needs: [] })).toBe(
      "General practice 1 of 2. None: Nursing, Social work, Practice manager",
    );
  });

  test("somebody known to the meeting counts, though attached since, as after an import", () => {
    const imported = team.map((one) => ({ ...one, attached_at: "2026-11-20T09:00:00.000Z" as Instant }));
    expect(words([at("bell", "gp", "attended"), at("okoro", "gp", "apologies")], imported)).toBe(
      "General practice 1 of 2. None: Nursing",
    );
  });
});
