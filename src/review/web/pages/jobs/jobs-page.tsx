import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobView } from '../../../../api/schemas/job.ts';
import type { PageAnswer } from '../../data/page-answer.ts';
import { request, withQuery } from '../../data/request.ts';
import { useMay } from '../../data/session.ts';
import { Nothing, Page } from '../../shell/page.tsx';
import { QueryState } from '../../shell/query-state.tsx';
import { Sheet } from '../../shell/sheet.tsx';
import { JobForm } from './job-form.tsx';
import { JobRow } from './job-row.tsx';

const states: readonly (readonly [JobView['state'] | '', string])[] = [
  ['', 'All'],
  ['running', 'Running'],
  ['queued', 'Waiting'],
  ['failed', 'Failed'],
  ['done', 'Done'],
  ['cancelled', 'Cancelled'],
];

const mostFollowed = 2;

/** What is being written: submit, watch, and try again what failed. */
export function JobsPage() {
  const mayAct = useMay('editor');
  const [state, setState] = useState<JobView['state'] | ''>('');
  const [asking, setAsking] = useState(false);
  const jobs = useInfiniteQuery({
    queryKey: ['jobs', state],
    queryFn: ({ pageParam, signal }) =>
      request<PageAnswer<JobView>>(withQuery('/v1/jobs', { state, limit: 40, cursor: pageParam }), { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 4000,
  });
  const rows = jobs.data?.pages.flatMap((page) => page.rows) ?? [];
  const running = rows.filter((job) => job.state === 'running');
  const queued = rows.filter((job) => job.state === 'queued').toReversed();
  const followed = new Set([...running, ...queued].slice(0, mostFollowed).map(({ id }) => id));
  return (
    <Page
      title="Jobs"
      about="What is being written, and for whom. A job that failed says why."
      actions={
        mayAct && (
          <button type="button" className="button button--main" onClick={() => setAsking(true)}>
            Have something written
          </button>
        )
      }
    >
      <fieldset className="tabs">
        <legend className="unseen">Show</legend>
        {states.map(([value, words]) => (
          <label key={value} className="tab">
            <input type="radio" name="state" checked={state === value} onChange={() => setState(value)} />
            {words}
          </label>
        ))}
      </fieldset>
      <QueryState of={jobs} />
      {jobs.data && rows.length === 0 && <Nothing title="No jobs here">What is submitted shows at once.</Nothing>}
      <ul className="jobs">
        {rows.map((job) => (
          <JobRow key={job.id} job={job} mayAct={mayAct} followed={followed.has(job.id)} />
        ))}
      </ul>
      {jobs.hasNextPage && (
        <button type="button" className="button" onClick={() => void jobs.fetchNextPage()}>
          Show older jobs
        </button>
      )}
      {asking && (
        <Sheet title="Have something written" onClose={() => setAsking(false)}>
          <JobForm onSubmitted={() => setAsking(false)} />
        </Sheet>
      )}
    </Page>
  );
}
