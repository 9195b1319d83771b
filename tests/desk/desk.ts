import type { JobResult } from '../../queues/job-result.ts';
import { jobStore } from '../../src/store/job-store.ts';
import { findJob } from '../../src/store/jobs.ts';
import { begin, resultFor } from '../api/finished-work.ts';
import { article, click, headlineJob, openTestApi, type TestApi } from '../api/harness.ts';

/** An API with the items `a1` and `a2` and some readers. */
export async function openDesk(): Promise<TestApi> {
  const service = await openTestApi();
  // Of the scorer's models there is none here, and it is less sure without them: the workspace sets its own gate.
  await service.call('PUT', '/v1/check-settings', { body: { gate: 0.5 } });
  await service.call('POST', '/v1/items', {
    body: [article('a1', { category: 'city' }), article('a2', { category: 'sport' })],
  });
  await service.call('POST', '/v1/events', { body: ['u1', 'u2', 'u3', 'u4'].map((user) => click(user, 'a1')) });
  return service;
}

/** How one reader's result differs from `resultFor`. */
export interface Written {
  readonly text: string;
  readonly users?: readonly string[];
  readonly itemId?: string;
  readonly change?: (result: JobResult) => JobResult;
}

/** Runs jobs to their end as a worker does, one for each text. */
export async function write(service: TestApi, ...written: readonly Written[]): Promise<void> {
  for (const { text, users = ['u1'], itemId = 'a1', change = (result: JobResult) => result } of written) {
    const request = headlineJob({ itemId, audience: { userIds: users } });
    const { body } = await service.call('POST', '/v1/jobs', { body: request });
    const job = (await findJob(service.store, 'default', body.id))!;
    const fence = await begin(service.store, job.id);
    const results = users.map((user) => change(resultFor(job, user, text)));
    if (!(await jobStore(service.store).completeJob(job.id, fence, results)))
      throw new Error(`job ${job.id} could not be completed`);
  }
}

/** A result whose verdict has this support, or another label. */
export const judged =
  (score: number, label: 'supported' | 'contradicted' | 'not_verifiable' = 'supported') =>
  (result: JobResult): JobResult => ({
    ...result,
    outcome: { ...result.outcome, verdict: { ...result.outcome.verdict, score, label } },
  });

/** A result where nothing written was fit to show. */
export const fellBack = (result: JobResult): JobResult => ({
  ...result,
  outcome: { ...result.outcome, chosen: null, fallback: 'facts' },
});

/** The entry with this text. */
export async function entryOf(
  service: TestApi,
  text: string,
  query = '',
): Promise<{ id: string; [field: string]: unknown }> {
  const { body } = await service.call('GET', `/v1/review/items?limit=200${query}`);
  const found = body.rows.find((row: { text: string }) => row.text === text);
  if (!found) throw new Error(`no entry says "${text}"`);
  return found;
}
