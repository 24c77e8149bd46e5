import type { ReactNode } from "react";

import { fieldId } from "#app/forms/fieldId.ts";
import { describedBy } from "#app/ui/FormGroup.tsx";

type SearchBoxProps = {
  label: ReactNode;
  name?: string;
  hint?: ReactNode;
  /** What was searched for. */
  defaultValue?: string;
  action?: string;
  /** Further fields of the address that a new search keeps. */
  children?: ReactNode;
};

/** Asks by address (GET), so that Back, bookmarks and print work. Not for people's names: addresses are logged. */
export function SearchBox({ label, name = "q", hint, defaultValue, action, children }: SearchBoxProps) {
  const id = fieldId(name);
  return (
    <form role="search" method="get" action={action}>
      {children}
      <div className="nhsuk-form-group nhsuk-search-input">
        <label className="nhsuk-label nhsuk-label--s" htmlFor={id}>
          {label}
        </label>
        {hint && (
          <div className="nhsuk-hint" id={`${id}-hint`}>
            {hint}
          </div>
        )}
        <div className="nhsuk-input-wrapper nhsuk-search-input__wrapper">
          <input
            className="nhsuk-input nhsuk-input--width-20 nhsuk-search-input__input"
            id={id}
            name={name}
            type="search"
            autoComplete="off"
            defaultValue={defaultValue}
            aria-describedby={describedBy(id, hint, undefined)}
          />
          <button className="nhsuk-button nhsuk-button--small nhsuk-search-input__button" type="submit">
            Search
          </button>
        </div>
      </div>
    </form>
  );
}
