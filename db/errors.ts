/** The few database errors the program reacts to, under one name on both databases. */

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

export function isUniqueViolation(error: unknown): boolean {
  return ["SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "23505"].includes(codeOf(error));
}

/** Somebody else's transaction came between: running the same one again is right. */
export function isWorthRetrying(error: unknown): boolean {
  return ["40001", "40P01", "SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT"].includes(codeOf(error));
}

/** The disk is full or fails: the write did not happen. */
export function isStorageFailure(error: unknown): boolean {
  const code = codeOf(error);
  return code === "SQLITE_FULL" || code === "53100" || code.startsWith("SQLITE_IOERR");
}

export function isDamaged(error: unknown): boolean {
  return ["SQLITE_CORRUPT", "SQLITE_NOTADB"].includes(codeOf(error));
}
