import { Fragment } from "react";

import type { Filters } from "#app/actions/filters.ts";
import type { View } from "#app/actions/views.ts";
import { Field } from "#app/ui/Field.tsx";
import { FormFold } from "#app/ui/FormFold.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

/** One press to use; the one that is used is no link. */
export function ViewLinks({ views, current }: { views: readonly View[]; current: View | null }) {
  if (views.length === 0) return null;
  return (
    <nav className="sm-no-print" aria-label="Saved views">
      <p>
        Views:{" "}
        {views.map(({ id, name, href, by }, index) => (
          <Fragment key={id}>
            {index > 0 && " · "}
            {id === current?.id ? <strong>{name}</strong> : <a href={href}>{name}</a>}
            {by && ` (shared by ${by})`}
          </Fragment>
        ))}
      </p>
    </nav>
  );
}

type ViewFormProps = { filters: Filters; current: View | null; saved: string };

/** To save what is on the page; or, when it is one of one's own, to change that. */
export function ViewForm({ filters, current, saved }: ViewFormProps) {
  return (
    <div className="sm-no-print">
      {current?.by === null ? (
        <OwnView key={current.id} view={current} />
      ) : (
        <PostForm name="view" key={saved}>
          <FilterFields filters={filters} />
          <NameFields label="Save this view as" />
          <SubmitButton name="intent" value="save" look="secondary" small>
            Save view
          </SubmitButton>
        </PostForm>
      )}
    </div>
  );
}

function OwnView({ view: { id, name, shared } }: { view: View }) {
  return (
    <>
      <FormFold name="change-view" summary={`Rename or share “${name}”`}>
        <input type="hidden" name="viewId" value={id} />
        <NameFields label="Name" name={name} shared={shared} />
        <SubmitButton name="intent" value="change" look="secondary" small>
          Change view
        </SubmitButton>
      </FormFold>
      <PostButton name="remove-view" intent="remove" fields={{ viewId: id }} look="secondary" small>
        Delete this view
      </PostButton>
    </>
  );
}

function NameFields({ label, name, shared = false }: { label: string; name?: string; shared?: boolean }) {
  return (
    <>
      <Field name="name" label={label} defaultValue={name} width={20} autoComplete="off" />
      <Ticks
        name="shared"
        small
        items={[
          { value: "on", label: "Share it with the team", hint: "They read its name, so leave out whom it is about" },
        ]}
        defaultValue={shared ? ["on"] : []}
      />
    </>
  );
}

function FilterFields({ filters: { owner, case: caseId, ...rest } }: { filters: Filters }) {
  return Object.entries({ ...rest, ownerId: owner, caseId }).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}
