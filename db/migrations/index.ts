/** The migrations in order, listed by hand: two branches that add one meet here on purpose. */
import type { Migration } from "kysely";
import * as practicesAndStaff from "./001-practices-and-staff.ts";
import * as peopleAndCases from "./002-people-and-cases.ts";
import * as meetings from "./003-meetings.ts";
import * as contributions from "./004-contributions.ts";
import * as actions from "./005-actions.ts";
import * as audit from "./006-audit.ts";
import * as imports from "./007-imports.ts";
import * as history from "./008-history.ts";
import * as availability from "./009-availability.ts";
import * as messages from "./010-messages.ts";
import * as scheduling from "./011-scheduling.ts";
import * as summaries from "./012-summaries.ts";
import * as guests from "./013-guests.ts";
import * as room from "./014-room.ts";
import * as leaving from "./015-leaving.ts";
import * as records from "./016-records.ts";
import * as stops from "./017-stops.ts";
import * as remits from "./018-remits.ts";
import * as decisions from "./019-decisions.ts";
import * as years from "./020-years.ts";
import * as outsideOwners from "./021-outside-owners.ts";
import * as views from "./022-views.ts";
import * as verdicts from "./023-verdicts.ts";
import * as sheets from "./024-sheets.ts";
import * as outcomes from "./025-outcomes.ts";

export const migrations: Record<string, Migration> = {
  "001-practices-and-staff": practicesAndStaff,
  "002-people-and-cases": peopleAndCases,
  "003-meetings": meetings,
  "004-contributions": contributions,
  "005-actions": actions,
  "006-audit": audit,
  "007-imports": imports,
  "008-history": history,
  "009-availability": availability,
  "010-messages": messages,
  "011-scheduling": scheduling,
  "012-summaries": summaries,
  "013-guests": guests,
  "014-room": room,
  "015-leaving": leaving,
  "016-records": records,
  "017-stops": stops,
  "018-remits": remits,
  "019-decisions": decisions,
  "020-years": years,
  "021-outside-owners": outsideOwners,
  "022-views": views,
  "023-verdicts": verdicts,
  "024-sheets": sheets,
  "025-outcomes": outcomes,
};
