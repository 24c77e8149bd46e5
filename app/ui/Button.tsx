import type { ReactNode } from "react";

export type ButtonProps = {
  children: ReactNode;
  /** Primary unless told otherwise: one primary button a page. */
  look?: "primary" | "secondary" | "warning";
  small?: boolean;
  /** A link that looks like a button, for going to another page. */
  href?: string;
  type?: "submit" | "button";
  id?: string;
  name?: string;
  value?: string;
  /** Waiting for an answer: still there and still focused, but a further press does nothing. */
  busy?: boolean;
  /** What script does when it is pressed, for a button that sends nothing. */
  onPress?: () => void;
};

export function Button({
  children,
  look = "primary",
  small,
  href,
  type = "submit",
  id,
  name,
  value,
  busy,
  onPress,
}: ButtonProps) {
  const className = ["nhsuk-button", look !== "primary" && `nhsuk-button--${look}`, small && "nhsuk-button--small"]
    .filter(Boolean)
    .join(" ");
  if (href !== undefined) {
    return (
      <a className={className} href={href} role="button" draggable="false">
        {children}
      </a>
    );
  }
  return (
    <button
      className={className}
      type={type}
      id={id}
      name={name}
      value={value}
      aria-disabled={busy || undefined}
      onClick={busy ? (press) => press.preventDefault() : onPress}
    >
      {children}
    </button>
  );
}
