/** Cases that belong to one household, and how. */
import { z } from "zod";
import { caseRelations, type CaseRelation } from "#db/vocabulary.ts";
import { id, oneOf } from "./inputs.ts";

export const caseRelationWords: Record<CaseRelation, string> = {
  partners: "Partners",
  "parent-and-child": "Parent and child",
  siblings: "Brothers or sisters",
  "carer-and-cared-for": "Carer and person cared for",
  "same-address": "Same address",
  other: "Another way",
};

export const linkCases = z.object({
  caseId: id,
  otherId: id,
  relation: oneOf(caseRelations, "Choose how they belong together"),
});
export const unlinkCases = z.object({ caseId: id, linkId: id });
