/** The page that reminds those who are waited for: people to tick, and each mail once. For loaders. */
import { counted } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Previewed = Awaited<ReturnType<Api["meetings"]["previewChase"]>>;
export type ChasePage = ReturnType<typeof chasePageOf>;

export function chasePageOf({ mails, ...page }: Previewed) {
  const texts = [...new Set(mails.map(({ text }) => text))];
  return {
    ...page,
    heading:
      mails.length === 0 ? "Nobody to remind now" : `Remind ${counted(mails.length, "person", "people")} to contribute`,
    people: mails.map(({ id, name, discipline, about }) => ({
      value: id,
      label: `${name} (${discipline})`,
      hint: about,
    })),
    mails: texts.flatMap((text) => {
      const same = mails.filter((mail) => mail.text === text);
      const [first] = same;
      if (!first) return [];
      // Only who covers for somebody gets words of their own.
      const to = texts.length === 1 ? "The mail" : `The mail to ${same.map(({ name }) => name).join(", ")}`;
      return [{ to, subject: first.subject, text }];
    }),
  };
}
