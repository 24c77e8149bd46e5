import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { useEffect } from "react";

import { load } from "#app/forms/load.ts";
import { useWatch } from "#app/live/useWatch.ts";
import { LiveState } from "#app/meetings/LiveState.tsx";
import { large, OnScreen } from "#app/meetings/OnScreen.tsx";
import { screenPageOf } from "#app/meetings/screenPage.ts";
import { TimeUsed } from "#app/meetings/TimeUsed.tsx";
import { watchPath } from "#app/meetings/watchPath.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";

export { shouldRevalidate } from "#app/forms/keep.ts";
export { clientLoader } from "#app/live/keepRead.ts";

export const meta: MetaFunction = () => title("Shared screen");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { meetingId = "" } = params;
  const names = new URL(request.url).searchParams.get("names") === "on";
  return load(request, async () => screenPageOf(meetingId, await context.api.meetings.screen({ meetingId, names })));
}

export default function SharedScreen() {
  const screen = useLoaderData<typeof loader>();
  const { live } = useWatch(watchPath(screen.meetingId, "screen"));
  useNamesKey(screen.otherPath);
  return (
    <Page
      heading={screen.heading}
      caption={screen.words}
      back={<BackLink href={`/meetings/${screen.meetingId}/live`}>My own device</BackLink>}
      wide
    >
      <div className="nhsuk-u-reading-width">
        {screen.says && <p className={large}>{screen.says}</p>}
        {screen.clock && <TimeUsed {...screen.clock} large />}
        {screen.item && <OnScreen {...screen.item} />}
        <p className={large}>
          {screen.foot} <a href={screen.otherPath}>{screen.names ? "Hide names (p)" : "Show names (p)"}</a>
        </p>
      </div>
      <LiveState live={live} />
    </Page>
  );
}

/** `p` shows and hides the person's name, as the link does. */
function useNamesKey(path: string) {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "p" && !event.ctrlKey && !event.metaKey && !event.altKey) navigate(path, { replace: true });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [navigate, path]);
}
