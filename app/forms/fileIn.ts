/** A file of a form as its API takes it: in base 64, since JSON knows no bytes. Null when none was chosen. */
export async function fileIn(formData: FormData, name: string): Promise<{ file: string; fileName: string } | null> {
  const sent = formData.get(name);
  if (!(sent instanceof Blob) || sent.size === 0) return null;
  const fileName = "name" in sent && typeof sent.name === "string" ? sent.name : "";
  return { file: Buffer.from(await sent.arrayBuffer()).toString("base64"), fileName };
}
