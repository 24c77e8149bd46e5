/** The coordinator plans a series: like the last, another, and with what stands against its dates. */
import type { Page } from "@playwright/test";
import {
  alive,
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
  type App,
  type Way,
} from "./story.ts";

const lastSeries = `select series.id, rule from series join practice on practice.id = practice_id
  where practice.name = 'Harland Cross Medical Practice' order by planned_at desc, series.id desc limit 1`;
const createButton = /^Create \d+ meetings? and invite \d+ people$/;

/** The meetings of the series planned last, and the mails that tell of them. */
function plannedLast(app: App) {
  const [series] = app.rows(lastSeries);
  const id = String(series?.id);
  return {
    rule: JSON.parse(String(series?.rule)) as Record<string, unknown>,
    meetings: app.rows("select * from meeting where series_id = ? order by starts_at", id),
    mails: app.rows("select * from message where series_id = ? and kind = 'invitation'", id),
  };
}

/** The dates that the page shows. */
async function datesOn(page: Page): Promise<string[]> {
  const rows = page.locator("#dates tbody tr");
  return (await rows.allTextContents()).map((text) => /\w+day \d+ \w+ \d{4}/.exec(text)?.[0] ?? text);
}

function dateOn(page: Page, words: string) {
  return page.getByRole("rowheader", { name: words });
}

async function firstDay(page: Page, way: Way, day: string, month: string, year: string): Promise<void> {
  await unfold(page, way, "First and last day");
  await write(page, way, "Day", day, "First day");
  await write(page, way, "Month", month, "First day");
  await write(page, way, "Year", year, "First day");
}

for (const way of waysAndPhone) {
  test(`a series like the last is two presses, ${way}`, async ({ browser, app }) => {
    // given: Morag looks at the meetings
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await page.goto("/meetings");
    const before = plannedLast(app);

    // when: she begins a new series, and finds it filled from the last with its dates shown
    await press(page, way, "button", "New series");
    const dates = page.locator("#dates tbody tr");
    await expect(dates).toHaveCount(6);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/^Harland Cross Medical Practice 6 dates, /);
    const words = await page.getByRole("button", { name: createButton }).textContent();
    await press(page, way, "button", createButton);

    // then: as many meetings and mails as the button said, four weeks apart from the last
    await expect(page).toHaveURL(/\/meetings\?planned=6/);
    await expect(page.getByRole("alert")).toContainText("6 meetings planned");
    const { meetings, mails, rule } = plannedLast(app);
    expect(words).toBe(`Create ${meetings.length} meetings and invite ${mails.length} people`);
    expect(rule).toMatchObject({ pattern: "every-n-weeks", interval: 4, skip: [] });
    const gap = Date.parse(String(meetings[0]?.starts_at)) - Date.parse(String(before.meetings.at(-1)?.starts_at));
    expect(Math.round(gap / 86_400_000)).toBe(28);
    expect(meetings.map((row) => row.recurs_at)).toEqual(meetings.map((row) => row.starts_at));
  });

  test(`another day and time, six times, one date left out, ${way}`, async ({ browser, app }) => {
    // given: Morag has the page that begins with what was planned last
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await page.goto("/meetings/new");

    // when: every last Thursday from a day on, six times, and she sees the dates before anything is saved
    await choose(page, way, "How often", "Last of the month");
    await choose(page, way, "Day of the week", "Thursday");
    await write(page, way, "Starts at", "13:00");
    await choose(page, way, "Takes", "2 hours");
    await write(page, way, "Where", "Room 3, Harland Cross");
    await write(page, way, "How many meetings", "6");
    await firstDay(page, way, "1", "9", "2027");
    const before = app.rows("select count(*) as n from meeting")[0]?.n;
    await press(page, way, "button", "Show dates");
    await expect(dateOn(page, "Thursday 30 September 2027, 1pm to 3pm")).toBeVisible();
    expect(app.rows("select count(*) as n from meeting")[0]?.n).toBe(before);
    await tick(page, way, "checkbox", /Skip Thursday 30 December 2027/);
    await press(page, way, "button", createButton);

    // then: the list says so, and the same rows are there whichever way it was done
    await expect(page).toHaveURL(/\/meetings\?planned=5/);
    await expect(page.getByText("Thursday 30 September 2027").first()).toBeVisible();
    const kept = app.rows(
      "select starts_at, ends_at, place, nominations_close, contributions_due, pack_freezes from meeting where place like 'Room 3%' order by starts_at",
    );
    expect(kept.slice(0, 2)).toEqual([
      {
        starts_at: "2027-09-30T12:00:00.000Z",
        ends_at: "2027-09-30T14:00:00.000Z",
        place: "Room 3, Harland Cross",
        nominations_close: "2027-09-16",
        contributions_due: "2027-09-29",
        pack_freezes: "2027-09-30",
      },
      {
        starts_at: "2027-10-28T12:00:00.000Z",
        ends_at: "2027-10-28T14:00:00.000Z",
        place: "Room 3, Harland Cross",
        nominations_close: "2027-10-14",
        contributions_due: "2027-10-27",
        pack_freezes: "2027-10-28",
      },
    ]);
    expect(kept.map((row) => row.starts_at)).toEqual([
      "2027-09-30T12:00:00.000Z",
      "2027-10-28T12:00:00.000Z",
      "2027-11-25T13:00:00.000Z",
      "2028-01-27T13:00:00.000Z",
      "2028-02-24T13:00:00.000Z",
    ]);
  });

  test(`a series that ends on a day, and is met by video, ${way}`, async ({ browser, app }) => {
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await page.goto("/meetings/new");
    await choose(page, way, "How often", "Every 2 weeks");
    await choose(page, way, "Day of the week", "Friday");
    await firstDay(page, way, "3", "9", "2027");
    await write(page, way, "Day", "15", "Last day");
    await write(page, way, "Month", "10", "Last day");
    await write(page, way, "Year", "2027", "Last day");
    await write(page, way, "Video link, if there is one", "https://video.example/room");
    await press(page, way, "button", "Show dates");
    await expect(page.getByText(/every 2 weeks on Friday from 3 September 2027.*until 15 October 2027/)).toBeVisible();
    await press(page, way, "button", createButton);
    await expect(page).toHaveURL(/\/meetings\?planned=4/);
    const { meetings } = plannedLast(app);
    expect(meetings.map((row) => [String(row.starts_at).slice(0, 10), row.video_link])).toEqual(
      ["2027-09-03", "2027-09-17", "2027-10-01", "2027-10-15"].map((day) => [day, "https://video.example/room"]),
    );
    await page.goto(`/meetings/${String(meetings[0]?.id)}`);
    await expect(page.getByText("By video: https://video.example/room", { exact: true })).toBeVisible();
  });
}

test("a start in the hour that the clocks leave out is refused in words, and nothing typed is lost", async ({
  browser,
  app,
}) => {
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.goto("/meetings/new");
  await page.getByLabel("How often").selectOption({ label: "A date of the month" });
  await page.getByLabel("Starts at").fill("01:30");
  await page.getByLabel("Where").fill("The night desk");
  await page.getByLabel("How many meetings").fill("1");
  await firstDay(page, "with script", "1", "3", "2027");
  await page.getByLabel("Date", { exact: true }).fill("28");
  await page.getByRole("button", { name: "Show dates" }).click();
  await expect(page.getByRole("alert")).toContainText("The clocks go forward on Sunday 28 March 2027");
  await expect(page.getByLabel("Where")).toHaveValue("The night desk");
  await expect(page.getByLabel("Date", { exact: true })).toHaveValue("28");
  await expectAccessible(page);

  // A time that exists brings the dates back, for that is all that was wrong.
  await page.getByLabel("Starts at").fill("13:30");
  await page.getByRole("button", { name: "Show dates" }).click();
  await expect(dateOn(page, "Sunday 28 March 2027, 1:30pm to 3:30pm")).toBeVisible();
});

for (const way of ["with script", "with script off"] as const) {
  test(`a clash made meanwhile keeps the date, marks it and says so at the top, ${way}`, async ({ browser, app }) => {
    // given: two windows show the same dates, and one of them is skipped in the first
    const page = await windowOf(browser, app, "Morag Tennant", way);
    const other = await windowOf(browser, app, "Morag Tennant", way);
    await page.goto("/meetings/new");
    await other.goto("/meetings/new");
    const dates = await datesOn(page);
    await page.getByRole("checkbox", { name: new RegExp(`Skip ${dates[3]}`) }).check();

    // when: the second plans one meeting on the first of them
    await write(other, way, "How many meetings", "1");
    await press(other, way, "button", "Show dates");
    await press(other, way, "button", /^Create 1 meeting and invite/);
    await expect(other).toHaveURL(/planned=1/);
    await press(page, way, "button", createButton);

    // then: nothing is planned yet, the date is there and marked, and so is the one that was skipped
    await expect(page.getByText(`1 of 5 dates now clashes: ${dates[0]}`)).toBeVisible();
    if (way === "with script") await expect(page.locator(".nhsuk-error-summary")).toBeFocused();
    expect(await datesOn(page)).toEqual(dates);
    await expect(page.locator("#dates tbody tr").first()).toContainText("Clash with the team meeting, 1pm to 3pm");
    await expect(page.getByRole("checkbox", { name: new RegExp(`Skip ${dates[3]}`) })).toBeChecked();
    expect(plannedLast(app).meetings).toHaveLength(1);

    // when: she creates them all the same
    await press(page, way, "button", createButton);
    await expect(page).toHaveURL(/planned=5/);
    expect(plannedLast(app).meetings).toHaveLength(5);
  });

  test(`what was not shown is not planned, ${way}`, async ({ browser, app }) => {
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await page.goto("/meetings/new");
    const { meetings } = plannedLast(app);
    await write(page, way, "Starts at", "09:00");
    await press(page, way, "button", createButton);
    await expect(page.getByText(/Look at the dates before you create the meetings/)).toBeVisible();
    expect(plannedLast(app).meetings).toEqual(meetings);
    await expect(page.locator("#dates tbody tr").first()).toContainText("9am to 11am");

    for (const date of await page.getByRole("checkbox", { name: /^Skip/ }).all()) await date.check();
    await press(page, way, "button", /^Create/);
    await expect(page.getByText("Every date is left out. Keep at least one")).toBeVisible();
    expect(plannedLast(app).meetings).toEqual(meetings);
  });
}

test("what is known of each date stands beside it, and the button counts what is left", async ({ browser, app }) => {
  // given: Dr Bell is away in the last days of September, and the practice would rather not meet in October
  const bell = await windowOf(browser, app, "Catriona Bell");
  await bell.goto("/availability");
  const away = bell.locator("form", { hasText: "Add days away" });
  await fillDays(away, ["27", "9", "2027"], ["1", "10", "2027"]);
  await away.getByRole("button", { name: /Add/ }).click();
  await expect(bell.getByText(/Monday 27 September 2027/).first()).toBeVisible();
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.goto("/practice");
  const avoid = page.locator("form", { hasText: "What are they?" });
  await avoid.getByLabel("What are they?").fill("October week");
  await fillDays(avoid, ["25", "10", "2027"], ["29", "10", "2027"]);
  await avoid.getByRole("button", { name: /Add|Name/ }).click();
  await expect(page.getByText("October week").first()).toBeVisible();

  // when: Morag looks at last Thursdays, at the address that finding a time leads to
  await page.goto("/meetings/new?nth=last&weekday=4&start=13:00&minutes=90&from=2027-09-01&place=Room%207");
  await alive(page);

  // then: each date says what is known of it
  const rows = page.locator("#dates tbody tr");
  await expect(rows.nth(0)).toContainText("Thursday 30 September 2027, 1pm to 2:30pm");
  await expect(rows.nth(0)).toContainText("Dr Catriona Bell (General practice) is away");
  await expect(rows.nth(1)).toContainText("To avoid October week");
  await expect(rows.nth(2)).toContainText("Clear");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("2 to look at");
  await expect(page.getByText(/^People: General practice \d \(needed\)/)).toBeVisible();

  await page.getByRole("checkbox", { name: /Skip Thursday 30 September/ }).check();
  await expect(page.getByRole("button", { name: /^Create 5 meetings and invite/ })).toBeVisible();
  await page.getByText(/^The mail they will get/).click();
  await expect(page.getByText(/You are needed at 6 team meetings of Harland Cross/)).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNoSidewaysScroll(page);
});

test("a year hangs on the wall as one sheet of paper", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.goto("/meetings/new?nth=2&weekday=4&start=13:00&minutes=120&from=2028-01-01&place=Room%203");
  await page.getByLabel("How many meetings").fill("12");
  await page.getByRole("button", { name: "Show dates" }).click();
  await page.getByRole("button", { name: /^Create 12 meetings/ }).click();
  await expect(page).toHaveURL(/planned=12/);
  await page.getByRole("link", { name: "Year sheet" }).click();
  await page.getByRole("link", { name: "2028" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("12 meetings in 2028");
  await expect(page.getByText("1pm to 3pm, Room 3")).toBeVisible();
  await expect(page.locator("tbody tr")).toHaveCount(12);
  await expectAccessible(page);
  const paper = (await page.pdf({ format: "A4", printBackground: true })).toString("latin1");
  expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

async function fillDays(form: ReturnType<Page["locator"]>, first: string[], last: string[]): Promise<void> {
  for (const [group, parts] of [
    ["First day", first],
    ["Last day", last],
  ] as const) {
    for (const [index, label] of ["Day", "Month", "Year"].entries()) {
      await form
        .getByRole("group", { name: group })
        .getByLabel(label, { exact: true })
        .fill(parts[index] ?? "");
    }
  }
}
