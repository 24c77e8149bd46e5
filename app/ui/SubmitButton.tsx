import { useNavigation } from "@remix-run/react";

import { Button, type ButtonProps } from "#app/ui/Button.tsx";

/** A form's button: a second press while the first is under way does nothing. */
export function SubmitButton(props: Omit<ButtonProps, "href" | "type" | "busy">) {
  const navigation = useNavigation();
  return <Button {...props} busy={navigation.formMethod === "POST"} />;
}
