/** What a discipline is asked is the practice's own: the coordinator adds to it, and it stands on the form at once. */
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
  ways,
  windowOf,
  write,
  type App,
} from "./story.ts";

const given = `
  select e.kind, e.name, e.text, e.due from contribution c join entry e on e.contribution_id = c.id
  where c.headline = ? and e.kind in ('detail', 'deadline') order by e.position`;

const asked = (app: App, label: string) => {
  const [row] = app.rows("select policy from practice where name = 'Harland Cross Medical Practice'");
  const { disciplines } = JSON.parse(String(row?.policy)) as {
    disciplines: { label: string; fields: { label: string }[] }[];
  };
  return disciplines.find((discipline) => discipline.label === label)?.fields.map((field) => field.label);
};

for (const way of ways) {
  test(`a coordinator adds a discipline and a question for it, ${way}`, async ({ browser, app }) => {
    // given: Morag has the page that says how the practice works
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await press(page, way, "link", "Practice");
    await expect(page.getByText("Disciplines and what they are asked (15)")).toBeVisible();

    // when: she adds a discipline, and one question for it
    await unfold(page, way, "Add a discipline");
    await write(page, way, "What is it called?", "Podiatry");
    await tick(page, way, "radio", "NHS");
    await press(page, way, "button", "Add the discipline");
    await expect(page.getByText("Disciplines and what they are asked (16)")).toBeVisible();
    await press(page, way, "link", "Podiatry");
    await expect(page.getByText("It has no questions of its own yet.")).toBeVisible();
    await unfold(page, way, "Add a question");
    await write(page, way, "The question", "Shoes");
    await choose(page, way, "What kind of answer?", "One of a list");
    await write(page, way, "For one of a list: the answers", "good");
    await press(page, way, "button", "Add the question");

    // then: she is told what is missing, with what she typed
    await expect(page.getByRole("alert")).toContainText("Enter at least 2 answers to choose from");
    await expect(page.getByLabel("The question", { exact: true })).toHaveValue("Shoes");
    await write(page, way, "For one of a list: the answers", "good\nworn");
    await press(page, way, "button", "Add the question");

    // then: it is the practice's own, and is asked until she ends it
    await expect(page.getByRole("button", { name: "Stop asking Shoes" })).toBeVisible();
    expect(asked(app, "Podiatry")).toEqual(["Shoes"]);
    await press(page, way, "button", "Stop asking Shoes");
    await expect(page.getByText("Not asked any more (1)")).toBeVisible();
    await expectNoSidewaysScroll(page);
  });
}

for (const way of ["with script", "with script off"] as const) {
  test(`a new question, a claim and a hard date are given and read, ${way}`, async ({ browser, app }) => {
    // given: Morag asks advisers one thing more
    const coordinator = await windowOf(browser, app, "Morag Tennant");
    await coordinator.goto("/practice?discipline=advice-worker");
    await alive(coordinator);
    await unfold(coordinator, "with script", "Add a question");
    await coordinator.getByLabel("The question", { exact: true }).fill("Meter");
    await expectAccessible(coordinator);
    await coordinator.getByRole("button", { name: "Add the question" }).click();
    await expect(coordinator.getByRole("button", { name: "Stop asking Meter" })).toBeVisible();

    // when: Patrick fills it in, a claim with its day, and a day of its own
    const page = await windowOf(browser, app, "Patrick Lennox", way);
    await page.setViewportSize({ width: 320, height: 568 });
    await press(page, way, "button", "Contribute to the case of GA");
    await write(page, way, "The most important thing, in one line", "Challenge before Christmas");
    const more = page.locator("details", { hasText: "More for Welfare and money advice" });
    if ((await more.getAttribute("open")) === null) await unfold(page, way, /More for Welfare and money advice/);
    await page.getByLabel("Meter", { exact: true }).fill("prepaid");
    const rows = page.getByRole("group", { name: /^Claims and challenges \d$/ });
    const row = rows.nth((await rows.count()) - 1);
    await row.getByLabel("Benefit", { exact: true }).fill("Attendance Allowance");
    await row.getByLabel("Stage").selectOption("appeal");
    await fill(row.getByRole("group", { name: "Last day to claim or challenge" }), ["31", "2", "2027"]);
    await unfold(page, way, /A day that does not move/);
    const day = page.getByRole("group", { name: "Day 1", exact: true });
    await day.getByLabel("What kind of day?").selectOption("Court");
    await day.getByLabel("What happens then?").fill("Hearing on the arrears");
    await fill(day.getByRole("group", { name: "On which day?" }), ["20", "1", "2027"]);
    await press(page, way, "button", "Send and go on");

    // then: the date that does not exist is named, and the rest is kept
    await expect(page.getByRole("alert")).toContainText("enter a real date");
    await fill(row.getByRole("group", { name: "Last day to claim or challenge" }), ["28", "2", "2027"]);
    await expect(page.getByLabel("Meter", { exact: true })).toHaveValue("prepaid");
    if (way === "with script") await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await press(page, way, "button", "Send and go on");

    // then: the answer, the row and both days are kept, and the team reads them
    const stage = "stage: appeal, last day to claim or challenge: 28 February 2027";
    await expect
      .poll(() => app.rows(given, "Challenge before Christmas"))
      .toEqual(
        expect.arrayContaining([
          { kind: "detail", name: "claims", text: `Attendance Allowance, ${stage}`, due: null },
          { kind: "detail", name: "meter", text: "prepaid", due: null },
          { kind: "deadline", name: "appeal", text: "Appeal: Attendance Allowance", due: "2027-02-28" },
          { kind: "deadline", name: "court", text: "Hearing on the arrears", due: "2027-01-20" },
        ]),
      );
    const reader = await windowOf(browser, app, "Fiona Galbraith");
    await press(reader, "with script", "link", "Cases");
    await press(reader, "with script", "link", /AUCHTERLONIE/);
    await unfold(reader, "with script", /Welfare and money advice: Patrick Lennox/);
    await expect(reader.getByText("prepaid").first()).toBeVisible();

    // then: his own work stands on one page to print
    await page.goto("/mine");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Claims, debts and gains");
    await expect(page.getByText("Hearing on the arrears (case")).toBeVisible();
  });
}

async function fill(group: ReturnType<import("@playwright/test").Page["getByRole"]>, parts: [string, string, string]) {
  for (const [index, label] of ["Day", "Month", "Year"].entries()) {
    await group.getByLabel(label, { exact: true }).fill(parts[index] ?? "");
  }
}
