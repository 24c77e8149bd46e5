/**
 * The two floors a page is held against, each a program of its own: `raw` asks prepared statements and renders with
 * renderToString on bare http; `framework` is a Remix page of one route that does the same. Both send as many rows,
 * elements and bytes as the page they stand for.
 *
 * usage: node floor.mjs raw|framework PORT DATABASE PAGES, where PAGES is JSON:
 * { name: { statements: [[sql, ...parameters]], elements, bytes } }
 */
import { Buffer } from "node:buffer";
import { createServer } from "node:http";
import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { createRequestHandler } from "@remix-run/express";
import { Meta, Outlet, RemixServer, Scripts, useLoaderData } from "@remix-run/react";
import SqliteDatabase from "better-sqlite3";
import express from "express";
import { createElement } from "react";
import { renderToPipeableStream, renderToString } from "react-dom/server";

/** @typedef {{ statements: string[][], elements: number, bytes: number }} Page */
/** @typedef {{ rows: Record<string, unknown>[], each: number, filling: string }} Shown */

const [kind, port = "0", file = "", pagesJson = "{}"] = process.argv.slice(2);
const sqlite = new SqliteDatabase(file, { readonly: true });
/** @type {Record<string, Page>} */
const pages = JSON.parse(pagesJson);
const asked = Object.fromEntries(
  Object.entries(pages).map(([name, page]) => [
    name,
    page.statements.map(([source = "", ...parameters]) => ({ statement: sqlite.prepare(source), parameters })),
  ]),
);
/** How much text brings the page to its bytes; found by the first answer. @type {Record<string, string>} */
const fillings = {};

/** @param {string} name @returns {Shown} */
function shownOf(name) {
  const page = pages[name];
  const rows = (asked[name] ?? []).flatMap(({ statement, parameters }) => statement.all(...parameters));
  return {
    rows: rows.map((row) => ({ text: /** @type {{ text: unknown }} */ (row).text })),
    each: Math.max(1, Math.round((page?.elements ?? 0) / Math.max(rows.length, 1))),
    filling: fillings[name] ?? "",
  };
}

/** @param {Shown} shown */
function List({ rows, each, filling }) {
  return createElement(
    "main",
    null,
    createElement(
      "ul",
      null,
      rows.map((row, index) =>
        createElement(
          "li",
          { key: index, className: "row" },
          Array.from({ length: each - 1 }, (_, part) =>
            createElement("span", { key: part }, part === 0 ? String(row.text) : "…"),
          ),
        ),
      ),
    ),
    createElement("p", null, filling),
  );
}

/** @param {string} name @param {number} bytes What the page had without filling. @param {number} times How often it is sent. */
function fill(name, bytes, times) {
  fillings[name] ??= "x".repeat(Math.max(0, Math.round(((pages[name]?.bytes ?? 0) - bytes) / times)));
}

function raw() {
  createServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    const html = `<!DOCTYPE html>${renderToString(createElement(List, shownOf(name)))}`;
    fill(name, Buffer.byteLength(html), 1);
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(html);
  }).listen(Number(port), ready);
}

function framework() {
  const Root = () =>
    createElement(
      "html",
      { lang: "en-GB" },
      createElement("head", null, createElement(Meta)),
      createElement("body", null, createElement(Outlet), createElement(Scripts)),
    );
  const Shown = () => createElement(List, /** @type {Shown} */ (useLoaderData()));
  const asset = {
    hasAction: false,
    hasClientAction: false,
    hasClientLoader: false,
    hasErrorBoundary: false,
    imports: [],
    css: [],
  };
  /** @type {import("@remix-run/node").ServerBuild} */
  const build = {
    mode: "production",
    basename: "/",
    publicPath: "/",
    assetsBuildDirectory: "",
    isSpaMode: false,
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_singleFetch: true,
      v3_lazyRouteDiscovery: true,
    },
    entry: { module: { default: answer } },
    routes: {
      root: { id: "root", path: "", module: { default: Root } },
      page: {
        id: "page",
        parentId: "root",
        path: ":name",
        module: { default: Shown, loader: ({ params }) => shownOf(params.name ?? "") },
      },
    },
    assets: {
      version: "1",
      url: "/assets/manifest.js",
      entry: { module: "/assets/entry.js", imports: [] },
      routes: {
        root: { ...asset, id: "root", path: "", hasLoader: false, module: "/assets/root.js" },
        page: { ...asset, id: "page", parentId: "root", path: ":name", hasLoader: true, module: "/assets/page.js" },
      },
    },
  };
  const app = express();
  app.disable("x-powered-by");
  app.all("*", createRequestHandler({ build, mode: "production" }));
  app.listen(Number(port), ready);
}

/** As Remix's own template answers: streaming. @type {import("@remix-run/node").HandleDocumentRequestFunction} */
function answer(request, status, headers, context) {
  return new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(createElement(RemixServer, { context, url: request.url }), {
      onShellReady() {
        const body = new PassThrough();
        const name = new URL(request.url).pathname.slice(1);
        let bytes = 0;
        body.on("data", (chunk) => (bytes += chunk.length)).on("end", () => fill(name, bytes, 2));
        headers.set("Content-Type", "text/html; charset=utf-8");
        resolve(new globalThis.Response(createReadableStreamFromReadable(body), { status, headers }));
        pipe(body);
      },
      onShellError: reject,
    });
  });
}

function ready() {
  process.stdout.write("listening\n");
}

if (kind === "raw") raw();
else framework();
