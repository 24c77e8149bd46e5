/** A colleague leaves in one step, and the page that stands open with them goes. */
import { expect, expectAccessible, press, test, tick, ways, windowOf, choose, type App } from "./story.ts";

const openOf = (app: App, name: string) =>
  app.rows(
    "select a.id from action a join staff s on s.id = a.owner_id where s.name = ? and a.closed_at is null and a.undone_at is null",
    name,
  );

for (const way of ways) {
  test(`a link worker leaves, and everything has a new owner, ${way}`, async ({ app, browser }) => {
    const before = openOf(app, "Jamie Okafor").length;
    expect(before).toBeGreaterThan(0);
    const page = await windowOf(browser, app, "Morag Tennant", way, "/staff");
    await press(page, way, "link", "Jamie Okafor");
    await press(page, way, "button", "Hand over and end their access");
    await expect(
      page
        .getByRole("alert")
        .getByText(/Choose who takes over/)
        .first(),
    ).toBeVisible();
    expect(openOf(app, "Jamie Okafor")).toHaveLength(before);
    if (way !== "with script off") await expectAccessible(page);

    await choose(page, way, "Who takes over?", "Dr Catriona Bell, General practice");
    await tick(page, way, "checkbox", /Put them on the team/);
    await press(page, way, "button", "Hand over and end their access");
    await expect(page.getByRole("heading", { name: "Jamie Okafor has left" })).toBeVisible();
    expect(openOf(app, "Jamie Okafor")).toHaveLength(0);
  });
}

test("the case on the screen of whoever has left goes at once", async ({ app, browser }) => {
  const [row] = app.rows(
    "select c.id from mdt_case c join person p on p.id = c.person_id where p.given_name = 'Darren'",
  );
  const theirs = await windowOf(browser, app, "Jamie Okafor", "with script", `/cases/${String(row?.id)}`);
  await expect(theirs.getByRole("heading", { name: /Case \d/ })).toBeVisible();
  const page = await windowOf(browser, app, "Morag Tennant", "with script", "/staff");
  await page.getByRole("link", { name: "Jamie Okafor" }).click();
  await page.getByLabel("Who takes over?").selectOption({ label: "Dr Catriona Bell, General practice" });
  await page.getByLabel(/Put them on the team/).check();
  await page.getByRole("button", { name: "Hand over and end their access" }).click();
  await expect(theirs.getByText(/You have left this team/)).toBeVisible();
  await expect(theirs.getByText("KILGOUR")).toHaveCount(0);
});
