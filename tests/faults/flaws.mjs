/**
 * Faults planted in the real server, loaded before it. Each takes away one thing that keeps what was acknowledged, so
 * that the checker of the kills can be seen to notice.
 */
import Database from "better-sqlite3";

const nothing = "select 1";
const prepare = Database.prototype.prepare;
const flaw = process.env.FLAW;

/** @param {(database: import("better-sqlite3").Database, source: string) => string} rewritten */
function rewriteStatements(rewritten) {
  const rewriting = /** @this {import("better-sqlite3").Database} @param {string} source */ function (source) {
    return prepare.call(this, rewritten(this, source));
  };
  Database.prototype.prepare = /** @type {typeof prepare} */ (rewriting);
}

/** Every statement commits by itself. */
function withoutTransactions() {
  rewriteStatements((_database, source) => (/^(begin|commit|rollback)/i.test(source) ? nothing : source));
}

/** The transaction ends for the program, and in the database only at the next stroke of a clock. */
function acknowledgesEarly() {
  let isBusy = false;
  const open = new Set();
  rewriteStatements((database, source) => {
    if (/^begin/i.test(source)) {
      isBusy = true;
      open.add(database);
      return database.inTransaction ? nothing : source;
    }
    if (/^commit/i.test(source)) {
      isBusy = false;
      return nothing;
    }
    return source;
  });
  setInterval(() => {
    for (const database of open) if (!isBusy && database.inTransaction) database.exec("commit");
  }, 150).unref();
}

if (flaw === "no-transaction") withoutTransactions();
else if (flaw === "acknowledges-early") acknowledgesEarly();
else throw new Error(`There is no flaw ${flaw}.`);
