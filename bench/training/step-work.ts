import { projectionSizes } from '../../models/adapter/adapter.ts';
import type { DecoderConfig } from '../../models/decoder/decoder-weights.ts';
import type { AdapterShape } from '../../training/decoder/adapter-parameters.ts';

/** A step's batch: rows, tail tokens a row, prefix places, asked positions a row. */
export interface StepShape {
  readonly rows: number;
  readonly tail: number;
  readonly prefix: number;
  readonly asked: number;
}

/**
 * Floating-point operations of a step's products, a multiplication and an addition counting two: forward, and backward
 * to activations and adapter, never to frozen weights or the prefix. What is elementwise is left out, so the rate is a
 * lower bound, the same for whoever runs the step.
 */
export function stepOperations(config: DecoderConfig, { rank }: AdapterShape, step: StepShape): number {
  const tokens = step.rows * step.tail;
  const sizes = Object.values(projectionSizes(config));
  const frozen = sizes.reduce((sum, { inputs, outputs }) => sum + inputs * outputs, 0);
  const narrow = sizes.reduce((sum, { inputs, outputs }) => sum + rank * (inputs + outputs), 0);
  const query = step.rows * config.heads * step.tail * config.headDimension;
  // Forward and backward to the activations twice; A and B want a third product each.
  const products = 2 * tokens * (2 * frozen + 3 * narrow);
  // Scores and mixtures forward, and backward to queries and shares; backward to the tail's own keys and values.
  const attention = 2 * query * (4 * (step.prefix + step.tail) + 2 * step.tail);
  const head = 2 * step.rows * step.asked * config.hiddenSize * config.vocabularySize * 2;
  return config.layers * (products + attention) + head;
}
