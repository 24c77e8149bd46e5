import { useLocation } from "@remix-run/react";

/** Whether the page follows by itself. Without script it does not, and the link reads it anew. */
export function LiveState({ live }: { live: boolean }) {
  const { pathname } = useLocation();
  return (
    <p className="nhsuk-body-s sm-no-print">
      {live ? (
        "Live: changes show by themselves."
      ) : (
        <>
          Not live. <a href={pathname}>Refresh</a>
        </>
      )}
    </p>
  );
}
