/** A date of a series moves, several do, one is left out, and an extra meeting is put between them. */
import {
  choose,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  press,
  test,
  tick,
  waysAndPhone,
  windowOf,
  write,
  type App,
  type Way,
} from "./story.ts";
import type { Browser, Page } from "@playwright/test";

/** Morag's window, once she has planned a series like the last one. */
async function aSeries(browser: Browser, app: App, way: Way): Promise<Page> {
  const page = await windowOf(browser, app, "Morag Tennant", way);
  await page.goto("/meetings/new");
  await press(page, way, "button", /^Create \d+ meetings/);
  await expect(page).toHaveURL(/\/meetings\?planned/);
  return page;
}

interface Kept {
  id: string;
  starts_at: string;
  ends_at: string;
  place: string;
  cancelled_reason: string | null;
}

function series(app: App): Kept[] {
  return app.rows(
    "select id, starts_at, ends_at, place, cancelled_reason from meeting where series_id = (select id from series order by planned_at desc, id desc) order by recurs_at",
  ) as unknown as Kept[];
}

function mails(app: App, kind: string): string[] {
  return app.rows("select text from message where kind = ? order by id", kind).map((row) => String(row.text));
}

/** The words of the list for a date: "Thursday 31 December 2026". */
function dayWords(instant: string, days = 0): string {
  const day = new Date(Date.parse(instant) + days * 86_400_000);
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "Europe/London",
  })
    .format(day)
    .replace(",", "");
}

async function writeDay(page: Page, way: Way, instant: string, days: number, group = "New day"): Promise<void> {
  const [year = "", month = "", day = ""] = new Date(Date.parse(instant) + days * 86_400_000)
    .toISOString()
    .slice(0, 10)
    .split("-");
  await write(page, way, "Day", String(Number(day)), group);
  await write(page, way, "Month", String(Number(month)), group);
  await write(page, way, "Year", year, group);
}

for (const way of waysAndPhone) {
  test(`a coordinator moves one date in two clicks and a reason, ${way}`, async ({ browser, app }) => {
    const page = await aSeries(browser, app, way);
    const date = series(app)[1];
    if (!date) throw new Error("There is no second date.");

    // click one
    await press(page, way, "link", new RegExp(`^Move ${dayWords(date.starts_at)}`));
    await writeDay(page, way, date.starts_at, 1);
    await write(page, way, "Why does it move?", "The room is taken");
    // click two
    await press(page, way, "button", "Move the meeting");

    await expect(page.getByRole("status")).toContainText(/The meeting was moved\. \d+ people are told by mail\./);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(dayWords(date.starts_at, 1));
    const after = series(app)[1];
    expect(after?.starts_at.slice(0, 10)).toBe(
      new Date(Date.parse(date.starts_at) + 86_400_000).toISOString().slice(0, 10),
    );
    const told = mails(app, "moved");
    expect(told.length).toBeGreaterThan(1);
    for (const text of told) {
      expect(text).toContain(
        `Moved: ${dayWords(date.starts_at)}, 1pm to 3pm -> ${dayWords(date.starts_at, 1)}, 1pm to 3pm`,
      );
      expect(text).toContain("Why: The room is taken");
    }
  });

  test(`this and later ones move after they were shown, ${way}`, async ({ browser, app }) => {
    const page = await aSeries(browser, app, way);
    const before = series(app);
    const date = before[2];
    if (!date) throw new Error("There is no third date.");
    await press(page, way, "link", new RegExp(`^Move ${dayWords(date.starts_at)}`));
    await writeDay(page, way, date.starts_at, -1);
    await write(page, way, "Starts at", "10:00");
    await tick(page, way, "radio", new RegExp(`This and the ${before.length - 3} after it`));
    await press(page, way, "button", "Show what changes");

    // then: each date from and to, and nothing is kept or sent yet
    await expect(page.getByRole("heading", { name: "What moves" })).toBeVisible();
    await expect(page.getByRole("cell", { name: dayWords(date.starts_at, -1) })).toBeVisible();
    expect(series(app)).toEqual(before);
    expect(mails(app, "moved")).toEqual([]);
    await press(page, way, "button", new RegExp(`^Move ${before.length - 2} meetings and tell \\d+ people$`));

    await expect(page.getByRole("status")).toContainText(`${before.length - 2} meetings were moved.`);
    const after = series(app);
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    for (const [index, row] of after.slice(2).entries()) {
      const was = Date.parse(before[index + 2]?.starts_at ?? "");
      expect(new Date(was - 27 * 3_600_000).toISOString().slice(0, 16)).toBe(row.starts_at.slice(0, 16));
    }
    const people = app.rows("select distinct staff_id from message where kind = 'moved'");
    expect(mails(app, "moved")).toHaveLength(people.length);
  });

  test(`one date is skipped, and an extra meeting planned for what cannot wait, ${way}`, async ({ browser, app }) => {
    const page = await aSeries(browser, app, way);
    const [date] = series(app);
    if (!date) throw new Error("There is no date.");
    await press(page, way, "link", new RegExp(`^Skip ${dayWords(date.starts_at)}`));
    await write(page, way, "Why is it cancelled?", "Too many on leave");
    await press(page, way, "button", "Cancel the meeting");
    await expect(page.getByRole("status")).toContainText(/The meeting was cancelled\. \d+ people are told/);
    expect(series(app)[0]?.cancelled_reason).toBe("Too many on leave");

    await page.goto("/meetings");
    await press(page, way, "link", "Extra meeting");
    await write(page, way, "Why can it not wait?", "Waiting for the next one is too long");
    await writeDay(page, way, date.starts_at, 4, "Day");
    await write(page, way, "Starts at", "9am");
    await choose(page, way, "Takes", "1 hour");
    await press(page, way, "button", "Plan the meeting and invite");
    await expect(page.getByText("Extra meeting, because: Waiting for the next one is too long")).toBeVisible();
    const [extra] = app.rows("select starts_at, series_id from meeting where extra_reason is not null");
    expect(String(extra?.starts_at)).toMatch(/T0[89]:00/);
    expect(mails(app, "invitation").filter((text) => text.includes("extra team meeting")).length).toBeGreaterThan(1);
    await page.goto("/");
    await expect(page.getByText(dayWords(date.starts_at, 4).replace(/ \d{4}$/, "")).first()).toBeVisible();
  });
}

test("two coordinators move the same date: the second sees both, and what they typed is kept", async ({
  browser,
  app,
}) => {
  for (const way of ["with script", "with script off"] as const) {
    const first = await aSeries(browser, app, way);
    const second = await windowOf(browser, app, "Morag Tennant", way);
    const date = series(app).at(-1);
    if (!date) throw new Error("There is no date.");
    await second.goto(`/meetings/${date.id}?change=move`);
    await first.goto(`/meetings/${date.id}?change=move`);
    await writeDay(first, way, date.starts_at, 1);
    await press(first, way, "button", "Move the meeting");
    await expect(first.getByRole("status")).toContainText("The meeting was moved.");

    await writeDay(second, way, date.starts_at, 4);
    await write(second, way, "Why does it move?", "The room is taken");
    await press(second, way, "button", "Move the meeting");
    const alert = second.getByRole("alert");
    await expect(alert).toContainText(`It is now on ${dayWords(date.starts_at, 1)}, 1pm to 3pm`);
    await expect(alert).toContainText(`You had: ${dayWords(date.starts_at, 4)}, 1pm to 3pm`);
    await expect(second.getByLabel("Why does it move?")).toHaveValue("The room is taken");
    await press(second, way, "button", "Move the meeting");
    await expect(second.getByRole("heading", { level: 1 })).toContainText(dayWords(date.starts_at, 4));
    await first.context().close();
    await second.context().close();
  }
});

test("the forms of a change are clean, shown and refused, narrow and wide", async ({ browser, app }) => {
  test.setTimeout(120_000);
  const page = await aSeries(browser, app, "with script");
  const date = series(app)[3];
  if (!date) throw new Error("There is no fourth date.");
  const look = async () => {
    for (const size of [
      { width: 320, height: 568 },
      { width: 1280, height: 800 },
    ]) {
      await page.setViewportSize(size);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  };
  await page.goto(`/meetings/${date.id}?change=move`);
  await writeDay(page, "with script", date.starts_at, 4);
  await page.getByRole("radio", { name: /^All \d+ dates that have not begun/ }).check();
  await page.getByRole("button", { name: "Move the meeting" }).click();
  await expect(page.getByRole("heading", { name: "What moves" })).toBeVisible();
  await look();
  await page.goto(`/meetings/${date.id}?change=move`);
  await page.getByLabel("Starts at").fill("soon");
  await page.getByRole("button", { name: "Move the meeting" }).click();
  await expect(page.getByRole("alert")).toContainText("Enter when it starts");
  await look();
  await page.goto(`/meetings/${date.id}?change=cancel`);
  await look();
  await page.goto("/meetings/extra");
  await page.getByRole("button", { name: "Plan the meeting and invite" }).click();
  await expect(page.getByRole("alert")).toContainText("Enter the day of the meeting");
  await look();
});
