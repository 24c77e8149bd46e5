import { Radios } from "#app/ui/Radios.tsx";
import { counted } from "#server/domain/time.ts";

type ScopeFieldProps = { name: string; others: { all: number; later: number }; defaultValue?: string };

/** For how many dates a change is; not asked of a meeting that stands alone. */
export function ScopeField({ name, others: { all, later }, defaultValue = "one" }: ScopeFieldProps) {
  if (all === 0) return null;
  return (
    <Radios
      name={name}
      label="Which dates?"
      items={[
        { value: "one", label: "This date only" },
        ...(later > 0 ? [{ value: "later", label: `This and the ${later === 1 ? "one" : later} after it` }] : []),
        ...(later < all ? [{ value: "all", label: `All ${counted(all + 1, "date")} that have not begun` }] : []),
      ]}
      defaultValue={defaultValue}
      small
    />
  );
}
