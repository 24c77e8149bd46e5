import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { replyWords } from "#app/meetings/ReplyButtons.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";

type Person = MeetingPage["people"][number];

const presenceWords: Record<NonNullable<Person["presence"]>, string> = {
  attended: "Here",
  apologies: "Apologies",
  absent: "Absent",
};

const answers = ["Here", "Coming", "Perhaps", "No answer", "Apologies", "Absent"];

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
          value: those.map(({ name, discipline }) => `${name} (${discipline})`).join(", "),
        }))}
      />
    </section>
  );
}

function answerOf({ reply, presence }: Person): string {
  if (presence !== null) return presenceWords[presence];
  return reply === null ? "No answer" : replyWords[reply];
}
