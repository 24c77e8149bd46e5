import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";
import { workingDays, type UsualWeek as Week, type WorkingDay } from "#server/domain/weeks.ts";

const dayNames: Record<WorkingDay, string> = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
};
const parts = [
  { value: "morning", label: "Morning" },
  { value: "lunch", label: "Lunch" },
  { value: "afternoon", label: "Afternoon" },
];

type UsualWeekProps = { usual: Week; showsReasons: boolean; version: number };

export function UsualWeek({ usual, showsReasons, version }: UsualWeekProps) {
  const isGiven = workingDays.some((name) => usual[name].length > 0);
  return (
    <section>
      <h2 className="nhsuk-heading-m">My usual week</h2>
      <p>
        {!isGiven && "You have not said when you can usually meet. "}
        Morning is 8am to midday, lunch is midday to 2pm, afternoon is 2pm to 6pm.
      </p>
      <PostForm name="week">
        <input type="hidden" name="version" value={version} />
        {/* Drawn anew when it was saved, so that the boxes show what is kept. */}
        <div key={version}>
          {workingDays.map((name) => (
            <Ticks
              key={name}
              name={`usual.${name}`}
              label={dayNames[name]}
              items={parts}
              defaultValue={usual[name]}
              inline
              small
            />
          ))}
          <Ticks
            name="showsReasons"
            items={[{ value: "on", label: "Others may read why I am away" }]}
            defaultValue={showsReasons ? ["on"] : []}
            small
          />
        </div>
        <SubmitButton name="intent" value="week">
          Save my week
        </SubmitButton>{" "}
        <SubmitButton name="intent" value="all" look="secondary">
          Tick all and save
        </SubmitButton>
      </PostForm>
    </section>
  );
}
