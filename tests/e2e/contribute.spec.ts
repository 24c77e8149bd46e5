/** A discipline contributes to a returning case. */
import type { Page } from "@playwright/test";

import {
  alive,
  choose,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  press,
  test,
  unfold,
  ways,
  windowOf,
  write,
} from "./story.ts";

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

test("a returning case costs a phone no press but its ticks and Send, and leads to the next", async ({
  browser,
  app,
}) => {
  const page = await windowOf(browser, app, "Patrick Lennox", "on a phone");
  await page.addInitScript(() => {
    Object.assign(window, { presses: 0 });
    addEventListener("pointerdown", () =>
      Object.assign(window, { presses: (Reflect.get(window, "presses") as number) + 1 }),
    );
  });
  await press(page, "on a phone", "button", "Contribute to the case of GA");
  await alive(page);
  await expect(page.getByText("Case 1 of 2 that wait for you")).toBeVisible();

  // when: he writes two boxes, and says of each fact of last time what became of it
  const texts = ["Kyle came with her; the claim is ready to be signed", "Somebody must take the form to Dr Bell."];
  await page.getByLabel("The most important thing, in one line").fill(texts[0] ?? "");
  await page.getByLabel("What is in place, what worries you, what would help?").fill(texts[1] ?? "");
  await factBefore(page, "Universal Credit").getByText("Still true", { exact: true }).tap();
  await factBefore(page, "Disability benefit").getByText("No longer true", { exact: true }).tap();
  await page.getByRole("button", { name: /It has changed.*Debts known/ }).tap();
  const row = page.getByRole("group", { name: "Fact 1", exact: true });
  await expect(row.getByText("Last time: Not known yet. As of")).toBeVisible();
  await row.getByLabel("What do you know?", { exact: true }).fill("GBP 640 energy");
  await fill(row.getByRole("group", { name: "True on which day?" }), ["20", "11", "2026"]);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Send and go on" }).tap();

  // then: the next case is open, after as many presses as there were ticks, and one
  await expect(page.getByRole("heading", { level: 1 })).toContainText("TW");
  await expect(page.getByText("Case 1 of 1 that wait for you")).toBeVisible();
  expect(await page.evaluate("presses")).toBe(3 + 1);
  expect(app.rows(factsOf, texts[0] ?? "")).toEqual([
    { kind: "fact", name: "debt.total", text: "GBP 640 energy", as_of: "2026-11-20" },
    { kind: "fact", name: "benefit.uc", text: "Does not apply: past pension age", as_of: "2026-11-24" },
    { kind: "fact-ended", name: "benefit.disability", text: "Nothing in payment", as_of: "2026-11-24" },
  ]);
  // then: at 200 keys a minute and two seconds a press that is far less than three minutes
  const keys = texts.join("").length + "GBP 640 energy20112026".length;
  expect(keys / 200 + (4 * 2) / 60).toBeLessThan(3);
});

const factsOf = `
  select e.kind, e.name, e.text, e.as_of from contribution c join entry e on e.contribution_id = c.id
  where c.headline = ? and e.kind in ('fact', 'fact-ended') order by e.position`;

for (const way of ["with script", "with script off"] as const) {
  test(`who sees it is narrowed, and looked at as somebody else will see it, ${way}`, async ({ browser, app }) => {
    // given: Owen writes of Greta, and has an action of his there
    const page = await windowOf(browser, app, "Owen Farrell", way);
    await page.setViewportSize({ width: 320, height: 568 });
    await press(page, way, "button", "Contribute to the case of GA");
    if (way === "with script") await alive(page);
    const headline = page.getByLabel("The most important thing, in one line");
    await headline.fill("She fell on the stair twice");
    await press(page, way, "button", /^Not yet.*Home assessment/);
    await expect(page.getByRole("status")).toContainText("Your answer to the action is saved.");
    await expect(headline).toHaveValue("She fell on the stair twice");

    // when: not everybody shall read it
    await expect(page.getByText("Who sees this: Everyone invited to this case (9).").first()).toBeVisible();
    await unfold(page, way, "Change who sees this part of all of the above");
    await page.getByRole("radio", { name: "Registered health staff only" }).first().check();
    if (way === "with script")
      await expect(page.getByText(/Who sees this: Registered health staff only \(\d\)/).first()).toBeVisible();
    await press(page, way, "button", "Send and go on");

    // then: a line for the team is asked for once, and offered
    await expect(page.getByRole("alert")).toContainText("Enter the line the team may read instead");
    await expect(page.getByLabel("If not everyone: what may the team read instead?")).toHaveValue(
      "Please speak to me.",
    );
    await expect(headline).toHaveValue("She fell on the stair twice");

    // then: each of the team can be looked at beforehand
    for (const [reader, line] of [
      ["Patrick Lennox, Welfare and money advice", "Please speak to me."],
      ["Dr Catriona Bell, General practice", "She fell on the stair twice"],
    ] as const) {
      const fold = page.locator("details", { hasText: "See it as somebody else will" });
      if ((await fold.getAttribute("open")) === null) await unfold(page, way, "See it as somebody else will");
      await page.getByLabel("Who would read it?").selectOption({ label: reader });
      await press(page, way, "button", "Show it");
      const shown = page.locator(".nhsuk-inset-text", { hasText: `As ${reader.split(",")[0]}` });
      await expect(shown.getByText(line)).toBeVisible();
      await expect(shown.getByText("Some items may be withheld from you.")).toBeVisible();
    }
    if (way === "with script") await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await press(page, way, "button", "Send and go on");
    await expect
      .poll(() => app.rows("select audience, team_headline from contribution where headline like 'She fell on%'"))
      .toEqual([{ audience: "health", team_headline: "Please speak to me." }]);
    expect(app.rows("select text from action_update where kind = 'note'")).toContainEqual({ text: "Not yet" });
  });
}

function factBefore(page: Page, label: string) {
  return page.getByRole("group", { name: new RegExp(`^${label}: `) });
}

async function fill(group: ReturnType<Page["getByRole"]>, parts: readonly string[]) {
  for (const [index, label] of ["Day", "Month", "Year"].entries()) {
    await group.getByLabel(label, { exact: true }).fill(parts[index] ?? "");
  }
}
