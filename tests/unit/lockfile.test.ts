import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Entry = { dependencies?: Names; optionalDependencies?: Names; resolved?: string };
type Names = Record<string, string>;

const manifest = readJson("package.json") as { dependencies: Names; devDependencies: Names };
const lock = readFileSync("package-lock.json", "utf8");
const entries = (JSON.parse(lock) as { packages: Record<string, Entry> }).packages;

describe("the lock file", () => {
  // A registry that lacks a package leaves it out without a word; `npm ci` then fails, or a Mac gets no binary.
  test("has an entry for every platform's build of every package", () => {
    const missing = Object.entries(entries).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isReachable(path, name))
        .map((name) => `${name}, asked for by ${path}`),
    );
    expect(missing).toEqual([]);
  });

  test("names no registry, so that it installs from whichever one the reader uses", () => {
    const named = Object.entries(entries).filter(([, entry]) => entry.resolved !== undefined);
    expect(named.map(([path]) => path)).toEqual([]);
    expect(lock).not.toMatch(/registry\.npmjs|\.tgz"/);
  });
});

test("every package is pinned to one version: `latest` is the wrong answer for ten of them on Node 20", () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => `${name} ${version}`);
  expect(loose).toEqual([]);
});

test("what the manifest asks for is what the lock holds", () => {
  expect(entries[""]).toMatchObject({
    dependencies: manifest.dependencies,
    devDependencies: manifest.devDependencies,
  });
});

/** Looks where Node would: beside the package's own packages, then in each folder above. */
function isReachable(path: string, name: string): boolean {
  const [, ...owners] = path.split(/\/?node_modules\//);
  return [...owners, ""].some(
    (_owner, depth) => [...owners.slice(0, depth), name].map((owner) => `node_modules/${owner}`).join("/") in entries,
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
