import type { InferenceSession } from 'onnxruntime-node';
import type { DecoderConfig } from '../decoder/decoder-weights.ts';
import type { Device } from '../language-model.ts';

/** All that onnxruntime is told about a device. */
export function sessionOptions(device: Device, threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: [device],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // A waiting thread that spins takes its core from the API, the store and the other models.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}

/** Weights that a token meets in the layers of SmolLM2-135M, by which the sizes below were measured. */
const measuredWeights = 107e6;

/**
 * Tokens of one row or prefix that a step takes at most: a power of two that shrinks as the model grows, so that no
 * step holds its host for more than about 100 ms. It depends on the model alone, never on the load.
 */
export function tokensPerChunk(device: Device, config: DecoderConfig): number {
  if (device !== 'cpu') return 512;
  const { layers, hiddenSize, heads, keyValueHeads, headDimension, feedForwardSize } = config;
  const attention = (2 * heads + 2 * keyValueHeads) * headDimension * hiddenSize;
  const weights = layers * (attention + 3 * hiddenSize * feedForwardSize);
  const fitting = 64 * Math.min(1, measuredWeights / weights);
  return Math.max(8, 2 ** Math.floor(Math.log2(fitting)));
}

/** New tokens of all rows together that a step takes at most. */
export function tokensPerStep(device: Device, config: DecoderConfig): number {
  return 1.5 * tokensPerChunk(device, config);
}
