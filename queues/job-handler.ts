import type { JobKind } from './job-contract.ts';
import type { JobResult } from './job-result.ts';
import type { Job, JobProgress } from './job-store.ts';

/** What a handler is given beside its job. */
export interface HandlerContext {
  /** Aborts when the job is cancelled, taken over by another worker, out of time, or the worker closes: stop soon. */
  readonly signal: AbortSignal;
  /** Tells followers how far the job is; calls in quick succession are thinned. */
  readonly progress: (progress: JobProgress) => void;
  readonly fence: number;
}

/**
 * Does one kind of job: one result for each audience. A {@link PermanentJobError} fails the job at once, any other error
 * has it tried again.
 */
export type JobHandler = (job: Job, context: HandlerContext) => Promise<readonly JobResult[]>;

/** The handlers a worker pool has; it takes jobs of these kinds alone. */
export type JobHandlers = Partial<Record<JobKind, JobHandler>>;
