import { setTimeout as sleep } from 'node:timers/promises';
import type { JobView } from '../api/schemas/job.ts';
import { MastheadApiError } from './api-error.ts';
import type { Http } from './http.ts';
import { readServerSentEvents } from './server-sent-events.ts';

/** One step of a job. */
export interface JobStep {
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface WaitOptions {
  /** Called at each step, from the job's first on, once each. */
  readonly onStep?: (step: JobStep) => void;
  readonly signal?: AbortSignal;
}

const longestPauseMilliseconds = 2000;

/**
 * Follows a job until it is done, failed or cancelled. A broken connection is taken up again where it broke.
 *
 * @throws MastheadApiError if the job is not there; the signal's reason when aborted
 */
export async function waitForJob(http: Http, jobId: string, { onStep, signal }: WaitOptions = {}): Promise<JobView> {
  const path = `/v1/jobs/${encodeURIComponent(jobId)}`;
  let lastId: string | undefined;
  for (let pause = 100; ; pause = Math.min(pause * 2, longestPauseMilliseconds)) {
    try {
      const headers: Record<string, string> = lastId === undefined ? {} : { 'last-event-id': lastId };
      const { body } = await http.send('GET', `${path}/events`, { headers, signal });
      if (body)
        for await (const event of readServerSentEvents(body)) {
          lastId = event.id ?? lastId;
          pause = 100;
          onStep?.({ kind: event.event, data: JSON.parse(event.data) as Record<string, unknown> });
        }
      const job = await http.json<JobView>('GET', path, { signal });
      if (job.state !== 'queued' && job.state !== 'running') return job;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      // A server that restarts is waited for; one that says no (but for "later") is believed.
      if (error instanceof MastheadApiError && error.status < 500 && error.status !== 429) throw error;
    }
    await sleep(pause, undefined, signal ? { signal } : {});
  }
}
