/** The coordinator finds a time: three presses to a meeting, a series, or a meeting that moves; and asks who is silent. */
import type { Browser, Page } from "@playwright/test";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  linkMailedTo,
  press,
  storyTime,
  strangersWindow,
  test,
  tick,
  unfold,
  waysAndPhone,
  windowOf,
  write,
  type App,
  type Way,
} from "./story.ts";

// Nobody has said when they can meet, but who says it here.
test.use({ emptied: ["usual_time", "availability", "time_away"] });

/** What somebody says of themselves, by the same door as a page's script. */
async function says(browser: Browser, app: App, name: string, verb: string, body: object): Promise<void> {
  const page = await windowOf(browser, app, name);
  const answer = await page.request.post(`${app.url}/trpc/${verb}`, {
    data: body,
    headers: { origin: app.url, "idempotency-key": `${name} ${verb} ${JSON.stringify(body)}`.slice(0, 190) },
  });
  expect(answer.status(), verb).toBe(200);
  await page.context().close();
}

const lunches = Object.fromEntries(
  ["monday", "tuesday", "wednesday", "thursday", "friday"].map((day) => [day, ["lunch"]]),
);

const onThursdays = { ...Object.fromEntries(Object.keys(lunches).map((day) => [day, []])), thursday: ["lunch"] };

/** The GP can usually come at lunch, the social worker on Thursdays only. */
async function theySay(browser: Browser, app: App): Promise<void> {
  await says(browser, app, "Dr Catriona Bell", "availability.setWeek", { usual: lunches, version: 0 });
  await says(browser, app, "Fiona Galbraith", "availability.setWeek", { usual: onThursdays, version: 0 });
}

const longAhead = storyTime().getTime() + 200 * 86_400_000;
/** A Monday later than all that the demonstration plans, in a month whose first week has no bank holiday. */
const monday = [0, 1]
  .flatMap((later) => [2, 5, 8, 10].map((month) => firstMonday(storyTime().getUTCFullYear() + later, month)))
  .find((day) => day.getTime() > longAhead) as Date;

function firstMonday(year: number, month: number): Date {
  const first = new Date(Date.UTC(year, month, 1));
  return new Date(Date.UTC(year, month, 1 + ((8 - first.getUTCDay()) % 7)));
}

/** That many days after that Monday. */
function dayAfter(days: number): Date {
  return new Date(monday.getTime() + days * 86_400_000);
}

/** "Tuesday 2 March 2027" of a date. */
function inWords(day: Date): string {
  const [weekday, month] = (["weekday", "month"] as const).map((part) =>
    new Intl.DateTimeFormat("en-GB", { [part]: "long", timeZone: "UTC" }).format(day),
  );
  return `${weekday} ${day.getUTCDate()} ${month} ${day.getUTCFullYear()}`;
}

/** As in lists, where the year is said only if it is another one. */
function listed(days: number, after = ""): RegExp {
  const [weekday, day, month, year] = inWords(dayAfter(days)).split(" ");
  return new RegExp(`${weekday}\\s${day}\\s${month}(\\s${year})?${after}`);
}

/** Looks at that week: the page is filled in but for the days. */
async function lookAtTheWeek(page: Page, way: Way): Promise<void> {
  for (const [group, day] of [
    ["First day", dayAfter(0)],
    ["Last day", dayAfter(4)],
  ] as const) {
    await write(page, way, "Day", String(day.getUTCDate()), group);
    await write(page, way, "Month", String(day.getUTCMonth() + 1), group);
    await write(page, way, "Year", String(day.getUTCFullYear()), group);
  }
  await press(page, way, "button", "Find times");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("can be offered");
}

/** Meetings of that week: on which of its days, how many minutes, of which series. */
function meetingsOfTheWeek(app: App) {
  const rows = app.rows(
    "select starts_at, ends_at, series_id from meeting where starts_at > ? and starts_at < ? order by starts_at",
    ...[dayAfter(0).toISOString(), dayAfter(5).toISOString()],
  );
  return rows.map(({ starts_at, ends_at, series_id }) => {
    const [start, end] = [Date.parse(String(starts_at)), Date.parse(String(ends_at))];
    return [Math.floor((start - monday.getTime()) / 86_400_000), (end - start) / 60_000, series_id];
  });
}

for (const way of waysAndPhone) {
  test(`a coordinator finds a time for one meeting in three presses, ${way}`, async ({ browser, app }) => {
    test.setTimeout(180_000);
    await theySay(browser, app);
    // given: Morag goes from the meetings to the search
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await page.goto("/meetings");
    await press(page, way, "link", "Find a time");

    // when: she presses Find, sees the best first and why not others, chooses, and presses Use
    await lookAtTheWeek(page, way);
    await expect(page.getByRole("radio").first()).toHaveAccessibleName(listed(3, ", midday"));
    await unfold(page, way, /^Not offered/);
    await expect(page.getByText(listed(0, ", starts 9am to 11:30am, 12:30pm to 3pm"))).toBeVisible();
    await expect(page.getByText("Dr Catriona Bell not in their usual week").first()).toBeVisible();
    await tick(page, way, "radio", listed(1, ", midday"));
    await press(page, way, "button", /^Use /);

    // then: the meeting stands, in no series, and people are told
    await expect(page.getByRole("heading", { level: 1 })).toContainText(`${inWords(dayAfter(1))}, midday to 2pm`);
    expect(meetingsOfTheWeek(app)).toEqual([[1, 120, null]]);
    expect(app.rows("select id from message where kind = 'invitation'").length).toBeGreaterThan(10);
  });

  test(`people answer a poll with one press, and the coordinator uses the best time, ${way}`, async ({
    browser,
    app,
  }) => {
    test.setTimeout(180_000);
    // given: nobody has said when they can meet, so Morag asks
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await page.goto("/meetings/new/times");
    await lookAtTheWeek(page, way);
    await expect(page.getByText("Nobody has said when they can meet")).toBeVisible();
    await press(page, way, "button", /^Ask 19 people/);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("0 of 19 people answered");
    const mails = app.rows("select subject, text from message where kind = 'poll'");
    expect(mails).toHaveLength(19);
    expect(mails[0]?.text).toContain(inWords(dayAfter(1)));

    // when: Fiona finds it on her list, says that all suit her, and then no to one
    const fiona = await windowOf(browser, app, "Fiona Galbraith", way);
    await press(fiona, way, "link", "Answer 5 times");
    await press(fiona, way, "button", "All of these suit me");
    await expect(fiona.getByRole("status")).toContainText("Saved");
    await expect(fiona.getByText("Saved: Yes")).toHaveCount(5);
    await press(fiona, way, "button", new RegExp(`^No to ${inWords(dayAfter(0))}`));
    await expect(fiona.getByText("Saved: No")).toHaveCount(1);
    await expect(fiona.getByText("What everybody said")).toHaveCount(0);
    await fiona.goto("/");
    await expect(fiona.getByRole("link", { name: "Answer 5 times" })).toHaveCount(0);

    // and: Lorna answers with one press on the page that her mail opens, without signing in
    const lorna = await strangersWindow(browser, app, way);
    await lorna.goto(await linkMailedTo(app, "Lorna Whyte"));
    await expect(lorna.getByRole("heading", { level: 1 })).toContainText("Which time suits you?");
    await press(lorna, way, "button", "None suits me");
    await expect(lorna.getByText("Saved: No")).toHaveCount(5);
    await expect(lorna.getByText("Fiona Galbraith")).toHaveCount(0);
    if (way !== "with script off") await expectAccessible(lorna);

    // then: Morag sees who said what, and uses a time; the poll is over
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("2 of 19 people answered");
    await expect(page.getByRole("row", { name: listed(1) })).toContainText("1: Fiona Galbraith");
    await expect(page.getByRole("row", { name: listed(0) })).toContainText("2: Fiona Galbraith, Lorna Whyte");
    await press(page, way, "button", "Use the chosen time");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(`${inWords(dayAfter(1))}, 9am to 11am`);
    expect(app.rows("select closed_at from poll where closed_at is not null")).toHaveLength(1);
    expect(meetingsOfTheWeek(app)).toHaveLength(1);
  });
}

test("a series begins with the time that was found", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.goto("/meetings/new");
  await page.getByRole("link", { name: "Find a time that suits" }).click();
  await lookAtTheWeek(page, "with script");
  await page.getByRole("radio", { name: listed(3, ", 9am") }).check();
  await page.getByRole("button", { name: listed(3, ", 9am") }).click();
  await page.waitForURL(/\/meetings\/new\?/);
  const query = new URL(page.url()).searchParams;
  const thursday = dayAfter(3);
  const nth = Math.ceil(thursday.getUTCDate() / 7);
  expect(["weekday", "nth", "start", "minutes", "from"].map((name) => query.get(name))).toEqual([
    "4",
    String(nth),
    "09:00",
    "120",
    thursday.toISOString().slice(0, 10),
  ]);
  await expect(page.getByText(`${inWords(thursday)}, 9am to 11am`).first()).toBeVisible();
  const inFourWeeks = dayAfter(3 + 28);
  const next = Math.ceil(inFourWeeks.getUTCDate() / 7) === nth ? inFourWeeks : dayAfter(3 + 35);
  await expect(page.getByText(`${inWords(next)}, 9am to 11am`).first()).toBeVisible();
});

test("a series that begins from a poll keeps the time, the length and the place that were asked about", async ({
  browser,
  app,
}) => {
  const page = await windowOf(browser, app, "Morag Tennant", "with script", "/meetings/new/times");
  await page.getByLabel("Takes", { exact: true }).selectOption({ label: "1 hour" });
  await lookAtTheWeek(page, "with script");
  await page.getByLabel("Where you would meet").fill("The library");
  await page.getByRole("button", { name: /^Ask 19/ }).click();
  await page.waitForURL(/polls/);
  await page.getByRole("radio", { name: listed(2, ", 9am") }).check();
  await page.getByRole("button", { name: "Plan a series from it" }).click();
  await page.waitForURL(/\/meetings\/new\?/);
  await expect(page.getByLabel("Where", { exact: true })).toHaveValue("The library");
  await expect(page.getByText(`${inWords(dayAfter(2))}, 9am to 10am`).first()).toBeVisible();
});

test("a meeting moves to the time that was found, and does not stand in its own way", async ({ browser, app }) => {
  const [meeting] = app.rows("select id from meeting where closed_at is null order by starts_at limit 1");
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.goto(`/meetings/${String(meeting?.id)}`);
  await page.getByText("Move the meeting", { exact: true }).first().click();
  await page.getByRole("link", { name: "Find a time that suits" }).click();
  await lookAtTheWeek(page, "with script");
  await page.getByRole("radio", { name: listed(2, ", 9am") }).check();
  await page.getByLabel("Why does it move?").fill("The room is painted");
  await page.getByRole("button", { name: /^Use Wednesday/ }).click();
  await page.waitForURL(new RegExp(`/meetings/${String(meeting?.id)}$`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`${inWords(dayAfter(2))}, 9am to 11am`);
});

test("what cannot be searched for is refused at its box, and nothing typed is lost", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.goto("/meetings/new/times");
  await page.getByLabel("Not before").fill("2pm");
  await page.getByLabel("Over by").fill("3pm");
  await page.getByRole("button", { name: "Find times" }).click();
  await expect(page.getByRole("alert")).toContainText("Enter hours that hold 2 hours");
  await expect(page).toHaveTitle(/^Error: Find a time/);
  await expect(page.getByLabel("Over by")).toHaveValue("3pm");
  await page.getByRole("link", { name: "Enter hours that hold 2 hours" }).click();
  await expect(page.getByLabel("Over by")).toBeFocused();
});

test("the pages hold at 320 and 1280 pixels: nothing known, usual, everybody, refused", async ({ browser, app }) => {
  test.setTimeout(300_000);
  const page = await windowOf(browser, app, "Morag Tennant");
  const look = async () => {
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  };
  await page.goto("/meetings/new/times");
  await lookAtTheWeek(page, "with script");
  await look();
  await theySay(browser, app);
  for (const name of ["Priya Nair", "Gordon Imrie", "Helen Quigley", "Owen Farrell"]) {
    await says(browser, app, name, "availability.setWeek", { usual: onThursdays, version: 0 });
  }
  await page.reload();
  // More disciplines differ than fit beside each other: they scroll in a region of their own.
  await expect(page.getByRole("columnheader", { name: "Pharmacy" })).toBeVisible();
  for (const summary of [/^Not offered/, /: why/, /^Ask people/, /^Look at other/]) {
    await page.locator("summary", { hasText: summary }).first().click();
  }
  await look();
  await page.getByRole("button", { name: /^Ask 19/ }).click();
  await page.waitForURL(/polls/);
  await look();
});
