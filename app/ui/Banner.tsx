import { useId, type ReactNode } from "react";

type BannerProps = {
  title?: ReactNode;
  /** Something was done: said aloud at once and given the focus by Page. */
  success?: boolean;
  children: ReactNode;
};

export function Banner({ success = false, title = success ? "Success" : "Important", children }: BannerProps) {
  const id = useId();
  return (
    <div
      className={success ? "nhsuk-notification-banner nhsuk-notification-banner--success" : "nhsuk-notification-banner"}
      role={success ? "alert" : "region"}
      aria-labelledby={id}
    >
      <div className="nhsuk-notification-banner__header">
        <h2 className="nhsuk-notification-banner__title" id={id}>
          {title}
        </h2>
      </div>
      <div className="nhsuk-notification-banner__content">
        <p className="nhsuk-notification-banner__heading">{children}</p>
      </div>
    </div>
  );
}
