import type { QueueBackend } from '../../queues/queue-backend.ts';
import type { WorkerPool } from '../../queues/worker-pool.ts';
import type { ReadinessProbe } from './ports.ts';

/** Whether the queue can be reached and, where workers run in this process, whether they take jobs from it. */
export function queueReadiness(backend: QueueBackend, workers: WorkerPool | null): ReadinessProbe {
  return {
    name: 'queue',
    check: async () => {
      await backend.check();
      if (workers && !workers.isConsuming()) return { ready: false, reason: 'the workers take no jobs just now' };
      return { ready: true };
    },
  };
}
