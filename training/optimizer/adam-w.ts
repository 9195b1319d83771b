import type { ParameterPlace } from '../decoder/adapter-parameters.ts';

/** Settings of AdamW; defaults are those of the paper's experiments on language models. */
export interface AdamWSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Per step and unit of learning rate. */
  readonly weightDecay: number;
}

/** Running means of the gradient and of its square. */
export interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/**
 * One step of Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2), in place. Plain arithmetic over
 * flat vectors: a few milliseconds beside a step of seconds.
 * @param step counted from 1
 * @param decayed stretches of the vector to which weight decay applies
 */
export function adamWStep(
  parameters: Float32Array,
  gradients: Float32Array,
  moments: Moments,
  step: number,
  learningRate: number,
  settings: AdamWSettings,
  decayed: readonly Pick<ParameterPlace, 'offset' | 'count'>[],
): void {
  const { beta1, beta2, epsilon, weightDecay } = settings;
  const { first, second } = moments;
  const shrink = 1 - learningRate * weightDecay;
  if (weightDecay > 0) {
    for (const { offset, count } of decayed) {
      for (let at = offset; at < offset + count; at++) parameters[at] = parameters[at]! * shrink;
    }
  }
  const firstCorrection = 1 - beta1 ** step;
  const secondCorrection = 1 - beta2 ** step;
  for (let at = 0; at < parameters.length; at++) {
    const gradient = gradients[at]!;
    const mean = beta1 * first[at]! + (1 - beta1) * gradient;
    const square = beta2 * second[at]! + (1 - beta2) * gradient * gradient;
    first[at] = mean;
    second[at] = square;
    const update = mean / firstCorrection / (Math.sqrt(square / secondCorrection) + epsilon);
    parameters[at] = parameters[at]! - learningRate * update;
  }
}
