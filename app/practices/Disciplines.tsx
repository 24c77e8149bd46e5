import { FormFold } from "#app/ui/FormFold.tsx";
import { Questions } from "#app/practices/Questions.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";
import { sectorWords } from "#app/practices/words.ts";
import { counted } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["practices"]["open"]>>;

type DisciplinesProps = Pick<Opened, "disciplines" | "asked" | "audiences" | "version"> & {
  practiceId: string;
  mayChange: boolean;
};

/** Who may be asked to a case, and what each is asked: the practice's own data. */
export function Disciplines({ practiceId, disciplines, asked, audiences, version, mayChange }: DisciplinesProps) {
  const keys = { practiceId, version };
  return (
    <section id="disciplines">
      <h2 className="nhsuk-heading-m">Disciplines and what they are asked ({disciplines.length})</h2>
      <p>Everybody has the same form. Below it stand questions of their own.</p>
      <ul className="nhsuk-list">
        {disciplines.map(({ code, label, fields }) => (
          <li key={code}>
            <a href={addressOf(practiceId, code)} aria-current={code === asked?.code || undefined}>
              {label}
            </a>{" "}
            · {fields === 0 ? "no questions of its own" : counted(fields, "question")}
          </li>
        ))}
      </ul>
      {asked && <Questions {...keys} asked={asked} audiences={audiences} mayChange={mayChange} />}
      {mayChange && (
        <FormFold name="discipline" summary="Add a discipline" key={disciplines.length}>
          <AddDiscipline {...keys} audiences={audiences} />
        </FormFold>
      )}
    </section>
  );
}

function addressOf(practice: string, discipline: string): string {
  return `/practice?${new URLSearchParams({ practice, discipline }).toString()}#questions`;
}

type AddDisciplineProps = Pick<Opened, "audiences" | "version"> & { practiceId: string };

function AddDiscipline({ practiceId, version, audiences }: AddDisciplineProps) {
  return (
    <>
      <input type="hidden" name="practiceId" value={practiceId} />
      <input type="hidden" name="version" value={version} />
      <Field
        name="discipline.label"
        label="What is it called?"
        hint="Such as “Podiatry”"
        width={20}
        autoComplete="off"
      />
      <Radios
        name="discipline.sector"
        label="Whom do its people work for?"
        items={Object.entries(sectorWords).map(([value, label]) => ({ value, label }))}
        small
      />
      <Ticks
        name="discipline.reads"
        label="What may they read, beside what is for everyone invited?"
        hint="Leave this empty if you are not sure"
        items={audiences.map(({ audience, label }) => ({ value: audience, label }))}
        small
      />
      <SubmitButton name="intent" value="add-discipline" look="secondary">
        Add the discipline
      </SubmitButton>
    </>
  );
}
