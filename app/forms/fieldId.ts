/** The id of the part with this name, which the error summary links to: `facts.0.value` is `facts-0-value`. */
export function fieldId(name: string): string {
  return name.replaceAll(".", "-");
}
