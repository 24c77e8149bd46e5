/** The room: review actions, record a new one, follow from another device. */
import type { Page } from "@playwright/test";
import { expect, press, test, ways, windowOf, write, type App } from "./story.ts";

function meetingOf(app: App): string {
  const [row] = app.rows("select id from meeting where closed_at is null order by starts_at limit 1");
  return String(row?.id);
}

for (const way of ways) {
  test(`the chair reviews an action and records a new one, ${way}`, async ({ browser, app }) => {
    // given: the room is open
    const meeting = meetingOf(app);
    const page = await windowOf(browser, app, "Catriona Bell", way);
    await page.goto(`/meetings/${meeting}`);
    await press(page, way, "button", "Open the room");
    await expect
      .poll(() => app.rows("select id from meeting where opened_at is not null and closed_at is null").length)
      .toBe(1);

    // when: a verdict in the review, then an action in one line at the first case
    await page.goto(`/meetings/${meeting}/actions`);
    await press(page, way, "button", /^Done “Update the Key Information Summary/);
    await expect(page.getByText("Reviewed").first()).toBeVisible();
    // The page says so at once; leaving it before it is saved would cut the press off.
    await expect
      .poll(
        () =>
          app.rows("select closed_as, outcome from action where text like 'Update the Key Information Summary%'")[0],
      )
      .toEqual({ closed_as: "done", outcome: "achieved" });
    await page.goto(`/meetings/${meeting}/live`);
    await press(page, way, "button", /first case|Next case/i);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Item 1");
    await write(page, way, /Add a note/, "@jamie phone housing by next meeting");
    await page.keyboard.press("Enter");

    // then: one owner, a day, and the same rows whichever way it was done
    await expect(page.getByText("phone housing").first()).toBeVisible();
    const actions = () =>
      app.rows(
        `select s.name, a.due = n.day as is_due_then from action a join staff s on s.id = a.owner_id,
         (select substr(starts_at, 1, 10) as day from meeting where closed_at is null and opened_at is null order by starts_at limit 1) n
         where a.text = 'phone housing'`,
      );
    await expect.poll(actions).toEqual([{ name: "Jamie Okafor", is_due_then: 1 }]);
  });
}

test("nobody called that on this case: the line asks, and its text stays", async ({ browser, app }) => {
  const meeting = meetingOf(app);
  const page = await windowOf(browser, app, "Catriona Bell");
  await page.goto(`/meetings/${meeting}`);
  await page.getByRole("button", { name: "Open the room" }).click();
  await page.waitForURL(/live/);
  await page
    .getByRole("button", { name: /first case|Next case/i })
    .first()
    .click();
  const line = page.getByLabel(/Add a note/);
  await line.fill("@zoe phone housing by friday");
  await line.press("Enter");
  await expect(page.getByText("Nobody called zoe on this case").first()).toBeVisible();
  await expect(line).toHaveValue("@zoe phone housing by friday");
  expect(app.rows("select id from action where text like '%phone housing%'")).toEqual([]);
});

test("a second browser follows the room live, and catches up after its connection was cut", async ({
  browser,
  app,
}) => {
  // given: chair and social worker are both in the room
  const meeting = meetingOf(app);
  const chair = await windowOf(browser, app, "Catriona Bell");
  await chair.goto(`/meetings/${meeting}`);
  await chair.getByRole("button", { name: "Open the room" }).click();
  await chair.waitForURL(/live/);
  const fiona = await windowOf(browser, app, "Fiona Galbraith");
  await fiona.goto(`/meetings/${meeting}/live`);
  const mowat = await windowOf(browser, app, "PC Alan Mowat");
  await mowat.goto(`/meetings/${meeting}/live`);

  // when: the chair goes to the first case and writes
  await chair
    .getByRole("button", { name: /first case|Next case/i })
    .first()
    .click();
  await expect(fiona.getByRole("heading", { level: 1 })).toContainText("Item 1", { timeout: 2_000 });
  await chair.getByLabel(/Add a note/).fill("He has a new number");
  await chair.getByLabel(/Add a note/).press("Enter");

  // then: within two seconds it is on the other device, and nothing of it on that of the police
  await expect(fiona.getByText("He has a new number")).toBeVisible({ timeout: 2_000 });
  await expect(mowat.getByText(/not for you/)).toBeVisible();
  expect(await mowat.content()).not.toContain("He has a new number");

  // and when her connection is cut, she catches up by herself after it is back
  await fiona.context().setOffline(true);
  await chair.getByLabel(/Add a note/).fill("= joint visit on Friday");
  await chair.getByLabel(/Add a note/).press("Enter");
  await expect(chair.getByText("joint visit on Friday").first()).toBeVisible();
  await expect(fiona.getByText("joint visit on Friday")).toHaveCount(0);
  await fiona.context().setOffline(false);
  await expect(fiona.getByText("joint visit on Friday").first()).toBeVisible({ timeout: 10_000 });
});

test("an unfinished case is at the top of the next meeting by itself", async ({ browser, app }) => {
  const meeting = meetingOf(app);
  const page = await windowOf(browser, app, "Catriona Bell");
  await page.goto(`/meetings/${meeting}`);
  await page.getByRole("button", { name: "Open the room" }).click();
  await page.waitForURL(/live/);
  await page
    .getByRole("button", { name: /first case|Next case/i })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Item 1");
  await settleWhatMustBe(page);
  await page.getByLabel("Plan continued").check();
  await page.getByRole("button", { name: /outcome/i }).click();
  await expect
    .poll(
      () => app.rows("select id from agenda_item where outcome = 'plan-continued' and meeting_id = ?", meeting).length,
    )
    .toBe(1);
  await page
    .getByRole("button", { name: /Close the meeting/ })
    .first()
    .click();
  await expect
    .poll(() => app.rows("select id from meeting where id = ? and closed_at is not null", meeting).length)
    .toBe(1);
  const next = app.rows(
    `select c.number, i.position from agenda_item i join mdt_case c on c.id = i.case_id
     where i.meeting_id = (select id from meeting where closed_at is null order by starts_at limit 1) order by i.position`,
  );
  const [concluded] = app.rows(
    "select c.number from agenda_item i join mdt_case c on c.id = i.case_id where i.outcome = 'plan-continued' and i.meeting_id = ?",
    meeting,
  );
  expect(next).toHaveLength(4);
  expect(next.at(-1)?.number).toBe(concluded?.number);
});

/** In the room, each disagreement that would keep the case from being concluded: the newest value. */
async function settleWhatMustBe(page: Page): Promise<void> {
  const differing = page.locator("section", { has: page.getByRole("heading", { name: "Sources differ" }) });
  const mustBe = differing.getByText("Must be settled", { exact: true });
  for (let left = await mustBe.count(); left > 0; left -= 1) {
    await differing
      .locator("summary", { hasText: /^Settle/ })
      .first()
      .click();
    await differing.getByRole("radio").first().check();
    await differing.getByLabel("How do you know?").first().fill("Asked today");
    await differing.getByRole("button", { name: "Settle" }).first().click();
    await expect(mustBe).toHaveCount(left - 1);
  }
}
