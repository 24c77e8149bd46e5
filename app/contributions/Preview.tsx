import { useEffect, useRef } from "react";

import { useProblem } from "#app/forms/useProblem.ts";
import { Details } from "#app/ui/Details.tsx";
import { Inset } from "#app/ui/Inset.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

export type Shown = {
  readerId: string;
  reader: { name: string; discipline: string };
  parts: readonly { heading: string; lines: readonly string[] }[];
  footer: string;
};

type PreviewProps = { readers: readonly { id: string; name: string; discipline: string }[]; shown: Shown | undefined };

/** What is typed as somebody of the team would read it, before it is sent. */
export function Preview({ readers, shown }: PreviewProps) {
  const { errorFor } = useProblem();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (shown) heading.current?.focus();
  }, [shown]);
  if (readers.length === 0) return null;
  const people = readers.map(({ id, name, discipline }) => ({ value: id, label: `${name}, ${discipline}` }));
  return (
    <>
      <Details summary="See it as somebody else will" open={shown !== undefined || errorFor("readerId") !== undefined}>
        <Select
          name="readerId"
          label="Who would read it?"
          options={[{ value: "", label: "Choose one person" }, ...people]}
          defaultValue={shown?.readerId}
        />
        <SubmitButton name="intent" value="preview" look="secondary" small>
          Show it
        </SubmitButton>
      </Details>
      {shown && (
        <Inset>
          <h2 className="nhsuk-heading-m" tabIndex={-1} ref={heading}>
            As {shown.reader.name} ({shown.reader.discipline}) will see it
          </h2>
          {shown.parts.length === 0 && <p>{shown.reader.name} will see nothing of it.</p>}
          {shown.parts.map(({ heading: of, lines }) => (
            <div key={of}>
              <h3 className="nhsuk-heading-s nhsuk-u-margin-bottom-1">{of}</h3>
              {lines.map((line) => (
                <p className="sm-lines" key={line}>
                  {line}
                </p>
              ))}
            </div>
          ))}
          <p>{shown.footer}</p>
        </Inset>
      )}
    </>
  );
}
