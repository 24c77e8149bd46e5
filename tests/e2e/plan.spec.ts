/** The coordinator plans a series. */
import { choose, expect, press, test, tick, unfold, ways, windowOf, write } from "./story.ts";

for (const way of ways) {
  test(`a coordinator plans six meetings in one sentence, ${way}`, async ({ browser, app }) => {
    // given: Morag has the page that begins with what was planned last
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await page.goto("/meetings/new");

    // when: every last Thursday, from a day on, six times, and she sees the dates before anything is saved
    await choose(page, way, "How often", "Last of the month");
    await choose(page, way, "Day of the week", "Thursday");
    await write(page, way, "Starts at", "13:00");
    await choose(page, way, "Takes", "2 hours");
    await write(page, way, "Where", "Room 3, Harland Cross");
    await write(page, way, "How many meetings", "6");
    await unfold(page, way, "First and last day");
    await write(page, way, "Day", "1", "First day");
    await write(page, way, "Month", "9", "First day");
    await write(page, way, "Year", "2027", "First day");
    const before = app.rows("select count(*) as n from meeting")[0]?.n;
    await press(page, way, "button", "Show dates");
    await expect(page.getByText(/They are every last Thursday/)).toBeVisible();
    await expect(page.getByText("Thursday 30 September 2027, 1pm to 3pm").first()).toBeVisible();
    expect(app.rows("select count(*) as n from meeting")[0]?.n).toBe(before);
    await press(page, way, "button", /^Create 6 meetings and invite/);

    // then: the list says so, and the same rows are there whichever way it was done
    await expect(page).toHaveURL(/\/meetings\?/);
    await expect(page.getByText("Thursday 30 September 2027").first()).toBeVisible();
    const kept = app.rows(
      "select starts_at, ends_at, place, nominations_close, contributions_due, pack_freezes from meeting where place like 'Room 3%' order by starts_at",
    );
    expect(kept).toHaveLength(6);
    expect(kept.slice(0, 2)).toEqual([
      {
        starts_at: "2027-09-30T12:00:00.000Z",
        ends_at: "2027-09-30T14:00:00.000Z",
        place: "Room 3, Harland Cross",
        nominations_close: "2027-09-16",
        contributions_due: "2027-09-24",
        pack_freezes: "2027-09-27",
      },
      {
        starts_at: "2027-10-28T12:00:00.000Z",
        ends_at: "2027-10-28T14:00:00.000Z",
        place: "Room 3, Harland Cross",
        nominations_close: "2027-10-14",
        contributions_due: "2027-10-22",
        pack_freezes: "2027-10-25",
      },
    ]);
    expect(kept.map((row) => String(row.starts_at).slice(11, 16))).toEqual([
      "12:00",
      "12:00",
      "13:00",
      "13:00",
      "13:00",
      "13:00",
    ]);
  });
}

for (const way of ways) {
  test(`a series like the last takes two presses, less one date, ${way}`, async ({ browser, app }) => {
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await page.goto("/meetings");
    await press(page, way, "button", "New series");
    await expect(page.getByRole("heading", { name: "The dates" })).toBeVisible();
    await tick(page, way, "checkbox", /^Skip/);
    await press(page, way, "button", /^Create \d+ meetings and invite/);
    await expect(page).toHaveURL(/\/meetings\?/);

    const [series] = app.rows("select id, rule from series order by planned_at desc limit 1");
    const { count, skip } = JSON.parse(String(series?.rule)) as { count: number; skip: string[] };
    expect(skip).toHaveLength(1);
    const dates = app.rows("select starts_at from meeting where series_id = ?", String(series?.id));
    expect([count - 1, count]).toContain(dates.length);
    expect(dates.map((row) => String(row.starts_at).slice(0, 10))).not.toContain(skip[0]);
    const mails = app.rows("select staff_id from message where series_id = ?", String(series?.id));
    expect(mails.length).toBeGreaterThan(10);
    expect(new Set(mails.map((row) => row.staff_id)).size).toBe(mails.length);
  });
}

test("a start in the hour that the clocks leave out is refused in words, and nothing typed is lost", async ({
  browser,
  app,
}) => {
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.goto("/meetings/new");
  await page.getByLabel("How often").selectOption({ label: "A date of the month" });
  await page.locator("summary", { hasText: "First and last day" }).click();
  await page.getByLabel("Date", { exact: true }).fill("28");
  await page.getByLabel("Starts at").fill("01:30");
  await page.getByLabel("Where").fill("The night desk");
  const first = page.getByRole("group", { name: "First day" });
  await first.getByLabel("Day", { exact: true }).fill("1");
  await first.getByLabel("Month", { exact: true }).fill("3");
  await first.getByLabel("Year", { exact: true }).fill("2027");
  await page.getByLabel("How many meetings").fill("1");
  await page.getByRole("button", { name: "Show dates" }).click();
  await expect(page.getByRole("alert")).toContainText("The clocks go forward on Sunday 28 March 2027");
  await expect(page.getByLabel("Where")).toHaveValue("The night desk");
});
