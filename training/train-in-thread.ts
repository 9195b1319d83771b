import { Worker } from 'node:worker_threads';
import { withFolderLock } from '../models/catalogue/folder-lock.ts';
import { workerEntry } from '../models/worker-entry.ts';
import type { TrainAdapterOrder, TrainedAdapter } from './train-adapter.ts';
import type { CurvePoint } from './training-run.ts';

/** A run's order as it travels to its thread. */
export type ThreadOrder = Omit<TrainAdapterOrder, 'signal' | 'say' | 'onPoint'>;

/** What the thread tells. */
export type ThreadReply =
  | { readonly kind: 'said'; readonly line: string }
  | { readonly kind: 'point'; readonly point: CurvePoint }
  | { readonly kind: 'trained'; readonly summary: TrainingSummary }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string };

/** How a run ended. */
export interface TrainingSummary {
  readonly ended: TrainedAdapter['outcome']['ended'];
  /** Steps taken, over all resumptions. */
  readonly steps: number;
  readonly examples: number;
  /** The least; null where nothing was held out. */
  readonly heldOutLoss: number | null;
  readonly bestStep: number;
  readonly seconds: number;
  /** The adapter's file and its hash. */
  readonly path: string;
  readonly sha256: string;
}

/**
 * Runs `trainAdapter` in a thread of its own, since its steps block; waits while another run holds the same folder.
 * When the signal aborts, the step that runs is finished and the checkpoint written.
 * @throws Error with the thread's message and name
 */
export function trainInThread(
  order: ThreadOrder,
  told: Pick<TrainAdapterOrder, 'signal' | 'say' | 'onPoint'>,
): Promise<TrainingSummary> {
  return withFolderLock(order.folder, () => run(order, told), told.signal);
}

async function run(
  order: ThreadOrder,
  { signal, say, onPoint }: Pick<TrainAdapterOrder, 'signal' | 'say' | 'onPoint'>,
): Promise<TrainingSummary> {
  const { url, options } = workerEntry(import.meta.url, './training-thread');
  const worker = new Worker(url, { ...options, workerData: order, name: `training ${order.name}` });
  const stop = () => worker.postMessage('stop');
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  try {
    return await new Promise<TrainingSummary>((resolve, reject) => {
      worker.on('message', (reply: ThreadReply) => {
        if (reply.kind === 'said') say?.(reply.line);
        else if (reply.kind === 'point') onPoint?.(reply.point);
        else if (reply.kind === 'trained') resolve(reply.summary);
        else reject(Object.assign(new Error(reply.message), { name: reply.name }));
      });
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the training thread ended with exit code ${code}`)));
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
