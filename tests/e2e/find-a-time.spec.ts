/** The coordinator finds a time: three presses to a meeting, a series, or a meeting that moves; and asks who is silent. */
import type { Browser, Page } from "@playwright/test";
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

/** Looks at the first week of March 2027: the page is filled in but for the days. */
async function lookAtMarch(page: Page, way: Way): Promise<void> {
  for (const [group, day] of [
    ["First day", "1"],
    ["Last day", "5"],
  ] as const) {
    await write(page, way, "Day", day, group);
    await write(page, way, "Month", "3", group);
    await write(page, way, "Year", "2027", group);
  }
  await press(page, way, "button", "Find times");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("can be offered");
}

const ofMarch = "select starts_at, ends_at, series_id from meeting where starts_at like '2027-03-0%'";

for (const way of ways) {
  test(`a coordinator finds a time for one meeting in three presses, ${way}`, async ({ browser, app }) => {
    test.setTimeout(180_000);
    await theySay(browser, app);
    // given: Morag goes from the meetings to the search
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await page.goto("/meetings");
    await press(page, way, "link", "Find a time");

    // when: she presses Find, sees the best first and why not others, chooses, and presses Use
    await lookAtMarch(page, way);
    await expect(page.getByRole("radio").first()).toHaveAccessibleName(/Thursday\s4\sMarch\s2027, midday/);
    await unfold(page, way, /^Not offered/);
    await expect(page.getByText("Monday 1 March 2027, starts 9am to 11:30am, 12:30pm to 3pm")).toBeVisible();
    await expect(page.getByText("Dr Catriona Bell not in their usual week").first()).toBeVisible();
    await tick(page, way, "radio", /Tuesday 2 March 2027, midday/);
    await press(page, way, "button", /^Use /);

    // then: the meeting stands, in no series, and people are told
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Tuesday 2 March 2027, midday to 2pm");
    expect(app.rows(ofMarch)).toEqual([
      { starts_at: "2027-03-02T12:00:00.000Z", ends_at: "2027-03-02T14:00:00.000Z", series_id: null },
    ]);
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
    await lookAtMarch(page, way);
    await expect(page.getByText("Nobody has said when they can meet")).toBeVisible();
    await press(page, way, "button", /^Ask 19 people/);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("0 of 19 people answered");
    const mails = app.rows("select subject, text from message where kind = 'poll'");
    expect(mails).toHaveLength(19);
    expect(mails[0]?.text).toContain("Tuesday 2 March 2027");

    // when: Fiona finds it on her list, says that all suit her, and then no to one
    const fiona = await windowOf(browser, app, "Fiona Galbraith", way);
    await press(fiona, way, "link", "Answer 5 times");
    await press(fiona, way, "button", "All of these suit me");
    await expect(fiona.getByRole("status")).toContainText("Saved");
    await expect(fiona.getByText("Saved: Yes")).toHaveCount(5);
    await press(fiona, way, "button", /^No to Monday 1 March/);
    await expect(fiona.getByText("Saved: No")).toHaveCount(1);
    await expect(fiona.getByText("What everybody said")).toHaveCount(0);
    await fiona.goto("/");
    await expect(fiona.getByRole("link", { name: "Answer 5 times" })).toHaveCount(0);

    // then: Morag sees who said what, and uses a time; the poll is over
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("1 of 19 people answered");
    await expect(page.getByRole("row", { name: /Monday 1 March/ })).toContainText("1: Fiona Galbraith");
    await press(page, way, "button", "Use the chosen time");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Tuesday 2 March 2027, 9am to 11am");
    expect(app.rows("select closed_at from poll where closed_at is not null")).toHaveLength(1);
    expect(app.rows(ofMarch)).toHaveLength(1);
  });
}

test("a series begins with the time that was found", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.goto("/meetings/new");
  await page.getByRole("link", { name: "Find a time that suits" }).click();
  await lookAtMarch(page, "with script");
  await page.getByRole("radio", { name: /Thursday 4 March 2027, 9am/ }).check();
  await page.getByRole("button", { name: "Use Thursday 4 March 2027, 9am" }).click();
  await page.waitForURL(/\/meetings\/new\?/);
  const query = new URL(page.url()).searchParams;
  expect(["weekday", "nth", "start", "minutes", "from"].map((name) => query.get(name))).toEqual([
    "4",
    "1",
    "09:00",
    "120",
    "2027-03-04",
  ]);
  await expect(page.getByText("Thursday 4 March 2027, 9am to 11am").first()).toBeVisible();
  await expect(page.getByText("Thursday 1 April 2027, 9am to 11am").first()).toBeVisible();
});

test("a meeting moves to the time that was found, and does not stand in its own way", async ({ browser, app }) => {
  const [meeting] = app.rows("select id from meeting where closed_at is null order by starts_at limit 1");
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.goto(`/meetings/${String(meeting?.id)}`);
  await page.getByText("Move the meeting", { exact: true }).first().click();
  await page.getByRole("link", { name: "Find a time that suits" }).click();
  await lookAtMarch(page, "with script");
  await page.getByRole("radio", { name: /Wednesday 3 March 2027, 9am/ }).check();
  await page.getByLabel("Why does it move?").fill("The room is painted");
  await page.getByRole("button", { name: /^Use Wednesday/ }).click();
  await page.waitForURL(new RegExp(`/meetings/${String(meeting?.id)}$`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Wednesday 3 March 2027, 9am to 11am");
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
  await lookAtMarch(page, "with script");
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
