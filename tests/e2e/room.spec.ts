/** The room with several devices, and without a network: nothing that was written is lost, and nothing shown that is not theirs. */
import type { Browser, Page } from "@playwright/test";

import { expect, expectAccessible, expectNoSidewaysScroll, test, windowOf, type App } from "./story.ts";

const sizes = [
  { width: 320, height: 700 },
  { width: 1280, height: 800 },
];

function meetingOf(app: App): string {
  const [row] = app.rows("select id from meeting where closed_at is null order by starts_at limit 1");
  return String(row?.id);
}

/** The chair's window, with the room at its first case: that of Darren Kilgour. */
async function chairAtFirstCase(browser: Browser, app: App): Promise<Page> {
  const page = await windowOf(browser, app, "Catriona Bell", "with script", `/meetings/${meetingOf(app)}/live`);
  await page.getByRole("button", { name: "Open the room" }).click();
  await page.getByRole("button", { name: /^Next case/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Item 1");
  return page;
}

async function inRoom(browser: Browser, app: App, name: string): Promise<Page> {
  const page = await windowOf(browser, app, name, "with script", `/meetings/${meetingOf(app)}/live`);
  await expect(page.getByText("Live: changes show by themselves.")).toBeVisible();
  return page;
}

const lineOf = (page: Page) => page.getByLabel(/Add a note/);
const said = (page: Page) => page.locator("#said");
const writtenIn = (app: App) =>
  app.rows("select text from discussion_note where undone_at is null order by written_at, id").map(({ text }) => text);

async function expectClean(page: Page): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
}

test("lines typed without a network, and over a killed server, are sent in order and once", async ({
  browser,
  app,
}) => {
  // given: chair and scribe are in the room, and the scribe's page does not try again what got no answer
  const chair = await chairAtFirstCase(browser, app);
  const control = await inRoom(browser, app, "Morag Tennant");
  await control.addInitScript(() => {
    const inTime = Reflect.get(window, "setTimeout") as (run: () => void, after?: number) => number;
    const never = (run: () => void, after?: number) => (after === 3_000 ? 0 : inTime(run, after));
    Object.assign(window, { setTimeout: never });
  });
  await control.reload();

  // when: the network is gone, two lines are ended and a third begun
  await lineOf(chair).focus();
  await chair.context().setOffline(true);
  await chair.keyboard.type("First without a network\n");
  await chair.keyboard.type("= second without a network\n");
  await expect(chair.locator("summary", { hasText: "Not sent yet: 2" })).toBeVisible();
  await expect(lineOf(chair)).toBeFocused();
  await expectClean(chair);
  await chair.keyboard.type("Half a th");
  expect(writtenIn(app)).toEqual([]);

  // then: they are sent when it is back, in order and once, and what was being typed still is
  await chair.context().setOffline(false);
  await expect(said(chair)).toContainText("DECIDED second without a network");
  await expect(chair.getByText("Not sent yet")).toHaveCount(0);
  expect(writtenIn(app)).toEqual(["First without a network", "second without a network"]);
  await expect(lineOf(chair)).toHaveValue("Half a th");

  // when: the server is killed in mid-meeting
  await app.kill();
  await lineOf(control).fill("Never tried again");
  await lineOf(control).press("Enter");
  await expect(control.locator("summary", { hasText: "Not sent yet: 1" })).toBeVisible();
  await chair.keyboard.type("ought\n");
  await chair.keyboard.type("And another\n");
  await expect(chair.locator("summary", { hasText: "Not sent yet: 2" })).toBeVisible();
  await app.restart();

  // then: nothing that was acknowledged is lost, both are sent, and the page that does not try again has lost its own
  await expect(said(chair)).toContainText("And another");
  const all = ["First without a network", "second without a network", "Half a thought", "And another"];
  expect(writtenIn(app)).toEqual(all);
  await control.reload();
  await expect(said(control)).toContainText("And another");
  expect(writtenIn(app)).toEqual(all);
});
