import { ContributionForm } from "#app/contributions/ContributionForm.tsx";
import type { contributePageOf } from "#app/contributions/contributePage.ts";
import { OneTap } from "#app/contributions/OneTap.tsx";
import { untyped } from "#app/contributions/send.ts";
import { WrittenContext } from "#app/contributions/written.ts";
import { useAutosave } from "#app/live/useAutosave.ts";
import { Page } from "#app/ui/Page.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";

const formId = "contribution";

type GuestFormProps = ReturnType<typeof contributePageOf> & {
  link: { name: string; practice: string; askedBy: string; meeting: string };
  guestId: string;
  done: string | undefined;
};

/** The same boxes as everybody has; of the case a guest sees whom it is about, the question, and their own words. */
export function GuestForm({ link, guestId, done, ...page }: GuestFormProps) {
  const saved = useAutosave({
    formId,
    caseId: page.caseId,
    version: page.draft?.version ?? 0,
    except: untyped,
    door: `/guest/${guestId}/trpc`,
  });
  return (
    <Page
      heading={`${page.initials} · Contribute for ${page.discipline}`}
      caption={`Team meeting · ${link.practice}`}
      status={saved.status ?? done ?? (page.draft ? `Draft of ${page.draft.savedAt}` : undefined)}
    >
      <p>
        This page is for {link.name}, until the meeting has ended. {link.askedBy} asks you to contribute to the team
        meeting on {link.meeting}.
      </p>
      <OneTap />
      <p>
        <strong>Question: {page.question}</strong>
      </p>
      <p>
        {page.person}. {page.due}
      </p>
      {page.sentBefore !== null && <p>{page.sentBefore}</p>}
      <p>
        Everyone invited to this case ({page.readers}) reads what you write, unless you change it. You see the question
        and your own words, and nothing else of the case.
      </p>
      <WrittenContext.Provider value={page.written}>
        <PostForm name="contribution" id={formId}>
          <input type="hidden" name="version" value={saved.version} />
          <input type="hidden" name="basedOn" value={page.basedOn} />
          <ContributionForm {...page} />
        </PostForm>
      </WrittenContext.Provider>
    </Page>
  );
}
