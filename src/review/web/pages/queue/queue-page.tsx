import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCounts, useQueue } from '../../data/queue.ts';
import { fieldsSet, type QueueFilter, useQueueFilter } from '../../data/queue-filter.ts';
import { useMay } from '../../data/session.ts';
import { Nothing, Page } from '../../shell/page.tsx';
import { QueryState } from '../../shell/query-state.tsx';
import { useKey } from '../../shell/use-key.ts';
import { BulkSheet } from './bulk-sheet.tsx';
import { EntryList } from './entry-list.tsx';
import { FilterPanel, itemAddress, OrderChoice, queueAddress } from './filter-panel.tsx';

/** What waits for an editor. */
export function QueuePage() {
  const filter = useQueueFilter();
  const counts = useCounts();
  const queue = useQueue(filter);
  const mayDecide = useMay('editor');
  const [, go] = useLocation();
  const [filtersOpen, setFiltersOpen] = useState(false);
  const [bulk, setBulk] = useState(false);
  const narrow = (next: QueueFilter) => go(queueAddress(next), { replace: true });
  const first = queue.entries.find(({ claim }) => !claim || claim.mine);
  const begin = () => {
    if (first) go(itemAddress(first.id, filter));
  };
  useKey('b', () => setBulk(true), mayDecide);
  useKey('/', () => document.querySelector<HTMLInputElement>('.filters input:checked')?.focus());
  useKey('right', begin);

  const narrowed = fieldsSet(filter) > 0;
  const loaded = queue.entries.length;
  const total = narrowed ? loaded : (counts.data?.open ?? loaded);
  return (
    <Page
      title="Queue"
      about={counts.data && <QueueSummary counts={counts.data} />}
      actions={
        <div className="sheet__actions">
          {mayDecide && (
            <button type="button" className="button" onClick={() => setBulk(true)} disabled={loaded === 0}>
              Approve by a rule <kbd>b</kbd>
            </button>
          )}
          <button type="button" className="button button--main" onClick={begin} disabled={!first}>
            Begin with the first <kbd>→</kbd>
          </button>
        </div>
      }
    >
      <div className="queue">
        <FilterPanel filter={filter} counts={counts.data} open={filtersOpen} onChange={narrow} />
        <div>
          <div className="queue__bar">
            <span className="queue__count" role="status">
              {queue.data &&
                `${narrowed && queue.hasNextPage ? `${loaded}+` : total.toLocaleString()} ${filter.state === 'skipped' ? 'set aside' : filter.state === 'original' ? 'own titles' : 'waiting'}`}
            </span>
            <button
              type="button"
              className="button filters__toggle"
              aria-expanded={filtersOpen}
              onClick={() => setFiltersOpen(!filtersOpen)}
            >
              Filters{narrowed && ` (${fieldsSet(filter)})`}
            </button>
            {narrowed && (
              <button type="button" className="link" onClick={() => narrow({ order: filter.order })}>
                Show all
              </button>
            )}
            <OrderChoice filter={filter} onChange={narrow} />
          </div>
          <QueryState of={queue} />
          {queue.data && loaded === 0 && !queue.hasNextPage && (
            <Nothing title={narrowed ? 'Nothing waits behind these filters' : 'Nothing waits'}>
              {narrowed
                ? 'Show all to see the rest of the queue.'
                : 'What is written shows here as soon as it is done. New texts are asked for under Jobs.'}
            </Nothing>
          )}
          {loaded > 0 && (
            <EntryList
              entries={queue.entries}
              filter={filter}
              total={total}
              hasMore={queue.hasNextPage && !queue.isFetchingNextPage}
              loadMore={queue.fetchNextPage}
            />
          )}
        </div>
      </div>
      {bulk && <BulkSheet filter={filter} onClose={() => setBulk(false)} />}
    </Page>
  );
}

function QueueSummary({ counts }: { readonly counts: NonNullable<ReturnType<typeof useCounts>['data']> }) {
  const { approved, edited, rejected } = counts.lastDay;
  const { contradicted = 0, not_verifiable: notVerifiable = 0 } = counts.facets.verdict;
  return (
    <>
      {counts.open.toLocaleString()} texts wait
      {contradicted + notVerifiable > 0 &&
        `, ${(contradicted + notVerifiable).toLocaleString()} of them with something the check does not pass`}
      . In the last day {approved} were approved, {edited} edited and {rejected} rejected.
    </>
  );
}
