import type { DifferentiableGraph } from '../graph.ts';
import { fixedDimension, type Tensor } from '../tensor.ts';

/** The loss, and what each position contributes before weighting. */
export interface CrossEntropy {
  /** Scalar: Σ weight · −log p(target). */
  readonly loss: Tensor;
  /** (G): natural-log probability of each target. */
  readonly logProbabilities: Tensor;
}

/**
 * Cross-entropy of a softmax over the last axis. ∂logits = weight · (softmax − one-hot of the target).
 * @param logits (G, V)
 * @param targets int64 (G, 1)
 * @param weights (G, 1), such as 1 / the number of targets of the whole batch
 */
export function crossEntropy(
  graph: DifferentiableGraph,
  logits: Tensor,
  targets: Tensor,
  weights: Tensor,
): CrossEntropy {
  const { builder } = graph;
  fixedDimension(logits, -1);
  const logSoftmax = builder.node('LogSoftmax', [logits.value], { attributes: { axis: { int: -1 } } });
  const taken = builder.node('GatherElements', [logSoftmax, targets.value], { attributes: { axis: { int: 1 } } });
  const sum = builder.node('ReduceSum', [builder.node('Mul', [taken, weights.value])], {
    attributes: { keepdims: { int: 0 } },
  });
  const loss: Tensor = { value: builder.node('Neg', [sum]), type: 'float32', shape: [] };
  graph.record(
    'CrossEntropy',
    [logits, targets, weights],
    [loss],
    [
      ([gradient]) => {
        const scaled = builder.node('Mul', [weights.value, gradient!.value]);
        const spread = builder.node('Mul', [builder.node('Exp', [logSoftmax]), scaled]);
        const value = builder.node('ScatterElements', [spread, targets.value, builder.node('Neg', [scaled])], {
          attributes: { axis: { int: 1 }, reduction: { text: 'add' } },
        });
        return { value, type: 'float32', shape: logits.shape };
      },
      null,
      null,
    ],
  );
  const logProbabilities = builder.node('Reshape', [taken, builder.integers([-1])]);
  return { loss, logProbabilities: { value: logProbabilities, type: 'float32', shape: [logits.shape[0]!] } };
}
