import type { ReactNode } from "react";

/** One part of the one page. Nothing is drawn of a part that has nothing to say. */
export function Box({
  heading,
  empty = false,
  children,
}: {
  heading: ReactNode;
  empty?: boolean;
  children: ReactNode;
}) {
  if (empty) return null;
  return (
    <section className="sm-box">
      <h2 className="nhsuk-heading-s">{heading}</h2>
      {children}
    </section>
  );
}
