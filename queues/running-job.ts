import { setTimeout as sleep } from 'node:timers/promises';
import type { JobHandler } from './job-handler.ts';
import type { JobResult } from './job-result.ts';
import type { ClaimedJob, JobError, JobProgress, JobStore } from './job-store.ts';
import { PermanentJobError } from './permanent-job-error.ts';

/** Why a run is told to stop. */
export type StopReason = 'cancelled' | 'lost' | 'closing' | 'out-of-time';

/** How a run ended, for logs and metrics. */
export type RunOutcome = 'done' | 'failed' | 'retrying' | 'cancelled' | 'released' | 'lost';

/** What a run may take and how it is tried again. */
export interface RunLimits {
  /** A handler that has not ended by then is told to stop, and the job fails. */
  readonly timeLimitMilliseconds: number;
  /** After being told to stop a handler has this long before it is left behind. */
  readonly stopGraceMilliseconds: number;
  /** Wait before attempt 2; doubled for each further one. */
  readonly backoffMilliseconds: number;
}

/** The signal's reason, so that a handler which rethrows it says why. */
class RunStopped extends Error {
  override name = 'RunStopped';
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super(`the job was stopped: ${reason}`);
    this.reason = reason;
  }
}

const progressEveryMilliseconds = 250;

/** One claimed job in one handler: stops it, and writes down how it ended. */
export class RunningJob {
  readonly claim: ClaimedJob;
  readonly #store: JobStore;
  readonly #limits: RunLimits;
  readonly #abort = new AbortController();
  #stopReason: StopReason | null = null;
  #lastProgress = 0;

  constructor(claim: ClaimedJob, store: JobStore, limits: RunLimits) {
    this.claim = claim;
    this.#store = store;
    this.#limits = limits;
  }

  /** Tells the handler to stop. The first reason counts. */
  stop(reason: StopReason): void {
    if (this.#stopReason) return;
    this.#stopReason = reason;
    this.#abort.abort(new RunStopped(reason));
  }

  /** Runs the handler to its end and keeps what came of it. Rejects only if the store cannot be reached. */
  async run(handler: JobHandler): Promise<RunOutcome> {
    const timer = setTimeout(() => this.stop('out-of-time'), this.#limits.timeLimitMilliseconds);
    try {
      const results = await this.#results(handler);
      if (this.#stopReason) return await this.#settleStopped();
      const written = await this.#persist((store, id, fence) => store.completeJob(id, fence, results));
      return written ? 'done' : 'lost';
    } catch (error) {
      if (this.#stopReason) return await this.#settleStopped();
      return await this.#settleError(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The handler's results, or a rejection soon after it was told to stop, whether it listens or not. */
  #results(handler: JobHandler): Promise<readonly JobResult[]> {
    const { signal } = this.#abort;
    const leftBehind = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        setTimeout(() => reject(signal.reason), this.#limits.stopGraceMilliseconds).unref();
      });
    });
    const working = (async () =>
      handler(this.claim.job, { signal, fence: this.claim.fence, progress: (progress) => this.#tell(progress) }))();
    return Promise.race([working, leftBehind]);
  }

  #tell(progress: JobProgress): void {
    const now = Date.now();
    if (progress.done < progress.total && now - this.#lastProgress < progressEveryMilliseconds) return;
    this.#lastProgress = now;
    // Progress is a courtesy: one that cannot be written must not end the job.
    this.#store.recordProgress(this.claim.job.id, this.claim.fence, progress).catch(() => undefined);
  }

  async #settleStopped(): Promise<RunOutcome> {
    switch (this.#stopReason) {
      case 'cancelled':
        await this.#persist((store, id, fence) => store.confirmCancelled(id, fence));
        return 'cancelled';
      case 'closing':
        await this.#persist((store, id, fence) => store.releaseJob(id, fence));
        return 'released';
      case 'out-of-time': {
        const seconds = Math.round(this.#limits.timeLimitMilliseconds / 1000);
        return this.#fail(new PermanentJobError(`the job did not end within its ${seconds} s`));
      }
      default:
        return 'lost';
    }
  }

  async #settleError(error: unknown): Promise<RunOutcome> {
    const { job } = this.claim;
    if (error instanceof PermanentJobError || job.isLastAttempt) return this.#fail(error);
    // Half of the wait is drawn by lot, so that jobs that failed together do not all come back together.
    const wait = this.#limits.backoffMilliseconds * 2 ** (job.attempt - 1) * (0.5 + Math.random() / 2);
    const kept = await this.#persist((store, id, fence) =>
      store.retryLater(id, fence, this.#describe(error), new Date(Date.now() + wait)),
    );
    return kept ? 'retrying' : 'lost';
  }

  async #fail(error: unknown): Promise<RunOutcome> {
    const kept = await this.#persist((store, id, fence) => store.failJob(id, fence, this.#describe(error)));
    return kept ? 'failed' : 'lost';
  }

  #describe(error: unknown): JobError {
    return {
      name: error instanceof Error ? error.name : 'Error',
      message: (error instanceof Error ? error.message : String(error)).slice(0, 2000),
      retryable: !(error instanceof PermanentJobError),
      attempt: this.claim.job.attempt,
      at: new Date().toISOString(),
    };
  }

  /** Minutes of work may hang on this write: a store that is away for a moment is asked again. */
  async #persist<Result>(write: (store: JobStore, jobId: string, fence: number) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await write(this.#store, this.claim.job.id, this.claim.fence);
      } catch (error) {
        if (attempt === 5) throw error;
        await sleep(200 * 2 ** attempt);
      }
    }
  }
}
