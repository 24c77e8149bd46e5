/** Quorum, case by case: set while the agenda is built, said when the case is called. */
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
  type App,
} from "./story.ts";

function meetingOf(app: App): string {
  const [row] = app.rows("select id from meeting where closed_at is null order by starts_at limit 1");
  return String(row?.id);
}

for (const way of ways) {
  test(`a case that is not quorate is said to be so, and left for later, ${way}`, async ({ browser, app }) => {
    // given: the coordinator says that the first case also needs community mental health, which sent apologies
    const meeting = meetingOf(app);
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await page.goto(`/meetings/${meeting}`);
    await expect(page.getByText("Community mental health cannot come")).toHaveCount(0);
    await unfold(page, way, "Who each case needs");
    await tick(page, way, "checkbox", "Community mental health");
    await press(page, way, "button", /^Save who Case 4 . DK needs/);
    await expect(page.getByText("Community mental health cannot come").first()).toBeVisible();
    if (way !== "with script off") await expectAccessible(page);

    // when: the room is opened and the case called
    await press(page, way, "button", "Open the room");
    await page.waitForURL(/live/);
    await press(page, way, "button", /Next case: 4/);
    await expect(page.getByText("What you decide is provisional.")).toBeVisible();
    if (way !== "with script off") await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 568 });
    await expectNoSidewaysScroll(page);
    await press(page, way, "button", "Discuss it later");

    // then: the outcome is kept with who was missing, whichever way it was done
    await expect(page.getByText(/Discussed, not quorate: without .*Community mental health/)).toBeVisible();
    const [item] = app.rows("select needs, missing from agenda_item where outcome = 'deferred'");
    const [needs, missing] = [item?.needs, item?.missing].map((kept) => JSON.parse(String(kept)) as string[]);
    expect(needs).toContain("mental-health");
    expect(missing).toEqual(["advice-worker", "mental-health"]);
  });
}
