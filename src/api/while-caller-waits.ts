import type { Context } from 'hono';
import { ApiProblem } from './problem.ts';

/**
 * Does work for a caller who may leave before it is done, as an editor's page does who types on: the signal aborts when
 * the connection ends.
 */
export async function whileCallerWaits<Result>(
  context: Context,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { signal } = context.req.raw;
  try {
    return await work(signal);
  } catch (error) {
    // Nobody hears this; it must only not be logged as a fault of the server.
    if (signal.aborted) throw new ApiProblem('conflict', 'The caller has left.');
    throw error;
  }
}
