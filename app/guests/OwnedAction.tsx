import { Asked } from "#app/actions/Asked.tsx";
import { OwnerForms } from "#app/actions/OwnerForms.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";
import { Unsent } from "#app/guests/Unsent.tsx";
import type { OwnedPage } from "#app/guests/ownedPage.ts";

type OwnedActionProps = {
  link: { name: string; practice: string; askedBy: string };
  action: OwnedPage;
  done: string | undefined;
};

/** The one action that somebody without an account owns: its words, its day, and their answers. */
export function OwnedAction({ link, action, done }: OwnedActionProps) {
  return (
    <Page heading={action.text} caption={`Agreed with the team of ${link.practice}`} status={done}>
      <Unsent />
      <p>
        This page is for {link.name}, until the action is closed. {link.askedBy} asks you to do this. If you need to
        know more, ask the team below, or phone them.
      </p>
      <SummaryList
        rows={[
          { key: "Due", value: action.due },
          { key: "State", value: action.stateWords },
          { key: "Waiting for", value: action.blockedReason },
        ].filter(({ value }) => value)}
      />
      <Asked asked={action.asked} />
      <OwnerForms action={action} may={action.may} outcomes={action.outcomes} reasons={action.reasons} />
    </Page>
  );
}
