/** Every address there is, in one place. */
import { index, route, type RouteConfig } from "@remix-run/route-config";

export default [
  index("routes/_index.tsx"),
  route("sign-in", "routes/sign-in.tsx"),
  route("sign-out", "routes/sign-out.tsx"),
  route("join/:token", "routes/join.$token.tsx"),
  route("availability", "routes/availability.tsx"),
  route("practice", "routes/practice.tsx"),
  route("answer/:token", "routes/answer.$token.tsx"),
  route("staff", "routes/staff._index.tsx"),
  route("cases", "routes/cases._index.tsx"),
  route("cases/new", "routes/cases.new.tsx"),
  route("cases/:caseId", "routes/cases.$caseId.tsx"),
  route("cases/:caseId/contribute", "routes/cases.$caseId.contribute.tsx"),
  route("cases/:caseId/sharing", "routes/cases.$caseId.sharing.tsx"),
  route("meetings", "routes/meetings._index.tsx"),
  route("meetings/new", "routes/meetings.new.tsx"),
  route("meetings/year", "routes/meetings.year.tsx"),
  route("meetings/new/times", "routes/meetings.new.times.tsx"),
  route("meetings/:meetingId", "routes/meetings.$meetingId.tsx"),
  route("meetings/:meetingId/actions", "routes/meetings.$meetingId.actions.tsx"),
  route("meetings/:meetingId/live", "routes/meetings.$meetingId.live.tsx"),
  route("meetings/:meetingId/pack", "routes/meetings.$meetingId.pack.tsx"),
  route("polls/:pollId", "routes/polls.$pollId.tsx"),
  route("actions", "routes/actions._index.tsx"),
  route("actions/:actionId", "routes/actions.$actionId.tsx"),
] satisfies RouteConfig;
