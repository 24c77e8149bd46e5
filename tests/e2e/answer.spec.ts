/** Somebody without an account at hand answers from the mail. */
import type { Browser, Page } from "@playwright/test";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  linkMailedTo,
  listenForErrors,
  press,
  strangersWindow,
  test,
  ways,
  windowOf,
  write,
  type App,
  type Way,
} from "./story.ts";

/** Morag plans so many meetings like the last ones, in Room 3; everybody is mailed. */
async function planned(browser: Browser, app: App, count: number): Promise<void> {
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.goto("/meetings/new");
  await page.getByLabel("Where", { exact: true }).first().fill("Room 3, Harland Cross");
  await page.getByLabel("How many meetings").fill(String(count));
  await page.getByRole("button", { name: "Show dates" }).click();
  await page.getByRole("button", { name: new RegExp(`^Create ${count} `) }).click();
  await expect(page).toHaveURL(/\/meetings\?/);
  await page.context().close();
}

/** Both look at the page by script, which one of the ways does not have. */
async function expectClean(page: Page, way: Way): Promise<void> {
  if (way === "with script off") return;
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

/** The words of a date in the list of a series, from the first. */
async function dateOf(page: Page, place: number): Promise<string> {
  return (
    (await page
      .getByRole("heading", { level: 2 })
      .nth(place - 1)
      .textContent()) ?? ""
  );
}

const answersOf = (app: App, name: string) =>
  app
    .rows(
      `select r.reply, r.reason from reply r
         join meeting m on m.id = r.meeting_id
         join staff s on s.id = r.staff_id
        where s.name = ? and m.place like 'Room 3%' order by m.starts_at`,
      name,
    )
    .map((row) => [row.reply, row.reason]);

for (const way of ways) {
  test(`a carer support worker answers with one press on the page that the mail opens, ${way}`, async ({
    browser,
    app,
  }) => {
    test.setTimeout(120_000);
    // given: a mail about one meeting, opened on a phone
    await planned(browser, app, 1);
    const link = await linkMailedTo(app, "Lorna Whyte");
    const page = await strangersWindow(browser, app, way);
    const errors = listenForErrors(page);
    await page.goto(link);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/Thursday \d+ \w+ \d+, 1pm to 3pm/);
    await expect(page.getByText("You answer as Lorna Whyte")).toBeVisible();
    await expectClean(page, way);
    expect(answersOf(app, "Lorna Whyte")).toEqual([]);

    // when: one press
    await press(page, way, "button", /I’m coming/);

    // then: it is saved, said, and can be changed on the page that it led to
    await expect(page.getByText(/You said: Coming/)).toBeVisible();
    expect(answersOf(app, "Lorna Whyte")).toEqual([["accepted", null]]);
    await press(page, way, "button", /Apologies/);
    await expect(page.getByText(/You said: Apologies/)).toBeVisible();
    // nobody else is of her discipline, so nobody could be sent
    await expect(page.getByText("send a deputy")).toHaveCount(0);
    await write(page, way, /^Why/, "At a funeral");
    await press(page, way, "button", "Save why");
    await expect(page.getByText(/You said: Apologies: At a funeral/)).toBeVisible();
    expect(answersOf(app, "Lorna Whyte")).toEqual([["declined", "At a funeral"]]);
    await expectClean(page, way);

    // and: the mail's own link tells what was said, answers nothing, and brings a new one
    await page.goto(link);
    await expect(page.getByText("Apologies: At a funeral")).toBeVisible();
    await expect(page.getByRole("button", { name: /I’m coming/ })).toHaveCount(0);
    await expectClean(page, way);
    await press(page, way, "button", "Send me a new link");
    await expect(page.getByText("We have sent you a new link")).toBeVisible();
    await page.goto(await linkMailedTo(app, "Lorna Whyte", link));
    await press(page, way, "button", /Perhaps/);
    await expect(page.getByText(/You said: Perhaps/)).toBeVisible();
    expect(errors).toEqual([]);
  });

  test(`all dates of a series with one press, and one of them otherwise, ${way}`, async ({ browser, app }) => {
    test.setTimeout(120_000);
    await planned(browser, app, 3);
    const page = await strangersWindow(browser, app, way);
    const errors = listenForErrors(page);
    await page.goto(await linkMailedTo(app, "Lorna Whyte"));
    await expectClean(page, way);

    await press(page, way, "button", "I’m coming (all 3 dates)");
    await expect(page.getByText("You said: Coming")).toHaveCount(3);
    await press(page, way, "button", `Apologies (meeting of ${await dateOf(page, 2)})`);
    await expect(page.getByText("You said: Apologies")).toHaveCount(1);
    expect(answersOf(app, "Lorna Whyte")).toEqual([
      ["accepted", null],
      ["declined", null],
      ["accepted", null],
    ]);
    await expectClean(page, way);
    expect(errors).toEqual([]);
  });
}

test("a press keeps one's place in a list of dates, and the way back leads to no used link", async ({
  browser,
  app,
}) => {
  await planned(browser, app, 3);
  const page = await strangersWindow(browser, app, "with script");
  await page.goto("/sign-in");
  await page.goto(await linkMailedTo(app, "Lorna Whyte"));
  await page.waitForLoadState("networkidle");
  const button = page.getByRole("button", { name: `Perhaps (meeting of ${await dateOf(page, 2)})` });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("You said: Perhaps")).toBeVisible();
  await expect(page.getByRole("status")).toHaveText("Your answer is saved.");
  await expect(button).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(/sign-in/);
});

test("a browser in which a colleague is signed in says whose answer it is", async ({ browser, app }) => {
  await planned(browser, app, 1);
  const page = await windowOf(browser, app, "Ruth MacAulay");
  await page.goto(await linkMailedTo(app, "Lorna Whyte"));
  await expect(page.getByText("This answers for Lorna Whyte")).toBeVisible();
  await page.getByRole("button", { name: /I’m coming/ }).click();
  await expect(page.getByText(/You said: Coming/)).toBeVisible();
  await expectAccessible(page);
  expect(answersOf(app, "Lorna Whyte")).toEqual([["accepted", null]]);
  expect(answersOf(app, "Ruth MacAulay")).toEqual([]);
});

test("a link that does not work says so in one way, whatever became of it", async ({ browser, app }) => {
  const page = await strangersWindow(browser, app, "with script");
  const response = await page.goto("/answer/none");
  expect([response?.status(), response?.headers()["cache-control"]]).toEqual([200, "no-store"]);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link does not work any more");
  await expectAccessible(page);
});
