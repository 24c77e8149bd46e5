/** Whether somebody changed anything in this form since the page was made, also before script took over. */
export function isTyped(form: HTMLFormElement): boolean {
  return [...form.elements].some((control) => {
    if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
    if (control instanceof HTMLSelectElement) return isChosen(control);
    if (!(control instanceof HTMLInputElement) || control.type === "hidden") return false;
    const isTick = control.type === "checkbox" || control.type === "radio";
    return isTick ? control.checked !== control.defaultChecked : control.value !== control.defaultValue;
  });
}

/** A list of which nothing was chosen for the page stands at its first option. */
function isChosen({ options, selectedIndex }: HTMLSelectElement): boolean {
  const made = [...options].findIndex((option) => option.defaultSelected);
  return selectedIndex !== Math.max(made, 0);
}
