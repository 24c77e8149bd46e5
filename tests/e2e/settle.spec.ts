/** Where sources differ: settled in two clicks and a reason, and taken back. */
import type { Page } from "@playwright/test";
import { expect, press, test, tick, unfold, ways, windowOf, write, type App } from "./story.ts";

/** The first case whose page shows this reader something that must be settled. */
async function openOneThatDiffers(page: Page, app: App): Promise<void> {
  const cases = app.rows(
    "select distinct case_id as id from entry where kind = 'fact' group by case_id, name having count(distinct norm) > 1",
  );
  for (const { id } of cases) {
    const answer = await page.goto(`/cases/${String(id)}`);
    if (answer?.ok() && (await page.getByText("Must be settled").count()) > 0) return;
  }
  throw new Error("Nothing must be settled.");
}

for (const way of ways) {
  test(`somebody settles where sources differ, ${way}`, async ({ browser, app }) => {
    // given: a case in which something must be settled
    const page = await windowOf(browser, app, "Catriona Bell", way);
    await openOneThatDiffers(page, app);
    const box = page.locator("section", { has: page.getByRole("heading", { name: "Sources differ" }) });
    const value = (await box.getByRole("listitem").first().textContent())?.replace(/ \[.*/, "") ?? "";

    // when: two clicks, and the reason
    await unfold(page, way, /^Settle/);
    await tick(page, way, "radio", value);
    await write(page, way, "How do you know?", "Asked her today");
    await page.keyboard.press("Enter");

    // then: it stands as settled, and the values that lost with it
    await expect(page.getByRole("heading", { name: "Settled" })).toBeVisible();
    await expect(page.getByText("Asked her today").first()).toBeVisible();
    const [kept] = app.rows("select value, reason from settlement where undone_at is null");
    expect(kept).toEqual({ value, reason: "Asked her today" });

    // and: taken back it is open again
    await press(page, way, "button", /^Undo settling/);
    await expect.poll(() => app.rows("select id from settlement where undone_at is null")).toEqual([]);
    await expect(page.getByRole("heading", { name: "Settled" })).toBeHidden();
  });
}

test("a reason that is left out is asked for where it is due, and nothing is lost", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Catriona Bell");
  await openOneThatDiffers(page, app);
  await unfold(page, "with script", /^Settle/);
  await tick(page, "with script", "radio", "Something else");
  await write(page, "with script", "If something else: what?", "Neither of them");
  await press(page, "with script", "button", "Settle");
  await expect(page.getByText("Say how you know").first()).toBeVisible();
  await expect(page.getByLabel("If something else: what?").first()).toHaveValue("Neither of them");
});
