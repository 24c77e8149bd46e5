import { buttons } from "#app/meetings/answers.ts";
import { PostButton } from "#app/ui/PostButton.tsx";
import type { Reply } from "#db/vocabulary.ts";

type ReplyButtonsProps = { meetingId: string; words: string; given?: Reply | null };

/** One press answers the invitation; it can be changed until the meeting. */
export function ReplyButtons({ meetingId, words, given = null }: ReplyButtonsProps) {
  return buttons
    .filter(({ reply }) => reply !== given)
    .map(({ reply, text }) => (
      <PostButton
        key={reply}
        name={`reply-${meetingId}-${reply}`}
        intent="reply"
        fields={{ meetingId, reply }}
        hidden={`(meeting of ${words})`}
        look="secondary"
        small
      >
        {text}
      </PostButton>
    ));
}
