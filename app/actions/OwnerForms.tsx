import type { Choice } from "#app/ui/Choices.tsx";
import { Field } from "#app/ui/Field.tsx";
import { FormFold } from "#app/ui/FormFold.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import type { ActionState } from "#server/domain/actions.ts";

type Action = { id: string; version: number; state: ActionState };

type OwnerFormsProps = {
  action: Action;
  may: readonly string[];
  outcomes: readonly Choice[];
  /** Why it may not be for them. */
  reasons: readonly Choice[];
};

const closed: readonly ActionState[] = ["done", "cancelled", "superseded"];
const unanswered: readonly ActionState[] = ["open", "declined"];

/** What the owner answers and reports. */
export function OwnerForms({ action, may, outcomes, reasons }: OwnerFormsProps) {
  const { state } = action;
  if (closed.includes(state)) return null;
  return (
    <section className="sm-no-print">
      {may.includes("action.accept") && unanswered.includes(state) && <Accept {...action} />}
      {may.includes("action.report") && <Report action={action} outcomes={outcomes} />}
      {may.includes("action.ask") && <AskBack id={action.id} />}
      {may.includes("action.decline") && state !== "declined" && <Decline action={action} reasons={reasons} />}
    </section>
  );
}

function Accept({ id, version }: Action) {
  return (
    <PostButton name="accept" intent="accept" fields={{ actionId: id, version: String(version) }}>
      Accept
    </PostButton>
  );
}

const kinds = [
  { value: "started", label: "I have started" },
  { value: "done", label: "It is done" },
  { value: "blocked", label: "It is blocked" },
  { value: "note", label: "Something to note" },
];

function Report({ action, outcomes }: { action: Action; outcomes: readonly Choice[] }) {
  return (
    <PostForm name="report" id="report">
      <h2 className="nhsuk-heading-m">Report on it</h2>
      <Subject {...action} />
      <Radios name="kind" label="What happened?" items={kinds} small />
      <Radios name="outcome" label="If it is done: what did it bring for the person?" items={outcomes} small />
      <TextArea name="text" label="In a sentence" hint="If it is blocked: what does it wait for?" rows={2} />
      <SubmitButton name="intent" value="report" look={unanswered.includes(action.state) ? "secondary" : "primary"}>
        Send the report
      </SubmitButton>
    </PostForm>
  );
}

/** The action stays theirs while the team answers. */
function AskBack({ id }: Pick<Action, "id">) {
  return (
    <FormFold name="ask" summary="Ask the team a question first">
      <input type="hidden" name="actionId" value={id} />
      <TextArea
        name="ask.text"
        label="Your question"
        hint="The action stays yours. It is asked at the review"
        rows={2}
      />
      <SubmitButton name="intent" value="ask" look="secondary">
        Ask
      </SubmitButton>
    </FormFold>
  );
}

function Decline({ action, reasons }: { action: Action; reasons: readonly Choice[] }) {
  return (
    <PostForm name="decline" id="decline">
      <h2 className="nhsuk-heading-m">Not for you?</h2>
      <Subject {...action} />
      <Radios name="as" label="Why not you?" items={reasons} small />
      <Field name="reason" label="In your words" hint="The team reads this and finds somebody else" />
      <SubmitButton name="intent" value="decline" look="secondary">
        Give it back
      </SubmitButton>
    </PostForm>
  );
}

function Subject({ id, version }: Action) {
  return (
    <>
      <input type="hidden" name="actionId" value={id} />
      <input type="hidden" name="version" value={version} />
    </>
  );
}
