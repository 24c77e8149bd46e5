/**
 * Each way to lose what was typed, on a phone: it is there again, in order and once. Each story has its control: without
 * the one thing that keeps the text, the same steps lose it.
 */
import type { BrowserContext, Page } from "@playwright/test";

import { alive, expect, test, windowOf, type App } from "./story.ts";

const line = "The most important thing, in one line";
const drafts = (app: App) => JSON.stringify(app.rows("select typed from draft"));

async function begin(
  browser: Parameters<typeof windowOf>[0],
  app: App,
  way: Parameters<typeof windowOf>[3] = "on a phone",
) {
  const page = await windowOf(browser, app, "Patrick Lennox", way);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.getByRole("button", { name: "Contribute to the case of GA" }).click();
  await expect(page.getByLabel(line)).toBeVisible();
  if (way === "on a phone") await alive(page);
  return page;
}

function caseOfGreta(app: App): string {
  const [row] = app.rows("select c.id from mdt_case c join person p on p.id = c.person_id where given_name = 'Greta'");
  return String(row?.id);
}

/** Some browsers put back what stood in a box when one goes back to its page; a story must not lean on it. */
function withoutBrowsersMemory(): void {
  for (const form of document.forms) form.autocomplete = "off";
}

async function again(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(page.url());
  return other;
}

test("a closed tab and the back button lose nothing, and after signing out nothing is left behind", async ({
  browser,
  app,
}) => {
  // given: a page on which nothing is saved loses what was typed, so that the rest of this story can fail
  const control = await begin(browser, app);
  await control.route("**/trpc/contributions.saveDraft*", (route) => route.abort());
  await control.getByLabel(line).fill("Nobody keeps this");
  await expect(control.getByRole("status")).toContainText("Not saved");
  const after = await again(control);
  await expect(after.getByLabel(line)).toHaveValue("");
  await control.evaluate(withoutBrowsersMemory);
  await control.getByRole("link", { name: "Next case" }).tap();
  await expect(control.getByRole("heading", { level: 1 })).toContainText("TW");
  await control.goBack();
  await expect(control.getByLabel(line)).toHaveValue("");
  await control.close();

  // when: the pause of two seconds has passed, and the tab is closed
  await alive(after);
  await after.getByLabel(line).fill("Half a thought");
  await expect(after.getByRole("status")).toContainText("Saved");
  const page = await again(after);
  await after.close();
  await expect(page.getByLabel(line)).toHaveValue("Half a thought");

  // when: a box is left for another page, and the back button leads to it again
  await alive(page);
  await page.getByLabel(line).fill("A whole thought");
  await page.getByLabel(line).blur();
  await expect.poll(() => drafts(app)).toContain("A whole thought");
  await page.evaluate(withoutBrowsersMemory);
  await page.getByRole("link", { name: "Next case" }).tap();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("TW");
  await page.goBack();
  await expect(page.getByLabel(line)).toHaveValue("A whole thought");

  // then: once he has signed out, the browser keeps nothing of it, and does not go back to it
  const caseId = page.url().split("/").at(-2) ?? "";
  await page.getByRole("button", { name: "Sign out" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  const left = await page.evaluate(async () => ({
    storage: [{ ...localStorage }, { ...sessionStorage }],
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));
  expect(JSON.stringify(left.storage)).not.toMatch(new RegExp(`thought|AUCHTERLONIE|Greta|${caseId}`));
  expect([left.databases, left.caches]).toEqual([0, 0]);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  expect(await page.content()).not.toMatch(/thought|AUCHTERLONIE/);
});

test("two tabs show both texts", async ({ browser, app }) => {
  // given: a tab that saves over whatever is kept, so that the rest of this story can fail
  const first = await begin(browser, app);
  await first.getByLabel(line).fill("Written where nobody looks");
  await expect.poll(() => drafts(app)).toContain("Written where nobody looks");
  const careless = await again(first);
  await saveOver(careless, app, first.context(), "Patrick Lennox");
  await alive(careless);
  await first.getByLabel(line).fill("Written before the careless tab saves");
  await expect.poll(() => drafts(app)).toContain("Written before");
  await careless.getByLabel(line).fill("Saved over the first");
  await expect.poll(() => drafts(app)).toContain("Saved over");
  expect(drafts(app)).not.toContain("Written before");
  await careless.close();
  await first.reload();
  await alive(first);

  // given: the same form in two tabs, and the first has saved
  const second = await again(first);
  await alive(second);
  await first.getByLabel(line).fill("Written in the first tab");
  await expect.poll(() => drafts(app)).toContain("Written in the first tab");

  // when: the second has another text, which is not saved over it
  await second.getByLabel(line).fill("Written in the second tab");
  await expect(second.getByRole("status")).toContainText("changed in another place");
  await second.getByRole("button", { name: "Save draft" }).tap();
  await expect(second.getByText("Written in the first tab")).toBeVisible();
  await expect(second.getByLabel(line)).toHaveValue("Written in the second tab");
  expect(drafts(app)).toContain("Written in the first tab");
  await second.getByLabel(line).fill("Written in both tabs");
  await second.getByRole("button", { name: "Save draft" }).tap();
  await expect.poll(() => drafts(app)).toContain("Written in both tabs");
});

test("two of one discipline keep a text each", async ({ browser, app }) => {
  // when: two doctors write at once of one person, each finds their own
  const [darren] = app.rows(
    "select c.id from mdt_case c join person p on p.id = c.person_id where given_name = 'Darren'",
  );
  const doctors = await Promise.all(
    ["Imran Sadiq", "Catriona Bell"].map(async (name) => {
      const page = await windowOf(browser, app, name, "on a phone", `/cases/${String(darren?.id)}/contribute`);
      await alive(page);
      await page.getByLabel(line).fill(`By ${name}`);
      await page.getByLabel(line).blur();
      return { page, name };
    }),
  );
  for (const { page, name } of doctors) {
    await expect.poll(() => drafts(app)).toContain(`By ${name}`);
    await page.reload();
    await expect(page.getByLabel(line)).toHaveValue(`By ${name}`);
  }

  // and where a discipline had one draft for all of its people, the last to save would take the other's place
  const [imran, catriona] = doctors.map(({ page }) => page);
  if (!imran || !catriona) throw new Error("Two doctors write.");
  await saveOver(imran, app, catriona.context(), "Catriona Bell");
  await alive(imran);
  await imran.getByLabel(line).fill("In one draft for both");
  await expect.poll(() => drafts(app)).toContain("In one draft for both");
  expect(drafts(app)).not.toContain("By Catriona Bell");
});

/** From here on the page saves over whatever that person has kept, in their name. */
async function saveOver(page: Page, app: App, owner: BrowserContext, name: string): Promise<void> {
  await page.route("**/trpc/contributions.saveDraft*", async (route) => {
    const save = route.request().postDataJSON() as { caseId: string };
    const [kept] = app.rows(
      "select version from draft where case_id = ? and author_id = (select id from staff where name like ?)",
      save.caseId,
      `%${name}`,
    );
    const headers = { origin: app.url, "idempotency-key": route.request().headers()["idempotency-key"] ?? "" };
    const response = await owner.request.post(route.request().url(), { data: { ...save, ...kept }, headers });
    await route.fulfill({ response });
  });
}

test("five minutes without a network lose nothing", async ({ browser, app }) => {
  // given: a page that does not try again loses what was typed, so that the rest of this story can fail
  const page = await windowOf(browser, app, "Patrick Lennox", "on a phone");
  await page.clock.install();
  const control = await page.context().newPage();
  await control.addInitScript(() => {
    const inTime = Reflect.get(window, "setTimeout") as (run: () => void, after?: number) => number;
    const never = (run: () => void, after?: number) => (after === 10_000 ? 0 : inTime(run, after));
    Object.assign(window, { setTimeout: never });
  });
  await control.goto(`/cases/${caseOfGreta(app)}/contribute`);
  await alive(control);
  await control.context().setOffline(true);
  await control.getByLabel(line).fill("Never tried again");
  await control.clock.fastForward("00:03");
  await expect(control.getByRole("status")).toContainText("Your text is safe in this page");
  await control.context().setOffline(false);
  await control.clock.fastForward("05:00");
  const after = await again(control);
  await expect(after.getByLabel(line)).toHaveValue("");
  expect(drafts(app)).toBe("[]");
  await Promise.all([control.close(), after.close()]);

  await page.getByRole("button", { name: "Contribute to the case of GA" }).tap();
  await alive(page);
  await page.context().setOffline(true);
  await page.getByLabel(line).fill("Typed on the underground");
  await page.clock.fastForward("00:03");
  await expect(page.getByRole("status")).toContainText("Your text is safe in this page");
  await page.clock.fastForward("05:00");
  await page.getByLabel("What matters to the person, in their words").fill("And more of it");
  expect(drafts(app)).toBe("[]");
  await page.context().setOffline(false);
  await page.clock.fastForward("00:10");
  await expect.poll(() => drafts(app)).toMatch(/Typed on the underground.*And more of it/);
  await expect(page.getByRole("status")).toContainText("Saved");
});

for (const way of ["on a phone", "with script off"] as const) {
  test(`an expired session keeps the text: sign in elsewhere, send again, ${way}`, async ({ browser, app }) => {
    const page = await begin(browser, app, way);
    const isAlive = way === "on a phone";

    // given: a form that leads whoever is signed out to the sign-in page loses the text, so that this story can fail
    const form = page.url();
    await page.route(`${form}*`, (route) => route.continue({ url: `${app.url}/sign-out${isAlive ? ".data" : ""}` }));
    await page.context().clearCookies();
    await page.getByLabel(line).fill("Typed for nobody");
    await page.getByRole("button", { name: "Send and go on" }).click();
    await page.getByRole("button", { name: /Patrick Lennox/ }).click();
    await expect(page).toHaveURL(`${app.url}/`);
    await page.unrouteAll();
    await page.goto(form);
    await expect(page.getByLabel(line)).toHaveValue("");
    expect(drafts(app)).toBe("[]");
    if (isAlive) await alive(page);

    // when: the session is lost while something is typed
    await page.context().clearCookies();
    await page.getByLabel(line).fill("Typed before the session was lost");
    await page.getByRole("button", { name: "Send and go on" }).click();
    if (isAlive) {
      await expect(page.getByRole("alert")).toContainText(/signed out/i);
      await expect(page.getByLabel(line)).toHaveValue("Typed before the session was lost");
    } else {
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("You have been signed out");
      await expect(page.getByText("Typed before the session was lost")).toBeVisible();
    }
    const other = await page.context().newPage();
    await other.goto("/sign-in");
    await other.getByRole("button", { name: /Patrick Lennox/ }).click();
    await expect(other).toHaveURL(`${app.url}/`);
    await page.getByRole("button", { name: isAlive ? "Send and go on" : "Send again" }).click();
    await expect
      .poll(() => app.rows("select headline from contribution where headline like 'Typed before%'").length)
      .toBe(1);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("TW");
  });
}

test("a killed server loses no typed text: the page says so, and the text goes when it is back", async ({
  browser,
  app,
}) => {
  // given: a form that posts without a word for a server that is gone loses the text, so that this story can fail
  const page = await begin(browser, app);
  const control = await page.context().newPage();
  await control.addInitScript(() => {
    type Modules = Record<string, object>;
    let bare: Modules = {};
    Object.defineProperty(window, "__remixRouteModules", {
      get: () => bare,
      set(modules: Modules) {
        const without = Object.entries(modules).map(([id, parts]) => [id, { ...parts, clientAction: undefined }]);
        bare = Object.fromEntries(without) as Modules;
      },
    });
  });
  await control.goto(page.url());
  await alive(control);
  await control.getByLabel(line).fill("Posted into the dark");
  await page.getByLabel(line).fill("Written while the network was gone");
  await app.kill();
  await control.getByRole("button", { name: "Send and go on" }).click();
  await expect(control.getByLabel(line)).toHaveCount(0);
  await control.close();

  // when: the page does what it can
  await page.getByRole("button", { name: "Send and go on" }).click();
  await expect(page.getByRole("alert")).toContainText("Your text is safe in this page");
  await expect(page.getByLabel(line)).toHaveValue("Written while the network was gone");
  await app.restart();
  await page.getByRole("button", { name: "Send and go on" }).click();
  await expect
    .poll(() => app.rows("select headline from contribution where headline like 'Written while%'").length)
    .toBe(1);
});

test("an extension that adds an element before the page is alive wipes nothing", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Patrick Lennox", "on a phone");
  page.on("dialog", (dialog) => void dialog.accept());
  const box = page.getByLabel(line);
  async function typeAtOnce(text: string, place: string) {
    await page.goto(`/cases/${caseOfGreta(app)}/contribute`, { waitUntil: "commit" });
    await box.waitFor();
    await page.locator(place).evaluate((parent) => parent.prepend(document.createElement("div")));
    await box.fill(text);
    await page.waitForLoadState("networkidle");
  }
  await page.route("**/assets/*.js", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.fallback();
  });
  const inTheForm = "form :has(> [name=headline])";

  // given: a page that notes nothing before it is alive is wiped, so that the rest of this story can fail
  await forgetful(page);
  await typeAtOnce("Typed and wiped", inTheForm);
  await expect(box).toHaveValue("");
  await page.unroute(entry);

  // then: the text stays where it was typed, wherever the element stands
  for (const place of ["body", inTheForm]) {
    await typeAtOnce(`Typed with an element in ${place}`, place);
    await expect(box).toHaveValue(`Typed with an element in ${place}`);
  }
  await page.getByRole("button", { name: "Send and go on" }).click();
  await expect.poll(() => app.rows("select id from contribution where headline like 'Typed with%'").length).toBe(1);
});

const entry = "**/assets/entry.client-*.js";

/** Takes away what keeps text and choices while script takes over. */
async function forgetful(page: Page): Promise<void> {
  await page.route(entry, async (route) => {
    const response = await route.fetch();
    const script = await response.text();
    const noted = "textarea[id], select[id]";
    expect(script).toContain(noted);
    await route.fulfill({ response, body: script.replace(noted, "nothing") });
  });
}

test("what is chosen at the moment when the page comes alive is kept", async ({ browser, app }) => {
  // given: script has come and has no time yet, as on a slow machine
  const page = await windowOf(browser, app, "Patrick Lennox", "on a phone");
  await page.context().addInitScript(() => {
    const inTime = Reflect.get(MessagePort.prototype, "postMessage") as (...args: unknown[]) => void;
    const waiting: (() => void)[] = [];
    const later = function (this: MessagePort, ...args: unknown[]) {
      waiting.push(() => inTime.apply(this, args));
    };
    Object.assign(MessagePort.prototype, { postMessage: later });
    Object.assign(window, {
      haveTime() {
        Object.assign(MessagePort.prototype, { postMessage: inTime });
        for (const task of waiting) task();
      },
    });
  });

  // given: a page that notes a choice only after it was heard puts back what stood there, so that this story can fail
  const late = await page.context().newPage();
  await late.addInitScript(() => {
    const listen = document.addEventListener.bind(document);
    const onTheWayUp = (type: string, hear: EventListener) => listen(type, hear);
    Object.assign(document, { addEventListener: onTheWayUp });
  });
  await expect(await chooseAsItComesAlive(late, app)).toHaveValue("");
  await late.close();

  // when: a choice is the first thing of which it hears, it stands there, and is saved
  await expect(await chooseAsItComesAlive(page, app)).toHaveValue("debt.total");
  await expect.poll(() => drafts(app)).toContain("debt.total");

  // and so does one of several, which is chosen before its click is heard and unsays another
  const choice = await page.context().newPage();
  await comesToTheForm(choice, app);
  const [first, second] = [
    choice.locator("#contribution [type=radio]").nth(0),
    choice.locator("#contribution [type=radio]").nth(1),
  ];
  await expect(first).toBeChecked();
  await second.evaluate((radio: HTMLInputElement) => radio.click());
  expect(await choice.evaluate(isAlive)).toBe(true);
  await choice.evaluate("haveTime()");
  await expect(second).toBeChecked();
});

/** The form, of which script has not taken hold yet. */
async function comesToTheForm(page: Page, app: App): Promise<void> {
  await page.goto(`/cases/${caseOfGreta(app)}/contribute`);
  await page.waitForFunction(() =>
    Object.keys(document.getElementById("root") ?? {}).some((key) => key.startsWith("__reactContainer")),
  );
  expect(await page.evaluate(isAlive)).toBe(false);
}

async function chooseAsItComesAlive(page: Page, app: App) {
  await comesToTheForm(page, app);
  const list = page.getByLabel("What is it about?", { exact: true }).first();
  await page.locator("details", { has: list }).evaluate((fold) => fold.setAttribute("open", ""));
  await list.selectOption("Debts known");
  expect(await page.evaluate(isAlive)).toBe(true);
  await page.evaluate("haveTime()");
  return list;
}

function isAlive(): boolean {
  return Object.keys(document.getElementById("contribution") ?? {}).some((key) => key.startsWith("__react"));
}
