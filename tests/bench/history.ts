/**
 * Plants years of a busy practice beside the demonstration: its people, one reader on every case's team, cases, actions,
 * contributions, meetings and the log that goes with them. The same seed gives the same practice.
 */
import SqliteDatabase from "better-sqlite3";
import { hashOf } from "#server/audit.ts";

export interface Past {
  seed: number;
  /** Closed actions of the past; everything else is in proportion to them. */
  actions: number;
  years: number;
}

/** What every practice of the bench has now, whatever its past: what pages show must not differ. */
const present = { cases: 16, openActions: 50, contributions: 5 };
const actionsOfCase = 20;
/** One case that has been open all the time. */
const longCase = { contributions: 300, actions: 200 };
export const mark = "Bench action";

const dayLength = 86_400_000;
const kinds = ["fact", "fact", "risk", "request", "proposal", "detail"] as const;
const verse =
  "Rang twice and spoke to her neighbour who sees her most days; she eats, but not every day, and the stairs are hard.";

type Row = Record<string, string | number | null>;

export function plantPast(file: string, { seed, actions, years }: Past): void {
  const sqlite = new SqliteDatabase(file);
  sqlite.pragma("journal_mode = WAL");
  sqlite.pragma("synchronous = OFF");
  sqlite.pragma("foreign_keys = ON");
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const insert = inserter(sqlite);
  const now = Date.now();
  const instant = (ms: number) => new Date(ms).toISOString();
  const day = (ms: number) => instant(ms).slice(0, 10);
  let ids = 0;
  let owners = 0;
  const idAt = (ms: number) => {
    const time = Math.floor(ms).toString(16).padStart(12, "0");
    const rest = (ids += 1).toString(16).padStart(16, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(1, 4)}-${rest.slice(4)}`;
  };

  const practice = sqlite.prepare("select id from practice").pluck().get() as string;
  const staff = sqlite.prepare("select id, discipline from staff where left_on is null order by id").all() as {
    id: string;
    discipline: string;
  }[];
  const reader = readerOf(sqlite);
  const meeting = sqlite
    .prepare("select id from meeting where closed_at is null and cancelled_at is null order by starts_at limit 1")
    .pluck()
    .get() as string;
  const others = staff.filter((person) => person.id !== reader);
  const latecomer = latecomerOf(sqlite);
  const known = others.filter((person) => person.id !== latecomer);
  const shared = { audience: "team", named_staff: "[]", excluded_disciplines: "[]", handling: "[]" };
  let number = Number(sqlite.prepare("select max(number) from mdt_case").pluck().get());
  const log: { at: number; row: Row }[] = [];

  function plantCase(opened: number, closed: number | null): Row & { id: string } {
    number += 1;
    const person = {
      id: idAt(opened),
      practice_id: practice,
      chi: `3${String(number).padStart(9, "0")}`,
      chi_kind: "test",
      given_name: pick(["Ada", "Ben", "Cora", "Dan", "Eve", "Finn"]),
      family_name: `Person${number}`,
      birth_date: "1950-06-01",
      created_at: instant(opened),
    };
    const row = {
      id: idAt(opened),
      practice_id: practice,
      number,
      person_id: person.id,
      priority: "routine",
      opened_at: instant(opened),
      accepted_at: instant(opened + dayLength),
      closed_at: closed === null ? null : instant(closed),
      closed_by: closed === null ? null : reader,
      closed_reason: closed === null ? null : "Goals met",
    };
    const of = { practice_id: practice, case_id: row.id };
    insert("person", person);
    insert("mdt_case", row);
    const team = [reader, ...known.filter(() => random() < 0.4).map((one) => one.id)];
    if (closed === null) team.push(latecomer);
    for (const staff_id of team)
      insert("case_member", { id: idAt(opened), ...of, staff_id, joined_at: instant(opened) });
    const invited = new Set(staff.filter((one) => team.includes(one.id)).map((one) => one.discipline));
    for (const [position, discipline] of [...invited].entries()) {
      insert("case_discipline", { id: idAt(opened), ...of, discipline, position, invited_at: instant(opened) });
    }
    insert("nomination", {
      id: idAt(opened),
      ...of,
      nominated_at: instant(opened),
      nominated_by: reader,
      criteria: "[]",
      reason: verse,
      question: "Who holds the whole plan?",
      kind: "referral",
      triaged_at: instant(opened + dayLength),
      triaged_by: reader,
      verdict: "accepted",
    });
    return row;
  }

  function plantContribution(caseId: string, at: number, meetingId: string | null): void {
    const author = pick(staff);
    const of = { practice_id: practice, case_id: caseId };
    const contribution = {
      id: idAt(at),
      ...of,
      meeting_id: meetingId,
      author_id: author.id,
      discipline: author.discipline,
      kind: "full",
      submitted_at: instant(at),
      headline: "Seen at home, coping with help",
      body: verse,
      strengths: "[]",
      ...shared,
    };
    insert("contribution", contribution);
    for (const [position, kind] of [pick(kinds), pick(kinds)].entries()) {
      insert("entry", {
        id: idAt(at),
        ...of,
        contribution_id: contribution.id,
        kind,
        position,
        name: kind === "fact" ? pick(["lives-alone", "mobility", "main-carer", "smoking"]) : "other",
        text: verse.slice(0, 60),
        norm: kind === "fact" ? pick(["yes", "no"]) : null,
        as_of: day(at),
        source: kind === "fact" ? "record" : null,
        level: kind === "risk" ? "medium" : null,
        discipline: kind === "request" || kind === "proposal" ? pick(staff).discipline : null,
        ...shared,
      });
    }
    log.push({ at, row: { verb: "contribution.submit", actor: author.id, subject: contribution.id, case_id: caseId } });
  }

  function plantAction(caseId: string, at: number, due: number, closed: number | null, meetingId: string | null): void {
    const pool = closed === null ? others : known;
    // In turns, so that what is open is shared out alike whatever was before.
    owners += 1;
    const owner = owners % 4 === 0 ? reader : (pool[owners % pool.length]?.id ?? reader);
    const action = {
      id: idAt(at),
      practice_id: practice,
      case_id: caseId,
      meeting_id: meetingId,
      text: `${mark} ${ids}: ring the practice, ask for the letter and tell the others what it says`,
      owner_id: owner,
      due: day(due),
      raised_at: instant(at),
      raised_by: reader,
      accepted_at: instant(at),
      closed_at: closed === null ? null : instant(closed),
      closed_as: closed === null ? null : "done",
      outcome: closed === null ? null : "achieved",
      outcome_text: closed === null ? null : "The letter came",
      ...shared,
    };
    insert("action", action);
    const said = (kind: string, when: number, by: string) => {
      insert("action_update", {
        id: idAt(when),
        practice_id: practice,
        case_id: caseId,
        action_id: action.id,
        kind,
        at: instant(when),
        by,
      });
      const verb = kind === "recorded" ? "action.record" : "action.report";
      log.push({ at: when, row: { verb, actor: by, subject: action.id, case_id: caseId } });
    };
    said("recorded", at, reader);
    if (closed !== null) said("done", closed, owner);
  }

  sqlite.transaction(() => {
    const began = now - years * 365 * dayLength;
    const weeks = actions > 0 ? years * 50 : 0;
    const meetings = Array.from({ length: weeks }, (_, week) =>
      plantMeeting(began + (week / weeks) * (now - began) * 0.98),
    );
    for (let planted = 0; planted < actions; planted += actionsOfCase) {
      const opened = began + (planted / actions) * (now - began) * 0.9;
      const ended = opened + 0.08 * (now - began);
      const { id } = plantCase(opened, ended);
      const at = pick(meetings);
      const item = {
        id: idAt(at.when),
        practice_id: practice,
        meeting_id: at.id,
        case_id: id,
        position: 1,
        minutes: 15,
      };
      insert("agenda_item", { ...item, concluded_at: instant(at.when), concluded_by: reader, outcome: "new-plan" });
      for (let note = 0; note < actionsOfCase / 2; note += 1) {
        insert("discussion_note", {
          id: idAt(at.when),
          practice_id: practice,
          meeting_id: at.id,
          case_id: id,
          agenda_item_id: item.id,
          kind: "note",
          text: verse,
          written_at: instant(at.when),
          written_by: reader,
        });
        plantContribution(id, opened + random() * (ended - opened), at.id);
      }
      for (let one = 0; one < Math.min(actionsOfCase, actions - planted); one += 1) {
        const raised = opened + random() * (ended - opened);
        plantAction(id, raised, raised + 14 * dayLength, raised + 10 * dayLength, at.id);
      }
    }

    const open = Array.from({ length: present.cases }, () => plantCase(now - 60 * dayLength, null).id);
    owners = 0;
    for (const [index, caseId] of open.entries()) {
      insert("agenda_item", {
        id: idAt(now),
        practice_id: practice,
        meeting_id: meeting,
        case_id: caseId,
        position: 10 + index,
        minutes: 15,
      });
      for (let one = 0; one < present.contributions; one += 1) plantContribution(caseId, now - 3 * dayLength, meeting);
    }
    for (let one = 0; one < present.openActions; one += 1) {
      plantAction(pick(open), now - 30 * dayLength, now + (one - 15) * dayLength, null, null);
    }
    const long = plantCase(now - 3650 * dayLength, null).id;
    for (let one = 0; one < longCase.contributions; one += 1) plantContribution(long, now - one * 12 * dayLength, null);
    for (let one = 0; one < longCase.actions; one += 1) {
      const raised = now - one * 18 * dayLength - 20 * dayLength;
      plantAction(long, raised, raised + 14 * dayLength, raised + 10 * dayLength, null);
    }
    plantLog();
  })();
  sqlite.pragma("wal_checkpoint(truncate)");
  sqlite.close();

  function plantMeeting(when: number): { id: string; when: number } {
    const id = idAt(when);
    insert("meeting", {
      id,
      practice_id: practice,
      starts_at: instant(when),
      ends_at: instant(when + 2 * 3_600_000),
      place: "Meeting room",
      chair_id: reader,
      nominations_close: day(when - 9 * dayLength),
      contributions_due: day(when - 3 * dayLength),
      pack_freezes: day(when - 2 * dayLength),
      opened_at: instant(when),
      closed_at: instant(when + 2 * 3_600_000),
    });
    for (const person of staff) {
      const of = { id: idAt(when), practice_id: practice, meeting_id: id, staff_id: person.id };
      insert("reply", { ...of, reply: "accepted", replied_at: instant(when - dayLength), presence: "attended" });
    }
    return { id, when };
  }

  /** Goes on from the demonstration's head, so that the chain verifies. */
  function plantLog(): void {
    const head = sqlite.prepare("select sequence, hash from audit_head where chain = ?").get(practice) as {
      sequence: number;
      hash: string;
    };
    for (const { at, row } of log.sort((a, b) => a.at - b.at)) {
      head.sequence += 1;
      const id = idAt(at);
      const entry = {
        ...(row as { verb: string; actor: string; subject: string; case_id: string }),
        id,
        chain: practice,
        sequence: head.sequence,
        at: instant(at) as Parameters<typeof hashOf>[0]["at"],
        via: "page",
        outcome: "done",
        reason: null,
        request: id,
        idempotency_key: id,
        input_hash: "",
        answer: null,
        previous_hash: head.hash,
      };
      head.hash = hashOf(entry);
      insert("audit", { ...entry, hash: head.hash });
    }
    sqlite
      .prepare("update audit_head set sequence = ?, hash = ? where chain = ?")
      .run(head.sequence, head.hash, practice);
  }
}

/** The demonstration's chair. */
export function readerOf(sqlite: SqliteDatabase.Database): string {
  return sqlite
    .prepare("select id from staff where discipline = 'gp' and left_on is null order by id")
    .pluck()
    .get() as string;
}

/** Somebody who is on the open cases alone, as if they had come after all the years. */
export function latecomerOf(sqlite: SqliteDatabase.Database): string {
  return sqlite
    .prepare(
      `select staff.id from staff join attachment on attachment.staff_id = staff.id
       where practice_id = (select id from practice) and discipline = 'link-worker' and left_on is null`,
    )
    .pluck()
    .get() as string;
}

function inserter(sqlite: SqliteDatabase.Database) {
  const statements = new Map<string, SqliteDatabase.Statement>();
  return (table: string, row: Row): void => {
    const names = Object.keys(row);
    const key = `${table} ${names.join()}`;
    let statement = statements.get(key);
    if (!statement) {
      statement = sqlite.prepare(
        `insert into ${table} (${names.map((name) => `"${name}"`).join()}) values (${names.map((name) => `@${name}`).join()})`,
      );
      statements.set(key, statement);
    }
    statement.run(row);
  };
}

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
