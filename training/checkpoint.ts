import { existsSync, readFileSync } from 'node:fs';
import { openSafetensors } from '../models/safetensors/safetensors-file.ts';
import { writeSafetensors } from '../models/safetensors/write-safetensors.ts';
import type { Moments } from './optimizer/adam-w.ts';

/** Where a run stands; with the same examples and options it goes on as if it had never stopped. */
export interface RunState {
  /** Steps taken. */
  step: number;
  readonly parameters: Float32Array;
  readonly moments: Moments;
  /** The parameters with the least held-out loss so far. */
  readonly best: Float32Array;
  bestLoss: number;
  bestStep: number;
  /** Held-out looks since then. */
  looksSinceBest: number;
  /** Seconds spent in steps and looks, over all resumptions. */
  seconds: number;
}

/** A run that cannot be resumed with what it is given. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

/** Writes the state whole or not at all, so that a process killed while it writes leaves the checkpoint before. */
export function writeCheckpoint(path: string, state: RunState, fingerprint: string): void {
  const shape = [state.parameters.length];
  const tensor = (name: string, data: Float32Array) => ({ name, type: 'F32' as const, shape, data });
  const { step, bestLoss, bestStep, looksSinceBest, seconds } = state;
  writeSafetensors(
    path,
    [
      tensor('parameters', state.parameters),
      tensor('first_moments', state.moments.first),
      tensor('second_moments', state.moments.second),
      tensor('best', state.best),
    ],
    (contentSha256) => ({
      format: 'masthead-checkpoint',
      fingerprint,
      contentSha256,
      state: JSON.stringify({
        step,
        bestLoss: Number.isFinite(bestLoss) ? bestLoss : null,
        bestStep,
        looksSinceBest,
        seconds,
      }),
    }),
  );
}

/**
 * The state that `writeCheckpoint` kept, or undefined where there is none.
 * @param fingerprint of options, examples and model; another one is another run
 * @throws CheckpointError if it belongs to another run
 */
export function readCheckpoint(path: string, fingerprint: string): RunState | undefined {
  if (!existsSync(path)) return undefined;
  const file = openSafetensors(path);
  if (file.metadata.format !== 'masthead-checkpoint') throw new CheckpointError(`${path} is no checkpoint`);
  if (file.metadata.fingerprint !== fingerprint) {
    throw new CheckpointError(
      `${path} belongs to a run with other options, examples or model: give those again, or another folder`,
    );
  }
  const state = JSON.parse(file.metadata.state!) as Omit<RunState, 'bestLoss'> & { bestLoss: number | null };
  return {
    ...state,
    bestLoss: state.bestLoss ?? Number.POSITIVE_INFINITY,
    parameters: file.float('parameters'),
    moments: { first: file.float('first_moments'), second: file.float('second_moments') },
    best: file.float('best'),
  };
}

/** Lines of a loss curve up to a step; a run killed after its last checkpoint has written some that come again. */
export function curveUpTo(path: string, step: number): string {
  if (!existsSync(path)) return '';
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const kept = lines.filter((line) => {
    try {
      return (JSON.parse(line) as { step: number }).step <= step;
    } catch {
      return false;
    }
  });
  return kept.map((line) => `${line}\n`).join('');
}
