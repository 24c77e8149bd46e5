import { useEffect, useRef, useState } from "react";

import type { CopyPage } from "#app/cases/copyPage.ts";
import { fieldId } from "#app/forms/fieldId.ts";
import { Button } from "#app/ui/Button.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { Warning } from "#app/ui/Warning.tsx";

type CopyTextProps = CopyPage["texts"][number] & { mayMark: boolean };

/** One text to copy, and that it was pasted where it belongs. Without script it is selected and copied by hand. */
export function CopyText({ block, heading, use, words, rows, check, checksum, copied, mayMark }: CopyTextProps) {
  const id = fieldId(`text-${block}`);
  return (
    <section aria-labelledby={`${id}-heading`}>
      <h2 className="nhsuk-heading-m" id={`${id}-heading`}>
        {heading}
      </h2>
      <p>{use}</p>
      {words === "" ? (
        <p>Nothing is agreed yet that belongs in it.</p>
      ) : (
        <>
          {check !== null && (
            <Warning heading="Check before you paste it" level={3}>
              <p>{check}</p>
            </Warning>
          )}
          <Words id={id} words={words} rows={rows} label={heading} />
          {copied !== null && <p>{copied}</p>}
          {mayMark && (
            <PostButton
              name={block}
              intent="copied"
              fields={{ block, checksum }}
              look="secondary"
              hidden={`: ${heading}`}
            >
              I have pasted it
            </PostButton>
          )}
        </>
      )}
    </section>
  );
}

type WordsProps = { id: string; words: string; rows: number; label: string };

function Words({ id, words, rows, label }: WordsProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [canCopy, setCanCopy] = useState(false);
  const [said, setSaid] = useState("");
  useEffect(() => setCanCopy("clipboard" in navigator), []);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(words);
      setSaid("Copied. Paste it now.");
    } catch {
      box.current?.select();
      setSaid("Your browser did not allow it. The text is selected: copy it by hand.");
    }
  };
  return (
    <>
      <textarea className="nhsuk-textarea" id={id} ref={box} rows={rows} readOnly value={words} aria-label={label} />
      {canCopy && (
        <p>
          <Button look="secondary" small type="button" onPress={() => void copy()}>
            Copy<span className="nhsuk-u-visually-hidden">: {label}</span>
          </Button>{" "}
          <span role="status">{said}</span>
        </p>
      )}
    </>
  );
}
