type FollowingPage = "meeting" | "actions" | "room" | "record" | "screen";

/** Where a page that follows a meeting listens: it is told of what it shows. */
export function watchPath(meetingId: string, page: FollowingPage): string {
  return `/trpc/meetings.watch?input=${encodeURIComponent(JSON.stringify({ meetingId, page }))}`;
}
