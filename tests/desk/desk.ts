import type { JobResult } from '../../queues/job-result.ts';
import { jobStore } from '../../src/store/job-store.ts';
import { findJob } from '../../src/store/jobs.ts';
import { begin, resultFor } from '../api/finished-work.ts';
import { article, click, headlineJob, openTestApi, type TestApi } from '../api/harness.ts';

/** An API with the items `a1` and `a2` and some readers. */
export async function openDesk(): Promise<TestApi> {
  const service = await openTestApi();
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

/** Runs a job to its end as a worker does: each reader gets the text named. @returns the job's id */
export async function write(service: TestApi, ...written: readonly Written[]): Promise<string> {
  const itemId = written[0]!.itemId ?? 'a1';
  const userIds = written.flatMap(({ users }) => users ?? ['u1']);
  const { body } = await service.call('POST', '/v1/jobs', { body: headlineJob({ itemId, audience: { userIds } }) });
  const job = (await findJob(service.store, 'default', body.id))!;
  const fence = await begin(service.store, job.id);
  const results = written.flatMap(({ text, users = ['u1'], change = (result) => result }) =>
    users.map((user) => change(resultFor(job, user, text))),
  );
  if (!(await jobStore(service.store).completeJob(job.id, fence, results)))
    throw new Error(`job ${job.id} could not be completed`);
  return job.id;
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
