/** What each discipline is asked for beside its text (domain.md 3 and 6): data that a new practice begins with. */
import type { TypedField } from "#db/casefile.ts";

type Rest = Partial<Omit<TypedField, "name" | "label" | "kind">>;

const of =
  (kind: TypedField["kind"]) =>
  (name: string, label: string, rest: Rest = {}): TypedField => ({ name, label, kind, ...rest });

const text = of("text");
const longText = of("long-text");
const number = of("number");
const pounds = of("pence");
const day = of("day");
const list = of("list");
const rows = (name: string, label: string, columns: TypedField[], rest: Rest = {}) =>
  of("rows")(name, label, { columns, ...rest });
const choice = (name: string, label: string, choices: string[], rest: Rest = {}) =>
  of("choice")(name, label, { choices, ...rest });

const needed = { needed: true };
const yesOrNo = ["yes", "no"];
const contacts = { unit: "contacts", meaning: "Unplanned, in the 12 weeks before today" };

export const typedFields: Readonly<Record<string, TypedField[]>> = {
  gp: [
    list("activeProblems", "Active problems", needed),
    number("repeatMedicineCount", "Repeat medicines", { hint: "How many", unit: "medicines" }),
    list("allergies", "Allergies", { ...needed, hint: "Each on a line of its own. Write “none known” if so" }),
    number("unscheduledContacts12w.practice", "Unscheduled contacts with the practice, last 12 weeks", {
      ...needed,
      ...contacts,
    }),
    number("unscheduledContacts12w.outOfHours", "Out-of-hours contacts, last 12 weeks", contacts),
    number("unscheduledContacts12w.emergencyDepartment", "Emergency department visits, last 12 weeks", contacts),
    number("unscheduledContacts12w.admissions", "Admissions, last 12 weeks", contacts),
    choice("frailty", "Clinical Frailty Scale", ["1", "2", "3", "4", "5", "6", "7", "8", "9"], {
      meaning: "1 is very fit, 9 is terminally ill",
    }),
    day("kisUpdatedOn", "Key Information Summary last updated", { ...needed, hint: "Leave it empty if there is none" }),
    choice("dnacpr", "DNACPR", ["in place", "not in place", "under review", "unknown"]),
    choice("capacityConcern", "Concern about capacity", ["no", "yes", "assessed"], needed),
    day("capacityAssessedOn", "Capacity assessed on"),
    day("incapacityCertificate", "Incapacity certificate", {
      meaning: "Section 47 certificate of the Adults with Incapacity (Scotland) Act: the day it was signed",
    }),
    day("incapacityCertificateEnds", "Incapacity certificate ends", { deadline: "review" }),
    text("longTermReviewsDue", "Long-term condition reviews due"),
    longText("gpStillDoing", "What I am still doing", {
      ...needed,
      hint: "So that nobody feels passed on. Say when you will look again",
    }),
  ],
  "social-work": [
    choice(
      "legalStatus",
      "Legal status",
      ["none", "CTO", "guardianship", "compulsory supervision", "looked after", "aftercare"],
      { ...needed, meaning: "CTO is a compulsory treatment order" },
    ),
    day("assessmentOn", "Assessment"),
    day("reviewDue", "Review due", { deadline: "review" }),
    choice("eligibility", "Eligibility", ["critical", "substantial", "moderate", "low"]),
    list("servicesInPlace", "Services in place"),
    choice(
      "aspStatus",
      "Adult support and protection",
      ["not considered", "screened, not met", "inquiry", "conference", "protection plan"],
      needed,
    ),
    choice("childProtection", "Child protection", ["none", "IRD", "registered"], {
      meaning: "IRD is an inter-agency referral discussion",
    }),
    text("poa", "Power of attorney: who, what kind"),
    day("poaRegisteredChecked", "Power of attorney register checked on"),
    text("leadProfessional", "Lead professional"),
  ],
  "link-worker": [
    choice("level", "Level of this work", ["patient", "practice", "community"], {
      meaning: "Work with the person, with the practice, or with the community around it",
    }),
    day("referralReceived", "Referral received", needed),
    number("sessions", "Sessions so far", { ...needed, unit: "sessions" }),
    longText("goals", "Goals, in the person's own words"),
    rows("resourcesOffered", "Resources offered, and whether they went", [
      text("name", "Resource", { hint: "Such as “Wednesday cafe”" }),
      choice("outcome", "What came of it", [
        "offered",
        "requested",
        "place held",
        "to be accompanied",
        "attending",
        "did not attend",
        "declined",
        "no reply",
        "full",
      ]),
    ]),
    choice("engagement", "Engagement", ["well", "intermittent", "not"]),
    day("handover.jointVisit", "Handover: day of the joint visit"),
    list("handover.outstanding", "Handover: what is outstanding"),
    text("communityGap", "What is missing in the community"),
  ],
  "advice-worker": [
    choice("mandateSigned", "Mandate signed", yesOrNo, needed),
    list("benefitsInPayment", "Benefits in payment"),
    rows("claims", "Claims and challenges", [
      text("benefit", "Benefit"),
      choice("status", "Stage", [
        "exploring",
        "prepared",
        "to submit",
        "submitted",
        "redetermination",
        "appeal",
        "sanctioned",
        "awarded",
        "refused",
      ]),
      day("deadline", "Last day to claim or challenge", { deadline: "redetermination" }),
      pounds("estimatedAnnualGain", "Gain estimated, a year (£)", { unit: "£ a year" }),
      pounds("estimatedGain", "Gain estimated, once (£)", { unit: "£" }),
      pounds("confirmedAnnualGain", "Gain confirmed, a year (£)", { unit: "£ a year" }),
    ]),
    rows("debts", "Debts", [
      text("type", "What kind of debt", { hint: "Such as “energy”" }),
      pounds("amount", "Amount (£)", { unit: "£" }),
      choice("priority", "Priority debt", yesOrNo, {
        meaning: "One that can cost the home, heating, freedom or goods",
      }),
      text("creditorAction", "What the creditor does"),
      text("strategy", "Strategy", { hint: "Such as “hold”" }),
    ]),
    rows("evidenceNeeded", "Evidence needed", [
      text("what", "What is needed"),
      text("fromDiscipline", "From whom"),
      day("by", "By when"),
    ]),
    text("housingCosts", "Housing costs: what is covered"),
    pounds("gainConfirmed", "Financial gain confirmed, a year (£)", { unit: "£ a year" }),
    pounds("gainEstimated", "Financial gain estimated, a year (£)", {
      unit: "£ a year",
      hint: "Never added to what is confirmed",
    }),
    choice("adviceType", "Type of advice", ["SNSIAP type I", "SNSIAP type II", "SNSIAP type III"], {
      meaning: "Scottish National Standards: I information, II casework, III representation",
    }),
    text("onwardReferrals", "Sent on to"),
  ],
  "practice-manager": [],
  "district-nurse": [
    text("reasonForService", "Reason for the service", needed),
    text("visitFrequency", "How often you visit"),
    choice("woundStatus", "Wound", ["none", "improving", "static", "worse"]),
    choice("pressureRisk", "Risk of pressure damage", ["low", "medium", "high", "very high"]),
    number("nutritionScore", "Nutrition score (MUST)", {
      least: 0,
      most: 6,
      meaning: "0 low, 1 medium, 2 or more high risk",
    }),
    list("equipment", "Equipment in the home"),
    text("accessNote", "How to get in", { audience: "health-and-social-work", handling: ["do-not-print"] }),
    text("homeConditions", "The home", { hint: "Such as damp, steps, heating" }),
    number("roomTemperature", "Temperature of the room", { unit: "°C", least: 0, most: 45 }),
  ],
  "health-visitor": [
    text("childName", "Child"),
    text("namedPerson", "Named person", { ...needed, meaning: "The named person of GIRFEC" }),
    list("shanarriConcerns", "SHANARRI concerns", {
      hint: "Safe, healthy, achieving, nurtured, active, respected, responsible, included",
    }),
    choice("healthPlanIndicator", "Health plan indicator", ["core", "additional"]),
    choice("immunisations", "Immunisations", ["up to date", "behind", "declined", "unknown"]),
    choice("childsPlan", "Child's Plan", ["none", "in preparation", "in place", "under review"]),
    day("childsPlanReview", "Child's Plan review", { deadline: "review" }),
    text("parentView", "The parent's view"),
  ],
  addictions: [
    rows("substances", "Substances", [
      text("substance", "Substance"),
      text("amount", "How much, how often"),
      choice("route", "How it is taken", ["by mouth", "smoked", "injected", "snorted", "other"]),
    ]),
    text("treatment", "Treatment"),
    text("doseForm", "Dose and form"),
    day("nextDose", "Next dose"),
    number("missedDoses", "Missed doses, last 4 weeks", { unit: "doses" }),
    day("naloxone", "Naloxone given on"),
    day("lastOverdose", "Last overdose"),
    text("injecting", "Injecting", { hint: "Such as “not since May”" }),
    number("auditScore", "AUDIT score", { least: 0, most: 40, meaning: "20 or more: dependence is likely" }),
    choice("childrenInHousehold", "Children in the household", yesOrNo),
  ],
  "mental-health": [
    choice("status", "Open to the service?", ["open", "waiting", "discharged"], needed),
    day("statusOn", "Since when"),
    day("lastAssessment", "Last assessment"),
    longText("workingFormulation", "Working formulation"),
    text("riskFormulation", "Risk formulation"),
    day("riskFormulationOn", "Risk formulation written on"),
    text("crisisPlan", "Crisis plan: where it is kept"),
    text("medicationMonitoring", "Monitoring of medicines"),
    choice("legalStatus", "Legal status", ["none", "detained", "CTO", "guardianship"], {
      meaning: "CTO is a compulsory treatment order",
    }),
    day("legalReview", "Legal status: review or tribunal", { deadline: "review" }),
    text("careCoordinator", "Care coordinator"),
  ],
  housing: [
    choice(
      "tenureType",
      "Tenure",
      ["Scottish secure tenancy", "short Scottish secure tenancy", "private rent", "owner", "temporary", "none"],
      needed,
    ),
    text("landlord", "Landlord"),
    pounds("arrears", "Rent arrears (£)", { unit: "£" }),
    choice("legalStage", "Legal stage", ["none", "notice", "court", "decree", "eviction date set"]),
    day("courtDate", "Day in court", { deadline: "court" }),
    day("earliestRemoval", "Earliest day of removal", { deadline: "eviction" }),
    text("homelessApplication", "Homeless application"),
    choice("clutterRating", "Clutter rating", ["1", "2", "3", "4", "5", "6", "7", "8", "9"], {
      meaning: "1 is tidy, 9 is full to the ceiling",
    }),
    list("repairs", "Repairs outstanding"),
    list("adaptations", "Adaptations"),
    text("support", "Housing support"),
    text("visitMarker", "Visiting marker", { hint: "Such as “visit in pairs”" }),
  ],
  "carers-centre": [
    text("carerName", "Carer"),
    text("relationship", "Relationship to the person"),
    number("hoursPerWeek", "Hours of care a week", { unit: "hours a week", least: 0, most: 168 }),
    choice("youngCarer", "Young carer", yesOrNo),
    choice("adultCarerSupportPlan", "Adult Carer Support Plan", ["none", "offered", "started", "done", "review"]),
    day("supportPlanReview", "Support plan review", { deadline: "review" }),
    text("carerConsentToShare", "Does the carer agree to sharing?", {
      ...needed,
      hint: "Such as “yes, except own health”",
    }),
    text("emergencyPlan", "Plan if the carer cannot care"),
    text("breakUsed", "Short break used"),
  ],
  police: [
    text("lawfulBasis", "Lawful basis for sharing", needed),
    day("concernReportDate", "Date of the concern report"),
    longText("summary", "Summary", { audience: "protection" }),
    text("visitMarker", "Visiting marker", { hint: "Such as “visit in pairs”" }),
    text("conditionsInForce", "Bail or other conditions in force"),
    text("onwardSharing", "Who may be told"),
  ],
  pharmacy: [
    text("reviewType", "Kind of review"),
    list("changes", "Changes proposed"),
    choice("adherence", "Adherence", ["full", "partial", "poor", "helped by somebody", "unknown"]),
    text("supply", "How medicines are supplied", { hint: "Such as “weekly, in a box with days”" }),
    day("reviewDate", "Next review", { deadline: "review" }),
  ],
  midwifery: [
    number("gestation", "Gestation", { unit: "weeks", least: 0, most: 45 }),
    day("dueDate", "Due date"),
    choice("dueDateMethod", "How the due date is known", ["scan", "last period", "assisted conception", "unknown"]),
    choice("growth", "Growth", ["as expected", "small", "large", "being watched"]),
    text("birthPlan", "Birth plan"),
    day("preBirthConference", "Pre-birth conference", { deadline: "review" }),
    text("safeDischarge", "What a safe discharge needs"),
  ],
  "occupational-therapy": [
    text("function", "What the person can do alone"),
    list("equipment", "Equipment in place"),
    list("equipmentNeeded", "Equipment needed"),
    text("adaptations", "Adaptations"),
    number("wait", "Wait for an assessment", { unit: "weeks" }),
    text("fallsRisk", "Falls: what makes them likely"),
  ],
};
