import type { LineSource } from "#app/cases/summaryPage.ts";
import { Tag } from "#app/ui/Tag.tsx";

type SourceProps = LineSource & {
  /** "older than 90 days" */
  old?: string | null;
};

/** Where a line is from, and whether it is old: every line of the page has one. */
export function Source({ discipline, author, isOnlyAuthor, on, old = null }: SourceProps) {
  return (
    <>
      [{discipline}
      {author !== null && <span className={isOnlyAuthor ? "sm-no-print" : undefined}>, {author}</span>}
      {on !== null && `, ${on}`}]
      {old !== null && (
        <>
          {" "}
          <Tag colour="yellow">{old}</Tag>
        </>
      )}
    </>
  );
}
