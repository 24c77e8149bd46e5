import { FormFold } from "#app/ui/FormFold.tsx";
import { deadlineOptions, kindOptions } from "#app/practices/words.ts";
import { Details } from "#app/ui/Details.tsx";
import { Field } from "#app/ui/Field.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["practices"]["open"]>>;
type Asked = NonNullable<Opened["asked"]>;
type QuestionsProps = Pick<Opened, "audiences" | "version"> & {
  practiceId: string;
  asked: Asked;
  mayChange: boolean;
};

/** What one discipline is asked: the prompts over its box, and its typed fields. */
export function Questions({ practiceId, version, asked, audiences, mayChange }: QuestionsProps) {
  const { code, label, prompts, fields, ended } = asked;
  const keys = { practiceId, version: String(version), discipline: code };
  const hidden = Object.entries(keys).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
  return (
    <section id="questions">
      <h3 className="nhsuk-heading-s">{label}</h3>
      {prompts.length > 0 && <p>Over the box stands: {prompts.join(" ")}</p>}
      {fields.length === 0 && <p>It has no questions of its own yet.</p>}
      <ul className="nhsuk-list sm-rows">
        {fields.map(({ name, label, words }) => (
          <li key={name}>
            <p>
              <strong>{label}</strong> · {words}
            </p>
            {mayChange && (
              <PostButton
                name={`end-${name}`}
                intent="end-field"
                fields={{ ...keys, name }}
                hidden={label}
                look="secondary"
                small
              >
                Stop asking
              </PostButton>
            )}
          </li>
        ))}
      </ul>
      {ended.length > 0 && (
        <Details summary={`Not asked any more (${ended.length})`}>
          <p>What was given stays where it was given.</p>
          {ended.map(({ name, label }) => (
            <div key={name}>
              <p>{label}</p>
              {mayChange && (
                <PostButton
                  name={`again-${name}`}
                  intent="ask-again"
                  fields={{ ...keys, name }}
                  hidden={label}
                  look="secondary"
                  small
                >
                  Ask again
                </PostButton>
              )}
            </div>
          ))}
        </Details>
      )}
      {mayChange && (
        <>
          <FormFold name="field" summary="Add a question" key={fields.length}>
            {hidden}
            <AddField audiences={audiences} />
          </FormFold>
          <FormFold name="prompts" summary="Change what stands over the box">
            {hidden}
            <TextArea
              name="prompts"
              label="Questions over the box"
              hint="Each on a line of its own, 5 at most"
              rows={4}
              defaultValue={prompts.join("\n")}
            />
            <SubmitButton name="intent" value="set-prompts" look="secondary">
              Save these questions
            </SubmitButton>
          </FormFold>
        </>
      )}
    </section>
  );
}

function AddField({ audiences }: Pick<Opened, "audiences">) {
  return (
    <>
      <Field name="field.label" label="The question" hint="Such as “Falls in the last month”" autoComplete="off" />
      <Select name="field.kind" label="What kind of answer?" options={kindOptions} />
      <TextArea name="field.choices" label="For one of a list: the answers" hint="Each on a line of its own" rows={3} />
      <TextArea name="field.columns" label="For rows: the columns" hint="Each on a line of its own" rows={3} />
      <Field name="field.unit" label="For a number: what is counted" hint="Such as “steps”" width={10} />
      <Select name="field.deadline" label="For a date: does it stand fast?" options={deadlineOptions} />
      <Field name="field.meaning" label="What is meant by it?" hint="For whoever reads it in another service" />
      <Select
        name="field.audience"
        label="Who may read the answer?"
        options={[
          { value: "", label: "Whoever reads the contribution" },
          ...audiences.map(({ audience, label }) => ({ value: audience, label })),
        ]}
      />
      <Ticks name="field.needed" items={[{ value: "on", label: "The team needs this each time" }]} small />
      <SubmitButton name="intent" value="add-field" look="secondary">
        Add the question
      </SubmitButton>
    </>
  );
}
