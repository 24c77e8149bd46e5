/** Our parts draw what the design system's own templates draw, for every option that we have. */
import { readdirSync, readFileSync } from "node:fs";

import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";

import { readForm, readTyped } from "#app/forms/read.ts";
import { nextPath } from "#app/forms/load.ts";
import { FailureContext } from "#app/forms/useProblem.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Breadcrumb } from "#app/ui/Breadcrumb.tsx";
import { Button, type ButtonProps } from "#app/ui/Button.tsx";
import { DateField } from "#app/ui/DateField.tsx";
import { Details } from "#app/ui/Details.tsx";
import { ErrorSummary } from "#app/ui/ErrorSummary.tsx";
import { Field, type TextFieldProps } from "#app/ui/Field.tsx";
import type { Size } from "#app/ui/FormGroup.tsx";
import { Inset } from "#app/ui/Inset.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SkipLink } from "#app/ui/SkipLink.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";
import { Table } from "#app/ui/Table.tsx";
import { Tag, type Colour } from "#app/ui/Tag.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";
import { title } from "#app/ui/title.ts";
import { Warning } from "#app/ui/Warning.tsx";

/** What a fixture was made from: a template's options, read by path, `label.text`. */
type Options = { [name: string]: unknown };
type Fixture = { name: string; context: Options; html: string };

/** Options of the templates that our parts do without, and why. A fixture that uses one is not compared. */
const without: Record<string, string> = {
  html: "children are React, never a string of HTML",
  classes: "class names live in the parts",
  attributes: "class names and attributes live in the parts",
  "label.id": "ids come from names",
  "legend.id": "ids come from names",
  "caption.id": "tables that need one go into a ScrollRegion",
  variant: "one look per part, except where its type says otherwise",
  icon: "words, not icons",
  disabled: "what may not be done is absent, not dimmed",
  prefix: "units stand in the label",
  suffix: "units stand in the label",
  formGroup: "a button beside a box is a form of its own",
  conditional: "questions are always shown, and worded so that they can be skipped",
  divider: "lists are short",
  behaviour: "needs the package's script",
  exclusive: "needs the package's script",
  preventDoubleClick: "SubmitButton and the key of the form see to that",
  disableAutoFocus: "Page moves the focus",
  border: "one look",
  lastRowBorder: "one look",
  card: "Card goes around it",
  striped: "rules between rows are enough",
  scroll: "ScrollRegion goes around it",
  align: "numbers are aligned by `numeric`",
  sort: "needs the package's script, or the classes that live in the parts",
  exclusiveGroup: "needs the package's script",
  behaviourGroup: "needs the package's script",
  type: "a link is a link",
  width: "columns find their own width",
  namePrefix: "names are the field's name and the part",
  backLink: "the way back is the last item",
};

/** Fixtures left out of every part by name, and why. */
const leftOut: Record<string, string> = {
  "via call block": "a way of calling the template",
  "with error only": "an error says what to do",
  "empty items": "a leniency of the template",
};

type Part = {
  draw: (options: Options) => ReactElement;
  /** Options of this part that `without` names for others. */
  has?: string[];
  /** Fixtures left out by name, with the reason. */
  skip?: Record<string, string>;
  /** So that a change of the package's fixtures cannot quietly leave nothing to compare. */
  atLeast: number;
};

const parts: Record<string, Part> = {
  button: {
    has: ["variant"],
    skip: { login: "no such button here", reverse: "no dark grounds", "solid background": "one secondary look" },
    atLeast: 12,
    draw: (o) => (
      <Button look={words(o, "variant") as ButtonProps["look"]} small={o.small === true} href={words(o, "href")}>
        {words(o, "text")}
      </Button>
    ),
  },
  tag: {
    skip: { "without colour": "a status without a colour is plain text" },
    atLeast: 11,
    draw: (o) => <Tag colour={words(o, "colour") as Colour}>{words(o, "text")}</Tag>,
  },
  "error-summary": {
    atLeast: 6,
    draw: (o) => (
      <ErrorSummary
        title={words(o, "heading")}
        description={words(o, "description")}
        errors={items(o, "errorList").map((error) => ({ text: words(error, "text"), href: words(error, "href") }))}
      />
    ),
  },
  input: {
    has: ["width", "type"],
    atLeast: 20,
    draw: (o) =>
      failing(
        o,
        <Field
          {...field(o)}
          defaultValue={words(o, "value")}
          type={o.type as TextFieldProps["type"]}
          width={o.width as TextFieldProps["width"]}
          code={o.code === true}
          inputMode={o.inputmode as TextFieldProps["inputMode"]}
          autoComplete={words(o, "autocomplete")}
          spellCheck={o.spellcheck as boolean | undefined}
        />,
      ),
  },
  textarea: {
    atLeast: 12,
    draw: (o) => failing(o, <TextArea {...field(o)} autoComplete={words(o, "autocomplete")} />),
  },
  select: {
    atLeast: 12,
    draw: (o) => failing(o, <Select {...field(o)} options={choices(o)} defaultValue={words(o, "value")} />),
  },
  radios: {
    skip: { "without fieldset": "radios always answer a question" },
    atLeast: 24,
    draw: (o) =>
      failing(
        o,
        <Radios
          {...field(o)}
          items={choices(o)}
          defaultValue={words(o, "value")}
          inline={o.inline === true}
          small={o.small === true}
        />,
      ),
  },
  checkboxes: {
    atLeast: 24,
    draw: (o) =>
      failing(
        o,
        <Ticks
          {...field(o)}
          label={question(o)}
          items={choices(o)}
          defaultValue={o.values as string[] | undefined}
          inline={o.inline === true}
          small={o.small === true}
        />,
      ),
  },
  "date-input": {
    skip: {
      "(using items)": "a date is always three boxes",
      "with error on": "the sentence says which part is wrong",
      "with errors only": "the sentence says which part is wrong",
      "with translations": "one language",
      "with autocomplete": "no date here is one that a browser knows",
      "month and year": "a date is always three boxes",
      "day and month": "a date is always three boxes",
    },
    atLeast: 8,
    draw: (o) => {
      const { day, month, year } = (o.values ?? {}) as Record<string, string>;
      const date = year === undefined ? undefined : [year, month?.padStart(2, "0"), day?.padStart(2, "0")].join("-");
      return failing(o, <DateField {...field(o)} defaultValue={date} />);
    },
  },
  details: {
    atLeast: 3,
    draw: (o) => (
      <Details summary={words(o, "summary")} open={o.open === true}>
        {words(o, "text")}
      </Details>
    ),
  },
  "inset-text": {
    atLeast: 1,
    draw: (o) => (
      <Inset>
        <p>{words(o, "text")}</p>
      </Inset>
    ),
  },
  "warning-callout": {
    skip: { "without heading": "a warning says what it is about" },
    atLeast: 3,
    draw: (o) => (
      <Warning heading={words(o, "heading") ?? ""} level={3}>
        <p className="nhsuk-card__description">{words(o, "text")}</p>
      </Warning>
    ),
  },
  "summary-list": {
    atLeast: 1,
    draw: (o) => (
      <SummaryList
        rows={items(o, "rows").map((row) => ({ key: words(row, "key") ?? "", value: words(row, "value") }))}
      />
    ),
  },
  "back-link": {
    skip: { "text escaping": "a link is a link" },
    atLeast: 1,
    draw: (o) => <BackLink href={words(o, "href") ?? "#"}>{words(o, "text")}</BackLink>,
  },
  "skip-link": {
    skip: { without: "it always leads to the main content" },
    atLeast: 1,
    draw: () => <SkipLink />,
  },
  breadcrumb: {
    atLeast: 1,
    draw: (o) => (
      <Breadcrumb
        items={items(o, "items").map((i) => ({ href: words(i, "href") ?? "", text: words(i, "text") ?? "" }))}
      />
    ),
  },
  tables: {
    skip: { "string items": "a leniency of the template" },
    atLeast: 8,
    draw: (o) => {
      const rows = o.rows as Options[][];
      return (
        <Table
          caption={words(o, "caption")}
          captionSize={(o.caption as Options).size as Size}
          captionId={(o.caption as Options).id as string}
          columns={items(o, "head").map((head, index) => ({
            heading: words(head, "text"),
            numeric: head.format === "numeric",
            cell: (row: Options[]) => words(row[index] ?? {}, "text"),
          }))}
          rows={rows}
          rowKey={(row) => String(rows.indexOf(row))}
          firstIsHeader={o.firstCellIsHeader === true}
          compact={o.compact === true}
          responsive={o.responsive === true}
        />
      );
    },
  },
};

describe.each(Object.entries(parts))("%s", (component, { draw, has = [], skip = {}, atLeast }) => {
  const missing = Object.keys(without).filter((option) => !has.includes(option));
  const compared = fixturesOf(component).filter(
    ({ name, context }) =>
      !Object.keys({ ...leftOut, ...skip }).some((words) => name.includes(words)) &&
      !optionsIn(context).some((path) => missing.some((option) => isAt(path, option))),
  );

  test("has something to compare", () => {
    expect(compared.length).toBeGreaterThanOrEqual(atLeast);
  });

  test.each(compared)("$name", ({ context, html }) => {
    expect(tree(renderToStaticMarkup(draw(context)))).toEqual(tree(asWeName(html, context)));
  });
});

describe("reading a form", () => {
  test("nests as the names say", () => {
    const form = formOf([
      ["risks.0.text", "falls"],
      ["risks.1.text", "heating"],
      ["audience", "team"],
      ["needs", "gp"],
      ["needs", "advice"],
      ["_key", "k1:write"],
      ["intent", "send"],
    ]);
    expect(readForm(form)).toEqual({
      risks: [{ text: "falls" }, { text: "heating" }],
      audience: "team",
      needs: ["gp", "advice"],
    });
  });

  test.each([
    [["5", "8", "2026"], "2026-08-05"],
    [[" 15", "11", "2026 "], "2026-11-15"],
    [["", "", ""], ""],
    [["31", "", "2026"], "2026--31"],
    [["soon", "8", "2026"], "2026-8-soon"],
    [["5", "8", "26"], "26-8-5"],
  ])("makes one day of %j", ([day = "", month = "", year = ""], expected) => {
    const boxes: [string, string][] = [
      ["due.day", day],
      ["due.month", month],
      ["due.year", year],
    ];
    expect(readForm(formOf(boxes))).toEqual({ due: expected });
    expect(readTyped(formOf(boxes))).toEqual({ "due.day": [day], "due.month": [month], "due.year": [year] });
  });

  test("touches nothing but what it makes", () => {
    const form = formOf([
      ["__proto__.polluted", "yes"],
      ["a.__proto__.polluted", "yes"],
      ["a.constructor.prototype.polluted", "yes"],
      ["a.text", "kept"],
      [Array(5000).fill("deep").join("."), "yes"],
    ]);
    expect(readForm(form)).toEqual({ a: { text: "kept" } });
    expect({}).not.toHaveProperty("polluted");
  });

  test("has one kind of line end, and gives no password back", () => {
    const form = formOf([
      ["text", "one\r\ntwo"],
      ["password", "secret"],
    ]);
    expect(readForm(form)).toEqual({ text: "one\ntwo", password: "secret" });
    expect(readTyped(form)).toEqual({ text: ["one\ntwo"] });
  });
});

test.each([
  ["/cases/12?tab=who", "/cases/12?tab=who"],
  ["//elsewhere.example/x", "/"],
  ["/\\elsewhere.example/x", "/"],
  ["https://elsewhere.example/x", "/"],
  ["/.//elsewhere.example", "/elsewhere.example"],
  ["javascript:alert(1)", "/"],
  ["http://[", "/"],
  ["/sign-in?next=/", "/"],
])("signing in with next=%s leads to %s", (next, expected) => {
  const address = `http://shipmate.test/sign-in?${new URLSearchParams({ next }).toString()}`;
  expect(nextPath(new Request(address))).toBe(expected);
});

test("a title has at most 60 characters, also with the word Error before it", () => {
  const [{ title: long }] = title("A page with a very long name indeed", "and a place with another long name");
  expect(`Error: ${long}`.length).toBeLessThanOrEqual(60);
  expect(title("Cases")).toEqual([{ title: "Cases – Shipmate" }]);
  expect(title()).toEqual([{ title: "Shipmate" }]);
});

test("our own style sheets have at most 150 lines, blank ones aside", () => {
  const own = readdirSync("app/styles").filter((file) => file.startsWith("_"));
  const lines = own.flatMap((file) => readFileSync(`app/styles/${file}`, "utf8").split("\n"));
  expect(lines.filter((line) => line.trim() !== "").length).toBeLessThanOrEqual(150);
});

function formOf(entries: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

function fixturesOf(component: string): Fixture[] {
  const path = `node_modules/nhsuk-frontend/dist/nhsuk/components/${component}/fixtures.json`;
  return (JSON.parse(readFileSync(path, "utf8")) as { fixtures: Fixture[] }).fixtures;
}

/** Every option a fixture uses, as a path without positions: `items.hint.text`. */
function optionsIn(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => optionsIn(item, path));
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, part]) => optionsIn(part, path === "" ? name : `${path}.${name}`));
}

function isAt(path: string, option: string): boolean {
  return `.${path}.`.includes(`.${option}.`);
}

/** An option that the templates take as a string, as `{ text }` or as `{ heading }`. */
function words(options: Options, name: string): string | undefined {
  const option = options[name] as string | { text?: string; heading?: string } | undefined;
  return typeof option === "object" ? (option.text ?? option.heading) : option;
}

function items(options: Options, name: string): Options[] {
  return (options[name] as Options[] | undefined) ?? [];
}

function choices(options: Options) {
  return items(options, "items").map((item) => ({
    value: words(item, "value") ?? "",
    label: words(item, "text") ?? "",
    hint: words(item, "hint"),
  }));
}

function question({ fieldset }: Options): string | undefined {
  return fieldset ? words(fieldset as Options, "legend") : undefined;
}

function idOf({ id, idPrefix, name }: Options): string {
  return (id ?? idPrefix ?? name) as string;
}

/** What every field is told. */
function field(options: Options) {
  const label = (options.fieldset as Options | null | undefined)?.legend ?? options.label;
  return {
    name: idOf(options),
    label: question(options) ?? words(options, "label"),
    size: ((label as Options | undefined)?.size ?? undefined) as Size | undefined,
    hint: words(options, "hint"),
  };
}

/** The field as it is after a refusal that concerns it. */
function failing(options: Options, drawn: ReactElement): ReactElement {
  const message = words(options, "errorMessage");
  if (message === undefined) return drawn;
  const problem = { kind: "invalid", message: "", fields: { [idOf(options)]: message }, reference: "" } as const;
  return <FailureContext.Provider value={{ problem, values: {}, form: "" }}>{drawn}</FailureContext.Provider>;
}

/** Where we differ on purpose, whatever the fixture. */
function asWeName(html: string, options: Options): string {
  const id = idOf(options);
  return (
    html
      // Addresses the package's script, which is not there.
      .replace(/ data-module="[^"]*"/g, "")
      // The page has its own h1, so a label is never one.
      .replace(/<h1[^>]*>|<\/h1>/g, "")
      // Not a role of the standard.
      .replaceAll(' role="text"', "")
      // A question is bold, also where it is not large.
      .replaceAll('"nhsuk-fieldset__legend"', '"nhsuk-fieldset__legend nhsuk-fieldset__legend--s"')
      // The first box of a date has the id an error leads to, instead of the group around the three.
      .replace(/(<div class="nhsuk-date-input") id="[^"]*"/, "$1")
      .replaceAll(`"${id}-day"`, `"${id}"`)
      .replace(/ name="(day|month|year)"/g, ` name="${id}.$1"`)
      // Ids come from names, so that an error summary needs to know the name only.
      .replaceAll(` name="${String(options.name)}"`, ` name="${id}"`)
  );
}

/** HTML as a list of tags and words: white space, the order of attributes and that of classes do not count. */
function tree(html: string): string[] {
  return [...html.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>|([^<]+)/g)].flatMap(
    ([, end = "", tag, attributes = "", text]) => {
      if (tag === undefined) {
        const said = decoded(text ?? "")
          .replace(/\s+/g, " ")
          .trim();
        return said === "" ? [] : [said];
      }
      return [`<${end}${tag}${attributesOf(attributes)}>`];
    },
  );
}

function attributesOf(text: string): string {
  const attributes = [...text.matchAll(/([A-Za-z-]+)(?:="([^"]*)")?/g)].map(([, name = "", value = ""]) => {
    const sorted = name === "class" ? value.split(/\s+/).sort().join(" ") : decoded(value);
    return ` ${name.toLowerCase()}="${sorted}"`;
  });
  return attributes.sort().join("");
}

function decoded(text: string): string {
  const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" };
  return text.replace(/&([a-z0-9#]+);/g, (entity, name: string) => characters[name] ?? entity);
}
