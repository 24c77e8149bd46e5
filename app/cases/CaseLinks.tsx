import { Fragment } from "react";

type CaseLinksProps = {
  caseId: string;
  current: "summary" | "year" | "contribute" | "sharing" | "copy" | "ending" | "agreed";
};

const pages = [
  { name: "summary", text: "Summary", path: "" },
  { name: "contribute", text: "Contribute", path: "/contribute" },
  { name: "sharing", text: "Sharing", path: "/sharing" },
  { name: "copy", text: "Copy", path: "/copy" },
  { name: "ending", text: "Ending", path: "/ending" },
  { name: "year", text: "A year", path: "/year" },
  { name: "agreed", text: "What was agreed", path: "/agreed" },
] as const;

/** The pages of one case: a row of links, never a menu. */
export function CaseLinks({ caseId, current }: CaseLinksProps) {
  return (
    <nav className="sm-no-print" aria-label="This case">
      <p>
        {pages.map(({ name, text, path }, index) => (
          <Fragment key={name}>
            {index > 0 && " · "}
            {name === current ? <strong>{text}</strong> : <a href={`/cases/${caseId}${path}`}>{text}</a>}
          </Fragment>
        ))}
      </p>
    </nav>
  );
}
