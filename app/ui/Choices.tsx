import type { ReactNode } from "react";

export type Choice = { value: string; label: ReactNode; hint?: ReactNode };

type ChoicesProps = {
  kind: "radio" | "checkbox";
  id: string;
  name: string;
  items: readonly Choice[];
  chosen: readonly string[];
  inline?: boolean;
  small?: boolean;
};

/** The list of boxes or dots: Radios and Ticks differ in nothing else. The first has the id an error links to. */
export function Choices({ kind, id, name, items, chosen, inline, small }: ChoicesProps) {
  const block = kind === "radio" ? "nhsuk-radios" : "nhsuk-checkboxes";
  const className = [block, small && `${block}--small`, inline && `${block}--inline`];
  return (
    <div className={className.filter(Boolean).join(" ")}>
      {items.map(({ value, label, hint }, index) => {
        const itemId = index === 0 ? id : `${id}-${index + 1}`;
        const hintId = hint ? `${itemId}-item-hint` : undefined;
        return (
          <div className={`${block}__item`} key={value}>
            <input
              className={`${block}__input`}
              id={itemId}
              name={name}
              type={kind}
              value={value}
              defaultChecked={chosen.includes(value)}
              aria-describedby={hintId}
            />
            <label className={`nhsuk-label ${block}__label`} htmlFor={itemId}>
              {label}
            </label>
            {hint && (
              <div className={`nhsuk-hint ${block}__hint`} id={hintId}>
                {hint}
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
}
