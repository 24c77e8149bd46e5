/** After all stories: no mail that any of their servers made says whom a meeting is about (rulings 27). */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readable, secretsIn } from "../support/secrets.ts";
import { expect, keptMails, test } from "./story.ts";

test("no mail of any story names a person, a number, an address or a case", () => {
  const names = readdirSync(keptMails(), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".eml"));
  expect(names.length, "mails were made").toBeGreaterThan(0);
  const found = names.flatMap((name) =>
    secretsIn(readable(`${name}\n${readFileSync(join(keptMails(), name), "utf8")}`)).map(
      (secret) => `${name}: ${secret}`,
    ),
  );
  expect(found).toEqual([]);
});
