import { Tag, type Colour } from "#app/ui/Tag.tsx";
import type { MeetingState } from "#server/domain/meetings.ts";

const states: Record<MeetingState, { text: string; colour: Colour }> = {
  planned: { text: "Planned", colour: "white" },
  running: { text: "The room is open", colour: "green" },
  closed: { text: "Closed", colour: "grey" },
  cancelled: { text: "Cancelled", colour: "red" },
};

export function StateTag({ state }: { state: MeetingState }) {
  const { text, colour } = states[state];
  return <Tag colour={colour}>{text}</Tag>;
}
