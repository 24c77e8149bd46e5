/** Each way to lose what was typed, on a phone: it is there again, in order and once. */
import type { Page } from "@playwright/test";

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

test("two tabs show both texts, and two of one discipline keep one each", async ({ browser, app }) => {
  // given: the same form in two tabs, and the first has saved
  const first = await begin(browser, app);
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

  // then: two doctors write at once of one person, and each finds their own
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
});

test("five minutes without a network lose nothing", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Patrick Lennox", "on a phone");
  await page.clock.install();
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
    await page.context().clearCookies();
    await page.getByLabel(line).fill("Typed before the session was lost");
    await page.getByRole("button", { name: "Send and go on" }).click();
    const isAlive = way === "on a phone";
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
  const page = await begin(browser, app);
  await page.getByLabel(line).fill("Written while the network was gone");
  await app.kill();
  await page.getByRole("button", { name: "Send and go on" }).click();
  await expect(page.getByRole("alert")).toContainText("Your text is safe in this page");
  await expect(page.getByLabel(line)).toHaveValue("Written while the network was gone");
  await app.restart();
  await page.getByRole("button", { name: "Send and go on" }).click();
  await expect
    .poll(() => app.rows("select headline from contribution where headline like 'Written while%'").length)
    .toBe(1);
});

for (const place of ["outside", "inside"] as const) {
  test(`an extension that adds an element ${place} the form before the page is alive wipes nothing`, async ({
    browser,
    app,
  }) => {
    const page = await windowOf(browser, app, "Patrick Lennox", "on a phone");
    const [row] = app.rows(
      "select c.id from mdt_case c join person p on p.id = c.person_id where p.given_name = 'Greta'",
    );
    await page.route("**/assets/*.js", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await page.goto(`/cases/${String(row?.id)}/contribute`, { waitUntil: "commit" });
    const box = page.getByLabel(line);
    await box.waitFor();
    await page.evaluate((where) => {
      const parent = where === "inside" ? document.querySelector("form [name=headline]")?.parentElement : document.body;
      parent?.prepend(document.createElement("div"));
    }, place);
    await box.fill("Typed at once");
    await page.waitForLoadState("networkidle");
    await expect(box).toHaveValue("Typed at once");
    await page.getByRole("button", { name: "Send and go on" }).click();
    await expect.poll(() => app.rows("select id from contribution where headline = 'Typed at once'").length).toBe(1);
  });
}

test("what is chosen at the moment when the page comes alive is kept", async ({ browser, app }) => {
  // given: script has come and has no time yet, as on a slow machine
  const page = await windowOf(browser, app, "Patrick Lennox", "on a phone");
  await page.addInitScript(() => {
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
  const [row] = app.rows("select c.id from mdt_case c join person p on p.id = c.person_id where given_name = 'Greta'");
  await page.goto(`/cases/${String(row?.id)}/contribute`);
  await page.waitForFunction(() =>
    Object.keys(document.getElementById("root") ?? {}).some((key) => key.startsWith("__reactContainer")),
  );
  expect(await page.evaluate(isAlive)).toBe(false);

  // when: a choice is the first thing of which it hears
  const list = page.getByLabel("What is it about?", { exact: true }).first();
  await page.locator("details", { has: list }).evaluate((fold) => fold.setAttribute("open", ""));
  await list.selectOption("Debts known");
  expect(await page.evaluate(isAlive)).toBe(true);
  await page.evaluate("haveTime()");

  // then: it stands there, and is saved
  await expect(list).toHaveValue("debt.total");
  await expect.poll(() => JSON.stringify(app.rows("select typed from draft"))).toContain("debt.total");
});

function isAlive(): boolean {
  return Object.keys(document.getElementById("contribution") ?? {}).some((key) => key.startsWith("__react"));
}
