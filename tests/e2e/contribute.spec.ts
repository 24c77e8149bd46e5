/** A discipline contributes to a returning case. */
import { alive, choose, expect, press, test, unfold, ways, windowOf, write } from "./story.ts";

const kept = `
  select c.headline, c.body, c.what_matters, c.audience, e.kind, e.name, e.text, e.as_of, e.source
  from contribution c join entry e on e.contribution_id = c.id
  where c.headline like 'Kyle came with her%' order by e.position`;

for (const way of ways) {
  test(`an adviser contributes to a returning case, ${way}`, async ({ browser, app }) => {
    // given: Patrick is asked for Greta, and gave something a month ago
    const page = await windowOf(browser, app, "Patrick Lennox", way);
    await expect(page.getByText("GA").first()).toBeVisible();
    await press(page, way, "button", "Contribute to the case of GA");
    await expect(page.getByText("Not seen yet; no record of a benefit check").first()).toBeVisible();
    await expect(page.getByText("What combined plan keeps Greta safely at home").first()).toBeVisible();

    // when: he writes two boxes and a fact, and sends
    await write(
      page,
      way,
      "The most important thing, in one line",
      "Kyle came with her; the claim is ready to be signed",
    );
    await write(
      page,
      way,
      "What is in place, what worries you, what would help?",
      "The form needs Dr Bell's signature.",
    );
    await unfold(page, way, "Facts: what do you know");
    await choose(page, way, "What is it about?", "Debts known");
    await write(page, way, "What do you know?", "GBP 640 energy");
    await write(page, way, "Day", "2", "True on which day?");
    await write(page, way, "Month", "11", "True on which day?");
    await write(page, way, "Year", "2026", "True on which day?");
    await choose(page, way, "How do you know?", "The person said so");
    await press(page, way, "button", "Send and go on");

    // then: the same rows are there, and the team reads it with its source
    await expect
      .poll(() => app.rows(kept))
      .toEqual([
        {
          headline: "Kyle came with her; the claim is ready to be signed",
          body: "The form needs Dr Bell's signature.",
          what_matters: null,
          audience: "team",
          kind: "fact",
          name: "debt.total",
          text: "GBP 640 energy",
          as_of: "2026-11-02",
          source: "patient",
        },
      ]);
    const reader = await windowOf(browser, app, "Fiona Galbraith", way);
    await press(reader, way, "link", "Cases");
    await press(reader, way, "link", /AUCHTERLONIE/);
    await expect(reader.getByText("Kyle came with her; the claim is ready to be signed").first()).toBeVisible();
  });
}

test("nothing to add is one press from home and counts as contributed", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Patrick Lennox");
  await page.getByRole("button", { name: /Nothing to add to the case of GA/ }).click();
  await expect(page.getByRole("button", { name: /to the case of GA/ })).toHaveCount(0);
  const [row] = app.rows("select kind from contribution order by id desc limit 1");
  expect(row).toEqual({ kind: "nothing-to-add" });
});

test("an empty contribution is refused in words, and the one box that was filled is kept", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Patrick Lennox", "with script off");
  await page.getByRole("button", { name: "Contribute to the case of GA" }).click();
  await page.getByLabel("What is in place, what worries you, what would help?").fill("Only this");
  await page.getByRole("button", { name: "Send and go on" }).click();
  await expect(page.getByRole("alert")).toContainText("Enter one line that says the most important thing");
  await expect(page.getByLabel("What is in place, what worries you, what would help?")).toHaveValue("Only this");
  await expect(page).toHaveTitle(/^Error: /);
});

test("what is typed is saved by itself, and is there again in another window", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Patrick Lennox");
  await page.getByRole("button", { name: "Contribute to the case of GA" }).click();
  await page.getByLabel("The most important thing, in one line").fill("Half a thought");
  await expect
    .poll(() => JSON.stringify(app.rows("select typed from draft")), { timeout: 10_000 })
    .toContain("Half a thought");
  const other = await windowOf(browser, app, "Patrick Lennox");
  await other.getByRole("button", { name: /Go on to the case of GA/ }).click();
  await expect(other.getByLabel("The most important thing, in one line")).toHaveValue("Half a thought");
});

test("a killed server loses no typed text: the page says so, and the text goes when it is back", async ({
  browser,
  app,
}) => {
  const page = await windowOf(browser, app, "Patrick Lennox");
  await page.getByRole("button", { name: "Contribute to the case of GA" }).click();
  await page.getByLabel("The most important thing, in one line").fill("Written while the network was gone");
  await alive(page);
  await app.kill();
  await page.getByRole("button", { name: "Send and go on" }).click();
  await expect(page.getByRole("alert")).toContainText("Your text is safe in this page");
  await expect(page.getByLabel("The most important thing, in one line")).toHaveValue(
    "Written while the network was gone",
  );
  await app.restart();
  await page.getByRole("button", { name: "Send and go on" }).click();
  await expect
    .poll(() => app.rows("select headline from contribution where headline like 'Written while%'").length)
    .toBe(1);
});

test("a lost session keeps the text: sign in elsewhere, send again", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Patrick Lennox");
  await page.getByRole("button", { name: "Contribute to the case of GA" }).click();
  await page.context().clearCookies();
  await page.getByLabel("The most important thing, in one line").fill("Typed before the session was lost");
  await page.getByRole("button", { name: "Send and go on" }).click();
  await expect(page.getByRole("alert")).toContainText(/signed out/i);
  await expect(page.getByLabel("The most important thing, in one line")).toHaveValue(
    "Typed before the session was lost",
  );
  const other = await page.context().newPage();
  await other.goto("/sign-in");
  await other.getByRole("button", { name: /Patrick Lennox/ }).click();
  await expect(other).toHaveURL(`${app.url}/`);
  await page.getByRole("button", { name: "Send and go on" }).click();
  await expect
    .poll(() => app.rows("select headline from contribution where headline like 'Typed before%'").length)
    .toBe(1);
});

for (const place of ["outside", "inside"] as const) {
  test(`an extension that adds an element ${place} the form before the page is alive wipes nothing`, async ({
    browser,
    app,
  }) => {
    const page = await windowOf(browser, app, "Patrick Lennox");
    const [row] = app.rows(
      "select c.id from mdt_case c join person p on p.id = c.person_id where p.given_name = 'Greta'",
    );
    await page.route("**/assets/*.js", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await page.goto(`/cases/${String(row?.id)}/contribute`, { waitUntil: "commit" });
    const box = page.getByLabel("The most important thing, in one line");
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
  const page = await windowOf(browser, app, "Patrick Lennox");
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
