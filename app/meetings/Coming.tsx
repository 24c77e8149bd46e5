import { replyWords } from "#app/meetings/answers.ts";
import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { SummaryList } from "#app/ui/SummaryList.tsx";

type Person = MeetingPage["people"][number];

const presenceWords: Record<NonNullable<Person["presence"]>, string> = {
  attended: "Here",
  apologies: "Apologies",
  absent: "Absent",
};

const deputyComing = "Deputy coming";
const answers = ["Here", "Coming", deputyComing, "Perhaps", "No answer", "Apologies", "Absent"];

/** Names under what each has answered, or under whether they were there. */
export function Coming({ people }: Pick<MeetingPage, "people">) {
  const rows = answers
    .map((answer) => ({ answer, those: people.filter((person) => answerOf(person) === answer) }))
    .filter(({ those }) => those.length > 0);
  return (
    <section>
      <h2 className="nhsuk-heading-m">Who is coming</h2>
      <SummaryList
        rows={rows.map(({ answer, those }) => ({
          key: `${answer}: ${those.length}`,
          value: those.map(inWords).join(", "),
        }))}
      />
    </section>
  );
}

function answerOf({ reply, presence, deputy }: Person): string {
  if (presence !== null) return presenceWords[presence];
  if (deputy !== null) return deputyComing;
  return reply === null ? "No answer" : replyWords[reply];
}

/** "Fiona Galbraith (Social work; from 1pm to 2pm)", "Callum Reyes for Fiona Galbraith (Social work; at court)" */
function inWords({ name, discipline, deputy, part, reason }: Person): string {
  const about = [discipline, part, reason].filter(Boolean).join("; ");
  return `${deputy === null ? name : `${deputy} for ${name}`} (${about})`;
}
