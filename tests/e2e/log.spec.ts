/** The log: a view is saved and used, the actions leave as a sheet. */
import { readFile } from "node:fs/promises";
import {
  choose,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  press,
  test,
  tick,
  unfold,
  waysAndPhone,
  windowOf,
  write,
} from "./story.ts";

for (const way of waysAndPhone) {
  test(`a view of the log is saved, shared and used, and leaves as a sheet, ${way}`, async ({ browser, app }) => {
    // given: the team's actions that general practice owns
    const page = await windowOf(browser, app, "Catriona Bell", way, "/actions");
    await choose(page, way, "Whose", "The team’s");
    await choose(page, way, "Discipline", "General practice");
    await press(page, way, "button", "Show");
    await page.waitForURL(/discipline=/);
    const rows = await page.getByRole("row").count();

    // when: two presses, and a tick to share it
    await write(page, way, "Save this view as", "GPs");
    await tick(page, way, "checkbox", "Share it with the team");
    await press(page, way, "button", "Save view");
    await expect(page.getByText("Saved as “GPs”.")).toBeVisible();
    await expectNoSidewaysScroll(page);
    if (way !== "with script off") await expectAccessible(page);

    // then: one press brings it back
    await page.goto("/actions");
    await press(page, way, "link", /^GPs$/);
    await expect(page.getByRole("row")).toHaveCount(rows);
    await expect(page.getByLabel("Discipline")).toHaveValue("gp");

    // and: the rows leave as a sheet, which says that it is UTF-8
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, way, "link", /^Download these/)]);
    expect(download.suggestedFilename()).toMatch(/^actions-\d{4}-\d\d-\d\d\.csv$/);
    const sheet = await readFile(await download.path(), "utf8");
    expect(sheet.split("\r\n")[0]).toMatch(/^\ufeff"Action","Owner","Due"/);

    // and: a colleague has it, a second of that name is refused with what was typed, and it goes and comes back
    const colleague = await windowOf(browser, app, "Morag Tennant", way, "/actions");
    await expect(colleague.getByText("GPs (shared by Dr Catriona Bell)")).toBeVisible();
    await page.goto("/actions?whose=team");
    await write(page, way, "Save this view as", "gps!");
    await press(page, way, "button", "Save view");
    await expect(page.getByText("You have a view called “GPs” already").first()).toBeVisible();
    await expect(page.getByLabel("Save this view as")).toHaveValue("gps!");
    await press(page, way, "link", /^GPs$/);
    await unfold(page, way, "Rename or share “GPs”");
    await write(page, way, "Name", "Casework");
    await press(page, way, "button", "Change view");
    await expect(page.getByText("The view is changed.")).toBeVisible();
    await press(page, way, "button", "Delete this view");
    await expect(page.getByText("“Casework” is deleted.")).toBeVisible();
    await press(page, way, "button", "Undo");
    await expect(page.getByText("Saved as “Casework”.")).toBeVisible();
    expect(app.rows("select name, shared, discipline from saved_view")).toEqual([
      { name: "Casework", shared: 1, discipline: "gp" },
    ]);
  });
}
