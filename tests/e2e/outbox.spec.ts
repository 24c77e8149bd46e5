/** The coordinator sees that mail does not go out, and why; when it can again, one press sends it. */
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { SMTPServer } from "smtp-server";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  freePort,
  keptMails,
  press,
  test as base,
  ways,
  windowOf,
} from "./story.ts";

const test = base.extend<{ mailPort: number }>({
  mailPort: async ({ browserName: _ }, use) => use(await freePort()),
  settings: async ({ mailPort }, use) => use({ SHIPMATE_SMTP_URL: `smtp://127.0.0.1:${mailPort}` }),
});

/** A mail server that takes everything, and keeps it where the folders of other stories go. Tells whom it got mail for. */
async function openMailServer(port: number) {
  const recipients: string[] = [];
  const folder = join(keptMails(), `server-${port}`);
  mkdirSync(folder, { recursive: true });
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, session, done) {
      stream.pipe(createWriteStream(join(folder, `${recipients.length}.eml`)));
      recipients.push(...session.envelope.rcptTo.map(({ address }) => address));
      stream.on("end", done);
    },
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { recipients, close: () => new Promise<void>((resolve) => server.close(resolve)) };
}

for (const way of ways) {
  test(`a coordinator sees mail that waits for its server, and sends it when there is one, ${way}`, async ({
    browser,
    app,
    mailPort,
  }) => {
    // given: the mail server is away, and people were to be told of something
    const page = await windowOf(browser, app, "Morag Tennant", way);
    await expect
      .poll(() => app.rows("select count(*) as n from message where fault is not null")[0]?.n)
      .toBeGreaterThan(0);

    // when: she looks into the outbox
    await page.goto("/meetings");
    await press(page, way, "link", "Outbox");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/\d+ waiting, \d+ sent in the last 30 days/);
    await press(page, way, "link", "Waiting");
    await expect(page.getByText("Mail goes out by the mail server 127.0.0.1.")).toBeVisible();
    await expect(page.getByText("The mail server does not answer").first()).toBeVisible();
    if (way === "by keyboard alone") await expectCleanAtBothSizes(page);
    const again = page.getByRole("button", { name: /^Send again to / }).first();
    const name = ((await again.textContent()) ?? "").replace(/^Send again to /, "");
    const [person] = app.rows("select email from staff where name = ?", name);

    // then: when the server is back, one press sends it, with all that waited only because the server was away
    const server = await openMailServer(mailPort);
    try {
      await press(page, way, "button", `Send again to ${name}`);
      await expect(page.getByText("The mail is being sent again.")).toBeVisible();
      await expect.poll(() => server.recipients).toContain(person?.email);
      await expect.poll(() => app.rows("select id from message where sent_at is null and fault is null")).toEqual([]);
      await press(page, way, "link", "Sent");
      await expect(page.getByRole("row", { name: new RegExp(`${name}.*Sent`) }).first()).toBeVisible();
    } finally {
      await server.close();
    }
  });
}

base("a mail that is opened shows its text, and not the link that is its reader's own", async ({ browser, app }) => {
  const page = await windowOf(browser, app, "Morag Tennant");
  await page.goto("/outbox");
  await page
    .getByRole("link", { name: /^Team meeting on/ })
    .first()
    .click();
  await expect(page.getByText("(a link of their own)")).toBeVisible();
  await expect(page.getByText(/\/answer\//)).toHaveCount(0);
  await expectCleanAtBothSizes(page);
});

async function expectCleanAtBothSizes(page: Page): Promise<void> {
  for (const size of [
    { width: 320, height: 568 },
    { width: 1280, height: 800 },
  ]) {
    await page.setViewportSize(size);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
}
