import { Named } from "#app/guests/Named.tsx";
import { FormFold } from "#app/ui/FormFold.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import { UndoButton } from "#app/ui/UndoButton.tsx";

type Person = { id: string; name: string };
type Like = { id: string; text: string; owner: string };

type AroundProps = {
  id: string;
  version: number;
  isOpen: boolean;
  mine: boolean;
  question: { text: string | null; name: string } | null;
  owner: string;
  around: {
    helpers: readonly Person[];
    mayHelp: readonly Person[];
    alike: readonly Like[];
    outside: { isOpened: boolean } | null;
    disciplines: readonly { code: string; label: string }[];
  };
  may: readonly string[];
};

/** What a reader of the case does with an action that is somebody else's as well: answer, help, tell two apart. */
export function Around({ id, version, isOpen, mine, owner, question, around, may }: AroundProps) {
  if (!isOpen) return null;
  return (
    <section className="sm-no-print">
      {question && !mine && may.includes("action.answer") && <Answer id={id} question={question} />}
      {around.alike.map((other) => (
        <Alike key={other.id} id={id} version={version} other={other} />
      ))}
      {may.includes("action.help") && <Helpers id={id} helpers={around.helpers} mayHelp={around.mayHelp} />}
      {around.outside && (
        <Outside id={id} owner={owner} {...around.outside} mayMail={may.includes("guest.mailOwner")} />
      )}
      {!mine && may.includes("action.takeOver") && (
        <PostButton
          name="take-over"
          intent="take-over"
          fields={{ actionId: id, version: String(version) }}
          look="secondary"
        >
          I take this over
        </PostButton>
      )}
      {may.includes("guest.give") && <Give id={id} version={version} disciplines={around.disciplines} />}
    </section>
  );
}

function Answer({ id, question }: Pick<AroundProps, "id"> & { question: { text: string | null; name: string } }) {
  return (
    <PostForm name="answer" id="answer">
      <h2 className="nhsuk-heading-m">{question.name} asks</h2>
      <p>{question.text}</p>
      <input type="hidden" name="actionId" value={id} />
      <TextArea name="answer.text" label="Your answer" rows={2} />
      <SubmitButton name="intent" value="answer" look="secondary">
        Send the answer
      </SubmitButton>
    </PostForm>
  );
}

function Alike({ id, version, other }: Pick<AroundProps, "id" | "version"> & { other: Like }) {
  const fields = { actionId: id, otherId: other.id };
  return (
    <div id="alike">
      <h2 className="nhsuk-heading-m">The same work?</h2>
      <p>
        Looks like <a href={`/actions/${other.id}`}>{other.text}</a> ({other.owner}).
      </p>
      <PostButton name={`different-${other.id}`} intent="different" fields={fields} look="secondary" small>
        Not the same
      </PostButton>
      <PostButton
        name={`duplicate-${other.id}`}
        intent="duplicate"
        fields={{ ...fields, version: String(version) }}
        look="secondary"
        small
      >
        Close this one, the other goes on
      </PostButton>
    </div>
  );
}

type HelpersProps = { id: string; helpers: readonly Person[]; mayHelp: readonly Person[] };

function Helpers({ id, helpers, mayHelp }: HelpersProps) {
  return (
    <div id="helpers">
      <h2 className="nhsuk-heading-m">Helpers</h2>
      {helpers.length === 0 && <p>Nobody helps with it yet.</p>}
      {helpers.map((person) => (
        <PostButton
          key={person.id}
          name={`end-help-${person.id}`}
          intent="end-help"
          fields={{ actionId: id, staffId: person.id }}
          look="secondary"
          small
        >
          {person.name}: ends helping
        </PostButton>
      ))}
      {mayHelp.length > 0 && (
        <FormFold name="help" summary="Ask somebody to help">
          <input type="hidden" name="actionId" value={id} />
          <Select
            name="staffId"
            label="Who helps?"
            hint="Its owner stays the one who answers for it"
            options={[
              { value: "", label: "Choose one person" },
              ...mayHelp.map(({ id: value, name: label }) => ({ value, label })),
            ]}
          />
          <SubmitButton name="intent" value="help" look="secondary">
            Add
          </SubmitButton>
        </FormFold>
      )}
    </div>
  );
}

type OutsideProps = { id: string; owner: string; isOpened: boolean; mayMail: boolean };

/** How far an owner without an account has come. */
function Outside({ id, owner, isOpened, mayMail }: OutsideProps) {
  return (
    <div id="outside">
      <p>
        {owner} has no account and answers by a mailed link.{" "}
        {isOpened ? "They opened it." : "They have not opened it yet."}
      </p>
      {mayMail && (
        <PostButton name="mail-owner" intent="mail-owner" fields={{ actionId: id }} look="secondary" small>
          Mail them a new link
        </PostButton>
      )}
    </div>
  );
}

type GiveProps = { id: string; version: number; disciplines: readonly { code: string; label: string }[] };

function Give({ id, version, disciplines }: GiveProps) {
  return (
    <FormFold name="give" summary="Give it to somebody without an account">
      <input type="hidden" name="actionId" value={id} />
      <input type="hidden" name="version" value={version} />
      <p>
        They get a mail with a link, and after that a code. They see the words of this action and its day, and nothing
        of the case: check that the words are enough, and not too much, for them. They are reminded like everybody.
      </p>
      <Named disciplines={disciplines} />
      <SubmitButton name="intent" value="give" look="secondary">
        Give it to them
      </SubmitButton>
    </FormFold>
  );
}

/** The two-record problem: what is agreed here must stand in the agency's own record too. */
export function Copied({ id, copied }: { id: string; copied: string | null }) {
  if (copied !== null) {
    return (
      <div className="sm-no-print">
        <p>You copied it to your agency’s record on {copied}.</p>
        <UndoButton name="uncopy" what="that you copied it" fields={{ actionId: id, copied: "" }} />
      </div>
    );
  }
  return (
    <PostButton name="copy" intent="copied" fields={{ actionId: id, copied: "on" }} look="secondary">
      I have copied it to my agency’s record
    </PostButton>
  );
}
