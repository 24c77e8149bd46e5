import { Inset } from "#app/ui/Inset.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";

type FeedPartProps = { since: string | null; made: string | null };

/** The other way round: Shipmate's meetings in one's own calendar. The address is shown once. */
export function FeedPart({ since, made }: FeedPartProps) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">My meetings in my calendar</h2>
      <p>Your calendar program can read your meetings at an address of your own. It shows times, practice and place.</p>
      <p>You need it only if you do not take the invitations into your calendar. With both, meetings show twice.</p>
      {made && (
        <Inset>
          <p>This address is shown only now. Give it to your calendar program, and to nobody else.</p>
          <p className="nhsuk-u-text-break-word">
            <strong>{made}</strong>
          </p>
        </Inset>
      )}
      {since && <p>You made an address on {since}. It works for a year from then.</p>}
      <PostButton name="feed" intent="feed" look="secondary" small>
        {since ? "Make a new address and end the old one" : "Make an address"}
      </PostButton>
      {since && (
        <PostButton name="end-feed" intent="end-feed" look="secondary" small>
          End the address
        </PostButton>
      )}
    </section>
  );
}
