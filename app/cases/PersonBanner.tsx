import type { SummaryPage } from "#app/cases/summaryPage.ts";
import { Tag } from "#app/ui/Tag.tsx";

/** Who it is about, and how to reach them safely: always first, in the same order, on paper too. */
export function PersonBanner({
  name,
  who,
  language,
  safeContact,
  markers,
  notice,
}: NonNullable<SummaryPage["banner"]>) {
  return (
    <section className="sm-box" aria-label={name}>
      <p>
        <strong>{name}</strong> · {who}
      </p>
      {safeContact.length > 0 && (
        <p>
          <Tag colour="red">Safe contact</Tag> <strong>{safeContact.join(" · ")}</strong>
        </p>
      )}
      {markers.map(({ id, text }) => (
        <p key={id}>
          <Tag colour="red">Take care</Tag> <strong>{text}</strong>
        </p>
      ))}
      <p>
        {notice} · {language}
      </p>
    </section>
  );
}
