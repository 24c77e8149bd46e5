/** Who comes instead, for a part, or told the coordinator: answers that take more than one press. */
import {
  choose,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  linkMailedTo,
  press,
  strangersWindow,
  test,
  tick,
  unfold,
  ways,
  windowOf,
  write,
  type App,
} from "./story.ts";

// Nobody has answered but who does it here.
test.use({ emptied: ["reply"] });

function nextMeeting(app: App): string {
  const [row] = app.rows("select id from meeting where closed_at is null order by starts_at limit 1");
  return String(row?.id);
}

/** A case on the agenda on whose team the one is and the other is not. */
function caseOf(app: App, name: string, notOf: string): string {
  const team = "select case_id from case_member t join staff s on s.id = t.staff_id where s.name =";
  const [row] = app.rows(
    `select case_id from agenda_item where meeting_id = ? and case_id in (${team} ?) and case_id not in (${team} ?)`,
    ...[nextMeeting(app), name, notOf],
  );
  return String(row?.case_id);
}

for (const way of ways) {
  test(`a social worker sends apologies from the mail and then a deputy, who can read the cases, ${way}`, async ({
    browser,
    app,
  }) => {
    test.setTimeout(120_000);
    // given: Morag reminds everybody of the next meeting; one of its cases is not of Sheila's team
    const meeting = nextMeeting(app);
    const caseId = caseOf(app, "Fiona Galbraith", "Sheila Cairns");
    const morag = await windowOf(browser, app, "Morag Tennant", way, `/meetings/${meeting}`);
    await unfold(morag, way, /^Remind \d+ who have not answered/);
    await press(morag, way, "button", /^Send \d+ mails/);
    const sheila = await windowOf(browser, app, "Sheila Cairns", way, `/cases/${caseId}`);
    await expect(sheila.getByRole("heading", { level: 1 })).toHaveText("Page not found");

    // when: Fiona sends apologies with one press, and signs in to name a deputy
    const fiona = await strangersWindow(browser, app, way);
    await fiona.goto(await linkMailedTo(app, "Fiona Galbraith"));
    await press(fiona, way, "button", /^Apologies/);
    await expect(fiona.getByText("You said: Apologies")).toBeVisible();
    await press(fiona, way, "link", "Sign in to send a deputy");
    await press(fiona, way, "button", "Fiona Galbraith");
    await expect(fiona).toHaveURL(new RegExp(`/meetings/${meeting}`));
    await unfold(fiona, way, /^Send a deputy/);
    await choose(fiona, way, "Who comes in my place", "Sheila Cairns");
    await write(fiona, way, /^Why/, "At court");
    await press(fiona, way, "button", "Send apologies");

    // then: all is said to her and to Morag
    await expect(fiona.getByText("Apologies: At court. In my place: Sheila Cairns")).toBeVisible();
    if (way !== "with script off") {
      await expectAccessible(fiona);
      await expectNoSidewaysScroll(fiona);
    }
    await morag.reload();
    await expect(morag.getByText("Sheila Cairns for Fiona Galbraith (Social work; At court)")).toBeVisible();

    // and: Sheila is asked by mail, says yes with one press, and reads the case for that meeting
    const phone = await strangersWindow(browser, app, way);
    await phone.goto(await linkMailedTo(app, "Sheila Cairns", "", "Can you stand in?"));
    await press(phone, way, "button", /^I’m coming/);
    await expect(phone.getByText(/You said: Coming/)).toBeVisible();
    await sheila.goto(`/meetings/${meeting}`);
    await expect(sheila.getByText("You stand in for Fiona Galbraith at this meeting.")).toBeVisible();
    if (way !== "with script off") await expectAccessible(sheila);
    expect((await sheila.goto(`/cases/${caseId}`))?.status()).toBe(200);
  });

  test(`somebody comes for a part, and another told it on the telephone, ${way}`, async ({ browser, app }) => {
    test.setTimeout(120_000);
    const path = `/meetings/${nextMeeting(app)}`;
    // when: Lorna comes for a part, at first outside the meeting
    const lorna = await windowOf(browser, app, "Lorna Whyte", way, path);
    await unfold(lorna, way, "I can come for a part");
    await write(lorna, way, "From", "11pm");
    await write(lorna, way, "Until", "2pm");
    await press(lorna, way, "button", "Come for this part");
    await expect(lorna.getByRole("alert")).toContainText("There is a problem");
    await expect(lorna.getByLabel("From", { exact: true })).toHaveValue("11pm");
    if (way !== "with script off") await expectAccessible(lorna);
    await write(lorna, way, "From", "1:30pm");
    await press(lorna, way, "button", "Come for this part");
    await expect(lorna.getByText(/My answer: Coming.*1:30pm to 2pm/)).toBeVisible();

    // and: Owen rings Morag
    const morag = await windowOf(browser, app, "Morag Tennant", way, path);
    await expect(morag.getByText(/Lorna Whyte \(Carers' centre; from 1:30pm to 2pm\)/)).toBeVisible();
    await unfold(morag, way, "Record an answer for somebody");
    await choose(morag, way, "Who told you", "Owen Farrell, Occupational therapy");
    await tick(morag, way, "radio", "Apologies");
    await press(morag, way, "button", "Save their answer");

    // then: it stands as Owen's answer
    await expect(morag.getByRole("status")).toHaveText("Their answer is saved.");
    const [answer] = app.rows(
      "select r.reply from reply r join staff s on s.id = r.staff_id where s.name = 'Owen Farrell'",
    );
    expect(answer?.reply).toBe("declined");
    if (way !== "with script off") {
      await morag.setViewportSize({ width: 320, height: 568 });
      await expectAccessible(morag);
      await expectNoSidewaysScroll(morag);
    }
  });
}
