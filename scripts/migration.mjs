/** `npm run migration -- close-series`: makes the next numbered migration and its line in the list. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const name = process.argv[2];
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name ?? "")) {
  console.error("Name what it brings, in lower case with hyphens: npm run migration -- meeting-series");
  process.exit(2);
}

const folder = "db/migrations";
const numbers = readdirSync(folder).map((file) => Number(/^(\d{3})-/.exec(file)?.[1] ?? 0));
const file = `${String(Math.max(...numbers) + 1).padStart(3, "0")}-${name}`;
const imported = name.replace(/-(.)/g, (_match, letter) => letter.toUpperCase());

const list = readFileSync(`${folder}/index.ts`, "utf8");
const lastImport = list.lastIndexOf("import * as ");
const afterImports = list.indexOf("\n", lastImport) + 1;
const endOfList = list.lastIndexOf("};");
if (lastImport < 0 || endOfList < afterImports || new RegExp(`\\b${imported}\\b`).test(list)) {
  console.error(`${folder}/index.ts has no list to add "${imported}" to, or has one of that name.`);
  process.exit(1);
}

writeFileSync(
  `${folder}/${file}.ts`,
  `/** Say in one sentence what this brings. */
import type { Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable("…").execute();
}
`,
);
writeFileSync(
  `${folder}/index.ts`,
  [
    list.slice(0, afterImports),
    `import * as ${imported} from "./${file}.ts";\n`,
    list.slice(afterImports, endOfList),
    `  "${file}": ${imported},\n`,
    list.slice(endOfList),
  ].join(""),
);
console.log(`${folder}/${file}.ts, and its line in ${folder}/index.ts`);
