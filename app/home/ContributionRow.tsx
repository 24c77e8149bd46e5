import type { Needed } from "#app/home/needed.ts";
import { Button } from "#app/ui/Button.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";

export function ContributionRow({ caseId, initials, question, begun, practice }: Needed["contributions"][number]) {
  return (
    <>
      <p>
        <strong>{initials}</strong> · {question}
        {practice}
      </p>
      <span className="sm-post">
        <Button href={`/cases/${caseId}/contribute`} small>
          {begun ? "Go on" : "Contribute"}
          <span className="nhsuk-u-visually-hidden"> to the case of {initials}</span>
        </Button>
      </span>
      <PostButton
        name={`nothing-${caseId}`}
        intent="nothing-to-add"
        fields={{ caseId }}
        hidden={` to the case of ${initials}`}
        look="secondary"
        small
      >
        Nothing to add
      </PostButton>
    </>
  );
}
