/** What stories share: a server of their own with the demonstration freshly planted, people, and looking at the kept rows. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test as base, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import axe, { type run } from "axe-core";
import SqliteDatabase from "better-sqlite3";

export interface App {
  url: string;
  /** Rows of the database as they are kept now. */
  rows: (query: string, ...values: (string | number)[]) => Record<string, unknown>[];
  /** The mails that were sent into the folder beside the database, whole, the oldest first. */
  mails: () => string[];
  /** Ends the server as a power cut would, and starts it again on the same address. */
  kill: () => Promise<void>;
  restart: () => Promise<void>;
}

/** Each story begins with the same practice: the one that the shared server planted, copied. */
export const test = base.extend<{ app: App; settings: Record<string, string>; emptied: string[] }, { looked: App }>({
  /** Of the story's server, beside those that all have. */
  settings: [{}, { option: true }],
  /** Tables of which the story begins without a row. */
  emptied: [[], { option: true }],

  app: async ({ browserName, settings, emptied }, use) => {
    const { app, end } = await serve(browserName, settings, emptied);
    await use(app);
    end();
  },

  /** One server for all tests that only look at pages: what one of them did, the next would see. */
  looked: [
    async ({ browserName }, use) => {
      const { app, end } = await serve(browserName, {}, []);
      await use(app);
      end();
    },
    { scope: "worker" },
  ],
});

async function serve(
  browserName: string,
  settings: Record<string, string>,
  emptied: readonly string[],
): Promise<{ app: App; end: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), `shipmate-story-${browserName}-`));
  const file = join(folder, "shipmate.db");
  copyPlanted(file, emptied);
  const port = await freePort();
  let server = await start(file, port, settings);
  const app: App = {
    url: `http://localhost:${port}`,
    rows: (query, ...values) => readOnly(file, (database) => database.prepare(query).all(...values)),
    mails: () => mailsIn(join(folder, "mail")),
    async kill() {
      server.kill("SIGKILL");
      await once(server, "exit");
    },
    async restart() {
      server = await start(file, port, settings);
    },
  };
  return {
    app,
    end() {
      server.kill("SIGKILL");
      keepMails(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export { expect };

function copyPlanted(to: string, emptied: readonly string[]): void {
  const planted = new SqliteDatabase(join(process.env.E2E_FOLDER ?? "", "shipmate.db"), { readonly: true });
  planted.prepare("vacuum into ?").run(to);
  planted.close();
  const copy = new SqliteDatabase(to);
  for (const table of emptied) copy.exec(`delete from ${table}`);
  copy.close();
}

/** What the story's server mailed, for tests/e2e/mails.spec.ts, which reads all of it when all stories are told. */
function keepMails(folder: string): void {
  const mails = join(folder, "mail");
  if (existsSync(mails)) cpSync(mails, join(keptMails(), basename(folder)), { recursive: true });
}

export function keptMails(): string {
  return join(process.env.E2E_FOLDER ?? "", "mails");
}

/** Lines that were broken for the way are whole again. */
function mailsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".eml"));
  return names.sort().map((name) => readFileSync(join(folder, name), "utf8").replaceAll("=\r\n", ""));
}

function readOnly(file: string, read: (database: SqliteDatabase.Database) => unknown[]): Record<string, unknown>[] {
  const database = new SqliteDatabase(file, { readonly: true });
  const rows = read(database) as Record<string, unknown>[];
  database.close();
  return rows;
}

async function start(file: string, port: number, settings: Record<string, string>): Promise<ChildProcess> {
  chmodSync(file, 0o600);
  const server = spawn(process.execPath, ["--import", "./tests/e2e/clock.mjs", "build/http/index.js"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      DATABASE_URL: `sqlite:${file}`,
      SHIPMATE_MODE: "demo",
      LOG_LEVEL: "fatal",
      ...settings,
    },
    stdio: "ignore",
  });
  const until = Date.now() + 20_000;
  while (!(await answers(port))) {
    if (Date.now() > until) throw new Error("The server of this story does not answer.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return server;
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://localhost:${port}/healthz`)).ok;
  } catch {
    return false;
  }
}

/** The time that it is on the servers of the stories. */
export function storyTime(): Date {
  return new Date(Date.now() + Number(process.env.E2E_CLOCK_AHEAD));
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0);
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address ? address.port : 0;
}

export type Way = "with script" | "with script off" | "by keyboard alone" | "on a phone";
/**
 * How a story is done, to the same end. A mouse takes the way of the keyboard with other presses, and costs a minute
 * and a half over all stories: it is tried where the full counts are asked for.
 */
export const ways: readonly Way[] = [
  ...(process.env.SHIPMATE_COUNTS === "full" ? (["with script"] as const) : []),
  "with script off",
  "by keyboard alone",
];
/** The coordinator's jobs are done on a telephone as well; others' stories open their mails on one. */
export const waysAndPhone: readonly Way[] = [...ways, "on a phone"];

const phone = { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true };

/**
 * A window of their own for somebody who is signed in, at home or on another page. They are signed in without the sign-in
 * page, which has stories of its own in pages.spec.ts.
 */
export async function windowOf(
  browser: Browser,
  app: App,
  name: string,
  way: Way = "with script",
  path = "/",
): Promise<Page> {
  const options: BrowserContextOptions = { baseURL: app.url, javaScriptEnabled: way !== "with script off" };
  const context = await browser.newContext({ ...options, ...(way === "on a phone" ? phone : {}) });
  const [person] = app.rows("select id from staff where name like ?", `%${name}`);
  const answer = await context.request.post("/sign-in", {
    form: { intent: "be", staffId: String(person?.id) },
    headers: { origin: app.url },
    maxRedirects: 0,
  });
  expect(answer.status(), `${name} is signed in`).toBe(302);
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

/** The path of the link in the newest mail to that person, once it has come. */
export async function linkMailedTo(app: App, name: string, already = "", subject = ""): Promise<string> {
  const newest = () =>
    app
      .mails()
      .filter((mail) => mail.includes(`To: ${name} <`) && mail.includes(subject))
      .flatMap((mail) => /\/answer\/[\w-]+/.exec(mail)?.[0] ?? [])
      .filter((link) => link !== already)
      .at(-1) ?? "";
  await expect.poll(newest, { timeout: 30_000 }).not.toBe("");
  return newest();
}

/** A window in which nobody is signed in, as wide as a telephone. */
export async function strangersWindow(browser: Browser, app: App, way: Way): Promise<Page> {
  const context = await browser.newContext({
    baseURL: app.url,
    javaScriptEnabled: way !== "with script off",
    ...(way === "on a phone" ? phone : { viewport: phone.viewport }),
  });
  return context.newPage();
}

/** Waits until script has taken over the page; before that a form posts as it does without script. */
export async function alive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const form = document.querySelector("form");
    return form !== null && Object.keys(form).some((key) => key.startsWith("__react"));
  });
}

/** Presses a button or follows a link: by the mouse, or by focus and Enter. */
export async function press(page: Page, way: Way, role: "button" | "link", name: string | RegExp): Promise<void> {
  const control = page.getByRole(role, { name }).first();
  if (way === "on a phone") return control.tap();
  if (way !== "by keyboard alone") return control.click();
  await tabTo(page, control);
  await page.keyboard.press("Enter");
}

/** Writes into a box: by the mouse, or by tabbing there and typing. */
export async function write(page: Page, way: Way, label: string | RegExp, text: string, group?: string): Promise<void> {
  const within = group === undefined ? page : page.getByRole("group", { name: group }).first();
  const box = within.getByLabel(label, { exact: typeof label === "string" }).first();
  if (way !== "by keyboard alone") return box.fill(text);
  await tabTo(page, box);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** Chooses from a list: by the mouse, or by tabbing there and the arrows. */
export async function choose(page: Page, way: Way, label: string, words: string): Promise<void> {
  const list = page.getByLabel(label, { exact: true }).first();
  if (way !== "by keyboard alone") return void (await list.selectOption({ label: words }));
  await tabTo(page, list);
  await page.keyboard.press("Home");
  for (let steps = 0; steps < 60; steps += 1) {
    if ((await list.locator("option:checked").textContent()) === words) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`The list does not hold ${words}.`);
}

/** Ticks or chooses: by the mouse, or by tabbing there and the space bar. */
export async function tick(page: Page, way: Way, role: "checkbox" | "radio", name: string | RegExp): Promise<void> {
  const box = page.getByRole(role, { name }).first();
  if (way !== "by keyboard alone") return box.check();
  await tabTo(page, box, role === "radio");
  await page.keyboard.press("Space");
  await expect(box).toBeChecked();
}

/** Takes a tick away: by the mouse, or by tabbing there and the space bar. */
export async function untick(page: Page, way: Way, name: string, group: string): Promise<void> {
  const box = page.getByRole("group", { name: group }).getByRole("checkbox", { name });
  if (way !== "by keyboard alone") return box.uncheck();
  await tabTo(page, box);
  await page.keyboard.press("Space");
  await expect(box).not.toBeChecked();
}

/** Opens a fold, when it is not open: with the keyboard by its summary. */
export async function unfold(page: Page, way: Way, words: string | RegExp): Promise<void> {
  const summary = page.locator("summary", { hasText: words }).first();
  if (way !== "by keyboard alone") return summary.click();
  await tabTo(page, summary);
  await page.keyboard.press("Enter");
}

type Locator = ReturnType<Page["getByRole"]>;

/** Tabs until the control has the focus, which must be seen; radios of one group are reached by arrows as well. */
async function tabTo(page: Page, control: Locator, arrows = false): Promise<void> {
  await expect(control).toBeVisible();
  await page.waitForLoadState("networkidle");
  for (let steps = 0; steps < 400; steps += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) {
      return expectFocusSeen(page);
    }
    const inGroup = arrows && (await control.evaluate(sameGroupHasFocus));
    await page.keyboard.press(inGroup ? "ArrowDown" : "Tab");
  }
  throw new Error("The keyboard does not reach it.");
}

function sameGroupHasFocus(element: Element): boolean {
  const focused = document.activeElement;
  return focused instanceof HTMLInputElement && element instanceof HTMLInputElement && focused.name === element.name;
}

async function expectFocusSeen(page: Page): Promise<void> {
  const seen = await page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused) return false;
    const styles = [focused, ...(focused.nextElementSibling ? [focused.nextElementSibling] : [])].flatMap((element) => [
      getComputedStyle(element),
      getComputedStyle(element, "::before"),
    ]);
    return styles.some(
      (style) =>
        style.outlineStyle !== "none" || style.boxShadow !== "none" || style.backgroundColor !== "rgba(0, 0, 0, 0)",
    );
  });
  expect(seen, "the focus can be seen").toBe(true);
}

/** In the room, each disagreement that would keep the case from being concluded: the newest value. */
export async function settleWhatMustBe(page: Page): Promise<void> {
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

const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * No rule is turned off. Run in the page itself, which has no frames: the package for Playwright opens a second page for
 * each look, and takes three times as long.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(`window.axe ?? (() => { ${axe.source} })()`);
  const violations = await page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: { run: typeof run } };
    const found = await axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
  }, levels);
  expect(violations).toEqual([]);
}

/** Nothing but a labelled scroll region may scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content, "nothing scrolls sideways").toBeLessThanOrEqual(window ?? 0);
}

/** Console errors and thrown errors of a page, gathered while a story runs. */
export function listenForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (4\d\d)|ERR_CONNECTION|ERR_INTERNET/.test(message.text())) {
      errors.push(message.text());
    }
  });
  return errors;
}
