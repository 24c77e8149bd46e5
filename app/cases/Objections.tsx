import { FormFold } from "#app/ui/FormFold.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Card } from "#app/ui/Card.tsx";
import { Details } from "#app/ui/Details.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Tag } from "#app/ui/Tag.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";

export type Objection = {
  id: string;
  against: string;
  text: string;
  decision: "upheld" | "refused" | null;
  decisionText: string | null;
  /** "by Dr Bell on Thursday 26 November" */
  decided: string;
  version: number;
};

type ObjectionsProps = { objections: readonly Objection[]; mayDecide: boolean };

export function Objections({ objections, mayDecide }: ObjectionsProps) {
  if (objections.length === 0) return <p>No objections are recorded.</p>;
  return objections.map((objection) => (
    <Card key={objection.id} heading={`${objection.against} should not hear this`} level={3}>
      <p className="sm-lines">{objection.text}</p>
      <Decision {...objection} />
      {mayDecide && objection.decision === null && <DecideForm {...objection} />}
      {mayDecide && objection.decision !== null && (
        <Details summary="Change the decision">
          <DecideForm {...objection} />
        </Details>
      )}
    </Card>
  ));
}

function Decision({ decision, decisionText, decided }: Objection) {
  if (decision === null) {
    return (
      <p>
        <Tag colour="yellow">Not decided</Tag> It counts as upheld until it is decided.
      </p>
    );
  }
  return (
    <p>
      <Tag colour={decision === "upheld" ? "orange" : "grey"}>{decision === "upheld" ? "Upheld" : "Refused"}</Tag>{" "}
      {decided}: {decisionText}
    </p>
  );
}

function DecideForm({ id, version }: Objection) {
  const name = `decide-${id}`;
  return (
    <PostForm name={name}>
      <input type="hidden" name="objectionId" value={id} />
      <input type="hidden" name="version" value={version} />
      <Radios
        name={`${name}.decision`}
        label="What was decided?"
        items={[
          { value: "upheld", label: "Upheld", hint: "They read nothing of this case" },
          { value: "refused", label: "Refused", hint: "They read it like everybody invited" },
        ]}
        small
      />
      <TextArea name={`${name}.text`} label="Why was that decided?" rows={2} />
      <SubmitButton name="intent" value="decide" look="secondary">
        Record the decision
      </SubmitButton>
    </PostForm>
  );
}

type ObjectFormProps = { disciplines: readonly { code: string; label: string }[] };

export function ObjectForm({ disciplines }: ObjectFormProps) {
  const options = disciplines.map(({ code, label }) => ({ value: code, label }));
  return (
    <FormFold name="object" summary="Record an objection">
      <Select
        name="againstDiscipline"
        label="Who should not hear this?"
        options={[{ value: "", label: "Choose one" }, ...options]}
      />
      <TextArea name="text" label="What does the person object to?" rows={2} />
      <SubmitButton name="intent" value="object" look="secondary">
        Record the objection
      </SubmitButton>
    </FormFold>
  );
}
