import type { EndingPage } from "#app/cases/caseStanding.ts";
import type { Choice } from "#app/ui/Choices.tsx";
import { Field } from "#app/ui/Field.tsx";
import { FormFold } from "#app/ui/FormFold.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

/** What the team decides outside a meeting: in the room the outcome does the same. */
export function CloseForm({ page, ends }: { page: EndingPage; ends: readonly Choice[] }) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">The team has done its work</h2>
      <PostForm name="close">
        <input type="hidden" name="version" value={page.version} />
        <Radios name="as" label="How does it end?" items={ends} small />
        <TextArea name="reason" label="Why?" rows={2} />
        <Select
          name="leadId"
          label="Lead professional"
          hint="Needed to step down: who goes on"
          options={[{ value: "", label: "Choose one person" }, ...page.team]}
          defaultValue={page.leadId}
        />
        <Field name="reviewTrigger" label="What would bring it back to the team?" hint="Needed to close" />
        <SubmitButton name="intent" value="close" look="secondary">
          End the case
        </SubmitButton>
      </PostForm>
    </section>
  );
}

export function StopForm({ page, stops }: { page: EndingPage; stops: readonly Choice[] }) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">The person died or moved</h2>
      <FormFold name="stop" summary="Record a death or a move">
        <p>Mail, reminders and agendas stop at once. You can open the case again if it was a mistake.</p>
        <input type="hidden" name="version" value={page.version} />
        <Radios name="stop.as" label="What happened?" items={stops} small />
        <TextArea name="stop.reason" label="Anything the team should know?" rows={2} />
        <SubmitButton name="intent" value="stop" look="warning">
          Stop the case
        </SubmitButton>
      </FormFold>
    </section>
  );
}

/** What was stopped does not come back by itself, and whoever opens the case again is told so before. */
export function UndoStopForm({ page }: { page: EndingPage }) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">It was a mistake</h2>
      <FormFold name="undo" summary="Open the case again">
        <p>
          The case stands as it stood before, and people are reminded of what is open. The rest does not come back by
          itself: put the case on an agenda, and ask guests again. Actions that were closed stay closed.
        </p>
        <input type="hidden" name="version" value={page.version} />
        <TextArea name="undo.reason" label="What was wrong?" rows={2} />
        <SubmitButton name="intent" value="undo-stop" look="secondary">
          It was a mistake: open the case again
        </SubmitButton>
      </FormFold>
    </section>
  );
}

/** Nobody is reminded of these any more: closed together, or one by one left to their owners. */
export function OpenActions({ page }: { page: EndingPage }) {
  return (
    <section id="open-actions" className="sm-no-print">
      <h2 className="nhsuk-heading-m">Actions that are still open</h2>
      <p>Nobody is reminded of these. Take a tick away to leave an action open.</p>
      <PostForm name="close-actions">
        <Ticks
          name="open.actions"
          label="Which do you close?"
          items={page.actions}
          defaultValue={page.actions.map(({ value }) => value)}
          small
        />
        <Field name="open.reason" label="Why are they closed?" defaultValue={page.reason} />
        <SubmitButton name="intent" value="close-actions" look="secondary">
          Close the ticked actions
        </SubmitButton>
      </PostForm>
    </section>
  );
}
