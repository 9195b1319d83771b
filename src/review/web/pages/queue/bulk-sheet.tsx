import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import type { z } from 'zod';
import type { bulkApprovalSchema, bulkPreviewSchema, bulkRuleSchema } from '../../../schemas/bulk.ts';
import { useCounts } from '../../data/queue.ts';
import type { QueueFilter } from '../../data/queue-filter.ts';
import { request } from '../../data/request.ts';
import { Fault } from '../../shell/page.tsx';
import { useSay } from '../../shell/said.tsx';
import { Sheet } from '../../shell/sheet.tsx';
import { reachWords } from './entry-list.tsx';

type Rule = z.input<typeof bulkRuleSchema>;
type Preview = z.infer<typeof bulkPreviewSchema>;

/** Approves all that a stated rule takes, once the editor has seen how many that is and which are the riskiest. */
export function BulkSheet({ filter, onClose }: { readonly filter: QueueFilter; readonly onClose: () => void }) {
  const form = useId();
  const say = useSay();
  const queries = useQueryClient();
  const counts = useCounts();
  const [least, setLeast] = useState(0.9);
  const [section, setSection] = useState(filter.section ?? '');
  const [kind, setKind] = useState<'' | 'headline' | 'ad-title'>(filter.kind ?? '');
  const [mostReaders, setMostReaders] = useState('');
  const rule: Rule = {
    leastConfidence: least,
    ...(section && { section }),
    ...(kind && { kind }),
    ...(mostReaders && { mostReaders: Number(mostReaders) }),
    ...(filter.placement && { placement: filter.placement }),
    ...(filter.segment && { segment: filter.segment }),
  };
  const preview = useQuery({
    queryKey: ['bulk-preview', rule],
    queryFn: ({ signal }) =>
      request<Preview>('/v1/review/bulk-approvals/preview', { method: 'POST', body: rule, signal }),
    staleTime: 0,
    placeholderData: (before) => before,
  });
  const approve = useMutation({
    mutationFn: (expected: number) =>
      request<z.infer<typeof bulkApprovalSchema>>('/v1/review/bulk-approvals', {
        method: 'POST',
        body: { rule, expected },
      }),
    onSuccess: ({ approved }) => {
      say(`${approved.toLocaleString()} texts are approved; each can be undone in the history.`);
      void queries.invalidateQueries({ queryKey: ['queue'] });
      void queries.invalidateQueries({ queryKey: ['counts'] });
      onClose();
    },
    onError: () => void preview.refetch(),
  });
  const count = preview.data?.count ?? 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    approve.mutate(count);
  };
  return (
    <Sheet title="Approve by a rule" onClose={onClose} className="sheet--wide">
      <form className="form" onSubmit={send}>
        <p className="small quiet">
          Takes texts that the check supports wholly and that nobody is at work on; never those that two editors are to
          read.
        </p>
        <div className="form__pair">
          <div className="field">
            <label htmlFor={`${form}-least`}>Support at least {least.toFixed(2)}</label>
            <input
              id={`${form}-least`}
              type="range"
              min={0.5}
              max={1}
              step={0.01}
              value={least}
              onChange={(event) => setLeast(event.target.valueAsNumber)}
            />
          </div>
          <div className="field">
            <label htmlFor={`${form}-readers`}>Reaching at most so many readers</label>
            <input
              id={`${form}-readers`}
              className="input"
              type="number"
              min={0}
              placeholder="any number"
              value={mostReaders}
              onChange={(event) => setMostReaders(event.target.value)}
            />
          </div>
          <div className="field">
            <label htmlFor={`${form}-section`}>Section</label>
            <select
              id={`${form}-section`}
              className="input"
              value={section}
              onChange={(event) => setSection(event.target.value)}
            >
              <option value="">Every section</option>
              {Object.keys(counts.data?.facets.section ?? {})
                .filter(Boolean)
                .map((name) => (
                  <option key={name}>{name}</option>
                ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor={`${form}-kind`}>Kind</label>
            <select
              id={`${form}-kind`}
              className="input"
              value={kind}
              onChange={(event) => setKind(event.target.value as typeof kind)}
            >
              <option value="">Headlines and ad titles</option>
              <option value="headline">Headlines</option>
              <option value="ad-title">Ad titles</option>
            </select>
          </div>
        </div>
        <div aria-live="polite">
          <p className="bulk__count">
            <strong>{preview.data ? count.toLocaleString() : '…'}</strong> {count === 1 ? 'text' : 'texts'} would be
            approved{count > 0 && '; the riskiest of them:'}
          </p>
          <ul className="bulk__sample">
            {preview.data?.sample.slice(0, 6).map((entry) => (
              <li key={entry.id}>
                <span>{entry.text}</span>
                <span className="quiet">
                  {entry.confidence.toFixed(2)} · {reachWords(entry)}
                </span>
              </li>
            ))}
          </ul>
        </div>
        {(approve.error ?? preview.error) && <Fault error={(approve.error ?? preview.error)!} />}
        <div className="sheet__actions">
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
          <button
            type="submit"
            className="button button--main"
            disabled={count === 0 || preview.isFetching || approve.isPending}
          >
            {approve.isPending ? 'Approving …' : `Approve ${count.toLocaleString()}`}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
