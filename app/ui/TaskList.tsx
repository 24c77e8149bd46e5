import type { ReactNode } from "react";

type Task = {
  /** Unlike every other on the page: the ids of hint and status derive from it. */
  id: string;
  name: ReactNode;
  href?: string;
  hint?: ReactNode;
  status?: ReactNode;
};

export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul className="nhsuk-task-list">
      {tasks.map((task) => (
        <TaskItem key={task.id} {...task} />
      ))}
    </ul>
  );
}

function TaskItem({ id, name, href, hint, status }: Task) {
  const about = [hint && `${id}-hint`, status && `${id}-status`].filter(Boolean).join(" ") || undefined;
  return (
    <li
      className={
        href === undefined ? "nhsuk-task-list__item" : "nhsuk-task-list__item nhsuk-task-list__item--with-link"
      }
    >
      <div className="nhsuk-task-list__name-and-hint">
        {href === undefined ? (
          <div>{name}</div>
        ) : (
          <a className="nhsuk-task-list__link nhsuk-link" href={href} aria-describedby={about}>
            {name}
          </a>
        )}
        {hint && (
          <div className="nhsuk-task-list__hint" id={`${id}-hint`}>
            {hint}
          </div>
        )}
      </div>
      {status && (
        <div className="nhsuk-task-list__status" id={`${id}-status`}>
          {status}
        </div>
      )}
    </li>
  );
}
