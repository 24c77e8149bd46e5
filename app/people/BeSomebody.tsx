import { PostButton } from "#app/ui/PostButton.tsx";

type Choice = { id: string; name: string; job: string; practice: string };

/** The demonstration's people, by practice: one press signs in as that person. */
export function BeSomebody({ choices }: { choices: readonly Choice[] }) {
  const practices = [...new Set(choices.map(({ practice }) => practice))];
  return (
    <section>
      <h2 className="nhsuk-heading-m">Be somebody</h2>
      <p>All people and practices here are invented. Choose one to see what that person sees.</p>
      {practices.map((practice) => (
        <section key={practice}>
          <h3 className="nhsuk-heading-s">{practice}</h3>
          <ul className="nhsuk-list">
            {choices
              .filter((choice) => choice.practice === practice)
              .map(({ id, name, job }) => (
                <li key={id}>
                  <PostButton name={`be-${id}`} intent="be" fields={{ staffId: id }} look="secondary" small>
                    {name}
                  </PostButton>
                  {job}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </section>
  );
}
