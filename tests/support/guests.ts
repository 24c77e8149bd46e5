/** Guests as they are in life: a mail with a link, a mail with a code, and the session that it begins. */
import { guestActorOf } from "#server/session.ts";
import type { Api } from "#server/router.ts";
import type { TestWorld } from "./world.ts";

export const maggie = {
  name: "Maggie Orr",
  email: "m.orr@housing.example",
  organisation: "Harland Housing",
  discipline: "housing",
};

export interface LinkOfGuest {
  guestId: string;
  token: string;
}

/** The text of the newest mail to that address, once all that waits was sent. */
export async function mailTo(world: TestWorld, address: string): Promise<string> {
  const { messages } = world.being("system");
  let newest = "";
  for (const messageId of await messages.due()) {
    const { mail, tries } = await messages.take({ messageId });
    if (mail === null) continue;
    if (mail.to.address === address) newest = mail.text;
    await messages.settle({ messageId, tries, fault: null });
  }
  return newest;
}

export async function linkMailedTo(world: TestWorld, address: string): Promise<LinkOfGuest> {
  const [, guestId = "", token = ""] = /\/guest\/([\w-]+)\/([\w-]{43})\n/.exec(await mailTo(world, address)) ?? [];
  return { guestId, token };
}

export async function codeMailedFor(world: TestWorld, link: LinkOfGuest, address = maggie.email): Promise<string> {
  await world.being("stranger", { via: "guest" }).guests.sendCode(link);
  return /Your code is (\d{6})\n/.exec(await mailTo(world, address))?.[1] ?? "";
}

/** The API as the request of somebody with that session finds it now. */
export async function withSession(world: TestWorld, link: LinkOfGuest, session: string): Promise<Api> {
  const actor = await guestActorOf(world.database, link.guestId, session, world.clock.now());
  return world.being("stranger", { actor, via: "guest" });
}

/** Enters the code that is mailed. */
export async function begun(world: TestWorld, link: LinkOfGuest, address = maggie.email): Promise<string> {
  const code = await codeMailedFor(world, link, address);
  const { token } = await world.being("stranger", { via: "guest" }).guests.begin({ ...link, code });
  return token;
}
