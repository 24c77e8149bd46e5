/** Where a page that follows a meeting listens. */
export function watchPath(meetingId: string): string {
  return `/trpc/meetings.watch?input=${encodeURIComponent(JSON.stringify({ meetingId }))}`;
}
