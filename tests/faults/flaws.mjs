/**
 * Faults planted in the real server, loaded before it. Each takes away one thing that keeps what was acknowledged, so
 * that the checker of the kills can be seen to notice.
 */
import Database from "better-sqlite3";

const prepare = Database.prototype.prepare;
const flaw = process.env.FLAW;

const done = { changes: 0, lastInsertRowid: 0 };

/**
 * Statements are prepared once and run often: what stands in the place of one decides each time it runs.
 *
 * @param {(database: import("better-sqlite3").Database, source: string, run: () => void) => (() => void) | null} instead
 */
function insteadOfStatements(instead) {
  const rewriting = /** @this {import("better-sqlite3").Database} @param {string} source */ function (source) {
    const statement = /** @type {import("better-sqlite3").Statement<[]>} */ (prepare.call(this, source));
    const runs = instead(this, source, () => statement.run());
    return runs === null ? statement : { reader: false, run: () => (runs(), done) };
  };
  Database.prototype.prepare = /** @type {any} */ (rewriting);
}

/** Every statement commits by itself. */
function withoutTransactions() {
  insteadOfStatements((_database, source) => (/^(begin|commit|rollback)/i.test(source) ? () => {} : null));
}

/** The transaction ends for the program, and in the database only at the next stroke of a clock. */
function acknowledgesEarly() {
  let isBusy = false;
  const open = new Set();
  insteadOfStatements((database, source, run) => {
    if (/^begin/i.test(source)) {
      return () => {
        isBusy = true;
        open.add(database);
        if (!database.inTransaction) run();
      };
    }
    if (/^commit/i.test(source)) return () => void (isBusy = false);
    return null;
  });
  setInterval(() => {
    for (const database of open) if (!isBusy && database.inTransaction) database.exec("commit");
  }, 150).unref();
}

/** Whoever writes is not asked whether what they saw is still so; the version stays a parameter that says nothing. */
function withoutVersions() {
  const rewriting = /** @this {import("better-sqlite3").Database} @param {string} source */ function (source) {
    return prepare.call(this, source.replace(/^(update .*) and "version" = \?/s, "$1 and ? is not null"));
  };
  Database.prototype.prepare = /** @type {any} */ (rewriting);
}

if (flaw === "no-transaction") withoutTransactions();
else if (flaw === "no-version-check") withoutVersions();
else if (flaw === "acknowledges-early") acknowledgesEarly();
else throw new Error(`There is no flaw ${flaw}.`);
