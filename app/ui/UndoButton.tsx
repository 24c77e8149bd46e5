import { PostButton, type PostButtonProps } from "#app/ui/PostButton.tsx";

/** Takes back what was just done; `what` names it for those who do not see where the button stands. */
export function UndoButton({
  what,
  ...rest
}: Omit<PostButtonProps, "intent" | "children" | "hidden"> & { what: string }) {
  return (
    <PostButton look="secondary" small {...rest} intent="undo" hidden={what}>
      Undo
    </PostButton>
  );
}
