import type { Reply } from "#db/vocabulary.ts";

export const replyWords: Record<Reply, string> = {
  accepted: "Coming",
  tentative: "Perhaps",
  declined: "Apologies",
};

export const buttons: readonly { reply: Reply; text: string }[] = [
  { reply: "accepted", text: "I’m coming" },
  { reply: "tentative", text: "Perhaps" },
  { reply: "declined", text: "Apologies" },
];

type Answer = { reply: Reply; part?: string | null; reason?: string | null; deputy?: string | null };

/** "Coming from 1:30pm to 2pm", "Apologies: at court. In my place: Callum Reyes" */
export function answerInWords({ reply, part, reason, deputy }: Answer): string {
  const said = [replyWords[reply], part].filter(Boolean).join(" ");
  const why = reason ? `${said}: ${reason}` : said;
  return deputy ? `${why}. In my place: ${deputy}` : why;
}
