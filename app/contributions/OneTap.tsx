import { PostButton } from "#app/ui/PostButton.tsx";

/** The two answers of one press. Both count as contributed. */
export function OneTap() {
  return (
    <>
      <PostButton name="nothing-to-add" intent="nothing-to-add" look="secondary">
        Nothing to add
      </PostButton>
      <PostButton name="speak-to-me" intent="speak-to-me" look="secondary">
        I know something I cannot share here
      </PostButton>
    </>
  );
}
