import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

/** First match wins, for the file that imports and for the file that is imported. */
const zones = {
  tests: /^tests\//,
  app: /^app\//,
  domain: /^server\/domain\//,
  procedures: /^server\/procedures\//,
  builders: /^server\/trpc\.ts$/,
  policy: /^server\/policy\.ts$/,
  server: /^server\//,
  vocabulary: /^db\/vocabulary\.ts$/,
  queries: /^db\/queries\//,
  sealed: /^db\/sealed\.ts$/,
  db: /^db\//,
};
type Zone = keyof typeof zones;
type Row = { values: Zone[]; types: Zone[]; packages: RegExp };

const everyZone = Object.keys(zones) as Zone[];
const allOfServer: Zone[] = ["domain", "procedures", "builders", "policy", "server"];
const allOfDb: Zone[] = ["vocabulary", "queries", "sealed", "db"];
const serverRow: Row = {
  values: [...allOfServer, ...allOfDb],
  types: [],
  packages:
    /^(node:.+|@trpc\/server(\/adapters\/express)?|@remix-run\/(express|node)|express|compression|pino|@node-rs\/argon2|zod|vite)$/,
};
const dbRow: Row = {
  values: ["vocabulary", "sealed", "db"],
  types: [],
  packages: /^(node:.+|kysely(\/helpers\/(sqlite|postgres))?|better-sqlite3|pg)$/,
};

/** The table of docs/architecture: who may import whom. There is no list of exceptions. */
const mayImport: Record<Zone, Row> = {
  app: {
    values: ["app", "domain", "vocabulary"],
    types: allOfServer,
    packages: /^(react|react-dom|@remix-run\/(react|node))$/,
  },
  domain: { values: ["domain", "vocabulary"], types: ["db", "sealed"], packages: /^zod$/ },
  procedures: {
    values: ["domain", "builders", "queries", "vocabulary"],
    types: ["policy", "db", "sealed"],
    packages: /^zod$/,
  },
  builders: serverRow,
  policy: serverRow,
  server: serverRow,
  vocabulary: { values: [], types: [], packages: /^$/ },
  queries: { values: [...allOfDb], types: [], packages: /^kysely$/ },
  sealed: { values: [], types: [], packages: /^$/ },
  db: dbRow,
  tests: { values: everyZone, types: [], packages: /./ },
};

/** What single files, or one folder, may do beyond their row: each is the one home of something. */
const homes: { file: RegExp; values?: Zone[]; packages?: RegExp }[] = [
  { file: /^server\/domain\/sight\.ts$/, values: ["sealed"] },
  { file: /^server\/pdf\//, packages: /^pdfkit$/ },
  { file: /^server\/domain\/time\.ts$/, packages: /^luxon$/ },
  { file: /^server\/domain\/recurrences\.ts$/, packages: /^ical\.js$/ },
  { file: /^server\/mail\.ts$/, packages: /^nodemailer$/ },
  { file: /^app\/live\//, packages: /^@trpc\/client$/ },
  { file: /^app\/routes\.ts$/, packages: /^@remix-run\/route-config$/ },
  { file: /^app\/entry\.client\.tsx$/, packages: /^react-dom\/client$/ },
  { file: /^app\/entry\.server\.tsx$/, packages: /^(react-dom\/server|isbot|node:stream(\/.+)?)$/ },
];

type Import = { from: string; to: string; names: string[]; isTypeOnly: boolean };

const sources = ["app", "server", "db", "tests"].flatMap(filesUnder);
const code = sources.filter((file) => /\.tsx?$/.test(file));
const imports = code.flatMap(importsOf);

describe("imports go one way", () => {
  test("every import is allowed by the table", () => {
    expect(imports.filter((one) => !isAllowed(one)).map(inWords)).toEqual([]);
  });

  test.each([
    ["app/routes/cases.tsx", "server/trpc.ts"],
    ["app/routes/cases.tsx", "db/schema.ts"],
    ["app/routes/cases.tsx", "@trpc/client"],
    ["server/domain/cases.ts", "db/queries/cases.ts"],
    ["server/domain/cases.ts", "db/sealed.ts"],
    ["server/domain/cases.ts", "luxon"],
    ["server/procedures/cases.ts", "server/procedures/actions.ts"],
    ["server/procedures/cases.ts", "server/policy.ts"],
    ["server/http.ts", "app/root.tsx"],
    ["db/queries/cases.ts", "server/domain/cases.ts"],
    ["db/vocabulary.ts", "db/schema.ts"],
    ["server/index.ts", "tests/support/world.ts"],
  ])("the table refuses %s importing values from %s", (from, to) => {
    expect(isAllowed({ from, to, names: [], isTypeOnly: false })).toBe(false);
  });

  test("every import of ours names a file that exists", () => {
    const known = new Set(sources);
    expect(
      imports.filter(({ to }) => zoneOf(to) !== null && !known.has(to)).map(({ from, to }) => `${from} imports ${to}`),
    ).toEqual([]);
  });

  test("the reader of imports sees every form of them", () => {
    const text = `
      import a, { type B } from "#db/a.ts";
      import type { C } from "#db/c.ts";
      import { type D } from "#db/d.ts";
      import "./e.ts";
      export * from "./f.ts";
      export type { G } from "./g.ts";
      const h = await import("./h.ts");
      type I = import("../i.ts").I;
      import j from "./j.scss?url";
      import k = require("k");`;
    expect(importsIn("app/forms/x.ts", text).map(({ to, isTypeOnly }) => `${to}${isTypeOnly ? " type" : ""}`)).toEqual([
      "db/a.ts",
      "db/c.ts type",
      "db/d.ts type",
      "app/forms/e.ts",
      "app/forms/f.ts",
      "app/forms/g.ts type",
      "app/forms/h.ts",
      "app/i.ts type",
      "app/forms/j.scss",
      "k",
    ]);
  });
});

describe("what must not be forgotten", () => {
  test("only server/trpc.ts touches tRPC's bare builders, so that no procedure is without its verb", () => {
    const touching = code.filter((file) => !zones.tests.test(file) && /\binitTRPC\b|\.procedure\b/.test(read(file)));
    expect(touching.filter((file) => file !== "server/trpc.ts")).toEqual([]);
  });

  test("only queries seal; only the sight rules unseal, and what keeps a whole file in a pack", () => {
    const taking = (name: string) =>
      imports.filter(
        (one) =>
          one.to === "db/sealed.ts" && !one.isTypeOnly && one.names.some((taken) => taken === name || taken === "*"),
      );
    expect(
      taking("seal")
        .filter(({ from }) => !/^(db\/queries|tests)\//.test(from))
        .map(inWords),
    ).toEqual([]);
    expect(
      taking("unseal")
        .filter(({ from }) => !/^(server\/domain\/sight\.ts$|db\/queries\/packs\.ts$|tests\/)/.test(from))
        .map(inWords),
    ).toEqual([]);
  });

  test("Remix's options are imported by vite.config.ts and by nothing else", () => {
    expect(imports.filter(({ to }) => to === "remix.config.js").map(inWords)).toEqual([]);
  });
});

describe("files", () => {
  test("all code is in the four folders", () => {
    const folders = readdirSync(".", { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$|build$|data$|test-results$)/.test(entry.name))
      .map((entry) => entry.name)
      .filter((folder) => filesUnder(folder).some((file) => /\.(ts|tsx)$/.test(file)));
    expect(folders.sort()).toEqual(["app", "db", "server", "tests"]);
  });

  test("no file is a drawer for everything", () => {
    const drawers = /^(utils?|helpers?|misc|common|types?|services?|managers?)\./i;
    expect(sources.filter((file) => drawers.test(basename(file)))).toEqual([]);
  });

  test("no index.ts hides what a folder holds, except where the server and the migrations begin", () => {
    const allowed = ["server/index.ts", "db/migrations/index.ts"];
    expect(code.filter((file) => /^index\.tsx?$/.test(basename(file)) && !allowed.includes(file))).toEqual([]);
  });

  test("server and database files are lower case; `.test.ts` is Vitest's and `.spec.ts` Playwright's", () => {
    const oddNames = code.filter((file) => /^(server|db)\//.test(file) && /[A-Z_]/.test(file));
    const strayTests = code.filter((file) => /\.(test|spec|bench)\.tsx?$/.test(file) && !isWhereItsKindBelongs(file));
    expect([...oddNames, ...strayTests]).toEqual([]);
  });
});

function isWhereItsKindBelongs(file: string): boolean {
  return /^tests\/(e2e\/.+\.spec\.ts|bench\/.+\.bench\.ts|(unit|router|property|faults)\/.+\.test\.tsx?)$/.test(file);
}

function isAllowed({ from, to, isTypeOnly }: Import): boolean {
  const zone = zoneOf(from);
  if (zone === null) return false;
  const target = zoneOf(to);
  const row = mayImport[zone];
  const home = homes.filter(({ file }) => file.test(from));
  if (target === null) return row.packages.test(to) || home.some(({ packages }) => packages?.test(to));
  if (row.values.includes(target) || home.some(({ values }) => values?.includes(target))) return true;
  return isTypeOnly && row.types.includes(target);
}

function inWords({ from, to, isTypeOnly }: Import): string {
  return `${from} may not import ${isTypeOnly ? "types" : "values"} from ${to}`;
}

function zoneOf(file: string): Zone | null {
  return everyZone.find((zone) => zones[zone].test(file)) ?? null;
}

function importsOf(file: string): Import[] {
  return importsIn(file, read(file));
}

function importsIn(file: string, text: string): Import[] {
  const found: Import[] = [];
  const note = (specifier: ts.Node | undefined, names: string[], isTypeOnly: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier)) {
      found.push({ from: file, to: resolved(file, specifier.text), names, isTypeOnly });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) note(node.moduleSpecifier, ...namesIn(node.importClause));
    else if (ts.isExportDeclaration(node)) note(node.moduleSpecifier, ["*"], node.isTypeOnly);
    else if (ts.isExternalModuleReference(node)) note(node.expression, ["*"], false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) note(node.argument.literal, [], true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      note(node.arguments[0], ["*"], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false));
  return found;
}

function namesIn(clause: ts.ImportClause | undefined): [string[], boolean] {
  const bindings = clause?.namedBindings;
  if (!clause) return [[], false];
  if (!bindings || clause.name) return [["default", "*"], clause.isTypeOnly];
  if (ts.isNamespaceImport(bindings)) return [["*"], clause.isTypeOnly];
  const values = bindings.elements.filter((element) => !element.isTypeOnly);
  return [
    values.map((element) => (element.propertyName ?? element.name).text),
    clause.isTypeOnly || values.length === 0,
  ];
}

/** The file from the root of the project for one of ours, or the package's name as written. */
function resolved(file: string, specifier: string): string {
  const path = specifier.replace(/\?\w+$/, "");
  if (path.startsWith("#")) return path.slice(1);
  return path.startsWith(".") ? join(dirname(file), path).replaceAll("\\", "/") : path;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

function read(file: string): string {
  return readFileSync(file, "utf8");
}
