import { Field } from "#app/ui/Field.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

type CodeFormsProps = { name: string; askedBy: string; meeting: string; isForAction: boolean; codeIsOut: boolean };

/** One button at first; once a code is on its way, the box for it. */
export function CodeForms({ name, askedBy, meeting, isForAction, codeIsOut }: CodeFormsProps) {
  return (
    <>
      <p>
        This link is for {name}. {askedBy} asks you{" "}
        {isForAction
          ? "to do something that was agreed with the team"
          : `to contribute to the team meeting on ${meeting}`}
        .
      </p>
      <p>
        You do not need an account. We mail a code to the address that this link was sent to; with it you see{" "}
        {isForAction ? "what it is" : "whom it is about and what is asked"}.
      </p>
      {codeIsOut && (
        <PostForm name="code">
          <Field
            name="code"
            label="Code"
            hint="6 digits, in the newest mail. It works for 15 minutes"
            inputMode="numeric"
            autoComplete="one-time-code"
            spellCheck={false}
            width={10}
            code
            size="m"
          />
          <SubmitButton name="intent" value="enter-code">
            Go on
          </SubmitButton>
        </PostForm>
      )}
      <PostButton name="send-code" intent="send-code" look={codeIsOut ? "secondary" : "primary"}>
        Send me a code
      </PostButton>
    </>
  );
}
