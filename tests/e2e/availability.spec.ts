/** Somebody says when they can meet: their week, days away, the address of their calendar. */
import {
  alive,
  choose,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  press,
  test,
  tick,
  untick,
  ways,
  windowOf,
  write,
  type App,
} from "./story.ts";

const nameOf = "(select name from staff where staff.id =";

function weekOf(app: App, name: string) {
  return app.rows(`select weekday, part from usual_time where ${nameOf} staff_id) = ? order by weekday, part`, name);
}

function daysAwayOf(app: App, name: string) {
  return app.rows(
    `select from_day, to_day, reason, ${nameOf} cover_id) as cover, ended_at is null as kept
     from time_away where ${nameOf} staff_id) = ? order by made_at`,
    name,
  );
}

for (const way of ways) {
  test(`somebody says when they can meet, ${way}`, async ({ browser, app }) => {
    // given: the page, found from home
    const page = await windowOf(browser, app, "Zofia Lis", way);
    await press(page, way, "link", "When I can meet");
    await expect(page).toHaveURL(/availability$/);
    if (way !== "with script off") await alive(page);

    // when: she ticks all, takes one tick back, and lets others read why she is away
    await press(page, way, "button", "Tick all and save");
    await expect(page.getByText("All times are ticked and saved.")).toBeVisible();
    await tick(page, way, "checkbox", "Others may read why I am away");
    await untick(page, way, "Morning", "Monday");
    await press(page, way, "button", "Save my week");
    await expect(page.getByText("Your week is saved.")).toBeVisible();

    // and: she will be away, and Gordon covers
    await write(page, way, "Day", "5", "First day");
    await write(page, way, "Month", "7", "First day");
    await write(page, way, "Year", "2027", "First day");
    await write(page, way, "Day", "16", "Last day");
    await write(page, way, "Month", "7", "Last day");
    await write(page, way, "Year", "2027", "Last day");
    await write(page, way, /^Why/, "Summer leave");
    await choose(page, way, "Who covers for you? (optional)", "Gordon Imrie, Housing officer");
    await press(page, way, "button", "Add days away");
    await expect(page.getByText("Summer leave · Cover: Gordon Imrie")).toBeVisible();

    // and: takes that back, and the taking back as well
    await press(page, way, "button", /^Remove Monday 5 July/);
    await expect(page.getByText("Removed: Monday 5 July")).toBeVisible();
    await press(page, way, "button", /^Undo/);
    await expect(page.getByText("Summer leave · Cover: Gordon Imrie")).toBeVisible();

    // and: gives the address of her calendar
    await write(page, way, /^Address of my calendar/, "webcal://calendar.invalid/zofia/secret.ics");
    await press(page, way, "button", "Read my calendar");
    await expect(page.getByText("calendar.invalid/…:")).toBeVisible();
    expect(await page.content()).not.toContain("secret.ics");

    // then: the same rows are kept whichever way it was done
    const week = weekOf(app, "Zofia Lis");
    expect(week).toHaveLength(14);
    expect(week[0]).toEqual({ weekday: 1, part: "afternoon" });
    expect(daysAwayOf(app, "Zofia Lis")).toEqual([
      { from_day: "2027-07-05", to_day: "2027-07-16", reason: "Summer leave", cover: "Gordon Imrie", kept: 0 },
      { from_day: "2027-07-05", to_day: "2027-07-16", reason: "Summer leave", cover: "Gordon Imrie", kept: 1 },
    ]);
    expect(app.rows(`select shows_reasons from availability where ${nameOf} staff_id) = 'Zofia Lis'`)).toEqual([
      { shows_reasons: 1 },
    ]);
    expect(app.rows("select address from busy_calendar")).toEqual([
      { address: "webcal://calendar.invalid/zofia/secret.ics" },
    ]);
  });
}

test("what cannot be is refused in words beside its box, and nothing typed is lost", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Zofia Lis");
  await page.goto("/availability");
  await alive(page);
  const last = page.getByRole("group", { name: "Last day" });
  const first = page.getByRole("group", { name: "First day" });
  for (const [group, day] of [
    [first, "16"],
    [last, "5"],
  ] as const) {
    await group.getByLabel("Day").fill(day);
    await group.getByLabel("Month").fill("7");
    await group.getByLabel("Year").fill("2027");
  }
  await page.getByLabel(/^Why/).fill("Summer leave");
  await page.getByRole("button", { name: "Add days away" }).click();
  await expect(page.getByRole("alert")).toContainText("The last day is before the first");
  await expect(page.getByLabel(/^Why/)).toHaveValue("Summer leave");
  await expect(last.getByLabel("Day")).toHaveValue("5");
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
  await page.getByLabel(/^Address of my calendar/).fill("ftp://calendar.invalid/a.ics");
  await page.getByRole("button", { name: "Read my calendar" }).click();
  await expect(page.getByRole("alert")).toContainText("begins with https:// or webcal://");
  expect(daysAwayOf(app, "Zofia Lis")).toEqual([]);
  expect(app.rows("select id from busy_calendar")).toEqual([]);
});

test("a week saved in one window is not overwritten from another", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Zofia Lis");
  await page.goto("/availability");
  await alive(page);
  const other = await page.context().newPage();
  await other.goto("/availability");
  await alive(other);
  await page.getByRole("button", { name: "Tick all and save" }).click();
  await expect(page.getByText("All times are ticked and saved.")).toBeVisible();
  await other.getByRole("group", { name: "Friday" }).getByRole("checkbox", { name: "Lunch" }).check();
  await other.getByRole("button", { name: "Save my week" }).click();
  await expect(other.getByRole("alert")).toContainText("You saved this in another window meanwhile");
  await expect(other.getByRole("group", { name: "Friday" }).getByRole("checkbox", { name: "Lunch" })).toBeChecked();
  expect(weekOf(app, "Zofia Lis")).toHaveLength(15);
});

test("a calendar that cannot be read is said to be so on the open page, with why", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Zofia Lis");
  await page.goto("/availability");
  await alive(page);
  await page.getByLabel(/^Address of my calendar/).fill("http://127.0.0.1:9/calendar.ics");
  await page.getByRole("button", { name: "Read my calendar" }).click();
  await expect(page.getByText("This address is on a private network")).toBeVisible();
  await expectAccessible(page);
});

for (const way of ways) {
  test(`somebody takes their meetings into their own calendar, and ends it again, ${way}`, async ({ browser, app }) => {
    const page = await windowOf(browser, app, "Zofia Lis", way);
    await page.goto("/availability");
    await press(page, way, "button", "Make an address");
    const address = await page.locator("strong", { hasText: "/calendar/" }).textContent();
    const path = new URL(address ?? "").pathname;
    // As a calendar program does it: without a session.
    const read = () => fetch(`${app.url}${path}`);
    const answer = await read();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
    expect(await answer.text()).toMatch(/^BEGIN:VCALENDAR\r\n[^]*BEGIN:VEVENT/);
    if (way !== "with script off") await expectAccessible(page);
    await page.goto("/availability");
    await expect(page.getByText(path)).toHaveCount(0);
    await press(page, way, "button", "End the address");
    await expect(page.getByText("Nothing can be read at your address any more.")).toBeVisible();
    expect((await read()).status).toBe(404);
  });
}
