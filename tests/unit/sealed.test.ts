import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { seal, Sealed, unseal } from "#db/sealed.ts";

const secret = { name: "Drummond" };

describe("a sealed box", () => {
  test("gives its content to those who unseal it, the very same", () => {
    expect(unseal(seal(secret))).toBe(secret);
    expect(unseal(seal(undefined))).toBeUndefined();
  });

  test.each<[string, (box: Sealed<unknown>) => unknown]>([
    ["in JSON", (box) => JSON.stringify({ box, list: [box] })],
    ["in a sentence", (box) => `${String(box)}`],
    ["on the console", (box) => inspect(box, { depth: 9, showHidden: true })],
    ["in its keys", (box) => Reflect.ownKeys(box)],
    ["in a copy of it", (box) => ({ ...box })],
    ["in an error about it", (box) => new Error(`not: ${String(box)}`).message],
  ])("shows nothing of it %s", (_, show) => {
    expect(inspect(show(seal(secret)), { depth: 9 })).not.toContain("Drummond");
  });

  test("leaves an empty place in JSON, and nothing at all on its own", () => {
    expect(JSON.stringify({ box: seal(secret), more: 1 })).toBe('{"more":1}');
    expect(JSON.stringify(seal(secret))).toBeUndefined();
  });

  test("cannot be made by hand, nor copied", () => {
    const box = seal(secret);
    for (const forged of [
      new Sealed<unknown>(),
      { ...box } as Sealed<unknown>,
      Object.create(box) as Sealed<unknown>,
    ]) {
      expect(() => unseal(forged)).toThrow("This box was not sealed here.");
    }
  });

  test("that went through a copy for another thread is empty", () => {
    expect(() => unseal(structuredClone(seal(secret)))).toThrow("This box was not sealed here.");
  });
});
