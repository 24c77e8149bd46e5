import type { MeetingPage } from "#app/meetings/meetingPage.ts";

/** Days that do not move and fall before the meeting after this one: they cannot wait for it. */
export function Deadlines({ deadlines }: Pick<MeetingPage, "deadlines">) {
  if (deadlines.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Days that do not move</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {deadlines.map(({ id, caseId, number, initials, what, text, due, printable, isListed }) => (
          <li key={id} className={printable ? undefined : "sm-no-print"}>
            <strong>{due}</strong> · {what} ·{" "}
            <a href={`/cases/${caseId}`}>
              Case {number} · {initials}
            </a>{" "}
            · {text}
            {!isListed && " · Not on this agenda"}
          </li>
        ))}
      </ul>
    </section>
  );
}
