/** The room: review actions, record a new one, follow from another device. */
import type { Page } from "@playwright/test";
import {
  alive,
  choose,
  expect,
  expectAccessible,
  press,
  settleWhatMustBe,
  test,
  unfold,
  ways,
  windowOf,
  write,
  type App,
} from "./story.ts";

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

/** Twenty actions of one case that were agreed before, and the room that reviews them, open. */
async function twentyToReview(page: Page, app: App): Promise<string> {
  const meeting = meetingOf(app);
  const post = async (verb: string, data: object) => {
    const headers = { origin: app.url, "idempotency-key": `${verb} ${JSON.stringify(data)}`.slice(0, 190) };
    const answer = await page.request.post(`${app.url}/trpc/${verb}`, { headers, data });
    expect(answer.status(), verb).toBe(200);
  };
  const [shared] = app.rows(
    `select o.case_id, o.staff_id from case_member o join staff s on s.id = o.staff_id
     join case_member c on c.case_id = o.case_id join staff b on b.id = c.staff_id
     where s.name = 'Jamie Okafor' and b.name = 'Dr Catriona Bell' and o.ended_at is null order by o.case_id`,
  );
  for (let n = 1; n <= 20; n += 1) {
    const due = `2026-12-${String(n).padStart(2, "0")}`;
    const action = { caseId: shared?.case_id, ownerId: shared?.staff_id, text: `Errand number ${n}`, due };
    await post("actions.record", action);
  }
  await post("meetings.start", { meetingId: meeting });
  return meeting;
}

/** What was said of the twenty, one by one, as it is kept. */
const verdictsOn = (app: App) =>
  app
    .rows(
      `select u.kind from action_update u join action a on a.id = u.action_id
       where a.text like 'Errand%' and u.kind != 'recorded' order by u.at, u.id`,
    )
    .map((row) => row.kind);

test.describe("twenty actions", () => {
  test.use({ emptied: ["action_update", "request_answer", "inquiry", "action"] });

  test("are 24 keys without a click, and the focus is never lost", async ({ browser, app }) => {
    const page = await windowOf(browser, app, "Catriona Bell");
    const meeting = await twentyToReview(page, app);
    await page.goto(`/meetings/${meeting}/actions#review`);
    await alive(page);
    const list = page.locator("#review");
    await expect(list).toBeFocused();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Actions: 20 open/);
    await expectAccessible(page);
    await page.evaluate(() => {
      const counted = { keys: 0, clicks: 0 };
      Object.assign(window, { counted });
      document.addEventListener("keydown", () => (counted.keys += 1), true);
      document.addEventListener("mousedown", () => (counted.clicks += 1), true);
    });

    // when: 10 done, 6 on track, 3 given a new date, 1 blocked; after each key the list has the focus
    const keys = [..."dddddddddd", ..."tttttt", ..."r2", ..."r5", ..."rn", ..."b2"];
    for (const key of keys) {
      await page.keyboard.press(key);
      expect(await list.evaluate((element) => element === document.activeElement), key).toBe(true);
      if (key === "r") await expect(page.getByRole("status")).toContainText("press 1 to 9 for weeks");
    }

    // then
    await expect(page.getByText("20 of 20 reviewed").first()).toBeVisible();
    const counted = await page.evaluate(() => (window as unknown as { counted: object }).counted);
    expect(counted).toEqual({ keys: 24, clicks: 0 });
    expect(verdictsOn(app).sort()).toEqual([
      "blocked",
      ...Array<string>(10).fill("done"),
      ...Array<string>(3).fill("moved"),
      ...Array<string>(6).fill("reviewed"),
    ]);
    expect(app.rows("select coded from action_update where kind = 'blocked'")).toEqual([
      { coded: "waits-for-service" },
    ]);
    await expectAccessible(page);

    // u takes the last back, also that before it; ? lists the keys; outside the list keys are letters
    await page.keyboard.press("u");
    await expect(page.getByText("19 of 20 reviewed").first()).toBeVisible();
    await expect(list).toBeFocused();
    await page.keyboard.press("?");
    await expect(page.getByText("Keys work while the list has the focus.")).toBeVisible();
    await page.getByRole("link", { name: /^Blocked/ }).focus();
    await page.keyboard.press("d");
    await list.focus();

    // a reason is asked, given by another key, and the row that is refused says why
    await page.keyboard.press("b");
    await expect(page.getByRole("status")).toContainText("Blocked: press 1 to 8");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.goto(`/meetings/${meeting}/actions?show=overdue#review`);
    await expect(page.getByText("None overdue.")).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe("each verdict", () => {
  test.use({ emptied: ["action_update", "request_answer", "inquiry", "action"] });

  for (const way of ["with script", "with script off"] as const) {
    test(`is one click on its row, and what came between is said there, ${way}`, async ({ browser, app }) => {
      const page = await windowOf(browser, app, "Catriona Bell", way);
      const meeting = await twentyToReview(page, app);
      await page.goto(`/meetings/${meeting}/actions`);
      if (way === "with script") await alive(page);
      const clicks = [
        [/^Done.*“Errand number 1”/, "done"],
        [/^On track.*“Errand number 2”/, "reviewed"],
        [/^Owner absent.*“Errand number 3”/, "reviewed"],
        [/^2.*new date of “Errand number 4”/, "moved"],
        [/^3.*blocked “Errand number 5”/, "blocked"],
      ] as const;
      for (const [index, [name]] of clicks.entries()) {
        // Without script all verdicts stand on the row that is asked for; with it on the one whose turn it is.
        if (way === "with script off" && index > 1) {
          await page.getByRole("link", { name: `More “Errand number ${index + 1}”`, exact: true }).click();
        }
        await page.getByRole("button", { name }).click();
        await expect(page.getByText(`${index + 1} of 20 reviewed`).first()).toBeVisible();
      }
      expect(verdictsOn(app)).toEqual(clicks.map(([, kind]) => kind));

      // what needs more than a press: dropped for a reason, and split in two
      const row = page.getByRole("listitem").filter({ hasText: "Errand number 6" });
      if (way === "with script off") await row.getByRole("link", { name: /^More/ }).click();
      await row.locator("summary", { hasText: /^Drop/ }).click();
      await row.getByRole("button", { name: /^1.*drop “Errand number 6”/ }).click();
      await expect(page.getByText("6 of 20 reviewed").first()).toBeVisible();
      expect(app.rows("select closed_as from action where text = 'Errand number 6'")).toEqual([
        { closed_as: "cancelled" },
      ]);

      // somebody else was first: the row says what it is now, and keeps the verdict as a question
      const [other] = app.rows("select id, version from action where text = 'Errand number 7'");
      const judged = {
        actionId: other?.id,
        version: other?.version,
        meetingId: meeting,
        verdict: "drop",
        text: "Done twice",
      };
      const headers = { origin: app.url, "idempotency-key": "elsewhere" };
      // A page that has not heard of it yet: live it would show it at once.
      await page.route("**/actions.data**", (route) =>
        route.request().method() === "GET" ? route.abort() : route.continue(),
      );
      await page.request.post(`${app.url}/trpc/actions.judge`, { headers, data: judged });
      await page.getByRole("button", { name: /^Done.*“Errand number 7”/ }).click();
      await expect(page.getByRole("alert").filter({ hasText: "Not saved" })).toContainText("You said “Done”: still?");
      if (way === "with script") await expectAccessible(page);
    });
  }
});

/** Opens the room and goes to its first case. */
async function atFirstCase(page: Page, meeting: string): Promise<void> {
  await page.goto(`/meetings/${meeting}`);
  await page.getByRole("button", { name: "Open the room" }).click();
  await page.waitForURL(/live/);
  await page
    .getByRole("button", { name: /first case|Next case/i })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Item 1");
}

test("an action is 26 keys, without a click or a Tab, and whatever is unsure is asked", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Catriona Bell");
  await atFirstCase(page, meetingOf(app));
  const line = page.getByLabel(/Add a note/);
  const said = page.locator("#said");
  await line.focus();
  await page.evaluate(() => {
    const counted = { keys: 0, tabs: 0, clicks: 0 };
    Object.assign(window, { counted });
    document.addEventListener("keydown", ({ key }) => (counted[key === "Tab" ? "tabs" : "keys"] += 1), true);
    document.addEventListener("mousedown", () => (counted.clicks += 1), true);
  });

  // when: typed straight on, as one types
  await page.keyboard.type("@jam phone housing by Fri\n");

  // then: read back in words, kept once, and the focus is where the next line is typed
  const readBack = "Written. Action: Jamie Okafor (Community link worker) will phone housing";
  await expect(page.getByText(readBack).first()).toBeVisible();
  await expect(said).toContainText("ACTION Jamie Okafor · phone housing · Friday 27 November");
  const counted = await page.evaluate(() => (window as unknown as { counted: object }).counted);
  expect(counted).toEqual({ keys: 26, tabs: 0, clicks: 0 });
  await expect(line).toBeFocused();
  await expect(line).toHaveValue("");

  // two lines straight on, the second while the first is on its way
  await page.keyboard.type("He sounded well\n= joint visit\n");
  await expect(said).toContainText("He sounded well");
  await expect(said).toContainText("DECIDED joint visit · Dr Catriona Bell");
  await expect(line).toHaveValue("");

  // nobody of that name: the line asks, and its text stays
  await page.keyboard.type("@zoe phone housing by friday\n");
  await expect(page.getByText("Nobody called zoe on this case").first()).toBeVisible();
  await expect(line).toHaveValue("@zoe phone housing by friday");
  await line.fill("");

  // the whole team: a number answers, and a day that nobody works is kept and said
  await page.keyboard.type("@team tidy the list by 30 nov");
  await expect(page.getByText("An action needs one person, not “team”").first()).toBeVisible();
  await page.keyboard.type("\n");
  await expect(page.getByText("Press its number")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type("1");
  await expect(said).toContainText("tidy the list · Monday 30 November · St Andrew’s Day, a bank holiday");

  // a note, and one key makes it an action; the name is typed where the caret stands
  await page.keyboard.type("Kettle is broken\n");
  await expect(said).toContainText("Kettle is broken");
  await expect(line).toHaveValue("");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type("jam\n");
  await expect(said).toContainText("(from “Kettle is broken”)");

  // the last two steps taken back by two keys, and the note is a note again
  await page.keyboard.press("Control+z");
  await expect(said.getByRole("link", { name: "Make it an action “Kettle is broken”" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(said).not.toContainText("Kettle is broken");
  const kept = app.rows("select text from action where undone_at is null and raised_at > '2026-11-24T10' order by id");
  expect(kept).toEqual([{ text: "phone housing" }, { text: "tidy the list" }]);
});

test("a decision says why and who tells the person, and a note becomes an action, with script off", async ({
  browser,
  app,
}) => {
  const way = "with script off";
  const page = await windowOf(browser, app, "Catriona Bell", way);
  await atFirstCase(page, meetingOf(app));
  const said = page.locator("#said");
  const line = page.getByLabel(/Add a note/);
  await write(page, way, /Add a note/, "= joint visit");
  await line.press("Enter");

  // a decision asks, and half an answer is asked for its other half
  await unfold(page, way, /Why, who agreed, who tells the person/);
  await write(page, way, "Why it was decided", "Nobody has seen the flat");
  await choose(page, way, "Who tells the person about it?", "Dr Catriona Bell");
  await press(page, way, "button", "Save about the decision");
  await expect(page.getByText("Enter the day by which the person is told").first()).toBeVisible();
  await choose(page, way, "How, so that it is safe?", "In person");
  await write(page, way, "Day", "30", "By when?");
  await write(page, way, "Month", "11", "By when?");
  await write(page, way, "Year", "2026", "By when?");
  await write(page, way, "Who saw it otherwise, and why", "Jamie: too soon");
  await press(page, way, "button", "Save about the decision");
  await expect(said).toContainText("Why: Nobody has seen the flat · Otherwise: Jamie: too soon");
  await expect(said).toContainText("Dr Catriona Bell tells the person by 30 Nov 2026, in person");

  // a note becomes an action by its link
  await write(page, way, /Add a note/, "Kettle is broken");
  await line.press("Enter");
  await press(page, way, "link", /Make it an action/);
  await expect(line).toHaveValue("@ Kettle is broken");
  await write(page, way, /Add a note/, "@jamie Kettle is broken by fri");
  await line.press("Enter");
  await expect(said).toContainText("(from “Kettle is broken”)");
  await expect(line).toHaveValue("");
  await press(page, way, "link", "Now an action");
  await expect(page.getByText("“Kettle is broken”, a note of")).toBeVisible();
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
  await expect(fiona.getByText("He has a new number").first()).toBeVisible({ timeout: 2_000 });
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
  // What had no verdict is asked about, once.
  await expect(page.getByText(/Carry \d+ as not reviewed\?/).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Carry them and close the meeting" }).click();
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
