import type { ReactNode } from "react";

import { useProblem } from "#app/forms/useProblem.ts";
import { ErrorMessage } from "#app/ui/ErrorMessage.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import type { ButtonProps } from "#app/ui/Button.tsx";

export type PostButtonProps = {
  /** Unlike every other form of the page: `action-12-done`. */
  name: string;
  /** What the action is told the button means. */
  intent: string;
  children: ReactNode;
  /** Said to a screen reader after the words of the button: `Done` + ` with "Phone housing"`. */
  hidden?: string;
  /** Further fields, by name. */
  fields?: Record<string, string>;
  action?: string;
  look?: ButtonProps["look"];
  small?: boolean;
};

/** One button that does one thing, with its refusal beneath it. */
export function PostButton({ name, intent, children, hidden, fields = {}, action, look, small }: PostButtonProps) {
  return (
    <PostForm name={name} action={action} className="sm-post">
      {Object.entries(fields).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <SubmitButton name="intent" value={intent} look={look} small={small}>
        {children}
        {hidden !== undefined && <span className="nhsuk-u-visually-hidden"> {hidden}</span>}
      </SubmitButton>
      <Refusal id={`${name}-error`} />
    </PostForm>
  );
}

function Refusal({ id }: { id: string }) {
  const { problem } = useProblem();
  return problem && <ErrorMessage id={id}>{problem.message}</ErrorMessage>;
}
