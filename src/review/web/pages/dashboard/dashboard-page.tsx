import { useQuery } from '@tanstack/react-query';
import { type CSSProperties, type ReactNode, useState } from 'react';
import { type RejectReason, rejectReasonLabels } from '../../../reasons.ts';
import type { FiguresView } from '../../../schemas/figures.ts';
import { request, withQuery } from '../../data/request.ts';
import { DaysColumns } from '../../figures/days-columns.tsx';
import { type Proportion, ProportionBar, percent } from '../../figures/proportion-bar.tsx';
import { Nothing, Page } from '../../shell/page.tsx';
import { QueryState } from '../../shell/query-state.tsx';
import { VerdictSign } from '../../shell/verdict-sign.tsx';
import { span } from '../../shell/when.ts';

const periods = [7, 30, 90] as const;

/** What the desk did, and how far the check can be trusted. */
export function DashboardPage() {
  const [days, setDays] = useState<(typeof periods)[number]>(30);
  const figures = useQuery({
    queryKey: ['figures', days],
    queryFn: ({ signal }) =>
      request<FiguresView>(
        withQuery('/v1/review/figures', { from: new Date(Date.now() - days * 86_400_000).toISOString() }),
        { signal },
      ),
    staleTime: 30_000,
  });
  return (
    <Page
      title="Dashboard"
      about="What was decided, and how far the check holds against the editors' word. Shares come with how many they are of."
      actions={
        <fieldset className="tabs tabs--plain">
          <legend className="unseen">Period</legend>
          {periods.map((period) => (
            <label key={period} className="tab">
              <input type="radio" name="period" checked={days === period} onChange={() => setDays(period)} />
              {period} days
            </label>
          ))}
        </fieldset>
      }
    >
      <QueryState of={figures} />
      {figures.data && <Board figures={figures.data} />}
    </Page>
  );
}

function Board({ figures }: { readonly figures: FiguresView }) {
  const { decisions, bulkApprovals, queue, agreement, lift } = figures;
  if (decisions + bulkApprovals === 0 && queue.waiting === 0)
    return <Nothing title="Nothing to count yet">Figures come with the first decisions.</Nothing>;
  const reasons = Object.entries(figures.reasons).sort(([, a], [, b]) => b - a);
  const bySupport = figures.byConfidence.filter(({ upheld }) => upheld.of > 0);
  const most = Math.max(1, ...reasons.map(([, count]) => count));
  return (
    <div className="board">
      <Share title="Approved as written" proportion={figures.approved}>
        {bulkApprovals > 0 && `and ${bulkApprovals.toLocaleString()} more by rule`}
      </Share>
      <Share title="Edited" proportion={figures.edited}>
        {editWords(figures)}
      </Share>
      <Share title="Rejected" proportion={figures.rejected} />
      <section className="board__wide">
        <h2>Decisions by day</h2>
        {figures.days.length > 0 ? <DaysColumns days={figures.days} /> : <p>None in this time.</p>}
      </section>
      <section>
        <h2>The queue</h2>
        <p className="figure">{queue.waiting.toLocaleString()}</p>
        <p>
          waiting
          {queue.medianSeconds !== null && `, half of them for more than ${span(queue.medianSeconds)}`}
          {queue.oldestSeconds !== null && `; the longest for ${span(queue.oldestSeconds)}`}
        </p>
      </section>
      <section className="board__half">
        <h2>How far the check holds</h2>
        <ul className="tally">
          {figures.verdicts.map(({ verdict, upheld }) => (
            <li key={verdict}>
              <VerdictSign label={verdict} />
              <ProportionBar proportion={upheld} />
              <Of proportion={upheld} />
            </li>
          ))}
        </ul>
        <p>Of the texts with each verdict, those that no editor turned down as untrue or misleading.</p>
        {bySupport.length > 0 && (
          <ul className="tally tally--second">
            {bySupport.map(({ from, to, upheld }) => (
              <li key={from}>
                <span>
                  support {from.toFixed(1)} to {to.toFixed(1)}
                </span>
                <ProportionBar proportion={upheld} />
                <Of proportion={upheld} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="board__half">
        <h2>Why texts were rejected</h2>
        {reasons.length === 0 && <p>None was.</p>}
        <ul className="tally">
          {reasons.map(([reason, count]) => (
            <li key={reason}>
              <span>{rejectReasonLabels[reason as RejectReason] ?? reason}</span>
              <span className="tally__bar" style={{ '--part': count / most } as CSSProperties} aria-hidden="true" />
              <span>{count}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="board__half">
        <h2>Who decided</h2>
        <div className="scroll-x">
          <table className="rows">
            <thead>
              <tr>
                <th>Editor</th>
                <th className="rows__end">Decisions</th>
                <th className="rows__end">In the middle, a text took</th>
              </tr>
            </thead>
            <tbody>
              {figures.editors.map((editor) => (
                <tr key={editor.id}>
                  <td>{editor.name}</td>
                  <td className="rows__end">{editor.decisions.toLocaleString()}</td>
                  <td className="rows__end">{editor.medianSeconds === null ? '' : span(editor.medianSeconds)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {agreement.pairs > 0 && agreement.raw !== null && (
        <section className="board__half">
          <h2>Two editors, blind</h2>
          <p className="figure">{percent(agreement.raw)}</p>
          <p>
            agreed, of {agreement.pairs} texts read twice
            {agreement.kappa !== null && `; Cohen's kappa ${agreement.kappa.toFixed(2)}`}
          </p>
        </section>
      )}
      {lift.lift !== null && (
        <section className="board__half">
          <h2>Lift over the original title</h2>
          <p className="figure">{percent(lift.lift)}</p>
          <p>
            {lift.low !== null &&
              lift.high !== null &&
              `likely between ${percent(lift.low)} and ${percent(lift.high)}; `}
            {lift.note}
          </p>
        </section>
      )}
    </div>
  );
}

/** How much the edits changed, as far as it is known. */
function editWords({ edits, overrides }: FiguresView): string {
  const { medianCharacters, meanShare } = edits;
  return [
    medianCharacters !== null && `${Math.round(medianCharacters)} characters changed in the middle edit`,
    meanShare !== null && `${percent(meanShare)} of the text on average`,
    overrides > 0 && `${overrides} against the check`,
  ]
    .filter(Boolean)
    .join('; ');
}

function Share({
  title,
  proportion,
  children,
}: {
  readonly title: string;
  readonly proportion: Proportion;
  readonly children?: ReactNode;
}) {
  return (
    <section>
      <h2>{title}</h2>
      <p className="figure">
        {proportion.share === null ? (
          '–'
        ) : (
          <>
            {Math.round(proportion.share * 100)}
            <small> %</small>
          </>
        )}
      </p>
      <ProportionBar proportion={proportion} />
      <p>
        {proportion.count.toLocaleString()} of {proportion.of.toLocaleString()}
        {children && <>; {children}</>}
      </p>
    </section>
  );
}

const Of = ({ proportion }: { readonly proportion: Proportion }) => (
  <span>{proportion.share === null ? '' : `${percent(proportion.share)} of ${proportion.of}`}</span>
);
