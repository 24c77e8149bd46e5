/** The log: a view is saved and used, the actions leave as a sheet, and come in from one. */
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
    if (way === "on a phone") await expectAccessible(page);

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

const sheet = [
  "Task;Who;Due date;Case no;RAG",
  "Phone the heating grant;Fiona Galbraith;1/12/2026;1;amber",
  "- second key for the neighbour;Fi;2/12/2026;1;green",
  "Look at the stairs;Owen;32/12/2026;1;red",
  "Zoë’s café visit;The neighbour;3/12/2026;1;red",
].join("\r\n");

for (const way of waysAndPhone) {
  test(`a log comes in from a spreadsheet, is looked at, stored and taken back, ${way}`, async ({ browser, app }) => {
    // given: a file as an older spreadsheet saves it
    const page = await windowOf(browser, app, "Morag Tennant", way, "/actions");
    await press(page, way, "link", "Import a log from a spreadsheet");
    await page.waitForURL(/import$/);
    await page.getByLabel("CSV file").setInputFiles({
      ...{ name: "log.csv", mimeType: "text/csv" },
      buffer: Buffer.from(sheet.replace("’", "'"), "latin1"),
    });
    await press(page, way, "button", "Show what would be stored");
    await page.waitForURL(/import\/[\w-]{36}/);

    // then: nothing is stored, the wrong row is named with why, and whoever is not sure is asked about
    await expect(page.getByRole("heading", { level: 1 })).toContainText("2 rows are right, 2 rows are wrong");
    await expect(page.getByText("“32/12/2026” is no day")).toBeVisible();
    await expect(page.getByText("was read as Windows-1252")).toBeVisible();
    await expectNoSidewaysScroll(page);
    if (way === "on a phone") await expectAccessible(page);
    const stored = () => app.rows("select text from action where sheet_id is not null and undone_at is null");
    expect(stored()).toEqual([]);

    // when: the one name is answered, and all but the wrong row stored
    await choose(page, way, "“The neighbour” in 1 row", "Lorna Whyte");
    await press(page, way, "button", "Use these people");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("3 rows are right, 1 row is wrong");
    await press(page, way, "button", "Store all but that one");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("3 actions imported");
    expect(stored().map(({ text }) => text)).toEqual([
      "Phone the heating grant",
      "- second key for the neighbour",
      "Zoë's café visit",
    ]);
    expect(app.rows("select content from log_sheet")).toEqual([{ content: null }]);

    // then: it is taken back as a whole
    await press(page, way, "button", "Undo the whole import");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("The import was undone");
    expect(stored()).toEqual([]);
  });
}
