interface Waiting {
  readonly stops: Set<() => void>;
  readonly listener: () => void;
}

const waitingOn = new WeakMap<AbortSignal, Waiting>();

/**
 * Calls `stop` once if the signal aborts. All that wait on one signal share one listener: a job's signal is handed to
 * every request that its readers make at once, dozens of them, and each listener of its own would look like a leak.
 * @returns ends the waiting; the last to leave takes the listener away
 */
export function whenAborted(signal: AbortSignal, stop: () => void): () => void {
  const waiting = waitingOn.get(signal) ?? listenTo(signal);
  // A wrapper of its own, so that one function given twice waits twice.
  const entry = () => stop();
  waiting.stops.add(entry);
  return () => {
    waiting.stops.delete(entry);
    if (waiting.stops.size > 0 || waitingOn.get(signal) !== waiting) return;
    waitingOn.delete(signal);
    signal.removeEventListener('abort', waiting.listener);
  };
}

function listenTo(signal: AbortSignal): Waiting {
  const stops = new Set<() => void>();
  const listener = () => {
    waitingOn.delete(signal);
    for (const stop of stops) stop();
  };
  const waiting = { stops, listener };
  signal.addEventListener('abort', listener, { once: true });
  waitingOn.set(signal, waiting);
  return waiting;
}
