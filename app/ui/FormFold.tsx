import type { ReactNode } from "react";

import { usePageFailure } from "#app/forms/useProblem.ts";
import { Details } from "#app/ui/Details.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";

type FormFoldProps = { name: string; summary: string; open?: boolean; children: ReactNode };

/** A form for what is seldom done: folded until it is wanted, and open again when it was refused. */
export function FormFold({ name, summary, open, children }: FormFoldProps) {
  const failure = usePageFailure();
  return (
    <Details summary={summary} open={open || failure?.form === name}>
      <PostForm name={name}>{children}</PostForm>
    </Details>
  );
}
