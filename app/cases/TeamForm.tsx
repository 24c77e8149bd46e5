import { FormFold } from "#app/ui/FormFold.tsx";
import { PeopleTicks } from "#app/cases/PeopleTicks.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";
import type { Api } from "#server/router.ts";

type TeamFormProps = Pick<Awaited<ReturnType<Api["cases"]["prepare"]>>, "groups" | "disciplines"> & {
  version: number;
  team: readonly string[];
  invited: readonly string[];
};

/** Who is on the case, and which disciplines read it. */
export function TeamForm({ version, groups, disciplines, team, invited }: TeamFormProps) {
  return (
    <FormFold name="team" summary="Change the team">
      <input type="hidden" name="version" value={version} />
      <PeopleTicks name="team" label="People" groups={groups} defaultValue={team} />
      <Ticks
        name="disciplines"
        label="Disciplines that read this case"
        hint="Somebody of another discipline may contribute, and sees only what they wrote"
        items={disciplines.map(({ code, label }) => ({ value: code, label }))}
        defaultValue={invited}
        size="m"
        small
      />
      <SubmitButton name="intent" value="team" look="secondary">
        Save the team
      </SubmitButton>
    </FormFold>
  );
}
