import type { PackPage } from "#app/packs/packPage.ts";
import { PostButton } from "#app/ui/PostButton.tsx";

type PackButtonsProps = Pick<PackPage, "meetingId" | "number" | "copy" | "others" | "mayFreeze" | "pages">;

/** What one may do with a pack: take a numbered copy of it, look at another one, freeze it. */
export function PackButtons({ meetingId, number, copy, others, mayFreeze, pages }: PackButtonsProps) {
  const fields = { meetingId, ...(number === null ? {} : { number: String(number) }) };
  return (
    <>
      {copy !== null && <p>Copy {copy} is ready. Print this page with your browser: each case begins a new sheet.</p>}
      {copy === null && pages.length > 0 && (
        <>
          <p>Each copy gets a number, and it is noted who took it.</p>
          <PostButton name="print" intent="print" fields={{ ...fields, form: "print" }}>
            Print
          </PostButton>
          <PostButton name="pdf" intent="pdf" fields={{ ...fields, form: "pdf" }} look="secondary">
            Get a PDF file
          </PostButton>
        </>
      )}
      {mayFreeze && (
        <PostButton name="freeze" intent="freeze" fields={{ meetingId }} look="secondary" small>
          {number === null
            ? "Freeze the pack now"
            : `Freeze again as pack ${Math.max(number, ...others.map((other) => other.number)) + 1}`}
        </PostButton>
      )}
      {others.length > 0 && (
        <ul className="nhsuk-list">
          {others.map((other) => (
            <li key={other.number}>
              <a href={`/meetings/${meetingId}/pack?number=${other.number}`}>{other.words}</a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
