/** Linked cases as they are drawn. For loaders: the words stand beside rules that carry the validator. */
import { caseRelationWords } from "#server/domain/households.ts";
import type { Api } from "#server/router.ts";

type Links = Awaited<ReturnType<Api["cases"]["open"]>>["links"];

export function linksInWords(links: Links) {
  return links.map(({ id, caseId, number, name, relation }) => ({
    id,
    caseId,
    words: `${name} (case ${number})`,
    relation: caseRelationWords[relation],
  }));
}
