/** Every page there is, narrow and wide: nothing for axe to find, nothing that scrolls sideways, no error in the console. */
import type { Browser } from "@playwright/test";
import routes from "../../app/routes.ts";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  listenForErrors,
  press,
  storyTime,
  test,
  ways,
  windowOf,
  type App,
} from "./story.ts";

const sizes = [
  { width: 320, height: 568 },
  { width: 1280, height: 800 },
];

type Visit = { name: string; paths: string[] };

/** Who visits which address of a route; a route that is not here fails. */
const visits: Record<string, (app: App, browser: Browser) => Visit[] | Promise<Visit[]>> = {
  "/": () => [
    { name: "Catriona Bell", paths: ["/"] },
    { name: "Morag Tennant", paths: ["/"] },
    { name: "Patrick Lennox", paths: ["/"] },
  ],
  "/sign-in": () => [],
  "/sign-out": () => [{ name: "Catriona Bell", paths: ["/sign-out"] }],
  // A calendar program's file: the story of when I can meet reads it.
  "/calendar/:file": () => [],
  // A file as well, which the story of the pack takes.
  "/actions/log.csv": () => [],
  "/actions/import": () => [
    { name: "Morag Tennant", paths: ["/actions/import"] },
    { name: "Catriona Bell", paths: ["/actions/import"] },
  ],
  // What it is with rows is told by the story of the import.
  "/actions/import/:sheetId": () => [{ name: "Morag Tennant", paths: ["/actions/import/none"] }],
  "/meetings/:meetingId/copies/:file": () => [],
  "/join/:token": () => [{ name: "Catriona Bell", paths: ["/join/none"] }],
  "/practice": () => [
    { name: "Morag Tennant", paths: ["/practice", "/practice?discipline=advice-worker"] },
    { name: "Catriona Bell", paths: ["/practice"] },
  ],
  "/mine": () => [
    { name: "Patrick Lennox", paths: ["/mine"] },
    { name: "Morag Tennant", paths: ["/mine"] },
  ],
  "/answer/:token": () => [{ name: "Catriona Bell", paths: ["/answer/none"] }],
  // What it is with a link that works is told by the story of guests.
  "/guest/:guestId/:token": () => [{ name: "Catriona Bell", paths: ["/guest/none/none"] }],
  "/staff": () => [
    { name: "Morag Tennant", paths: ["/staff"] },
    { name: "Catriona Bell", paths: ["/staff"] },
  ],
  "/staff/:staffId": (app) => [
    {
      name: "Morag Tennant",
      paths: ["Jamie Okafor", "Aileen Strachan", "Patrick Lennox"].map((name) => `/staff/${staffNamed(app, name)}`),
    },
    { name: "Jamie Okafor", paths: [`/staff/${staffNamed(app, "Jamie Okafor")}`, "/staff/none"] },
  ],
  "/staff/:staffId/handover": (app) => [
    { name: "Jamie Okafor", paths: [`/staff/${staffNamed(app, "Jamie Okafor")}/handover`] },
  ],
  "/availability": () => [
    { name: "Fiona Galbraith", paths: ["/availability"] },
    { name: "Zofia Lis", paths: ["/availability"] },
  ],
  "/outbox": () => [
    { name: "Morag Tennant", paths: ["/outbox", "/outbox?show=sent", "/outbox?show=failed", "/outbox?show=nothing"] },
    { name: "Catriona Bell", paths: ["/outbox"] },
  ],
  "/cases": () => [
    { name: "Catriona Bell", paths: ["/cases", "/cases?q=nobody", "/cases?nominated=1"] },
    { name: "Alan Mowat", paths: ["/cases"] },
    { name: "Nicola Beattie", paths: ["/cases"] },
  ],
  "/cases/new": () => [{ name: "Fiona Galbraith", paths: ["/cases/new"] }],
  "/cases/:caseId": (app) => [
    { name: "Catriona Bell", paths: casesOf(app).map((id) => `/cases/${id}`) },
    { name: "Alan Mowat", paths: [`/cases/${caseOf(app, "Darren")}`, "/cases/none"] },
  ],
  "/cases/:caseId/contribute": (app) => [
    { name: "Patrick Lennox", paths: [`/cases/${caseOf(app, "Greta")}/contribute`] },
    { name: "Catriona Bell", paths: [`/cases/${caseOf(app, "Greta")}/contribute`] },
    { name: "Alan Mowat", paths: [`/cases/${caseOf(app, "Darren")}/contribute`] },
  ],
  "/cases/:caseId/agreed": (app) => [{ name: "Catriona Bell", paths: [`/cases/${caseOf(app, "Greta")}/agreed`] }],
  "/cases/:caseId/year": (app) => [
    {
      name: "Catriona Bell",
      paths: [`/cases/${caseOf(app, "Greta")}/year`, `/cases/${caseOf(app, "Greta")}/year?year=2019`],
    },
  ],
  "/cases/:caseId/sharing": (app) => [
    {
      name: "Catriona Bell",
      paths: [`/cases/${caseOf(app, "Darren")}/sharing`, `/cases/${caseOf(app, "Greta")}/sharing`],
    },
  ],
  "/cases/:caseId/copy": (app) => [
    { name: "Catriona Bell", paths: [`/cases/${caseOf(app, "Greta")}/copy`] },
    { name: "Patrick Lennox", paths: [`/cases/${caseOf(app, "Greta")}/copy`] },
  ],
  "/cases/:caseId/ending": (app) => [
    { name: "Morag Tennant", paths: [`/cases/${caseOf(app, "Greta")}/ending`] },
    { name: "Patrick Lennox", paths: [`/cases/${caseOf(app, "Greta")}/ending`] },
  ],
  "/meetings": () => [
    { name: "Morag Tennant", paths: ["/meetings"] },
    { name: "Catriona Bell", paths: ["/meetings"] },
  ],
  "/meetings/new": () => [{ name: "Morag Tennant", paths: ["/meetings/new"] }],
  "/meetings/extra": () => [
    { name: "Morag Tennant", paths: ["/meetings/extra"] },
    { name: "Catriona Bell", paths: ["/meetings/extra"] },
  ],
  "/meetings/year": () => [
    { name: "Morag Tennant", paths: ["/meetings/year"] },
    { name: "Catriona Bell", paths: ["/meetings/year?year=2025"] },
  ],
  "/meetings/new/times": (app) => [
    {
      name: "Morag Tennant",
      paths: ["", "?for=series", `?for=${nextMeeting(app)}`].map((query) => `/meetings/new/times${query}`),
    },
    { name: "Catriona Bell", paths: ["/meetings/new/times"] },
  ],
  "/polls/:pollId": async (app, browser) => {
    const poll = await askedPoll(app, browser);
    return [
      { name: "Morag Tennant", paths: [poll, "/polls/none"] },
      { name: "Fiona Galbraith", paths: [poll] },
    ];
  },
  "/meetings/:meetingId": (app) => [
    {
      name: "Morag Tennant",
      paths: meetingsOf(app)
        .slice(0, 4)
        .map((id) => `/meetings/${id}`),
    },
    { name: "Patrick Lennox", paths: [`/meetings/${nextMeeting(app)}`] },
  ],
  "/meetings/:meetingId/actions": (app) => [
    { name: "Catriona Bell", paths: [`/meetings/${nextMeeting(app)}/actions`] },
  ],
  "/meetings/:meetingId/remind": (app) => [
    { name: "Morag Tennant", paths: [`/meetings/${nextMeeting(app)}/remind`] },
    { name: "Catriona Bell", paths: [`/meetings/${nextMeeting(app)}/remind`] },
  ],
  "/meetings/:meetingId/live": (app) => [
    { name: "Catriona Bell", paths: [`/meetings/${nextMeeting(app)}/live`] },
    { name: "Patrick Lennox", paths: [`/meetings/${nextMeeting(app)}/live`] },
  ],
  "/meetings/:meetingId/record": (app) => [
    {
      name: "Catriona Bell",
      paths: app
        .rows("select id from meeting order by starts_at limit 3")
        .map((row) => `/meetings/${String(row.id)}/record`),
    },
  ],
  "/meetings/:meetingId/screen": (app) => [{ name: "Catriona Bell", paths: [`/meetings/${nextMeeting(app)}/screen`] }],
  "/meetings/:meetingId/pack": (app) => [{ name: "Fiona Galbraith", paths: [`/meetings/${nextMeeting(app)}/pack`] }],
  "/actions": () => [
    {
      name: "Catriona Bell",
      paths: ["/actions", "/actions?whose=team", "/actions?whose=team&show=done", "/actions?show=blocked"],
    },
  ],
  "/actions/:actionId": (app) => [
    {
      name: "Catriona Bell",
      paths: app.rows("select id from action limit 4").map((row) => `/actions/${String(row.id)}`),
    },
  ],
};

function staffNamed(app: App, name: string): string {
  return String(app.rows(`select id from staff where name = '${name}'`)[0]?.id);
}

/** The path of a poll that Morag asks of two people, for two times of the next month. */
async function askedPoll(app: App, browser: Browser): Promise<string> {
  const page = await windowOf(browser, app, "Morag Tennant");
  const [practice] = app.rows("select practice_id from meeting limit 1");
  const inDays = (days: number) => new Date(storyTime().getTime() + days * 86_400_000).toISOString();
  const people = app.rows("select id from staff where name in ('Morag Tennant', 'Fiona Galbraith')");
  const staffIds = people.map((row) => String(row.id));
  const answer = await page.request.post("/trpc/polls.ask", {
    data: {
      ...{ practiceId: practice?.practice_id, ask: "times", times: [inDays(20), inDays(21)] },
      ...{ minutes: "60", place: "Room 3", staffIds, needed: [] },
    },
    headers: { origin: app.url, "idempotency-key": "a poll to look at" },
  });
  expect(answer.status(), "a poll is asked").toBe(200);
  await page.context().close();
  const [poll] = app.rows("select id from poll");
  return `/polls/${String(poll?.id)}`;
}

function casesOf(app: App): string[] {
  return app.rows("select id from mdt_case").map((row) => String(row.id));
}
function caseOf(app: App, name: string): string {
  const [row] = app.rows(
    "select c.id from mdt_case c join person p on p.id = c.person_id where p.given_name = ?",
    name,
  );
  return String(row?.id);
}
function meetingsOf(app: App): string[] {
  return app.rows("select id from meeting order by starts_at").map((row) => String(row.id));
}
function nextMeeting(app: App): string {
  const [row] = app.rows("select id from meeting where closed_at is null order by starts_at limit 1");
  return String(row?.id);
}

test("every route is visited", () => {
  const patterns = routes.map((route) => `/${route.path ?? ""}`);
  expect(Object.keys(visits).sort()).toEqual(patterns.sort());
});

for (const [pattern, visitsOf] of Object.entries(visits)) {
  test(`${pattern} is clean at 320 and 1280 pixels`, async ({ browser, looked }) => {
    test.setTimeout(120_000);
    for (const { name, paths } of await visitsOf(looked, browser)) {
      const page = await windowOf(browser, looked, name, "with script", "about:blank");
      const errors = listenForErrors(page);
      for (const path of paths) {
        await page.goto(path);
        for (const size of sizes) {
          await page.setViewportSize(size);
          await expectNoSidewaysScroll(page);
          await expectAccessible(page);
        }
      }
      expect(errors, name).toEqual([]);
      await page.context().close();
    }
  });
}

for (const way of ways) {
  test(`the demonstration begins with one press, ${way}`, async ({ browser, looked }) => {
    const javaScriptEnabled = way !== "with script off";
    const page = await (await browser.newContext({ baseURL: looked.url, javaScriptEnabled })).newPage();
    await page.goto("/sign-in");
    await press(page, way, "button", "Gordon Imrie");
    await expect(page).toHaveURL(`${looked.url}/`);
    await expect(page.getByText("Signed in as Gordon Imrie")).toBeVisible();
  });
}

test("the sign-in page is clean, also when it refuses", async ({ page, looked }) => {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.goto(`${looked.url}/sign-in`);
    await expectAccessible(page);
    await page.getByLabel("E-mail address").fill("nobody@practice.example");
    await page.getByLabel("Password", { exact: true }).fill("wrong and long enough");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("The e-mail address or the password is not right");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});

test("the page that holds what nobody was signed in to send is clean", async ({ browser, looked }) => {
  const page = await windowOf(browser, looked, "Patrick Lennox", "with script", "about:blank");
  await page.goto(`/cases/${caseOf(looked, "Greta")}/contribute`);
  await page.context().clearCookies();
  await page.getByLabel("The most important thing, in one line").fill("Typed before the session was lost");
  // As a browser sends it before script has come.
  await page.locator("#contribution").evaluate((form: HTMLFormElement) => form.submit());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You have been signed out");
  for (const size of sizes) {
    await page.setViewportSize(size);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});

test("the room at an item is clean, and so is a form that was refused", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Catriona Bell");
  const errors = listenForErrors(page);
  const meeting = nextMeeting(app);
  await page.goto(`/meetings/${meeting}`);
  await page.getByRole("button", { name: "Open the room" }).click();
  await page.waitForURL(/live/);
  await page
    .getByRole("button", { name: /first case|Next case/i })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Item 1");
  await page.getByLabel(/Add a note/).fill("@team phone housing");
  await page.getByLabel(/Add a note/).press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  for (const path of ["live", "actions"]) {
    if (path === "actions") await page.goto(`/meetings/${meeting}/actions`);
    for (const size of sizes) {
      await page.setViewportSize(size);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  }
  expect(errors).toEqual([]);
});

test("a case with eight contributions is one A4 page, safe contact and all, and nothing that is not for paper", async ({
  browser,
  looked,
}) => {
  const page = await windowOf(browser, looked, "Catriona Bell");
  for (const caseId of casesOf(looked)) {
    await page.goto(`/cases/${caseId}`);
    const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? [];
    expect(pages.length, caseId).toBe(1);
  }
  await page.goto(`/cases/${caseOf(looked, "Greta")}`);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("Ring first: Kyle Auchterlonie").filter({ visible: true })).toHaveCount(1);
  await expect(page.getByText("panic attacks").filter({ visible: true })).toHaveCount(0);
});
