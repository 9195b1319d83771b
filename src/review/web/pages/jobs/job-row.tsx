import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobView } from '../../../../api/schemas/job.ts';
import { request } from '../../data/request.ts';
import { useServerEvents } from '../../data/server-events.ts';
import { useSay } from '../../shell/said.tsx';
import { ago, moment } from '../../shell/when.ts';
import { audienceWords } from './audience-words.ts';

const kindWords: Readonly<Record<JobView['kind'], string>> = {
  headline: 'Headline',
  'ad-title': 'Ad title',
  train: 'Training',
};
const stateWords: Readonly<Record<JobView['state'], string>> = {
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};
const eventNames = ['queued', 'running', 'progress', 'retrying', 'cancelling', 'done', 'failed', 'cancelled'];

/** A job, followed live while it waits or runs; one that failed says why and can be tried again. */
export function JobRow({
  job,
  mayAct,
  followed,
}: {
  readonly job: JobView;
  readonly mayAct: boolean;
  /** A browser keeps few connections to one server: only some jobs are followed live. */
  readonly followed: boolean;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const live = job.state === 'queued' || job.state === 'running';
  useServerEvents(live && followed ? job.links.events : null, eventNames, (name, data) => {
    if (name === 'progress') setProgress(data as { done: number; total: number });
    else if (name !== job.state) void queries.invalidateQueries({ queryKey: ['jobs'] });
  });
  const act = useMutation({
    mutationFn: (what: 'retry' | 'cancel') => request<JobView>(`/v1/jobs/${job.id}/${what}`, { method: 'POST' }),
    onSuccess: (_, what) => {
      say(what === 'retry' ? 'The job is in the queue again.' : 'The job is told to stop.');
      return queries.invalidateQueries({ queryKey: ['jobs'] });
    },
    onError: (error) => say(error.message),
  });
  return (
    <li className="job" data-state={job.state}>
      <span className="job__state">
        <i aria-hidden="true" />
        {stateWords[job.state]}
      </span>
      <span className="job__what">
        <strong>{kindWords[job.kind]}</strong> for {String(job.input.itemId ?? job.input.run)}
        {job.input.audience ? ', ' : ''}
        {audienceWords(job.input)}
        {live && progress && (
          <progress value={progress.done} max={progress.total} aria-label="Readers written for">
            {progress.done} of {progress.total}
          </progress>
        )}
        {job.error && job.state !== 'done' && (
          <span className="job__reason">
            {job.error.message}{' '}
            <span className="quiet">
              Attempt {job.error.attempt} of {job.maximumAttempts}.
            </span>
          </span>
        )}
      </span>
      <time dateTime={job.createdAt} title={moment(job.createdAt)}>
        {ago(job.createdAt)} ago
      </time>
      <span className="job__act">
        {mayAct && job.state === 'failed' && (
          <button type="button" className="button" disabled={act.isPending} onClick={() => act.mutate('retry')}>
            Try again
          </button>
        )}
        {mayAct && live && (
          <button
            type="button"
            className="button button--plain"
            disabled={act.isPending || job.cancelRequested}
            onClick={() => act.mutate('cancel')}
          >
            Cancel
          </button>
        )}
      </span>
    </li>
  );
}
