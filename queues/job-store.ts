import type { JobInput, JobKind, Lane } from './job-contract.ts';
import type { JobResult } from './job-result.ts';

/** A job as a worker sees it. */
export interface Job {
  readonly id: string;
  readonly workspaceId: string;
  readonly kind: JobKind;
  readonly lane: Lane;
  /** Of a writing job; a handler of another kind reads it with its kind's own schema. */
  readonly input: JobInput;
  /** 1 at the first run. */
  readonly attempt: number;
  /** The last attempt: a further transient error fails the job. */
  readonly isLastAttempt: boolean;
}

/** A job taken by one worker for one run. */
export interface ClaimedJob {
  readonly job: Job;
  /** Grows with each claim; whoever holds an older one can no longer write. */
  readonly fence: number;
}

/** Why a job failed, kept on its row. */
export interface JobError {
  /** The error's class, e.g. `PermanentJobError`. */
  readonly name: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly attempt: number;
  /** ISO-8601. */
  readonly at: string;
}

/** How far a job is; free of personal data. */
export interface JobProgress {
  readonly done: number;
  readonly total: number;
  readonly note?: string;
}

/** A queue entry to be made: the id of a job's next run, never its content. */
export interface DispatchEntry {
  /** Unique for each run of a job, so that adding it twice is adding it once. */
  readonly entryId: string;
  readonly jobId: string;
  readonly kind: JobKind;
  readonly lane: Lane;
  /** Earliest start. */
  readonly availableAt: Date;
}

/** What a worker's lease has become: still held, held but to be cancelled, or lost to another claim. */
export type LeaseState = 'held' | 'cancel-requested' | 'lost';

/**
 * What the queues need of the store. The job's row is the truth; the queue carries ids only. `src/store` implements it
 * on PostgreSQL and PGlite.
 */
export interface JobStore {
  /**
   * Takes a job for one run, if it is queued and due, or running under a lease that ran out.
   * @returns null when there is nothing to do: done, cancelled, or in other hands
   */
  claimJob(jobId: string, workerId: string, leaseMilliseconds: number): Promise<ClaimedJob | null>;
  /** Prolongs many leases in one statement; the map holds every job id given. */
  renewLeases(
    claims: readonly { readonly jobId: string; readonly fence: number }[],
    leaseMilliseconds: number,
  ): Promise<Map<string, LeaseState>>;
  /**
   * Writes variants, results and `done` in one transaction. A job whose cancellation was asked for before ends as cancelled.
   * @returns false, having written no result, if the fence is stale or the job was cancelled
   */
  completeJob(jobId: string, fence: number, results: readonly JobResult[]): Promise<boolean>;
  /** Ends a job as failed, with its reason. @returns false if the fence is stale */
  failJob(jobId: string, fence: number, error: JobError): Promise<boolean>;
  /** Puts a job back after a transient error, to start again at `availableAt`. @returns false if the fence is stale */
  retryLater(jobId: string, fence: number, error: JobError, availableAt: Date): Promise<boolean>;
  /** Puts a job back unharmed (the worker is closing); the run does not count as an attempt. */
  releaseJob(jobId: string, fence: number): Promise<boolean>;
  /** Ends a running job as cancelled, after its handler has stopped. */
  confirmCancelled(jobId: string, fence: number): Promise<boolean>;
  /** Adds a progress event to the job's stream. */
  recordProgress(jobId: string, fence: number, progress: JobProgress): Promise<void>;

  /** Oldest entries of the outbox whose jobs still wait. */
  readOutbox(
    limit: number,
  ): Promise<{ readonly outboxIds: readonly number[]; readonly entries: readonly DispatchEntry[] }>;
  /** Says that the entries are in the queue now. */
  markDispatched(outboxIds: readonly number[], jobIds: readonly string[]): Promise<void>;
  /** How many jobs of a kind should be in the queue: queued, dispatched, not in the outbox. */
  countDispatched(kind: JobKind): Promise<number>;
  /** Such jobs after `afterJobId`, by id, to be put into the queue again. */
  listDispatched(kind: JobKind, afterJobId: string | null, limit: number): Promise<DispatchEntry[]>;
  /**
   * Puts jobs whose worker vanished (lease run out) back into the outbox; those with no attempt left fail.
   * @returns how many went back and how many failed
   */
  requeueExpired(): Promise<{ readonly requeued: number; readonly failed: number }>;
  /** Calls `listener` when a job's cancellation is asked for, in whatever process. @returns a function that stops it */
  onCancelRequested(listener: (jobId: string) => void): Promise<() => Promise<void>>;
}
