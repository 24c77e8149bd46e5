/** The coordinator plans a series. */
import { choose, expect, press, test, tick, ways, windowOf, write } from "./story.ts";

for (const way of ways) {
  test(`a coordinator plans six meetings in one sentence, ${way}`, async ({ browser, app }) => {
    // given: Morag has the page that begins with what was planned last
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await page.goto("/meetings/new");

    // when: every last Thursday, from a day on, six times, and she sees the dates before anything is saved
    await tick(page, way, "radio", /Once a month on a weekday/);
    await choose(page, way, "Which of the month?", "Last");
    await choose(page, way, "Day of the week", "Thursday");
    await write(page, way, "Starts at", "13:00");
    await choose(page, way, "Takes", "2 hours");
    await write(page, way, "Where", "Room 3, Harland Cross");
    await write(page, way, "How many meetings", "6");
    await write(page, way, "Day", "1");
    await write(page, way, "Month", "9");
    await write(page, way, "Year", "2027");
    const before = app.rows("select count(*) as n from meeting")[0]?.n;
    await press(page, way, "button", "Show dates");
    await expect(page.getByText("Thursday 30 September 2027, 1pm to 3pm")).toBeVisible();
    expect(app.rows("select count(*) as n from meeting")[0]?.n).toBe(before);
    await press(page, way, "button", "Create 6 meetings");

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

test("a start in the hour that the clocks leave out is refused in words, and nothing typed is lost", async ({
  browser,
  app,
}) => {
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.goto("/meetings/new");
  await page.getByLabel("Once a month on a date").check();
  await page.getByLabel("Day of the month").fill("28");
  await page.getByLabel("Starts at").fill("01:30");
  await page.getByLabel("Where").fill("The night desk");
  await page.getByLabel("Day", { exact: true }).fill("1");
  await page.getByLabel("Month", { exact: true }).fill("3");
  await page.getByLabel("Year", { exact: true }).fill("2027");
  await page.getByLabel("How many meetings").fill("1");
  await page.getByRole("button", { name: "Show dates" }).click();
  await expect(page.getByRole("alert")).toContainText("The clocks go forward on Sunday 28 March 2027");
  await expect(page.getByLabel("Where")).toHaveValue("The night desk");
});
