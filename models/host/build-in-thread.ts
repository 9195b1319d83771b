import { Worker } from 'node:worker_threads';
import { workerEntry } from '../worker-entry.ts';
import type { BuildOrder } from './decoder-files.ts';

/** Builds a decoder, if the cache lacks it, without holding up the calling thread. @throws what building throws */
export async function buildInThread(order: BuildOrder): Promise<void> {
  const { url, options } = workerEntry(import.meta.url, './build-thread');
  const worker = new Worker(url, { ...options, workerData: order, name: `building ${order.file.name}` });
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`building ${order.file.name} ended with exit code ${code}`));
    });
  });
}
