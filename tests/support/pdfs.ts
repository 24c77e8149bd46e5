/** What a PDF file says, as a program other than its writer reads it. */
import { extractText, getDocumentProxy, getMeta } from "unpdf";

export async function readPdf(bytes: Uint8Array) {
  // The reader keeps what it is given.
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(document, { mergePages: false });
  const roles = new Set<string>();
  const sizes = new Set<number>();
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    rolesIn(await page.getStructTree(), roles);
    for (const item of (await page.getTextContent()).items) {
      if ("transform" in item && item.str.trim() !== "") sizes.add(sizeOf(item.transform as number[]));
    }
  }
  return {
    pages: text.map((page) => page.replace(/\s+/gu, " ")),
    data: JSON.stringify(await getMeta(document)),
    isTagged: (await document.getMarkInfo())?.Marked === true,
    roles: [...roles],
    smallest: Math.min(...sizes),
    bytes: Buffer.from(bytes).toString("latin1"),
  };
}

function sizeOf([a = 0, b = 0]: number[]): number {
  return Math.round(Math.hypot(a, b) * 100) / 100;
}

/** A content has no role; an element has one, and children. */
function rolesIn(node: object | null, roles: Set<string>): void {
  if (node === null || !("role" in node)) return;
  roles.add(String(node.role));
  if ("children" in node) for (const child of node.children as object[]) rolesIn(child, roles);
}
