import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import type { Conditioning } from '../../../../../generators/generation.ts';
import type { JobRequest } from '../../../../../queues/job-contract.ts';
import type { BatchView, JobView } from '../../../../api/schemas/job.ts';
import { request } from '../../data/request.ts';
import { Fault } from '../../shell/page.tsx';
import { useSay } from '../../shell/said.tsx';

const conditioningWords: Readonly<Record<Conditioning, string>> = {
  hybrid: 'Focus sentence and soft tokens',
  'soft-prompt': 'Soft tokens alone',
  focus: 'Focus sentence alone',
  text: 'Interests as words',
  none: 'Nothing of the reader',
};

/** Ids that were typed, one a line or parted by commas or spaces. */
const idsOf = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];

/** Has something written: one job for each item named, as a batch when there is more than one. */
export function JobForm({ onSubmitted }: { readonly onSubmitted: (jobId: string | null) => void }) {
  const form = useId();
  const say = useSay();
  const queries = useQueryClient();
  const [kind, setKind] = useState<JobRequest['kind']>('headline');
  const [items, setItems] = useState('');
  const [audience, setAudience] = useState<'users' | 'everybody'>('users');
  const [users, setUsers] = useState('');
  const [conditioning, setConditioning] = useState<Conditioning>('hybrid');
  const [placement, setPlacement] = useState('default');
  const [candidates, setCandidates] = useState(8);

  const submit = useMutation({
    mutationFn: async (): Promise<{ count: number; jobId: string | null }> => {
      const jobs = idsOf(items).map((itemId): JobRequest => {
        const userIds = idsOf(users);
        return {
          kind,
          itemId,
          audience:
            audience === 'everybody'
              ? { everybody: true }
              : userIds.length === 1
                ? { userId: userIds[0]! }
                : { userIds },
          conditioning: audience === 'everybody' ? 'none' : conditioning,
          placement,
          candidates,
          lane: 'interactive',
        };
      });
      if (jobs.length === 1) {
        const job = await request<JobView>('/v1/jobs', { method: 'POST', body: jobs[0] });
        return { count: 1, jobId: job.id };
      }
      const batch = await request<BatchView>('/v1/batches', { method: 'POST', body: { jobs } });
      return { count: batch.jobCount, jobId: null };
    },
    onSuccess: ({ count, jobId }) => {
      say(count === 1 ? 'The job is in the queue.' : `${count} jobs are in the queue.`);
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      onSubmitted(jobId);
    },
  });

  const send = (event: FormEvent) => {
    event.preventDefault();
    submit.mutate();
  };
  return (
    <form className="form" onSubmit={send} aria-label="Have something written">
      <div className="form__pair">
        <div className="field">
          <label htmlFor={`${form}-kind`}>What to write</label>
          <select
            id={`${form}-kind`}
            className="input"
            value={kind}
            onChange={(event) => setKind(event.target.value as JobRequest['kind'])}
          >
            <option value="headline">Headlines for articles</option>
            <option value="ad-title">Titles for ads</option>
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${form}-placement`}>Placement</label>
          <input
            id={`${form}-placement`}
            className="input"
            value={placement}
            required
            onChange={(event) => setPlacement(event.target.value)}
          />
        </div>
      </div>
      <div className="field">
        <label htmlFor={`${form}-items`}>{kind === 'headline' ? 'Articles' : 'Ads'}, by id</label>
        <textarea
          id={`${form}-items`}
          className="input"
          rows={2}
          value={items}
          required
          onChange={(event) => setItems(event.target.value)}
        />
        <small>Several make a batch: one a line, or with commas between.</small>
      </div>
      <fieldset className="form__group">
        <legend>For whom</legend>
        <div className="choices">
          <label>
            <input
              type="radio"
              name={`${form}-audience`}
              checked={audience === 'users'}
              onChange={() => setAudience('users')}
            />
            Readers by id
          </label>
          <label>
            <input
              type="radio"
              name={`${form}-audience`}
              checked={audience === 'everybody'}
              onChange={() => setAudience('everybody')}
            />
            Everybody
          </label>
        </div>
        {audience === 'users' && (
          <textarea
            aria-label="Readers, by id"
            className="input"
            rows={2}
            value={users}
            required
            onChange={(event) => setUsers(event.target.value)}
          />
        )}
      </fieldset>
      <div className="form__pair">
        <div className="field">
          <label htmlFor={`${form}-conditioning`}>What the model is given of the reader</label>
          <select
            id={`${form}-conditioning`}
            className="input"
            value={conditioning}
            disabled={audience === 'everybody'}
            onChange={(event) => setConditioning(event.target.value as Conditioning)}
          >
            {Object.entries(conditioningWords).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${form}-candidates`}>Texts to write and choose from</label>
          <input
            id={`${form}-candidates`}
            className="input"
            type="number"
            min={1}
            max={16}
            value={candidates}
            onChange={(event) => setCandidates(event.target.valueAsNumber || 1)}
          />
        </div>
      </div>
      {submit.error && <Fault error={submit.error} />}
      <div className="sheet__actions">
        <button type="submit" className="button button--main" disabled={submit.isPending}>
          {submit.isPending ? 'Sending …' : 'Put in the queue'}
        </button>
      </div>
    </form>
  );
}
