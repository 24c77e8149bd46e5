import type { ReactNode } from "react";

import { Box } from "#app/cases/Box.tsx";
import { Disagreements, type Askable } from "#app/cases/Disagreements.tsx";
import { PersonBanner } from "#app/cases/PersonBanner.tsx";
import { SinceLast } from "#app/cases/SinceLast.tsx";
import { Source } from "#app/cases/Source.tsx";
import { SummaryActions, type Alike } from "#app/cases/SummaryActions.tsx";
import type { SummaryPage } from "#app/cases/summaryPage.ts";

type SummaryProps = {
  caseId: string;
  page: SummaryPage;
  /** The same page for one medium only, where paper may hold less than the screen. */
  only?: "screen" | "paper";
  askable?: Askable;
  /** Open actions that look like the same work. */
  alike?: readonly Alike[];
  /** What stands between the person and the question, such as links. */
  children?: ReactNode;
};

const mediumClass = { screen: " sm-no-print", paper: " sm-paper" };

/** The one page: each line with its source, disagreements shown, and settled by people alone. */
export function Summary({ caseId, page, only, askable, alike = [], children }: SummaryProps) {
  return (
    <div className={`sm-summary${only ? mediumClass[only] : ""}`}>
      {page.banner && <PersonBanner {...page.banner} />}
      {children}
      {page.sinceLast && <SinceLast {...page.sinceLast} />}
      <Question {...page} />
      <div className="sm-columns sm-columns--turned">
        <div>
          <Disagreements caseId={caseId} askable={askable} {...page} />
          <Gaps gaps={page.gaps} />
        </div>
        <Glance facts={page.glance} household={page.household} />
      </div>
      <EachDiscipline disciplines={page.disciplines} />
      <div className="sm-columns">
        <RisksAndStrengths {...page} />
        <SummaryActions actions={page.actions} counts={page.actionCounts} alike={alike} />
      </div>
      <div className="sm-columns">
        <AskedOfOthers caseId={caseId} requests={page.requests} />
        <Proposed proposals={page.proposals} />
      </div>
      <ForYourEyes items={page.sensitive} />
      <p className="sm-foot">{page.foot}</p>
      <p className="sm-foot sm-paper">{page.paperFoot}</p>
    </div>
  );
}

function Gaps({ gaps }: Pick<SummaryPage, "gaps">) {
  return (
    <Box heading="Gaps" empty={gaps.length === 0}>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {gaps.map((gap) => (
          <li key={gap}>{gap}</li>
        ))}
      </ul>
    </Box>
  );
}

function Question({ question, reason, whatMatters }: SummaryPage) {
  return (
    <Box heading="Question">
      <p>
        <strong>{question}</strong>
      </p>
      <p>Why now: {reason}</p>
      {whatMatters.map(({ text, source }) => (
        <p key={text}>
          What matters: “{text}” <Source {...source} />
        </p>
      ))}
    </Box>
  );
}

type GlanceProps = { facts: SummaryPage["glance"]; household: SummaryPage["household"] };

function Glance({ facts, household }: GlanceProps) {
  return (
    <Box heading="At a glance" empty={facts.length === 0 && household.length === 0}>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {facts.map(({ id, label, value, source, old }) => (
          <li key={id}>
            <strong>{label}:</strong> {value} <Source {...source} old={old} />
          </li>
        ))}
        {household.length > 0 && (
          <li>
            <strong>Household:</strong>{" "}
            {household
              .map(({ name, relation, note }) => `${name} (${[relation, note].filter(Boolean).join(", ")})`)
              .join(" · ")}
          </li>
        )}
      </ul>
    </Box>
  );
}

/** All the same size, a to z: no discipline is the first. */
function EachDiscipline({ disciplines }: Pick<SummaryPage, "disciplines">) {
  return (
    <Box heading="Each discipline">
      {disciplines.length === 0 && <p>No contributions yet.</p>}
      <ul className="nhsuk-list nhsuk-list--bullet">
        {disciplines.map(({ id, label, line, mark, source }) => (
          <li key={id}>
            <strong>{label}:</strong> {line} [{source}]{mark && ` (${mark})`}
          </li>
        ))}
      </ul>
    </Box>
  );
}

function RisksAndStrengths({ risks, strengths }: SummaryPage) {
  return (
    <div>
      <Box heading="Risks" empty={risks.length === 0}>
        <ul className="nhsuk-list nhsuk-list--bullet">
          {risks.map(({ reference, type, level, text, source }) => (
            <li key={reference}>
              <strong>
                {type}
                {level && `, ${level}`}:
              </strong>{" "}
              {text} <Source {...source} />
            </li>
          ))}
        </ul>
      </Box>
      <Box heading="Strengths" empty={strengths.length === 0}>
        <ul className="nhsuk-list nhsuk-list--bullet">
          {strengths.map(({ text, source }) => (
            <li key={`${text} ${source.author}`}>
              {text} <Source {...source} />
            </li>
          ))}
        </ul>
      </Box>
    </div>
  );
}

function AskedOfOthers({ caseId, requests }: { caseId: string } & Pick<SummaryPage, "requests">) {
  return (
    <Box heading="Asked of others" empty={requests.length === 0}>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {requests.map(({ id, to, text, answer, offers, source, isOpenToReader }) => (
          <li key={id}>
            <strong>{to}:</strong> {text} <Source {...source} /> {answer}
            {offers.map((offer) => (
              <div className="sm-no-print" key={offer.text}>
                May be answered by {offer.by}: “{offer.text}”
              </div>
            ))}
            {isOpenToReader && (
              <a className="sm-no-print" href={`/cases/${caseId}/contribute#request-${id}`}>
                Answer<span className="nhsuk-u-visually-hidden"> “{text}”</span>
              </a>
            )}
          </li>
        ))}
      </ul>
    </Box>
  );
}

function Proposed({ proposals }: Pick<SummaryPage, "proposals">) {
  return (
    <Box heading="Proposed for decision" empty={proposals.length === 0}>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {proposals.map(({ id, owner, text, due, source }) => (
          <li key={id}>
            <strong>{owner}:</strong> {text}
            {due && `, by ${due}`} <Source {...source} />
          </li>
        ))}
      </ul>
    </Box>
  );
}

function ForYourEyes({ items }: { items: SummaryPage["sensitive"] }) {
  return (
    <Box heading="For your eyes" empty={items.length === 0}>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {items.map(({ id, text, reason, source, printable }) => (
          <li className={printable ? undefined : "sm-no-print"} key={id}>
            {text} <Source {...source} />
            {reason && <div>Restricted because: {reason}</div>}
            {!printable && <div>Never on paper.</div>}
          </li>
        ))}
      </ul>
    </Box>
  );
}
