import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const clock = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
    message: "Do not read the machine's clock: take `now` from the context, or a day from server/domain/time.ts.",
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: "Do not read the machine's clock: take `now` from the context, so that tests can move it.",
  },
];
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Read settings in server/config.ts, which parses them once, and pass on the value.",
};
const defaultExport = {
  selector: "ExportDefaultDeclaration, ExportSpecifier[exported.name='default']",
  message: "Export by name: only routes, the root and configuration files need a default export.",
};
const rawSql = {
  selector: "MemberExpression[object.name='sql'][property.name='raw']",
  message: "Use a parameter (`${value}`), sql.ref or sql.table: raw text is how injection gets in.",
};
const luxon = { name: "luxon", message: "Ask server/domain/time.ts; if it cannot answer yet, teach it there." };
const trpcClient = {
  name: "@trpc/client",
  message: "Pages use context.api in loaders and actions; the browser's client is app/live/api.ts.",
};

/** In flat configuration the last match wins whole, so each zone lists all that holds in it. */
function hazards(files, { syntax, imports }) {
  return {
    files,
    rules: {
      "no-restricted-syntax": ["error", ...syntax],
      "no-restricted-imports": ["error", { paths: imports }],
    },
  };
}

const everywhere = { syntax: [...clock, environment, defaultExport, rawSql], imports: [luxon, trpcClient] };
const without = (...allowed) => everywhere.syntax.filter((rule) => !allowed.includes(rule));

export default tseslint.config(
  { ignores: ["build/", "data/", "node_modules/", "test-results/", "playwright-report/", "docs/", "public/"] },
  // No comment switches a rule off: a rule that is wrong is changed here, for everybody.
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // `import { type X }` leaves an empty import behind, which still runs the module.
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // Remix pages answer by throwing a Response, or what `data()` makes; what was caught may be thrown on.
      "@typescript-eslint/only-throw-error": [
        "error",
        {
          allow: [
            { from: "lib", name: "Response" },
            { from: "package", package: "@remix-run/server-runtime", name: "TypedResponse" },
            { from: "package", package: "@remix-run/router", name: "DataWithResponseInit" },
          ],
          allowThrowingUnknown: true,
        },
      ],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // An async signature is often the contract of the place it is handed to.
      "@typescript-eslint/require-await": "off",
      // A matter of style, and no hazard.
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
    },
  },
  {
    files: ["app/**/*.{ts,tsx}"],
    extends: [jsxA11y.flatConfigs.recommended],
    plugins: { "react-hooks": reactHooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      // A region that scrolls must be reachable by keyboard (WCAG 2.1.1).
      "jsx-a11y/no-noninteractive-tabindex": ["error", { roles: ["tabpanel", "region"], tags: [] }],
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: {
      globals: Object.fromEntries(
        ["process", "console", "performance", "setTimeout", "clearTimeout", "setInterval", "clearInterval", "URL"].map(
          (name) => [name, "readonly"],
        ),
      ),
    },
  },
  hazards(["**/*.{ts,tsx}"], everywhere),
  hazards(["server/context.ts"], { ...everywhere, syntax: without(...clock) }),
  hazards(["server/config.ts"], { ...everywhere, syntax: without(environment) }),
  hazards(["server/domain/time.ts"], { ...everywhere, imports: [trpcClient] }),
  hazards(["app/live/**"], { syntax: without(...clock), imports: [luxon] }),
  hazards(["app/root.tsx", "app/routes.ts", "app/routes/**", "app/entry.*.tsx"], {
    ...everywhere,
    syntax: without(defaultExport),
  }),
  // Tests may use any package, as a second opinion; only those beside a real server live by its clock.
  hazards(["tests/**"], { syntax: without(environment), imports: [] }),
  hazards(["tests/{bench,faults,e2e}/**"], { syntax: without(environment, ...clock), imports: [] }),
  hazards(["*.config.ts"], { syntax: without(environment, defaultExport), imports: [] }),
);
