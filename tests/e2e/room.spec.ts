/** The room with several devices, and without a network: nothing that was written is lost, and nothing shown that is not theirs. */
import type { Browser, Page } from "@playwright/test";

import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  press,
  settleWhatMustBe,
  test,
  tick,
  unfold,
  windowOf,
  write,
  type App,
} from "./story.ts";

// Each of them is a meeting with several devices; the limit is for a page that hangs.
test.describe.configure({ timeout: 120_000 });

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
  const page = await inRoom(browser, app, "Catriona Bell");
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
const linesOn = (page: Page) => page.locator("#said > ul > li");
const writtenIn = (app: App) =>
  app.rows("select text from discussion_note where undone_at is null order by written_at, id").map(({ text }) => text);

/** Sooner than a page without signals would read itself. */
const bySignal = { timeout: 9_000 };

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
  await lineOf(chair).fill("");

  // when: the network goes just after a line was answered, so that the page cannot be read anew, what is typed stays
  await chair.route(/\.data\?/, (route) => route.abort());
  await lineOf(control).fill("Meanwhile elsewhere");
  await lineOf(control).press("Enter");
  await expect(said(control)).toContainText("Meanwhile elsewhere");
  await lineOf(chair).fill("Answered and not read");
  await lineOf(chair).press("Enter");
  await expect.poll(() => writtenIn(app).at(-1)).toBe("Answered and not read");
  await expect(lineOf(chair)).toHaveValue("");
  await chair.keyboard.type("Half a th");
  await chair.unrouteAll();

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
  const all = [
    ...["First without a network", "second without a network", "Meanwhile elsewhere", "Answered and not read"],
    ...["Half a thought", "And another"],
  ];
  expect(writtenIn(app)).toEqual(all);
  await control.reload();
  await expect(said(control)).toContainText("And another");
  expect(writtenIn(app)).toEqual(all);
});

test("five devices write at once, each line once and on all of them, and no outcome is written over unseen", async ({
  browser,
  app,
}) => {
  const chair = await chairAtFirstCase(browser, app);
  const names = ["Morag Tennant", "Fiona Galbraith", "Jamie Okafor", "Patrick Lennox"];
  const [scribe = chair, ...others] = await Promise.all(names.map((name) => inRoom(browser, app, name)));
  const devices = [chair, scribe, ...others];

  // when: all of them end a line at the same time
  const lines = ["New number", "= joint visit", "@jam phone housing by fri", "Letter came", "= ring him"];
  await Promise.all(devices.map((page, index) => lineOf(page).fill(lines[index] ?? "")));
  await Promise.all(devices.map((page) => lineOf(page).press("Enter")));

  // then: nobody waited for anybody, and each device has each line once
  for (const page of devices) {
    await expect(linesOn(page)).toHaveCount(lines.length, bySignal);
    for (const text of ["New number", "joint visit", "phone housing", "Letter came", "ring him"]) {
      await expect(linesOn(page).filter({ hasText: text })).toHaveCount(1);
    }
    await expect(lineOf(page)).toHaveValue("");
  }
  expect(writtenIn(app).sort()).toEqual(["Letter came", "New number", "joint visit", "ring him"]);

  // when: the chair records an outcome while the scribe is at another, and says why a decision was made
  await settleWhatMustBe(chair);
  await scribe.getByLabel("Plan changed").check();
  await scribe.getByLabel("Why", { exact: true }).fill("He moves on Monday");
  const about = scribe.locator("summary", { hasText: /Why, who agreed, who tells the person/ });
  const decided = await about.textContent();
  await about.click();
  await scribe.getByLabel("Why it was decided").fill("Nobody has seen the flat");
  await lineOf(chair).fill("= and one more decision");
  await lineOf(chair).press("Enter");
  await chair.getByLabel("Plan continued").check();
  await chair.getByRole("button", { name: "Record the outcome" }).click();

  // then: hers is still there beside theirs, and stands only when she presses again
  await expect(scribe.getByRole("heading", { name: "Outcome: Plan continued" })).toBeVisible(bySignal);
  await expect(said(scribe)).toContainText("and one more decision");
  await expect(about).toHaveText(decided ?? "");
  await expect(scribe.getByLabel("Why it was decided")).toHaveValue("Nobody has seen the flat");
  await scribe.getByRole("button", { name: "Record the outcome" }).click();
  await expect(scribe.getByText("Recorded meanwhile: Plan continued")).toBeVisible();
  await expect(scribe.getByLabel("Plan changed")).toBeChecked();
  const outcome = () =>
    app.rows(
      "select outcome, outcome_reason from agenda_item where concluded_at is not null and meeting_id = ?",
      meetingOf(app),
    );
  expect(outcome()).toEqual([{ outcome: "plan-continued", outcome_reason: null }]);
  await scribe.getByRole("button", { name: "Record the outcome" }).click();
  await expect.poll(outcome).toEqual([{ outcome: "plan-changed", outcome_reason: "He moves on Monday" }]);
  await expect(chair.getByRole("heading", { name: "Outcome: Plan changed" })).toBeVisible(bySignal);
});

test("the shared screen shows what all who are here may see, and initials until p", async ({ browser, app }) => {
  const chair = await chairAtFirstCase(browser, app);
  const screen = await chair.context().newPage();
  await screen.goto(`/meetings/${meetingOf(app)}/screen`);
  await expect(screen.getByText("First say who is here.")).toBeVisible();
  await expectClean(screen);
  const mowat = await inRoom(browser, app, "Alan Mowat");

  // when: two come who may see the case, and something is decided
  await chair.locator("summary", { hasText: "Who is here" }).click();
  for (const name of ["Dr Catriona Bell", "Fiona Galbraith"]) {
    await chair.getByRole("button", { name: `Here ${name}` }).click();
    await expect(chair.getByRole("button", { name: `Goes out ${name}` })).toBeVisible();
  }
  await lineOf(chair).fill("= Darren keeps his key");
  await lineOf(chair).press("Enter");
  const decided = screen.getByText("D. keeps his key");
  await expect(decided).toBeVisible(bySignal);
  await expect(screen.getByRole("heading", { level: 1 })).toContainText("D.K.");
  expect(await screen.content()).not.toMatch(/Darren|KILGOUR/i);
  await expectClean(screen);

  // then: it goes while somebody is here who may not see it, also where the name was asked for, and comes back after
  for (const names of ["hidden", "shown"]) {
    if (names === "shown") {
      await screen.keyboard.press("p");
      await expect(screen.getByText("Darren keeps his key")).toBeVisible();
    }
    await chair.getByRole("button", { name: "Here PC Alan Mowat" }).click();
    await expect(screen.getByText("This item shows when everybody here may see it.")).toBeVisible(bySignal);
    expect(await screen.locator("body").innerText()).not.toMatch(/keeps his key|D\.K\.|Darren/);
    await expect(chair.getByText(/Must leave until it is over:.*PC Alan Mowat/)).toBeVisible();
    await chair.getByRole("button", { name: "Goes out PC Alan Mowat" }).click();
    await expect(screen.getByText("keeps his key")).toBeVisible(bySignal);
  }
  await screen.keyboard.press("p");
  await expect(decided).toBeVisible();

  // and his own device had nothing of it at any time
  await expect(mowat.getByRole("heading", { level: 1 })).toHaveText(/This item is not for you/);
  expect(await mowat.content()).not.toMatch(/keeps his key|Darren|KILGOUR/i);
});

for (const way of ["with script", "with script off"] as const) {
  test(`a meeting from the first case to its approved record, ${way}`, async ({ browser, app }) => {
    const isAlive = way === "with script";
    const meeting = meetingOf(app);
    const page = await windowOf(browser, app, "Catriona Bell", way, `/meetings/${meeting}/live`);
    const clean = async () => (isAlive ? expectClean(page) : undefined);
    await press(page, way, "button", "Open the room");
    await clean();

    // given: who said yes is here, and one of them goes out again
    await press(page, way, "button", /^All who said yes are here/);
    await press(page, way, "button", /^Next case/);
    await expect(page.getByText("Nothing written for this case yet.")).toBeVisible();
    await clean();
    await unfold(page, way, /^Who is here/);
    await press(page, way, "button", "Goes out Jamie Okafor");
    await expect(page.getByRole("button", { name: "Goes out Jamie Okafor" })).toHaveCount(0);

    // when: somebody finds that they know the person, the case is no longer on their device, until they were wrong
    const fiona = await windowOf(browser, app, "Fiona Galbraith", way, `/meetings/${meeting}/live`);
    await unfold(fiona, way, "I have a conflict of interest");
    await press(fiona, way, "button", "Leave this case");
    await expect(fiona.getByRole("heading", { level: 1 })).toHaveText(/This item is not for you/);
    expect(await fiona.locator("#maincontent").innerText()).not.toMatch(/KILGOUR|Darren/);
    await press(fiona, way, "button", /^I was wrong/);
    await expect(fiona.getByRole("heading", { level: 1 })).toContainText("Item 1");

    // when: a line is taken back, another stays, and the case is escalated and sent on
    for (const text of ["Said by mistake", "= ask for help today"]) {
      await write(page, way, /Add a note/, text);
      await lineOf(page).press("Enter");
      await expect(said(page)).toContainText(text.replace("= ", "DECIDED "));
    }
    await clean();
    await press(page, way, "button", "Undo “Said by mistake”");
    await expect(said(page)).not.toContainText("Said by mistake");
    await settleWhatMustBe(page);
    await tick(page, way, "radio", "Escalated");
    await page.getByLabel("Why", { exact: true }).fill("He is not safe");
    await page.getByLabel("If escalated: to").selectOption({ index: 1 });
    await press(page, way, "button", "Record the outcome");
    await expect(page.getByRole("heading", { name: "Outcome: Escalated" })).toBeVisible();
    await clean();
    await press(page, way, "button", "Sent");
    await expect(page.getByText(/: sent .*10(:\d\d)?am/)).toBeVisible();

    // when: the next case is left for another time, and the meeting closed
    await press(page, way, "button", /^Next case/);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Item 2");
    await unfold(page, way, "Defer to the next meeting");
    await clean();
    await press(page, way, "button", "No time");
    await expect(page.getByRole("heading", { name: "Outcome: Deferred" })).toBeVisible();
    await press(page, way, "button", "Close the meeting");
    await press(page, way, "button", "Carry them and close the meeting");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/The room is closed/);
    await clean();

    // then: it asks how it was, and the record is put right beside what was written, and approved
    for (const question of [/worth your time/, /view heard/, /in the way/]) {
      await page.getByRole("group", { name: question }).getByRole("radio").first().check();
    }
    await press(page, way, "button", "Send");
    await expect(page.getByRole("heading", { name: "How was this meeting?" })).toHaveCount(0);
    await page.goto(`/meetings/${meeting}/record`);
    await clean();
    await expect(page.getByText(/Jamie Okafor \(10(:\d\d)?am to 10(:\d\d)?am\)/)).toBeVisible();
    await expect(page.getByText("Decided: ask for help today")).toBeVisible();
    await unfold(page, way, /^Put something right in case/);
    await page.getByLabel("What is to be put right?").first().fill("He asked for help himself");
    await press(page, way, "button", "Add it beside the record");
    await expect(page.getByText(/He asked for help himself · Dr Catriona Bell/)).toBeVisible();
    await press(page, way, "button", "Approve the record");
    await expect(page.getByText(/^Approved by the chair/)).toBeVisible();
    await expect(page.getByText(/^Put something right/)).toHaveCount(0);
    await clean();
    expect(app.rows("select count(*) as given from pulse where worth = 1")).toEqual([{ given: 1 }]);
  });
}

test("the focus is never lost: each press leads to the next thing to do", async ({ browser, app }) => {
  const page = await inRoom(browser, app, "Catriona Bell");
  const heading = (name: string | RegExp) => page.getByRole("heading", { name });
  await page.getByRole("button", { name: "Open the room" }).press("Enter");
  await expect(heading("First the actions")).toBeFocused();
  await page.getByRole("button", { name: /^All who said yes are here/ }).press("Enter");
  await expect(heading("First the actions")).toBeFocused();
  await page.getByRole("button", { name: /^Next case/ }).press("Enter");
  await expect(heading("Item 1")).toBeFocused();

  // the line keeps it, whatever comes of the line
  await lineOf(page).focus();
  for (const text of ["A first note", "A second note", "@zoe phone housing"]) {
    await page.keyboard.type(`${text}\n`);
    await expect(lineOf(page)).toBeFocused();
  }
  await expect(page.getByText("Nobody called zoe on this case").first()).toBeVisible();
  await lineOf(page).fill("");
  await expect(said(page)).toContainText("A second note");
  await page.keyboard.press("Control+z");
  await expect(said(page)).not.toContainText("A second note");
  await expect(lineOf(page)).toBeFocused();
  await page.getByRole("button", { name: "Undo “A first note”" }).press("Enter");
  await expect(heading("What we said")).toBeFocused();

  // what is recorded is read next, and the line goes on to the next case
  await page.locator("summary", { hasText: "Defer to the next meeting" }).press("Enter");
  await page.getByRole("button", { name: "No time" }).press("Enter");
  await expect(heading("Outcome: Deferred")).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
  await lineOf(page).focus();
  await page.keyboard.press("Control+Enter");
  await expect(heading("Item 2")).toBeVisible();
  await expect(lineOf(page)).toBeFocused();

  // a verdict in the review, by its key and by its button
  await page.goto(`/meetings/${meetingOf(app)}/actions`);
  const list = page.getByRole("region", { name: /actions/i }).first();
  await list.focus();
  await page.keyboard.press("d");
  await expect(page.getByText("Reviewed").first()).toBeVisible();
  await expect(list).toBeFocused();
  await page
    .getByRole("button", { name: /^On track/ })
    .last()
    .press("Enter");
  await expect(page.getByText("Reviewed").nth(1)).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
});
