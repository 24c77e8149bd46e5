import { AnswerButtons } from "#app/answers/AnswerButtons.tsx";
import type { DateToAnswer } from "#app/answers/answerPage.ts";
import { Where } from "#app/answers/Where.tsx";
import { answerInWords } from "#app/meetings/answers.ts";

/** All dates of a series with one press, or one by one. */
export function Series({ dates }: { dates: readonly DateToAnswer[] }) {
  const open = dates.filter(({ mayAnswer, state }) => mayAnswer && state === "planned");
  const [first] = open;
  const given = first && open.every(({ reply }) => reply === first.reply) ? first.reply : null;
  return (
    <>
      {open.length > 1 && <AnswerButtons name="all" given={given} to={` (all ${open.length} dates)`} />}
      <p>You can change your answers until each meeting.</p>
      <ul className="nhsuk-list sm-rows">
        {dates.map((date) => (
          <li key={date.id}>
            <h2 className="nhsuk-heading-s nhsuk-u-margin-bottom-1">{date.words}</h2>
            <Where {...date} />
            {date.mayAnswer && (
              <>
                <p>
                  {date.reply ? (
                    <strong>You said: {answerInWords({ ...date, reply: date.reply })}</strong>
                  ) : (
                    "Not answered"
                  )}
                </p>
                <AnswerButtons
                  name={date.id}
                  meetingId={date.id}
                  hidden={`(meeting of ${date.words})`}
                  given={date.reply}
                  small
                />
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
