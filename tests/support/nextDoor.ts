/** A second practice beside the demonstration's, with a coordinator of its own (`nd-01`) and a shared colleague. */
import { staffById } from "#db/queries/staff.ts";
import type { TestWorld } from "./world.ts";

/** Its id. It has one meeting, on Thursday 3 December 2026 from 10am to 12 noon. */
export async function aPracticeNextDoor(world: TestWorld, ...shared: string[]): Promise<string> {
  const { practiceId } = await world.being("operator").imports.caseFile({ file: nextDoor });
  const coordinator = await world.as("nd-01");
  for (const reference of shared) {
    const person = await staffById(world.database, await world.idOf(reference));
    if (!person) throw new Error(`Nobody is called ${reference} in this world.`);
    const { name, email, discipline, job } = person;
    await coordinator.staff.invite({
      practiceId,
      name,
      email,
      discipline,
      job,
      organisation: "As before",
      role: "member",
    });
  }
  return practiceId;
}

const nextDoor = {
  schemaVersion: "1.0",
  practice: { name: "Next Door", code: "88888-TEST" },
  staff: [
    {
      id: "nd-01",
      name: "Norman Neighbour",
      discipline: "practice-manager",
      organisation: "Next Door",
      email: "norman@next-door.example",
    },
  ],
  meetings: [{ id: "nd-mtg", date: "2026-12-03", start: "10:00", end: "12:00", status: "scheduled", chairId: "nd-01" }],
};

/** The file of another practice, which shares one social worker with the demonstration's. */
export const weirStreet = {
  schemaVersion: "1.0",
  practice: { name: "Weir Street Surgery", code: "88888-TEST" },
  staff: [
    ["ws-01", "Dr Angus Weir", "gp", "angus@weir-street.example"],
    ["ws-02", "Elspeth Rowan", "practice-manager", "elspeth@weir-street.example"],
    ["ws-03", "Fiona Galbraith", "social-work", "fiona.galbraith@clydeside-hscp.example"],
  ].map(([id, name, discipline, email]) => ({ id, name, discipline, organisation: "Weir Street", email })),
};
