/** What some disciplines said a month before, so that the demonstration has returning cases. */

interface Earlier {
  caseId: string;
  authorId: string;
  headline: string;
  body: string;
  whatMatters?: string;
  /** Beside those of the file that were known by then. */
  facts?: { key: string; value: string }[];
}

export const earlier: Earlier[] = [
  {
    caseId: "case-01",
    authorId: "st-01",
    headline: "More same-day requests every month; breathless at rest twice",
    body: "Rescue medicines used twice since the summer. I do not know who to ring about her at night.",
  },
  {
    caseId: "case-01",
    authorId: "st-04",
    headline: "Home care twice a day has begun; equipment list is with occupational therapy",
    body: "Greta accepts help from women carers she knows. Nobody is recorded as main carer.",
  },
  {
    caseId: "case-01",
    authorId: "st-08",
    headline: "Not seen yet; no record of a benefit check",
    body: "The waiting list is four weeks. An appointment in the practice would be sooner.",
    facts: [
      { key: "benefit.disability", value: "Nothing in payment" },
      { key: "debt.total", value: "Not known yet" },
      { key: "benefit.uc", value: "Does not apply: past pension age" },
    ],
  },
  {
    caseId: "case-04",
    authorId: "st-08",
    headline: "Housing costs stopped; status not proved to the benefits office",
    body: "Needs an appointment with an interpreter and his phone, for the digital proof.",
  },
  {
    caseId: "case-04",
    authorId: "st-13",
    headline: "Arrears are rising and neighbours complain; court date expected",
    body: "Two letters unanswered. I can ask for a delay if somebody is seen to be working with him.",
    whatMatters: "His tools. He says nobody asks about them.",
  },
  {
    caseId: "case-05",
    authorId: "st-09",
    headline: "Pressure area reddened, weight falling, Jean is up every night",
    body: "Mattress in place. Jean says she manages; she looks exhausted.",
  },
  {
    caseId: "case-05",
    authorId: "st-08",
    headline: "Attendance Allowance in payment; no carer benefit claimed",
    body: "Jean does not call herself a carer. I would like to meet her in the practice.",
  },
];
