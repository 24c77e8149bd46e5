import { Box } from "#app/cases/Box.tsx";
import { SettleForms } from "#app/cases/SettleForms.tsx";
import { Source } from "#app/cases/Source.tsx";
import type { SummaryPage } from "#app/cases/summaryPage.ts";
import { PostButton } from "#app/ui/PostButton.tsx";
import { Tag } from "#app/ui/Tag.tsx";

/** Whom one may ask about each key; left out where nothing is to be settled, as on paper. */
export type Askable = Record<string, readonly { id: string; name: string }[]>;

type DisagreementsProps = Pick<SummaryPage, "disagreements" | "settled" | "sameValues"> & {
  caseId: string;
  askable?: Askable;
};

/** Every value there is, newest first; the page never says which is right: people do, with their reason. */
export function Disagreements({ caseId, disagreements, settled, sameValues, askable }: DisagreementsProps) {
  return (
    <>
      <Box heading="Sources differ" empty={disagreements.length === 0}>
        {disagreements.map((dispute) => (
          <div key={dispute.key}>
            <p>
              <strong>{dispute.label}</strong> {dispute.mustBeSettled && <Tag colour="red">Must be settled</Tag>}
            </p>
            <Values values={dispute.values} />
            {dispute.settledBefore && <p>Something came after this was settled: {dispute.settledBefore}</p>}
            {dispute.asked && <p>{dispute.asked}</p>}
            {askable && <SettleForms caseId={caseId} dispute={dispute} people={askable[dispute.key] ?? []} />}
          </div>
        ))}
      </Box>
      <Box heading="Settled" empty={settled.length === 0 && sameValues.length === 0}>
        {settled.map(({ key, label, settlementId, words, values }) => (
          <div key={key}>
            <p>
              <strong>{label}:</strong> {words}
            </p>
            <p>Given were:</p>
            <Values values={values} />
            {askable && (
              <Undo caseId={caseId} intent="undo-settlement" fields={{ settlementId }} what={`settling ${label}`} />
            )}
          </div>
        ))}
        {sameValues.map(({ id, label, words }) => (
          <div key={id}>
            <p>
              <strong>{label}:</strong> {words}
            </p>
            {askable && <Undo caseId={caseId} intent="undo-same" fields={{ sameId: id }} what={`the same: ${label}`} />}
          </div>
        ))}
      </Box>
    </>
  );
}

function Values({ values }: Pick<SummaryPage["disagreements"][number], "values">) {
  return (
    <ul className="nhsuk-list nhsuk-list--bullet">
      {values.map(({ id, value, source, old }) => (
        <li key={id}>
          {value} <Source {...source} old={old} />
        </li>
      ))}
    </ul>
  );
}

type UndoProps = { caseId: string; intent: string; fields: Record<string, string>; what: string };

function Undo({ caseId, intent, fields, what }: UndoProps) {
  return (
    <div className="sm-no-print">
      <PostButton
        name={`${intent}-${Object.values(fields).join()}`}
        intent={intent}
        fields={{ caseId, ...fields }}
        hidden={what}
        look="secondary"
        small
      >
        Undo
      </PostButton>
    </div>
  );
}
