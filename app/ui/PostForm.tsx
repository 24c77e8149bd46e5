import { Form } from "@remix-run/react";
import { useContext, type ReactNode } from "react";

import { FailureContext } from "#app/forms/useProblem.ts";
import { FormKey } from "#app/ui/FormKey.tsx";

export type PostFormProps = {
  /** Unlike every other form of the page: `action-12-done`. */
  name: string;
  children: ReactNode;
  action?: string;
  className?: string;
  id?: string;
  /** For a form with a file. */
  encType?: "multipart/form-data";
};

/** A form that posts once, and whose parts find their own errors and their own typed text again. */
export function PostForm({ name, children, action, className, id, encType }: PostFormProps) {
  const failure = useContext(FailureContext);
  return (
    <Form method="post" action={action} className={className} id={id} encType={encType} noValidate preventScrollReset>
      <FormKey name={name} />
      <FailureContext.Provider value={failure?.form === name ? failure : null}>{children}</FailureContext.Provider>
    </Form>
  );
}
