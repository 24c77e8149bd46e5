import type { TimesPage } from "#app/meetings/timesPage.ts";
import { Field } from "#app/ui/Field.tsx";

type LikeBeforeProps = Pick<TimesPage, "like"> & { place?: string; invited: number };

/** What one meeting takes from the last one but its time: chair, disciplines, link, and where unless that is changed. */
export function LikeBefore({ like, place = like?.place ?? "", invited }: LikeBeforeProps) {
  return (
    <>
      <input type="hidden" name="chairId" value={like?.chairId ?? ""} />
      <input type="hidden" name="videoLink" value={like?.videoLink ?? ""} />
      {like?.needs.map(({ discipline, need }) => (
        <input key={discipline} type="hidden" name={need} value={discipline} />
      ))}
      <Field name="place" label="Where" hint="A room or a link" width={30} defaultValue={place} />
      <p>The meeting is planned at once, and {invited} people are invited by mail.</p>
    </>
  );
}
