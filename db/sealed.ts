/** A box whose content cannot be serialised, printed or read by accident: it fails shut at every door. */

const contents = new WeakMap<object, unknown>();

declare const content: unique symbol;

export class Sealed<T> {
  declare readonly [content]: T;

  toJSON(): undefined {
    return undefined;
  }

  toString(): string {
    return "[sealed]";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[sealed]";
  }
}

/** For content queries only. */
export function seal<T>(value: T): Sealed<T> {
  const box = new Sealed<T>();
  contents.set(box, value);
  return box;
}

/** For the sight rules only; a test holds that nothing else imports it. */
export function unseal<T>(box: Sealed<T>): T {
  if (!contents.has(box)) throw new TypeError("This box was not sealed here.");
  return contents.get(box) as T;
}
