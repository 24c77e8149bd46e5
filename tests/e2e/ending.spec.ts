/** How a case ends, and what an objection does to pages that stand open. */
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  press,
  test,
  tick,
  unfold,
  ways,
  windowOf,
  write,
  type App,
} from "./story.ts";

function caseOf(app: App, name: string): string {
  const [row] = app.rows(
    "select c.id from mdt_case c join person p on p.id = c.person_id where p.given_name = ?",
    name,
  );
  return String(row?.id);
}

for (const way of ways) {
  test(`a person died: one form stops the case, another closes what is left open, ${way}`, async ({ app, browser }) => {
    const page = await windowOf(browser, app, "Catriona Bell", way);
    const caseId = caseOf(app, "Greta");
    await page.goto(`/cases/${caseId}/ending`);
    await unfold(page, way, "Record a death or a move");
    await tick(page, way, "radio", "The person died");
    await press(page, way, "button", "Stop the case");
    await expect(page.getByRole("heading", { name: "This case has ended" })).toBeVisible();
    expect(app.rows("select closed_as from mdt_case where id = ?", caseId)).toEqual([{ closed_as: "died" }]);
    expect(
      app.rows(
        "select i.id from agenda_item i join meeting m on m.id = i.meeting_id where i.case_id = ? and m.closed_at is null",
        caseId,
      ),
    ).toEqual([]);

    await page.goto("/");
    await expect(page.getByRole("heading", { name: /Actions of cases that ended/ })).toBeVisible();
    await press(page, way, "link", /^Close \d action/);
    await expect(page.getByLabel("Why are they closed?")).toHaveValue("The person died");
    if (way !== "with script off") await expectAccessible(page);
    await press(page, way, "button", "Close the ticked actions");
    await expect(page.getByText("The actions are closed.")).toBeVisible();
    const open = "select id from action where case_id = ? and closed_at is null and undone_at is null";
    expect(app.rows(open, caseId)).toEqual([]);
  });
}

test("stopped by mistake: the case is opened again, and it is said what does not come back", async ({
  app,
  browser,
}) => {
  const page = await windowOf(browser, app, "Catriona Bell", "on a phone");
  const caseId = caseOf(app, "Greta");
  await page.goto(`/cases/${caseId}/ending`);
  await unfold(page, "on a phone", "Record a death or a move");
  await tick(page, "on a phone", "radio", "The person died");
  await press(page, "on a phone", "button", "Stop the case");
  await unfold(page, "on a phone", "Open the case again");
  await expect(page.getByText("The rest does not come back by itself")).toBeVisible();
  await press(page, "on a phone", "button", "It was a mistake: open the case again");
  await expect(
    page.getByRole("link", { name: "Say what was wrong, so that everybody understands it later" }),
  ).toBeVisible();
  await write(page, "on a phone", "What was wrong?", "Her neighbour has the same name");
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await press(page, "on a phone", "button", "It was a mistake: open the case again");
  await expect(page.getByText("The case is open again. It is on no agenda yet.")).toBeVisible();
  expect(app.rows("select closed_at from mdt_case where id = ?", caseId)).toEqual([{ closed_at: null }]);
});

test("stepping down keeps what was typed until a lead is named", async ({ app, browser }) => {
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.setViewportSize({ width: 320, height: 568 });
  await page.goto(`/cases/${caseOf(app, "Greta")}/ending`);
  await page.getByRole("radio", { name: "Stepped down" }).check();
  await write(page, "with script", "Why?", "Her grandson and the nurses manage");
  await page.getByRole("button", { name: "End the case" }).click();
  await expect(page.getByRole("link", { name: "Choose the one person who goes on as lead" })).toBeVisible();
  await expect(page.getByLabel("Why?")).toHaveValue("Her grandson and the nurses manage");
  await page.getByLabel("Lead professional").selectOption({ label: "Ruth MacAulay" });
  await page.getByRole("button", { name: "End the case" }).click();
  await expect(page.getByText("Lead professional: Ruth MacAulay")).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test("an objection takes the case off a page that stands open", async ({ app, browser }) => {
  const caseId = caseOf(app, "Greta");
  const patrick = await windowOf(browser, app, "Patrick Lennox");
  await patrick.goto(`/cases/${caseId}`);
  await expect(patrick.getByText("AUCHTERLONIE").first()).toBeVisible();
  const sharing = await windowOf(browser, app, "Patrick Lennox");
  await sharing.goto(`/cases/${caseId}/sharing`);
  await expect(sharing.getByRole("heading", { name: "Sharing" })).toBeVisible();
  // The control: somebody of another discipline, whose page stays.
  const ruth = await windowOf(browser, app, "Ruth MacAulay");
  await ruth.goto(`/cases/${caseId}`);

  const morag = await windowOf(browser, app, "Morag Tennant");
  await morag.goto(`/cases/${caseId}/sharing`);
  await unfold(morag, "with script", "Record an objection");
  await morag.getByLabel("Who should not hear this?").selectOption({ value: "advice-worker" });
  await morag.getByLabel("What does the person object to?").fill("Nobody is to know of the debts");
  await morag.getByRole("button", { name: "Record the objection" }).click();
  await expect(morag.getByText("The objection is recorded. It counts from now on.")).toBeVisible();

  for (const page of [patrick, sharing]) {
    await expect(page.getByText("You are asked to contribute to this case")).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText("AUCHTERLONIE")).toHaveCount(0);
  }
  await expect(ruth.getByText("AUCHTERLONIE").first()).toBeVisible();
});
