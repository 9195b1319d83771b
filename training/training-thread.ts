import { parentPort, workerData } from 'node:worker_threads';
import { trainAdapter } from './train-adapter.ts';
import type { ThreadOrder, ThreadReply } from './train-in-thread.ts';

/** Trains one adapter and ends; started by trainInThread. */
const port = parentPort;
if (!port) throw new Error('training-thread runs in a worker thread; call trainInThread');
const reply = (message: ThreadReply) => port.postMessage(message);
const stop = new AbortController();
port.on('message', () => stop.abort());
try {
  const { adapter, path, outcome, examples } = await trainAdapter({
    ...(workerData as ThreadOrder),
    signal: stop.signal,
    say: (line) => reply({ kind: 'said', line }),
    onPoint: (point) => reply({ kind: 'point', point }),
  });
  const { state, ended } = outcome;
  const summary = {
    ended,
    steps: state.step,
    examples,
    heldOutLoss: Number.isFinite(state.bestLoss) ? state.bestLoss : null,
    bestStep: state.bestStep,
    seconds: Math.round(state.seconds),
    path,
    sha256: adapter.fileSha256!,
  };
  reply({ kind: 'trained', summary });
} catch (error) {
  const { name, message } = error as Error;
  reply({ kind: 'failed', name, message });
}
port.close();
