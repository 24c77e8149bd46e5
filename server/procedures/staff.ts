/** People who use it: signing in and out, colleagues, one-time links. */
import { z } from "zod";
import { whoElseKnows } from "#db/queries/guests.ts";
import {
  casesLeftAt,
  casesOfMember,
  colleague,
  departuresFrom,
  endDeparture,
  handedOverTo,
} from "#db/queries/leaving.ts";
import { addMembers } from "#db/queries/cases.ts";
import { keep } from "#db/queries/rows.ts";
import {
  attemptsSince,
  changeStaff,
  endSession,
  endSessionsOf,
  isAttached,
  keepLink,
  keepSession,
  noteAttempt,
  organisationNamed,
  peopleToBe,
  practiceById,
  setPassword,
  staffByEmail,
  staffById,
  staffOfPractice,
  unusedLink,
  useLink,
} from "#db/queries/staff.ts";
import type { Writer } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { LinkPurpose } from "#db/vocabulary.ts";
import { id } from "../domain/inputs.ts";
import { comeBack } from "../domain/leaving.ts";
import { disciplineLabel } from "../domain/practices.ts";
import { found, refuse, Refusal } from "../domain/refusal.ts";
import { hasLeft } from "../domain/sight.ts";
import { attemptLimits, begin, choosePassword, invite, linkDays, redeem, sessionLimits } from "../domain/staff.ts";
import { addMinutes, dayOf } from "../domain/time.ts";
import { read, router, secrets, signedIn, write } from "../trpc.ts";

/** One sentence for a wrong address, a wrong password and an account without one: which it was tells a thief something. */
const noEntry = "The e-mail address or the password is not right. Try again, or ask your practice manager for help";

async function openedSession(db: Writer, staffId: string, at: Instant): Promise<{ staffId: string; token: string }> {
  const token = secrets.newToken();
  await keepSession(db, {
    token_hash: secrets.hashOfToken(token),
    staff_id: staffId,
    began_at: at,
    seen_at: at,
    ends_at: addMinutes(at, sessionLimits.longest),
  });
  return { staffId, token };
}

export const session = router({
  me: read("session.me").query(({ ctx }) => {
    if (ctx.actor.kind !== "staff") return null;
    const { staff, roles } = ctx.actor;
    return {
      staffId: staff.id,
      name: staff.name,
      disciplineLabel: staff.job || staff.discipline,
      practices: roles.map(({ practiceId, practiceName, practiceCode, role }) => ({
        id: practiceId,
        name: practiceName,
        code: practiceCode,
        role,
      })),
    };
  }),

  choices: read("session.choices").query(async ({ ctx }) => {
    if (ctx.mode !== "demo") return [];
    return peopleToBe(ctx.db, ctx.today);
  }),

  begin: write("session.begin")
    .input(begin)
    .mutation(async ({ ctx, input }) => {
      const since = addMinutes(ctx.at, -attemptLimits.minutes);
      if ((await attemptsSince(ctx.db, input.email, since)) >= attemptLimits.most) {
        throw new Refusal("too-many-tries", "That was tried too often. Wait 5 minutes, then try again", "password");
      }
      const staff = await staffByEmail(ctx.db, input.email);
      const fits = await secrets.passwordFits(staff?.password_hash ?? null, input.password);
      if (!staff || !fits || hasLeft({ leftOn: staff.left_on }, ctx.today)) {
        ctx.afterRefusal((db) => noteAttempt(db, ctx.newId(), input.email, ctx.at));
        refuse(noEntry, "password");
      }
      return openedSession(ctx.db, staff.id, ctx.at);
    }),

  beginAs: write("session.beginAs")
    .input(z.object({ staffId: id }))
    .mutation(async ({ ctx, input }) => {
      if (ctx.mode !== "demo") throw new Refusal("missing", "This page does not exist, or you may not see it.");
      const staff = found(await staffById(ctx.db, input.staffId));
      if (hasLeft(staff, ctx.today)) refuse(`${staff.name} has left and can no longer sign in`);
      return openedSession(ctx.db, staff.id, ctx.at);
    }),

  end: write("session.end").mutation(async ({ ctx }) => {
    if (ctx.sessionHash) await endSession(ctx.db, ctx.sessionHash, ctx.at);
    return { staffId: ctx.actor.kind === "staff" ? ctx.actor.staff.id : "nobody" };
  }),
});

export const links = router({
  open: read("link.open")
    .input(z.object({ token: z.string().min(1).max(200) }))
    .query(async ({ ctx, input }) => {
      const link = await unusedLink(ctx.db, secrets.hashOfToken(input.token), ctx.at);
      return link
        ? { purpose: link.purpose, name: link.staff_name, email: link.email, practice: link.practice_name }
        : null;
    }),

  redeem: write("link.redeem")
    .input(redeem)
    .mutation(async ({ ctx, input }) => {
      const tokenHash = secrets.hashOfToken(input.token);
      const link = await unusedLink(ctx.db, tokenHash, ctx.at);
      const usable = link && !hasLeft({ leftOn: link.left_on }, ctx.today);
      if (!usable || !link.staff_id || !(await useLink(ctx.db, tokenHash, ctx.at))) {
        refuse("This link was used already or is too old. Ask your practice manager for a new one");
      }
      choosePassword(input.password, { name: link.staff_name ?? "", email: link.email ?? "" });
      await setPassword(ctx.db, link.staff_id, await secrets.hashPassword(input.password), ctx.at);
      await endSessionsOf(ctx.db, link.staff_id, ctx.at);
      return openedSession(ctx.db, link.staff_id, ctx.at);
    }),
});

/** Makes a one-time link and returns its address, which is shown once and kept nowhere. */
async function newLink(
  ctx: { db: Writer; at: Instant; origin: string },
  purpose: LinkPurpose,
  about: { staffId: string; practiceId: string; madeBy: string | null },
): Promise<string> {
  const token = secrets.newToken();
  await keepLink(ctx.db, {
    token_hash: secrets.hashOfToken(token),
    purpose,
    practice_id: about.practiceId,
    staff_id: about.staffId,
    made_at: ctx.at,
    made_by: about.madeBy,
    ends_at: addMinutes(ctx.at, linkDays[purpose] * 24 * 60),
  });
  return `${ctx.origin}/join/${token}`;
}

/** Lets somebody who left a practice be at it again. What they had there before stays with those who took it over. */
async function readmit(
  ctx: { db: Writer; at: Instant; today: Day; newId: () => string },
  practiceId: string,
  staffId: string,
  by: string | null,
): Promise<void> {
  for (const { id: departureId } of await departuresFrom(ctx.db, practiceId, staffId)) {
    await endDeparture(ctx.db, departureId, by, ctx.at);
  }
  const last = await colleague(ctx.db, practiceId, staffId);
  if (last && hasLeft({ leftOn: last.left_on }, ctx.today)) await changeStaff(ctx.db, staffId, { left_on: null });
  if (last && last.ended_at !== null) {
    await keep(ctx.db, "attachment", {
      id: ctx.newId(),
      practice_id: practiceId,
      staff_id: staffId,
      role: last.role,
      attached_at: ctx.at,
    });
  }
}

export const staff = router({
  list: read("staff.list")
    .input(z.object({ practiceId: id }))
    .query(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const people = await staffOfPractice(ctx.db, input.practiceId);
      const gone = (await departuresFrom(ctx.db, input.practiceId)).filter(
        ({ staff_id }) => !people.some((person) => person.id === staff_id),
      );
      return {
        practice: { id: practice.id, name: practice.name },
        disciplines: practice.policy.disciplines.map(({ code, label }) => ({ code, label })),
        people: people.map((person) => ({
          id: person.id,
          name: person.name,
          email: person.email,
          job: person.job,
          organisation: person.organisation,
          discipline: disciplineLabel(practice.policy, person.discipline),
          role: person.role,
          leftOn: person.left_on,
          canSignIn: person.password_set_at !== null,
        })),
        /** Who left this practice and goes on at another. */
        gone: gone.map((row) => ({ id: row.staff_id, name: row.name, job: row.job, leftOn: dayOf(row.left_at) })),
        handedToMe: await handedOverTo(ctx.db, input.practiceId, signedIn(ctx).staff.id),
        reader: signedIn(ctx).staff.id,
        may: ctx.may(["staff.invite", "staff.help", "staff.leave"]),
      };
    }),

  /** Adds a colleague, or attaches somebody another practice has already, or who was a guest until now; the link is theirs to choose a password. */
  invite: write("staff.invite")
    .input(invite)
    .mutation(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const discipline = practice.policy.disciplines.find(({ code }) => code === input.discipline);
      if (!discipline) refuse("Choose their discipline", "discipline");
      const known = await staffByEmail(ctx.db, input.email);
      if (known && (await isAttached(ctx.db, practice.id, known.id))) {
        refuse("Somebody with this e-mail address is at this practice already", "email");
      }
      const staffId = known?.id ?? ctx.newId();
      const isGuest = known !== undefined && !(await whoElseKnows(ctx.db, known.id, practice.id)).hasAccount;
      if (!known || isGuest) {
        const called = {
          name: input.name,
          organisation_id: await organisationNamed(ctx.db, {
            id: ctx.newId(),
            name: input.organisation,
            sector: discipline.sector,
          }),
          discipline: input.discipline,
          job: input.job,
        };
        await (isGuest
          ? changeStaff(ctx.db, staffId, called)
          : keep(ctx.db, "staff", {
              ...called,
              id: staffId,
              email: input.email,
              registered: 0,
              created_at: ctx.at,
            }));
      }
      const madeBy = ctx.actor.kind === "staff" ? ctx.actor.staff.id : null;
      await keep(ctx.db, "attachment", {
        id: ctx.newId(),
        practice_id: practice.id,
        staff_id: staffId,
        role: input.role,
        attached_at: ctx.at,
      });
      if (known) await readmit(ctx, practice.id, staffId, madeBy);
      const link = known?.password_hash
        ? null
        : await newLink(ctx, "invitation", { staffId, practiceId: practice.id, madeBy });
      return { staffId, link };
    }),

  help: write("staff.help")
    .input(z.object({ practiceId: id, staffId: id }))
    .mutation(async ({ ctx, input }) => {
      if (!(await isAttached(ctx.db, input.practiceId, input.staffId))) found(null);
      const link = await newLink(ctx, "new-password", {
        staffId: input.staffId,
        practiceId: input.practiceId,
        madeBy: signedIn(ctx).staff.id,
      });
      return { staffId: input.staffId, link };
    }),

  /** Somebody is here after all, or again: a new link lets them in, their cases only if that is asked for. */
  comeBack: write("staff.comeBack")
    .input(comeBack)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const { practiceId } = input;
      const person = found(await colleague(ctx.db, practiceId, input.staffId));
      const isOut = hasLeft({ leftOn: person.left_on }, ctx.today);
      if (person.ended_at === null && !isOut) refuse(`${person.name} is here already`);
      const [departure] = await departuresFrom(ctx.db, practiceId, person.id);
      await readmit(ctx, practiceId, person.id, staff.id);
      const again = input.teams && departure ? await casesLeftAt(ctx.db, practiceId, person.id, departure.left_at) : [];
      const back = (await casesOfMember(ctx.db, practiceId, person.id)).map((row) => row.id);
      for (const { id: caseId } of again.filter((one) => !back.includes(one.id))) {
        await addMembers(ctx, { practice_id: practiceId, case_id: caseId }, [person.id], []);
        ctx.changed(`case:${caseId}`);
      }
      const link = isOut
        ? await newLink(ctx, "invitation", { staffId: person.id, practiceId, madeBy: staff.id })
        : null;
      return { staffId: person.id, link };
    }),

  /** The first start in live mode: a practice, its first coordinator, and the link that lets them in. */
  makeFirst: write("link.makeFirst")
    .input(z.object({ practiceId: id, email: z.string(), name: z.string(), organisation: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const staffId = ctx.newId();
      await keep(ctx.db, "staff", {
        id: staffId,
        name: input.name,
        email: input.email.toLowerCase(),
        organisation_id: await organisationNamed(ctx.db, { id: ctx.newId(), name: input.organisation, sector: "nhs" }),
        discipline: "practice-manager",
        job: "Practice manager / MDT coordinator",
        registered: 0,
        created_at: ctx.at,
      });
      await keep(ctx.db, "attachment", {
        id: ctx.newId(),
        practice_id: input.practiceId,
        staff_id: staffId,
        role: "coordinator",
        attached_at: ctx.at,
      });
      const link = await newLink(ctx, "first-coordinator", { staffId, practiceId: input.practiceId, madeBy: null });
      return { practiceId: input.practiceId, staffId, link };
    }),
});
