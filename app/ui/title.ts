const service = "Shipmate";
const longest = 60;
const refused = "Error: ";

/**
 * The title of a page, for a route's `meta`: what it is, then where, then the service.
 * Never a person's name: tabs, history and projectors show titles.
 */
export function title(...parts: string[]): [{ title: string }] {
  if (parts.length === 0) return [{ title: service }];
  const room = longest - refused.length - ` – ${service}`.length;
  const words = parts.join(" – ");
  const fitting = words.length > room ? `${words.slice(0, room - 1).trimEnd()}…` : words;
  return [{ title: `${fitting} – ${service}` }];
}

/** The title of a page whose form was refused, so that a screen reader says it first. */
export function errorTitle(title: string): string {
  return title.startsWith(refused) ? title : refused + title;
}
