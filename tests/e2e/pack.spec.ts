/** The pack on paper: numbered copies, one sheet a case, as print and as a file; and what the person takes home. */
import { readFile } from "node:fs/promises";
import { readPdf } from "../support/pdfs.ts";
import { expect, expectAccessible, press, test, ways, windowOf, type App } from "./story.ts";

function meetingOf(app: App): string {
  const [row] = app.rows("select id from meeting where closed_at is null order by starts_at limit 1");
  return String(row?.id);
}
const copies = (app: App) => app.rows("select number, form from pack_export order by number");

for (const way of ways) {
  test(`a GP prints the frozen pack, one sheet a case, and takes it as a file, ${way}`, async ({ browser, app }) => {
    // given: the coordinator has frozen the pack
    const meeting = meetingOf(app);
    const coordinator = await windowOf(browser, app, "Morag Tennant", way, `/meetings/${meeting}/pack`);
    await press(coordinator, way, "button", /Freeze the pack now|Freeze again/);
    await expect(coordinator.getByText(/^Pack 1, frozen/)).toBeVisible();
    if (way !== "with script off") await expectAccessible(coordinator);

    // when: somebody prints before taking a copy, there is nothing to take away
    const page = await windowOf(browser, app, "Catriona Bell", way, `/meetings/${meeting}/pack`);
    const before = await readPdf(await page.pdf({ preferCSSPageSize: true }));
    expect(before.pages.join(" ")).not.toContain("CHI");
    expect(copies(app)).toEqual([]);

    // then: the copy has a number, and as many sheets as cases
    await press(page, way, "button", "Print");
    await page.waitForURL(/copy=1$/);
    expect(copies(app)).toEqual([{ number: 1, form: "print" }]);
    const cases = await page.locator("section.sm-sheet").count();
    const { pages } = await readPdf(await page.pdf({ preferCSSPageSize: true }));
    expect(cases).toBeGreaterThan(1);
    expect(pages).toHaveLength(cases);
    for (const sheet of pages) {
      expect(sheet).toMatch(/Catriona Bell · .* · Pack 1 · Copy 1/);
      // Behind the words, on each sheet: the line at the foot has the pack as well.
      expect(sheet).toMatch(/Catriona Bell · [^·]+ · Copy 1/);
    }

    // and: the file as well
    await page.goto(`/meetings/${meeting}/pack`);
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, way, "button", "Get a PDF file")]);
    expect(download.suggestedFilename()).toMatch(/^pack-\d{4}-\d\d-\d\d-copy-2\.pdf$/);
    const read = await readPdf(new Uint8Array(await readFile(await download.path())));
    expect(read.pages).toHaveLength(cases);
    expect(copies(app)).toHaveLength(2);
  });
}

test("the page of a case with eight contributions is one sheet of paper", async ({ browser, app }) => {
  const [biggest] = app.rows(
    "select case_id from contribution where replaced_at is null group by case_id order by count(distinct author_id) desc limit 1",
  );
  const page = await windowOf(browser, app, "Catriona Bell", "with script", `/cases/${String(biggest?.case_id)}`);
  const { pages } = await readPdf(await page.pdf({ preferCSSPageSize: true }));
  expect(pages).toHaveLength(1);
});

test("what was agreed goes home with the person on one sheet, without what is for whoever gives it", async ({
  browser,
  app,
}) => {
  const [row] = app.rows(
    "select c.id from mdt_case c join person p on p.id = c.person_id where p.given_name = 'Greta'",
  );
  const page = await windowOf(browser, app, "Catriona Bell", "with script", `/cases/${String(row?.id)}/agreed`);
  await expect(page.getByText("This page is for the person.")).toBeVisible();
  await expectAccessible(page);
  const { pages } = await readPdf(await page.pdf({ preferCSSPageSize: true }));
  expect(pages).toHaveLength(1);
  expect(pages[0]).toContain("Who does what");
  expect(pages[0]).not.toContain("This page is for the person.");
});
