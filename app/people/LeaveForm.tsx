import { useProblem } from "#app/forms/useProblem.ts";
import type { LeavingPage } from "#app/people/leavingPage.ts";
import { Details } from "#app/ui/Details.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

/** One step: who takes over what, and the end of their access. */
export function LeaveForm({ page }: { page: LeavingPage }) {
  const { person, practice, people, cases, chairs, drafts, left } = page;
  return (
    <PostForm name="leave" id="leave">
      <h2 className="nhsuk-heading-m">{left ? "Hand over what is left" : "They are leaving"}</h2>
      <input type="hidden" name="practiceId" value={practice.id} />
      <input type="hidden" name="staffId" value={person.id} />
      {!page.isEmpty && (
        <Select
          name="successorId"
          label="Who takes over?"
          hint="Everything for which you choose nobody else below"
          options={[{ value: "", label: "Choose one person" }, ...people]}
          defaultValue={page.proposed ?? ""}
        />
      )}
      {cases.length > 0 && <EachCase cases={cases} />}
      {!page.isEmpty && <Ticks name="joins" items={[joins]} small />}
      {chairs.map(({ id, words }) => (
        <Select
          key={id}
          name={`meetings.${id}`}
          label={`Who chairs ${words}?`}
          options={[{ value: "", label: "Nobody yet" }, ...people]}
        />
      ))}
      {drafts.length > 0 && (
        <Ticks
          name="endsDrafts"
          hint="Nobody else may read a draft. Ask them to send or discard it first"
          items={[{ value: "on", label: `End their drafts unread (${drafts.length})` }]}
          small
        />
      )}
      {!left && <p>Their access ends at once, on every device.</p>}
      <SubmitButton name="intent" value="leave" look={left ? "primary" : "warning"}>
        {left ? "Hand over" : "Hand over and end their access"}
      </SubmitButton>
    </PostForm>
  );
}

const joins = {
  value: "on",
  label: "Put them on the team of each case they take over",
  hint: "Where they are not on it yet. They can then read the case",
};

/** Folded, for most often one person takes it all; open when one of these was refused. */
function EachCase({ cases }: Pick<LeavingPage, "cases">) {
  const { problem } = useProblem();
  return (
    <Details summary="Choose for single cases or actions" open={problem !== null}>
      {cases.map(({ id, number, isLead, options, actions }) => (
        <section key={id}>
          <Select
            name={`cases.${id}`}
            label={isLead ? `Who takes over case ${number}, and leads it?` : `Who takes over case ${number}?`}
            options={options}
            size="s"
          />
          {actions.map((action) => (
            <Select key={action.id} name={`actions.${action.id}`} label={action.label} options={action.options} />
          ))}
        </section>
      ))}
    </Details>
  );
}
