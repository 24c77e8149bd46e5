/** Somebody without an account is asked, contributes by the link and the code in their mails, and the team reads it. */
import type { Browser, Page } from "@playwright/test";
import {
  alive,
  choose,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  listenForErrors,
  press,
  strangersWindow,
  test,
  unfold,
  ways,
  windowOf,
  write,
  type App,
  type Way,
} from "./story.ts";

/** What the newest mail to the guest holds of that kind, once it has come. */
async function mailed(app: App, what: RegExp, already = ""): Promise<string> {
  const newest = () =>
    app
      .mails()
      .filter((mail) => mail.includes("To: Maggie Orr <"))
      .flatMap((mail) => what.exec(mail)?.[1] ?? [])
      .filter((found) => found !== already)
      .at(-1) ?? "";
  await expect.poll(newest, { timeout: 30_000 }).not.toBe("");
  return newest();
}
const aLink = /(\/guest\/[\w-]+\/[\w-]{43})/;
const aCode = /Your code is (\d{6})/;

/** Morag's page of Greta's case where people are asked. */
async function sharingOf(browser: Browser, app: App, way: Way) {
  const [row] = app.rows(
    "select c.id from mdt_case c join person p on p.id = c.person_id where p.given_name = 'Greta'",
  );
  return windowOf(browser, app, "Morag Tennant", way, `/cases/${String(row?.id)}/sharing`);
}

async function ask(browser: Browser, app: App, way: Way) {
  const page = await sharingOf(browser, app, way);
  await unfold(page, way, "Ask somebody without an account");
  await writeMaggie(page, way);
  await press(page, way, "button", "Send them a link");
  await expect(page.getByRole("status")).toHaveText("We are mailing them a link.");
  return page;
}

/** The boxes that say who somebody without an account is. */
async function writeMaggie(page: Page, way: Way): Promise<void> {
  await write(page, way, "Their name", "Maggie Orr");
  await write(page, way, "Their e-mail address", "m.orr@housing.example");
  await write(page, way, "Whom do they work for?", "Harland Housing");
  await choose(page, way, "Their discipline", "Housing and homelessness");
}

const given = "select c.headline, c.kind from contribution c join guest g on g.id = c.guest_id";

for (const way of ways) {
  test(`a housing officer without an account contributes from the mail, ${way}`, async ({ browser, app }) => {
    test.setTimeout(180_000);
    const morag = await ask(browser, app, way);
    await expect(morag.getByRole("row", { name: /Maggie Orr, Housing/ })).toContainText("Asked");
    const link = await mailed(app, aLink);

    // the link asks for a code, and tells nothing before it
    const page = await strangersWindow(browser, app, way);
    const errors = listenForErrors(page);
    await page.goto(link);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("You are asked to contribute");
    await expect(page.getByText("Greta")).toHaveCount(0);
    if (way === "by keyboard alone") await expectAccessible(page);
    await press(page, way, "button", "Send me a code");
    await expect(page.getByRole("status")).toContainText("We have sent you a code");
    const code = await mailed(app, aCode);
    await write(page, way, "Code", code === "000000" ? "000001" : "000000");
    await press(page, way, "button", "Go on");
    await expect(page.getByRole("alert")).toContainText("This is not the code");
    await write(page, way, "Code", code);
    await press(page, way, "button", "Go on");

    // the question, and the same boxes as everybody has
    await expect(page.getByText("Question: What combined plan keeps Greta safely at home")).toBeVisible();
    await expect(page.getByText(/Everyone invited to this case \(\d+\) reads what you write/)).toBeVisible();
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ path: /^\/guest\/[\w-]+/.exec(link)?.[0], httpOnly: true, sameSite: "Lax" });
    if (way !== "with script off") {
      await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
    await write(page, way, "The most important thing, in one line", "The tenancy is in her name");
    await press(page, way, "button", "Send and go on");
    await expect(page.getByRole("status")).toContainText("The team can read what you wrote");
    expect(app.rows(given)).toEqual([{ headline: "The tenancy is in her name", kind: "full" }]);
    await expect(page.getByLabel("The most important thing, in one line")).toHaveValue("The tenancy is in her name");

    // the team reads it as a guest's
    await morag.reload();
    await expect(morag.getByRole("row", { name: /Maggie Orr, Housing/ })).toContainText("In");
    await press(morag, way, "link", /^Summary/);
    await expect(morag.getByText("The tenancy is in her name").first()).toBeVisible();
    await expect(morag.getByText(/Maggie Orr, guest/).first()).toBeVisible();
    expect(errors).toEqual([]);
  });
}

for (const way of ["with script", "with script off"] as const) {
  test(`a link that is stopped while they write keeps their text on the page, ${way}`, async ({ browser, app }) => {
    test.setTimeout(120_000);
    const morag = await ask(browser, app, "on a phone");
    const page = await strangersWindow(browser, app, way);
    await page.goto(await mailed(app, aLink));
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByLabel("Code").fill(await mailed(app, aCode));
    await page.getByRole("button", { name: "Go on" }).click();
    const box = page.getByLabel("The most important thing, in one line");
    await box.fill("Half a thought");
    if (way === "with script") {
      await alive(page);
      await expect
        .poll(() => JSON.stringify(app.rows("select typed from draft")), { timeout: 10_000 })
        .toContain("Half");
    }

    await press(morag, "on a phone", "button", /^Stop the link/);
    await expect(morag.getByRole("row", { name: /Maggie Orr, Housing/ })).toContainText("The link was stopped");

    await box.fill("A whole thought");
    await page.getByRole("button", { name: "Send and go on" }).click();
    await expect(page.getByRole("alert")).toContainText("this link does not work any more");
    if (way === "with script") await expect(box).toHaveValue("A whole thought");
    else await expect(page.getByText("A whole thought")).toBeVisible();
    expect(app.rows(given)).toEqual([]);
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("This link does not work any more");
  });
}

for (const way of ["on a phone", "with script off"] as const) {
  test(`an action goes to somebody without an account, who answers for it, ${way}`, async ({ browser, app }) => {
    test.setTimeout(120_000);
    const [row] = app.rows(
      `select a.id, a.text from action a join mdt_case c on c.id = a.case_id join person p on p.id = c.person_id
       where p.given_name = 'Greta' and a.closed_at is null order by a.due limit 1`,
    );
    const [actionId, text] = [String(row?.id), String(row?.text)];
    const chair = await windowOf(browser, app, "Dr Catriona Bell", way, `/actions/${actionId}`);
    await unfold(chair, way, "Give it to somebody without an account");
    if (way === "on a phone") await expectAccessible(chair);
    await press(chair, way, "button", "Give it to them");
    await expect(chair.getByRole("alert")).toContainText("Enter their name");
    await writeMaggie(chair, way);
    await press(chair, way, "button", "Give it to them");
    await expect(chair.getByRole("status")).toContainText("A link is on its way to them");
    await expect(chair.getByText("They have not opened it yet")).toBeVisible();

    const page = await strangersWindow(browser, app, way);
    const errors = listenForErrors(page);
    await page.goto(await mailed(app, aLink));
    await expect(page.getByRole("heading", { level: 1 })).toContainText("You are asked to do something");
    await press(page, way, "button", "Send me a code");
    await write(page, way, "Code", await mailed(app, aCode));
    await press(page, way, "button", "Go on");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(text);
    await expect(page.getByText("Greta")).toHaveCount(0);
    if (way === "on a phone") {
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
    await press(page, way, "button", "Accept");
    await expect(page.getByRole("status")).toContainText("You accepted it");
    await page.getByLabel("It is done").check();
    await press(page, way, "button", "Send the report");
    await expect(page.getByRole("alert")).toContainText("Choose what it brought for the person");
    await page.getByLabel("It was achieved").check();
    await press(page, way, "button", "Send the report");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Thank you");
    expect(app.rows(`select closed_as, outcome from action where id = '${actionId}'`)).toEqual([
      { closed_as: "done", outcome: "achieved" },
    ]);
    expect(errors).toEqual([]);
  });
}
