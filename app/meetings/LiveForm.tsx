import { useFetcher } from "@remix-run/react";
import { useContext, type FormEventHandler, type ReactNode } from "react";

import { FailureContext, failureOf } from "#app/forms/useProblem.ts";
import { FormKey } from "#app/ui/FormKey.tsx";

type LiveFormProps = {
  /** Unlike every other form of the page. */
  name: string;
  fetcher: ReturnType<typeof useFetcher>;
  onSubmit?: FormEventHandler<HTMLFormElement>;
  className?: string;
  children: ReactNode;
};

/**
 * A form that posts beside the page: several may be under way at once, the focus stays, and its refusal stands in the
 * form alone. Without script it is a form like any other.
 */
export function LiveForm({ name, fetcher, onSubmit, className, children }: LiveFormProps) {
  const page = useContext(FailureContext);
  const failure = failureOf(fetcher.data) ?? (page?.form === name ? page : null);
  return (
    <fetcher.Form method="post" className={className} onSubmit={onSubmit} noValidate>
      <FormKey name={name} />
      <FailureContext.Provider value={failure}>{children}</FailureContext.Provider>
    </fetcher.Form>
  );
}
