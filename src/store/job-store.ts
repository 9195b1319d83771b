import type { JobStore } from '../../queues/job-store.ts';
import { claimJob, renewLeases } from './claim-jobs.ts';
import { completeJob } from './complete-job.ts';
import { addJobEvent } from './job-events.ts';
import { confirmCancelled, failJob, releaseJob, retryLater } from './leave-jobs.ts';
import { cancellationsChannel, listenTo } from './notifications.ts';
import { countDispatched, listDispatched, markDispatched, readOutbox, requeueExpired } from './outbox.ts';
import type { Store } from './store.ts';

/** The store as the queues and workers see it. */
export function jobStore(store: Store): JobStore {
  return {
    claimJob: (...given) => claimJob(store, ...given),
    renewLeases: (...given) => renewLeases(store, ...given),
    completeJob: (...given) => completeJob(store, ...given),
    failJob: (...given) => failJob(store, ...given),
    retryLater: (...given) => retryLater(store, ...given),
    releaseJob: (...given) => releaseJob(store, ...given),
    confirmCancelled: (...given) => confirmCancelled(store, ...given),
    recordProgress: (jobId, fence, progress) => addJobEvent(store.database, jobId, 'progress', { ...progress }, fence),
    readOutbox: (...given) => readOutbox(store, ...given),
    markDispatched: (...given) => markDispatched(store, ...given),
    countDispatched: (...given) => countDispatched(store, ...given),
    listDispatched: (...given) => listDispatched(store, ...given),
    requeueExpired: () => requeueExpired(store),
    onCancelRequested: (listener) => listenTo(store, cancellationsChannel, listener),
  };
}
