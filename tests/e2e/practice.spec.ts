/** The coordinator says how the practice works, and reminds those who have not answered. */
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  press,
  test,
  ways,
  waysAndPhone,
  windowOf,
  write,
  type App,
} from "./story.ts";

const cycleOf = (app: App) =>
  JSON.parse(
    String(app.rows("select cycle from practice where name = 'Harland Cross Medical Practice'")[0]?.cycle),
  ) as unknown;

for (const way of ways) {
  test(`a coordinator changes the cycle and names days to avoid, ${way}`, async ({ browser, app }) => {
    // given: Morag has the page that says how the practice works, which she finds in the header
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await press(page, way, "link", "Practice");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("How we work");

    // when: she enters a day on which the reminder would come after it is due
    await write(page, way, "Contributions are due: working days before the meeting", "7");
    await press(page, way, "button", "Save the days");

    // then: the box is named, and what she typed is still in it
    await expect(page.getByRole("alert")).toContainText("Enter fewer than 3 working days");
    const due = page.getByLabel("Contributions are due: working days before the meeting", { exact: true });
    await expect(due).toHaveValue("7");
    expect(cycleOf(app)).toMatchObject({ remind: 3, due: 1 });

    // when: she corrects it
    await write(page, way, "Contributions are due: working days before the meeting", "2");
    await press(page, way, "button", "Save the days");

    // then: meetings to come have the new day
    await expect(page.getByText(/Saved\. \d+ planned meetings have new days/)).toBeVisible();
    expect(cycleOf(app)).toMatchObject({ due: 2, freeze: 0 });

    // when: she names days to avoid, removes them, and takes that back
    await write(page, way, "What are they?", "School holidays");
    for (const [group, day] of [
      ["First day", "21"],
      ["Last day", "31"],
    ] as const) {
      await write(page, way, "Day", day, group);
      await write(page, way, "Month", "12", group);
      await write(page, way, "Year", "2030", group);
    }
    await press(page, way, "button", "Add days to avoid");
    await expect(page.getByText("Days to avoid (1)")).toBeVisible();
    await press(page, way, "button", /Remove School holidays/);
    await expect(page.getByText("Days to avoid (0)")).toBeVisible();
    await press(page, way, "button", /Undo/);

    // then: they are on the list again
    await expect(page.getByText("Days to avoid (1)")).toBeVisible();
    expect(app.rows("select from_day, to_day, label from day_to_avoid")).toEqual([
      { from_day: "2030-12-21", to_day: "2030-12-31", label: "School holidays" },
    ]);
  });
}

test("a coordinator reminds those who have not answered in two presses, having read the mail", async ({
  browser,
  app,
}) => {
  const page = await windowOf(browser, app, "Morag Tennant");
  const [next] = app.rows("select id from meeting where closed_at is null order by starts_at limit 1");
  await page.goto(`/meetings/${String(next?.id)}`);
  await page.getByText(/^Remind \d+ who ha(s|ve) not answered$/).click();
  const mail = page.getByText("and have not answered yet");
  await expect(mail).toBeVisible();
  await page.getByRole("button", { name: /^Send \d+ mails?$/ }).click();
  await expect(page.getByText("The reminders are on their way.")).toBeVisible();
  await expect(page.getByText(/^Remind \d+ who/)).toHaveCount(0);
  const rows = app.rows("select text from message where once like 'remind:%'");
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(String(row.text)).toContain("{answer}");
});

for (const way of waysAndPhone) {
  test(`she reminds all whose contributions wait in two presses, having read the mail and the names, ${way}`, async ({
    browser,
    app,
  }) => {
    // given: Owen and Lorna have given nothing for the next meeting
    const page = await windowOf(browser, app, "Morag Tennant", way);
    const [next] = app.rows("select id from meeting where closed_at is null order by starts_at limit 1");
    await page.goto(`/meetings/${String(next?.id)}`);

    // when: she presses once, reads, and presses again
    await press(page, way, "button", /^Remind: \d+ contributions? waits?$/);
    await expect(page.getByRole("heading", { name: /Remind \d+ (person|people) to contribute$/ })).toBeVisible();
    await expect(page.getByText("still waits for contributions")).toBeVisible();
    const names = await page.getByRole("checkbox", { checked: true }).count();
    if (way === "by keyboard alone") await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await press(page, way, "button", "Send");

    // then: one mail to each, and nobody is left to remind
    await expect(page.getByText(/^\d+ mails? (is|are) on the way\.$/)).toBeVisible();
    await expect(page.getByRole("heading", { name: /Nobody to remind now$/ })).toBeVisible();
    await expect(page.getByText(/was reminded today$/)).toHaveCount(names);
    expect(app.rows("select text from message where kind = 'chase'")).toHaveLength(names);
  });
}
