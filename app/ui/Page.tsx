import { useEffect, useRef, type ReactNode } from "react";

import { FailureContext, usePageFailure } from "#app/forms/useProblem.ts";
import { ProblemSummary } from "#app/ui/ProblemSummary.tsx";
import { errorTitle } from "#app/ui/title.ts";

export type PageProps = {
  /** The one `<h1>`: states the fact ("2 overdue, 4 open"), not the topic. */
  heading: ReactNode;
  /** Small words over the heading: the meeting, the case number. */
  caption?: ReactNode;
  /** A BackLink or a Breadcrumb. */
  back?: ReactNode;
  /** A Banner that says what was done, or what is the matter with the whole page. */
  banner?: ReactNode;
  /** At most twelve words about what has just happened; read aloud when they change. */
  status?: string;
  /** As wide as the window, for tables and the room. */
  wide?: boolean;
  children: ReactNode;
};

/** The frame of every page. Belongs in the route that has the action: it shows that action's refusal. */
export function Page({ heading, caption, back, banner, status, wide, children }: PageProps) {
  const failure = usePageFailure();
  const hasBanner = banner !== undefined;
  const notices = useRef<HTMLDivElement>(null);

  // After a press the eye is on the button; what came of it stands at the top.
  useEffect(() => {
    const notice = notices.current?.querySelector<HTMLElement>(".nhsuk-error-summary, [role=alert]");
    notice?.setAttribute("tabindex", "-1");
    notice?.focus();
  }, [failure, hasBanner]);

  useEffect(() => {
    if (failure === null) return;
    document.title = errorTitle(document.title);
    return () => {
      document.title = document.title.replace(errorTitle(""), "");
    };
  }, [failure]);

  return (
    <div className={wide ? "nhsuk-width-container-fluid" : "nhsuk-width-container"}>
      <main className="nhsuk-main-wrapper nhsuk-main-wrapper--s" id="maincontent" tabIndex={-1}>
        {back}
        <div ref={notices}>
          {failure && <ProblemSummary problem={failure.problem} />}
          {banner}
        </div>
        <h1 className="nhsuk-heading-l" tabIndex={-1}>
          {caption && <span className="nhsuk-caption-m">{caption} </span>}
          {heading}
        </h1>
        <p className="sm-status" role="status">
          {status}
        </p>
        <FailureContext.Provider value={failure}>{children}</FailureContext.Provider>
      </main>
    </div>
  );
}
