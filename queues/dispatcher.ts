import type { JobsOptions } from 'bullmq';
import { type JobKind, jobKinds, type Lane } from './job-contract.ts';
import type { DispatchEntry, JobStore } from './job-store.ts';
import type { EntryQueue, QueueBackend, QueueEntry } from './queue-backend.ts';

/** BullMQ serves lower numbers first. */
const priorityOfLane: Readonly<Record<Lane, number>> = { interactive: 1, bulk: 2 };
/** Entries moved in one go. */
const chunkLength = 1000;

/** Moves what the outbox holds into the queue, and mends the queue when it has lost something. */
export interface Dispatcher {
  /** There is something in the outbox: move it now. Costs nothing to call often, and never throws. */
  nudge(): void;
  /** One whole sweep: jobs of vanished workers, the outbox, and entries that the queue has lost. */
  sweep(): Promise<void>;
  /** A kind's queue, to look into. */
  queue(kind: JobKind): EntryQueue;
  close(): Promise<void>;
}

/** Settings of a dispatcher; the defaults are for servers, tests shorten them. */
export interface DispatcherOptions {
  /** Time between sweeps. */
  readonly sweepEveryMilliseconds?: number;
  /** Sweeps between comparisons of the queue with the rows. */
  readonly repairEverySweeps?: number;
  readonly onError?: (error: unknown) => void;
}

/**
 * Starts a dispatcher. Several may run at once, in one process or in many: an entry that is added twice is there once.
 */
export function startDispatcher(store: JobStore, backend: QueueBackend, options: DispatcherOptions = {}): Dispatcher {
  const { sweepEveryMilliseconds = 2000, repairEverySweeps = 5, onError = () => undefined } = options;
  const queues = new Map(jobKinds.map((kind) => [kind, backend.openQueue(kind)]));
  for (const queue of queues.values()) queue.on('error', onError);
  let closing = false;
  let wanted = false;
  let moving: Promise<void> | null = null;
  let sweeps = 0;

  const add = async (entries: readonly DispatchEntry[]) => {
    for (const kind of jobKinds) {
      const queue = queues.get(kind)!;
      const [first, ...others] = entries.filter((entry) => entry.kind === kind).map(bullJob);
      // On PostgreSQL adding in bulk costs several times one add before its first entry.
      if (first && others.length === 0) await queue.add(first.name, first.data, first.opts);
      else if (first) await queue.addBulk([first, ...others]);
    }
  };
  const moveOutbox = async () => {
    while (!closing) {
      const { outboxIds, entries } = await store.readOutbox(chunkLength);
      if (outboxIds.length === 0) return;
      // Added first and marked after: a crash in between adds them again, which changes nothing.
      await add(entries);
      await store.markDispatched(
        outboxIds,
        entries.map((entry) => entry.jobId),
      );
    }
  };
  const move = (): Promise<void> => {
    wanted = true;
    moving ??= (async () => {
      try {
        while (wanted && !closing) {
          wanted = false;
          await moveOutbox();
        }
      } finally {
        moving = null;
      }
    })();
    return moving;
  };
  const repair = async () => {
    for (const kind of jobKinds) {
      const counts = await queues.get(kind)!.getJobCounts('waiting', 'prioritized', 'delayed');
      const held = Object.values(counts).reduce((sum, count) => sum + count, 0);
      if (held >= (await store.countDispatched(kind))) continue;
      for (let after: string | null = null; !closing; ) {
        const entries = await store.listDispatched(kind, after, chunkLength);
        await add(entries);
        if (entries.length < chunkLength) break;
        after = entries.at(-1)!.jobId;
      }
    }
  };
  const sweep = async () => {
    await store.requeueExpired();
    await move();
    if (sweeps++ % repairEverySweeps === 0) await repair();
  };

  let sweeping: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const sweepAndRest = () => {
    sweeping = sweep().catch(onError);
    void sweeping.then(() => {
      if (!closing) timer = setTimeout(sweepAndRest, sweepEveryMilliseconds);
    });
  };
  sweepAndRest();

  return {
    nudge: () => {
      if (!closing) move().catch(onError);
    },
    sweep,
    queue: (kind) => queues.get(kind)!,
    close: async () => {
      closing = true;
      clearTimeout(timer);
      await Promise.allSettled([sweeping, moving]);
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

function bullJob(entry: DispatchEntry): { name: string; data: QueueEntry; opts: JobsOptions } {
  return {
    name: entry.kind,
    data: { jobId: entry.jobId },
    opts: {
      jobId: entry.entryId,
      priority: priorityOfLane[entry.lane],
      delay: Math.max(0, entry.availableAt.getTime() - Date.now()),
    },
  };
}
