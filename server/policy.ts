/**
 * THE TABLE. Each verb once: its kind, the subject it is judged on, the subject its log entry is about, who may, and
 * what the log says. A cell names standings, any of which suffices; "—" is no. What is not here cannot be done.
 *
 *   any       whoever has that role          team    on the case's team (may contribute)
 *   practice  attached to the practice       reader  on the team, invited, not objected to (reads the case)
 *   wrote     has written in this case       author  wrote this very item
 *   owner     owns this action               chair   chairs the meeting, or one to come at the practice
 *   asked     of the discipline asked, and reads the case
 *   guest     was mailed a link for this case and one meeting, or for this action of theirs, and entered the code
 */

export type Standing =
  | "any" | "practice" | "team" | "reader" | "wrote" | "author" | "owner" | "chair" | "asked" | "guest";
export type Role = "coordinator" | "member" | "operator" | "system" | "stranger";
export type SubjectKind =
  | "installation" | "practice" | "case" | "contribution" | "entry" | "action" | "meeting" | "item";
export type VerbKind = "read" | "logged read" | "write" | "watch";

type Cell = "—" | Standing | `${Standing} ${Standing}` | `${Standing} ${Standing} ${Standing}`;
type Row = readonly [
  kind: VerbKind,
  on: SubjectKind,
  /** The key of the answer or the input that names what the log entry is about. */
  about: string,
  coordinator: Cell,
  member: Cell,
  operator: Cell,
  system: Cell,
  stranger: Cell,
  says: string,
];

export const policy = {
  //                              kind           judged on       about             coordinator     member          operator system stranger the log says
  "session.me":                  ["read",        "installation", "—",              "any",          "any",          "any",   "any", "any",   "asked who is signed in"],
  "session.choices":             ["read",        "installation", "—",              "any",          "any",          "—",     "—",   "any",   "looked at the demonstration's people"],
  "session.begin":               ["write",       "installation", "staffId",        "any",          "any",          "—",     "—",   "any",   "signed in"],
  "session.beginAs":             ["write",       "installation", "staffId",        "any",          "any",          "—",     "—",   "any",   "signed in to the demonstration"],
  "session.end":                 ["write",       "installation", "staffId",        "any",          "any",          "—",     "—",   "any",   "signed out"],
  "link.open":                   ["read",        "installation", "—",              "any",          "any",          "—",     "—",   "any",   "opened a one-time link"],
  "link.redeem":                 ["write",       "installation", "staffId",        "any",          "any",          "—",     "—",   "any",   "used a one-time link"],
  "link.makeFirst":              ["write",       "installation", "practiceId",     "—",            "—",            "—",     "any", "—",     "made the first coordinator's link"],

  "home.open":                   ["read",        "installation", "—",              "any",          "any",          "—",     "—",   "—",     "looked at what is needed"],
  "staff.list":                  ["read",        "practice",     "practiceId",     "practice",     "practice",     "—",     "—",   "—",     "looked at colleagues"],
  "staff.invite":                ["write",       "practice",     "staffId",        "practice",     "—",            "any",   "—",   "—",     "invited a colleague"],
  "staff.help":                  ["write",       "practice",     "staffId",        "practice",     "—",            "—",     "—",   "—",     "helped a colleague to sign in"],
  "staff.prepareLeaving":        ["read",        "practice",     "staffId",        "practice",     "practice",     "—",     "—",   "—",     "looked at what somebody holds"],
  "staff.leave":                 ["write",       "practice",     "staffId",        "practice",     "—",            "—",     "—",   "—",     "ended somebody's access and handed over their work"],
  "staff.comeBack":              ["write",       "practice",     "staffId",        "practice",     "—",            "—",     "—",   "—",     "let somebody in again who had left"],
  "handover.open":               ["logged read", "practice",     "staffId",        "practice",     "practice",     "—",     "—",   "—",     "opened what is handed over"],
  "handover.write":              ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "wrote what to hand over of a case"],
  "availability.open":           ["read",        "installation", "—",              "any",          "any",          "—",     "—",   "—",     "looked at when they can meet"],
  "availability.setWeek":        ["write",       "installation", "staffId",        "any",          "any",          "—",     "—",   "—",     "said when they can usually meet"],
  "availability.addAway":        ["write",       "installation", "awayId",         "any",          "any",          "—",     "—",   "—",     "said that they are away"],
  "availability.removeAway":     ["write",       "installation", "awayId",         "any",          "any",          "—",     "—",   "—",     "took days away back"],
  "availability.setCalendar":    ["write",       "installation", "calendarId",     "any",          "any",          "—",     "—",   "—",     "gave their calendar's address"],
  "availability.removeCalendar": ["write",       "installation", "staffId",        "any",          "any",          "—",     "—",   "—",     "took their calendar's address back"],
  "availability.watch":          ["watch",       "installation", "staffId",        "any",          "any",          "—",     "—",   "—",     "followed the reading of their calendar"],
  "calendar.due":                ["read",        "installation", "—",              "—",            "—",            "—",     "any", "—",     "looked which calendars to read"],
  "calendar.keep":               ["write",       "installation", "calendarId",     "—",            "—",            "—",     "any", "—",     "kept the busy times of a calendar"],
  "feed.make":                   ["write",       "installation", "staffId",        "any",          "any",          "—",     "—",   "—",     "made a calendar feed"],
  "feed.revoke":                 ["write",       "installation", "staffId",        "any",          "any",          "—",     "—",   "—",     "ended their calendar feeds"],
  "feed.read":                   ["read",        "installation", "—",              "any",          "any",          "—",     "—",   "any",   "read a calendar feed"],
  "practice.open":               ["read",        "practice",     "practiceId",     "practice",     "practice",     "—",     "—",   "—",     "looked at how the practice works"],
  "practice.setCycle":           ["write",       "practice",     "practiceId",     "practice",     "—",            "—",     "—",   "—",     "changed the cycle of the practice"],
  "practice.addDays":            ["write",       "practice",     "dayId",          "practice",     "—",            "—",     "—",   "—",     "named days to avoid"],
  "practice.addDiscipline":      ["write",       "practice",     "practiceId",     "practice",     "—",            "—",     "—",   "—",     "added a discipline"],
  "practice.setPrompts":         ["write",       "practice",     "practiceId",     "practice",     "—",            "—",     "—",   "—",     "changed what stands over a discipline's box"],
  "practice.addField":           ["write",       "practice",     "practiceId",     "practice",     "—",            "—",     "—",   "—",     "added a question for a discipline"],
  "practice.endField":           ["write",       "practice",     "practiceId",     "practice",     "—",            "—",     "—",   "—",     "ended a question for a discipline"],
  "practice.askAgain":           ["write",       "practice",     "practiceId",     "practice",     "—",            "—",     "—",   "—",     "asked a question again"],
  "practice.removeDays":         ["write",       "practice",     "dayId",          "practice",     "—",            "—",     "—",   "—",     "took days to avoid back"],

  "case.list":                   ["read",        "installation", "—",              "any",          "any",          "—",     "—",   "—",     "looked at the cases"],
  "case.prepare":                ["read",        "practice",     "practiceId",     "practice",     "practice",     "—",     "—",   "—",     "began a nomination"],
  "case.find":                   ["logged read", "practice",     "practiceId",     "practice",     "practice",     "—",     "—",   "—",     "looked for a person"],
  "case.nominate":               ["write",       "practice",     "caseId",         "practice",     "practice",     "—",     "—",   "—",     "nominated a case"],
  "case.nominateAgain":          ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "nominated the case again"],
  "case.triage":                 ["write",       "case",         "caseId",         "reader",       "chair",        "—",     "—",   "—",     "triaged the nomination"],
  "case.open":                   ["logged read", "case",         "caseId",         "team wrote",   "team wrote",   "—",     "—",   "—",     "opened the case"],
  "case.agreed":                 ["logged read", "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "opened what was agreed"],
  "case.changeTeam":             ["write",       "case",         "caseId",         "reader",       "chair",        "—",     "—",   "—",     "changed the case's team"],
  "case.recordNotice":           ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "recorded what the person was told"],
  "case.recordSafeContact":      ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "recorded how to contact safely"],
  "case.object":                 ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "recorded an objection"],
  "case.decideObjection":        ["write",       "case",         "caseId",         "reader",       "chair",        "—",     "—",   "—",     "decided an objection"],
  "case.close":                  ["write",       "case",         "caseId",         "reader",       "chair",        "—",     "—",   "—",     "ended the team's work on the case"],
  "case.stop":                   ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "recorded a death, a transfer or a move away"],
  "case.undoStop":               ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "opened the case again that was stopped by mistake"],
  "case.closeActions":           ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "closed the actions of a case that had ended"],
  "case.withdraw":               ["write",       "case",         "caseId",         "reader",       "author chair", "—",     "—",   "—",     "took the case back as made in error"],
  "case.link":                   ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "linked the case with another"],
  "case.unlink":                 ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "ended a link with another case"],
  "case.year":                   ["logged read", "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "opened a year of the case"],
  "case.copies":                 ["logged read", "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "opened the texts to copy"],
  "case.markCopied":             ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "copied a text into another record"],
  "case.declareConflict":        ["write",       "case",         "caseId",         "team",         "team",         "—",     "—",   "—",     "declared a conflict of interest"],
  "case.takeConflictBack":       ["write",       "installation", "caseId",         "any",          "any",          "—",     "—",   "—",     "took back a conflict of interest"],
  "case.watch":                  ["watch",       "case",         "caseId",         "team wrote",   "team wrote",   "—",     "—",   "—",     "followed the case"],
  "case.settle":                 ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "settled where sources differ"],
  "case.undoSettlement":         ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "took a settlement back"],
  "case.inquire":                ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "asked somebody to find out"],
  "case.sayTheSame":             ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "marked wordings as the same"],
  "case.undoTheSame":            ["write",       "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "took back that wordings are the same"],
  "case.import":                 ["write",       "installation", "practiceId",     "—",            "—",            "any",   "—",   "—",     "imported a case file"],

  "contribution.mine":           ["logged read", "practice",     "practiceId",     "practice",     "practice",     "—",     "—",   "—",     "opened their own work to print"],
  "contribution.open":           ["logged read", "case",         "caseId",         "team",         "team",         "—",     "—",   "guest", "opened the contribution form"],
  "contribution.preview":        ["read",        "case",         "—",              "team",         "team",         "—",     "—",   "—",     "looked at what a reader would get"],
  "contribution.saveDraft":      ["write",       "case",         "caseId",         "team",         "team",         "—",     "—",   "guest", "saved a draft"],
  "contribution.submit":         ["write",       "case",         "contributionId", "team",         "team",         "—",     "—",   "guest", "sent a contribution"],
  "contribution.answer":         ["write",       "case",         "contributionId", "team",         "team",         "—",     "—",   "guest", "answered the request to contribute"],
  "contribution.withdraw":       ["write",       "contribution", "contributionId", "author",       "author",       "—",     "—",   "—",     "took a contribution back as made in error"],
  "contribution.withdrawEntry":  ["write",       "entry",        "entryId",        "author",       "author",       "—",     "—",   "—",     "took an entry back as made in error"],
  "request.answer":              ["write",       "entry",        "entryId",        "asked",        "asked",        "—",     "—",   "—",     "answered a request"],
  "request.makeAction":          ["write",       "entry",        "actionId",       "asked",        "asked",        "—",     "—",   "—",     "made an action of a request"],

  "guest.list":                  ["read",        "case",         "caseId",         "reader",       "reader",       "—",     "—",   "—",     "looked who was asked without an account"],
  "guest.ask":                   ["write",       "case",         "guestId",        "reader",       "chair",        "—",     "—",   "—",     "asked somebody without an account"],
  "guest.revoke":                ["write",       "case",         "guestId",        "reader",       "chair",        "—",     "—",   "—",     "stopped a guest's link"],
  "guest.give":                  ["write",       "action",       "actionId",       "reader",       "chair",        "—",     "—",   "—",     "gave the action to somebody without an account"],
  "guest.mailOwner":             ["write",       "action",       "actionId",       "reader",       "chair",        "—",     "—",   "—",     "mailed the owner of the action a new link"],
  "guest.openAction":            ["logged read", "action",       "actionId",       "—",            "—",            "—",     "—",   "guest", "opened the action they own by a mailed link"],
  "guest.due":                   ["read",        "installation", "—",              "—",            "—",            "—",     "any", "—",     "looked which owners without an account to remind"],
  "guest.remind":                ["write",       "installation", "staffId",        "—",            "—",            "—",     "any", "—",     "reminded an owner without an account"],
  "guest.open":                  ["read",        "installation", "—",              "any",          "any",          "—",     "—",   "any",   "opened a guest's link"],
  "guest.sendCode":              ["write",       "installation", "staffId",        "any",          "any",          "—",     "—",   "any",   "asked for a guest's code"],
  "guest.begin":                 ["write",       "installation", "staffId",        "any",          "any",          "—",     "—",   "any",   "entered a guest's code"],

  "meeting.list":                ["read",        "installation", "—",              "any",          "any",          "—",     "—",   "—",     "looked at the meetings"],
  "meeting.prepare":             ["read",        "practice",     "practiceId",     "practice",     "—",            "—",     "—",   "—",     "began planning"],
  "meeting.preview":             ["read",        "practice",     "practiceId",     "practice",     "—",            "—",     "—",   "—",     "looked at dates"],
  "meeting.plan":                ["write",       "practice",     "seriesId",       "practice",     "—",            "—",     "—",   "—",     "planned the meetings"],
  "meeting.planExtra":           ["write",       "practice",     "meetingId",      "practice",     "—",            "—",     "—",   "—",     "planned an extra meeting"],
  "meeting.findTimes":           ["read",        "practice",     "practiceId",     "practice",     "—",            "—",     "—",   "—",     "looked for a time"],
  "meeting.year":                ["read",        "practice",     "practiceId",     "practice",     "practice",     "—",     "—",   "—",     "looked at the year's meetings"],
  "meeting.open":                ["read",        "meeting",      "meetingId",      "practice",     "practice",     "—",     "—",   "—",     "looked at the meeting"],
  "meeting.previewChange":       ["read",        "meeting",      "meetingId",      "practice",     "—",            "—",     "—",   "—",     "looked at what a change would do"],
  "meeting.move":                ["write",       "meeting",      "meetingId",      "practice",     "—",            "—",     "—",   "—",     "moved the meeting"],
  "meeting.cancel":              ["write",       "meeting",      "meetingId",      "practice",     "—",            "—",     "—",   "—",     "cancelled the meeting"],
  "meeting.setNeeds":            ["write",       "meeting",      "meetingId",      "practice",     "—",            "—",     "—",   "—",     "set who is invited and needed"],
  "meeting.arrange":             ["write",       "meeting",      "meetingId",      "practice",     "chair",        "—",     "—",   "—",     "arranged the agenda"],
  "meeting.addCase":             ["write",       "meeting",      "meetingId",      "practice",     "chair",        "—",     "—",   "—",     "put a case on the agenda"],
  "meeting.reply":               ["write",       "meeting",      "meetingId",      "practice",     "practice",     "—",     "—",   "—",     "answered the invitation"],
  "meeting.invite":              ["write",       "meeting",      "meetingId",      "practice",     "—",            "—",     "—",   "—",     "invited those who came since"],
  "meeting.remind":              ["write",       "meeting",      "meetingId",      "practice",     "—",            "—",     "—",   "—",     "reminded those who have not answered"],
  "meeting.previewChase":        ["read",        "meeting",      "meetingId",      "practice",     "—",            "—",     "—",   "—",     "looked at whose contributions wait"],
  "meeting.chase":               ["write",       "meeting",      "meetingId",      "practice",     "—",            "—",     "—",   "—",     "reminded those whose contributions wait"],
  "meeting.setCaseNeeds":        ["write",       "item",         "itemId",         "practice",     "chair",        "—",     "—",   "—",     "set whom a case needs"],
  "meeting.postponeCase":        ["write",       "item",         "itemId",         "practice",     "chair",        "—",     "—",   "—",     "left a case for the next meeting"],
  "meeting.attend":              ["write",       "meeting",      "meetingId",      "practice",     "chair",        "—",     "—",   "—",     "recorded who is here"],
  "meeting.arrive":              ["write",       "meeting",      "meetingId",      "practice",     "chair",        "—",     "—",   "—",     "recorded who came"],
  "meeting.leave":               ["write",       "meeting",      "meetingId",      "practice",     "chair",        "—",     "—",   "—",     "recorded who went"],
  "meeting.answerPulse":         ["write",       "meeting",      "meetingId",      "practice",     "practice",     "—",     "—",   "—",     "said what they thought of the meeting"],
  "meeting.start":               ["write",       "meeting",      "meetingId",      "practice",     "chair",        "—",     "—",   "—",     "opened the meeting"],
  "meeting.giveTime":            ["write",       "item",         "itemId",         "practice",     "chair",        "—",     "—",   "—",     "gave a case more time"],
  "meeting.goTo":                ["write",       "meeting",      "meetingId",      "practice",     "chair",        "—",     "—",   "—",     "went to an item"],
  "meeting.close":               ["write",       "meeting",      "meetingId",      "practice",     "chair",        "—",     "—",   "—",     "closed the meeting"],
  "meeting.room":                ["logged read", "meeting",      "meetingId",      "practice",     "practice",     "—",     "—",   "—",     "was in the room"],
  "meeting.screen":              ["logged read", "meeting",      "meetingId",      "practice",     "practice",     "—",     "—",   "—",     "opened the shared screen"],
  "meeting.review":              ["logged read", "meeting",      "meetingId",      "practice",     "practice",     "—",     "—",   "—",     "looked at the action review"],
  "meeting.pack":                ["logged read", "meeting",      "meetingId",      "practice",     "practice",     "—",     "—",   "—",     "opened the pack"],
  "meeting.freeze":              ["write",       "meeting",      "meetingId",      "practice",     "—",            "—",     "—",   "—",     "froze the pack"],
  "meeting.export":              ["write",       "meeting",      "copyId",         "practice",     "practice",     "—",     "—",   "—",     "took a copy of the pack"],
  "meeting.record":              ["logged read", "meeting",      "meetingId",      "practice",     "practice",     "—",     "—",   "—",     "opened the record of the meeting"],
  "meeting.approveRecord":       ["write",       "meeting",      "meetingId",      "—",            "chair",        "—",     "—",   "—",     "approved the record of the meeting"],
  "meeting.watch":               ["watch",       "meeting",      "meetingId",      "practice",     "practice",     "—",     "—",   "—",     "followed the meeting"],

  "invitation.open":             ["read",        "installation", "—",              "any",          "any",          "—",     "—",   "any",   "opened an invitation's link"],
  "invitation.answer":           ["write",       "installation", "answeredId",     "any",          "any",          "—",     "—",   "any",   "answered by an invitation's link"],
  "invitation.sendAgain":        ["write",       "installation", "staffId",        "any",          "any",          "—",     "—",   "any",   "asked for a new link"],
  "invitation.print":            ["write",       "meeting",      "meetingId",      "—",            "—",            "any",   "—",   "—",     "printed an invitation"],
  "invitation.takeReply":        ["write",       "installation", "staffId",        "—",            "—",            "any",   "—",   "—",     "took a calendar's reply"],

  "poll.ask":                    ["write",       "practice",     "pollId",         "practice",     "—",            "—",     "—",   "—",     "asked which time suits"],
  "poll.open":                   ["read",        "practice",     "pollId",         "practice",     "practice",     "—",     "—",   "—",     "looked at a poll"],
  "poll.answer":                 ["write",       "practice",     "pollId",         "practice",     "practice",     "—",     "—",   "—",     "answered a poll"],
  "poll.close":                  ["write",       "practice",     "pollId",         "practice",     "—",            "—",     "—",   "—",     "closed a poll"],

  "message.list":                ["read",        "practice",     "practiceId",     "practice",     "—",            "—",     "—",   "—",     "looked at the outbox"],
  "message.retry":               ["write",       "practice",     "messageId",      "practice",     "—",            "—",     "—",   "—",     "sent a mail again"],
  "message.due":                 ["read",        "installation", "—",              "—",            "—",            "—",     "any", "—",     "looked which mails to send"],
  "message.take":                ["write",       "installation", "messageId",      "—",            "—",            "—",     "any", "—",     "took a mail to send it"],
  "message.settle":              ["write",       "installation", "messageId",      "—",            "—",            "—",     "any", "—",     "noted how sending went"],
  "cycle.due":                   ["read",        "installation", "—",              "—",            "—",            "—",     "any", "—",     "looked which steps are due"],
  "cycle.take":                  ["write",       "meeting",      "meetingId",      "—",            "—",            "—",     "any", "—",     "took a step of the cycle"],
  "digest.due":                  ["read",        "installation", "—",              "—",            "—",            "—",     "any", "—",     "looked who needs a digest"],
  "digest.make":                 ["write",       "installation", "staffId",        "—",            "—",            "—",     "any", "—",     "made somebody's digest"],

  "discussion.readLine":         ["logged read", "case",         "caseId",         "—",            "—",            "any",   "—",   "—",     "tried how a line is read"],
  "discussion.write":            ["write",       "item",         "itemId",         "reader",       "reader",       "—",     "—",   "—",     "wrote in the room"],
  "discussion.explain":          ["write",       "item",         "itemId",         "reader",       "reader",       "—",     "—",   "—",     "said more about a decision"],
  "discussion.undo":             ["write",       "item",         "itemId",         "reader",       "reader",       "—",     "—",   "—",     "took a line back"],
  "discussion.amend":            ["write",       "item",         "itemId",         "reader",       "reader",       "—",     "—",   "—",     "put something right in the record"],
  "discussion.conclude":         ["write",       "item",         "itemId",         "reader",       "chair",        "—",     "—",   "—",     "concluded the discussion"],
  "discussion.sendOn":           ["write",       "item",         "itemId",         "reader",       "reader",       "—",     "—",   "—",     "recorded that the escalation was sent"],

  "action.list":                 ["read",        "installation", "—",              "any",          "any",          "—",     "—",   "—",     "looked at the action log"],
  "action.export":               ["logged read", "installation", "staffId",        "any",          "any",          "—",     "—",   "—",     "took a copy of the action log"],
  "sheet.begin":                 ["write",       "practice",     "sheetId",        "practice",     "—",            "—",     "—",   "—",     "sent a spreadsheet's log"],
  "sheet.open":                  ["logged read", "practice",     "sheetId",        "practice",     "—",            "—",     "—",   "—",     "looked at a spreadsheet's log"],
  "sheet.answer":                ["write",       "practice",     "sheetId",        "practice",     "—",            "—",     "—",   "—",     "said whom a spreadsheet's log means"],
  "sheet.store":                 ["write",       "practice",     "sheetId",        "practice",     "—",            "—",     "—",   "—",     "stored a spreadsheet's log"],
  "sheet.discard":               ["write",       "practice",     "sheetId",        "practice",     "—",            "—",     "—",   "—",     "gave a spreadsheet's log up"],
  "sheet.undo":                  ["write",       "practice",     "sheetId",        "practice",     "—",            "—",     "—",   "—",     "undid the import of a spreadsheet's log"],
  "view.list":                   ["read",        "installation", "—",              "any",          "any",          "—",     "—",   "—",     "looked which views of the log are saved"],
  "view.save":                   ["write",       "installation", "viewId",         "any",          "any",          "—",     "—",   "—",     "saved a view of the log"],
  "view.change":                 ["write",       "installation", "viewId",         "any",          "any",          "—",     "—",   "—",     "changed a saved view of the log"],
  "view.remove":                 ["write",       "installation", "viewId",         "any",          "any",          "—",     "—",   "—",     "deleted a saved view of the log"],
  "action.open":                 ["read",        "action",       "actionId",       "reader owner", "reader owner", "—",     "—",   "—",     "looked at an action"],
  "action.record":               ["write",       "case",         "actionId",       "reader",       "reader",       "—",     "—",   "—",     "recorded an action"],
  "action.accept":               ["write",       "action",       "actionId",       "owner",        "owner",        "—",     "—",   "guest", "accepted the action"],
  "action.decline":              ["write",       "action",       "actionId",       "owner",        "owner",        "—",     "—",   "guest", "declined the action"],
  "action.ask":                  ["write",       "action",       "actionId",       "owner",        "owner",        "—",     "—",   "guest", "asked back about the action"],
  "action.answer":               ["write",       "action",       "actionId",       "reader",       "reader",       "—",     "—",   "—",     "answered the owner's question"],
  "action.help":                 ["write",       "action",       "actionId",       "reader",       "reader",       "—",     "—",   "—",     "asked somebody to help with the action"],
  "action.endHelp":              ["write",       "action",       "actionId",       "reader",       "reader",       "—",     "—",   "—",     "ended somebody's help with the action"],
  "action.markCopied":           ["write",       "action",       "actionId",       "owner",        "owner",        "—",     "—",   "—",     "said whether it is in their own agency's record"],
  "action.sayDifferent":         ["write",       "action",       "actionId",       "reader",       "reader",       "—",     "—",   "—",     "said that two actions are not the same work"],
  "action.closeAsDuplicate":     ["write",       "action",       "actionId",       "reader",       "reader",       "—",     "—",   "—",     "closed the action as a duplicate"],
  "action.takeOver":             ["write",       "action",       "actionId",       "reader",       "reader",       "—",     "—",   "—",     "took the action over"],
  "action.report":               ["write",       "action",       "actionId",       "owner",        "owner",        "—",     "—",   "guest", "reported on the action"],
  "action.review":               ["write",       "action",       "actionId",       "reader",       "reader",       "—",     "—",   "—",     "gave a verdict in the action review"],
  "action.undo":                 ["write",       "action",       "actionId",       "reader owner", "reader owner", "—",     "—",   "—",     "took back what was said last of the action"],
  "action.reopen":               ["write",       "action",       "actionId",       "reader owner", "reader owner", "—",     "—",   "—",     "opened the action again"],

  "audit.verify":                ["read",        "installation", "—",              "—",            "—",            "any",   "any", "—",     "verified the log"],
} as const satisfies Record<string, Row>;

export type Verb = keyof typeof policy;
export type VerbOf<Kind extends VerbKind> = { [V in Verb]: (typeof policy)[V][0] extends Kind ? V : never }[Verb];

const columns = { coordinator: 3, member: 4, operator: 5, system: 6, stranger: 7 } as const;

export function kindOf(verb: Verb): VerbKind {
  return policy[verb][0];
}

export function judgedOn(verb: Verb): SubjectKind {
  return policy[verb][1];
}

export function isAbout(verb: Verb): string {
  return policy[verb][2];
}

export function saysOf(verb: Verb): string {
  return policy[verb][8];
}

/** The standings that suffice for that role; none means no. */
export function sufficing(verb: Verb, role: Role): readonly Standing[] {
  const cell: Cell = policy[verb][columns[role]];
  return cell === "—" ? [] : (cell.split(" ") as Standing[]);
}

/** The verb that opens a subject: whoever lacks even that is told that it is not there. */
export const opens: Partial<Record<SubjectKind, Verb>> = {
  case: "case.open",
  contribution: "case.open",
  entry: "case.open",
  action: "action.open",
  meeting: "meeting.open",
  item: "meeting.open",
};

export const verbs = Object.keys(policy) as Verb[];
