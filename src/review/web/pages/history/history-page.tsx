import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { rejectReasonLabels } from '../../../reasons.ts';
import type { DecisionView } from '../../../schemas/decision.ts';
import { markUndecided } from '../../data/decided.ts';
import type { PageAnswer } from '../../data/page-answer.ts';
import { request, withQuery } from '../../data/request.ts';
import { useMay, useSession } from '../../data/session.ts';
import { MarkedTitle } from '../../proof/marked-title.tsx';
import { titleDifference } from '../../proof/title-difference.ts';
import { Nothing, Page } from '../../shell/page.tsx';
import { QueryState } from '../../shell/query-state.tsx';
import { useSay } from '../../shell/said.tsx';
import { moment } from '../../shell/when.ts';

type Action = DecisionView['action'];
const actions: readonly (readonly [Action | '', string])[] = [
  ['', 'All'],
  ['approve', 'Approved'],
  ['edit', 'Edited'],
  ['reject', 'Rejected'],
  ['skip', 'Set aside'],
  ['undo', 'Undone'],
];

/** Every decision: who, when, what it was before and after. */
export function HistoryPage() {
  const session = useSession();
  const [action, setAction] = useState<Action | ''>('');
  const [mine, setMine] = useState(false);
  const history = useInfiniteQuery({
    queryKey: ['history', action, mine],
    queryFn: ({ pageParam, signal }) =>
      request<PageAnswer<DecisionView>>(
        withQuery('/v1/review/decisions', {
          action,
          by: mine ? session.actorId : undefined,
          limit: 50,
          cursor: pageParam,
        }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    staleTime: 0,
  });
  const rows = history.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Page title="History" about="Every decision stays here, with the text as it was and as it became.">
      <fieldset className="tabs">
        <legend className="unseen">Show</legend>
        {actions.map(([value, words]) => (
          <label key={value} className="tab">
            <input type="radio" name="action" checked={action === value} onChange={() => setAction(value)} />
            {words}
          </label>
        ))}
        <label className="tab tab--end">
          <input type="checkbox" checked={mine} onChange={(event) => setMine(event.target.checked)} />
          Mine only
        </label>
      </fieldset>
      <QueryState of={history} />
      {history.data && rows.length === 0 && (
        <Nothing title="Nothing was decided yet">Decisions show here as soon as they are taken.</Nothing>
      )}
      <ol>
        {rows.map((decision) => (
          <Happened key={decision.id} decision={decision} />
        ))}
      </ol>
      {history.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          Show older decisions
        </button>
      )}
    </Page>
  );
}

const actionWords: Readonly<Record<Action, string>> = {
  approve: 'Approved',
  edit: 'Edited',
  reject: 'Rejected',
  skip: 'Set aside',
  undo: 'Undone',
};

function Happened({ decision }: { readonly decision: DecisionView }) {
  const say = useSay();
  const queries = useQueryClient();
  const isAdmin = useMay('admin');
  const undo = useMutation({
    mutationFn: () => request(`/v1/review/items/${decision.entryId}/undo`, { method: 'POST' }),
    onSuccess: () => {
      markUndecided(decision.entryId);
      say('Undone: the text waits again.');
      for (const queryKey of [['history'], ['queue'], ['counts'], ['item', decision.entryId]])
        void queries.invalidateQueries({ queryKey });
    },
    onError: (error) => say(error.message),
  });
  const undone = decision.undoneBy !== null;
  const mayUndo = !undone && decision.action !== 'undo' && (decision.mine || isAdmin);
  return (
    <li className="happened" data-undone={undone || undefined}>
      <p className="happened__who">
        <strong>{decision.by}</strong>
        <time dateTime={decision.at}>{moment(decision.at)}</time>
      </p>
      <div className="happened__texts">
        <Texts decision={decision} />
        <p className="happened__why">
          {[
            decision.section,
            decision.reason && rejectReasonLabels[decision.reason],
            decision.note && `“${decision.note}”`,
            decision.override && `against the check: “${decision.override}”`,
            decision.bulkId && 'by a rule',
            decision.reading !== 'first' && `${decision.reading} reading`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="happened__did">
        {actionWords[decision.action]}
        {undone && <span className="quiet">, then undone</span>}
        <div>
          {mayUndo && (
            <button type="button" className="link" disabled={undo.isPending} onClick={() => undo.mutate()}>
              Undo
            </button>
          )}{' '}
          <Link href={`/item/${decision.entryId}`} className="link">
            Look
          </Link>
        </div>
      </div>
    </li>
  );
}

function Texts({ decision }: { readonly decision: DecisionView }) {
  const { before, after } = decision;
  if (decision.erased || before === null) return <p className="quiet">Gone with the reader it was written for.</p>;
  if (decision.action !== 'edit' || after === null) return <p>{before}</p>;
  const difference = titleDifference(before, after);
  return (
    <>
      <p>
        <MarkedTitle text={before} difference={difference.gone} />
      </p>
      <p>
        <MarkedTitle text={after} difference={difference.added} />
      </p>
    </>
  );
}
