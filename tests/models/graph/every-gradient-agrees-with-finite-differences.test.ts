import { describe, expect, it } from 'vitest';
import { add } from '../../../models/graph/operators/add.ts';
import { cast } from '../../../models/graph/operators/cast.ts';
import { concat } from '../../../models/graph/operators/concat.ts';
import { convolution } from '../../../models/graph/operators/convolution.ts';
import { crossEntropy } from '../../../models/graph/operators/cross-entropy.ts';
import { divide } from '../../../models/graph/operators/divide.ts';
import { errorFunction } from '../../../models/graph/operators/error-function.ts';
import { expand } from '../../../models/graph/operators/expand.ts';
import { exponential } from '../../../models/graph/operators/exponential.ts';
import { gatherRows } from '../../../models/graph/operators/gather.ts';
import { gelu } from '../../../models/graph/operators/gelu.ts';
import { groupNorm } from '../../../models/graph/operators/group-norm.ts';
import { hyperbolicTangent } from '../../../models/graph/operators/hyperbolic-tangent.ts';
import { logSoftmax } from '../../../models/graph/operators/log-softmax.ts';
import { logarithm } from '../../../models/graph/operators/logarithm.ts';
import { matMul, matMulTransposed } from '../../../models/graph/operators/mat-mul.ts';
import { multiply, scale } from '../../../models/graph/operators/multiply.ts';
import { negate } from '../../../models/graph/operators/negate.ts';
import { reciprocal } from '../../../models/graph/operators/reciprocal.ts';
import { reduceMean, reduceSum } from '../../../models/graph/operators/reduce.ts';
import { reshape } from '../../../models/graph/operators/reshape.ts';
import { rmsNorm } from '../../../models/graph/operators/rms-norm.ts';
import { rotary } from '../../../models/graph/operators/rotary.ts';
import { sigmoid } from '../../../models/graph/operators/sigmoid.ts';
import { silu } from '../../../models/graph/operators/silu.ts';
import { sliceFixed } from '../../../models/graph/operators/slice.ts';
import { softmax } from '../../../models/graph/operators/softmax.ts';
import { split } from '../../../models/graph/operators/split.ts';
import { squareRoot } from '../../../models/graph/operators/square-root.ts';
import { subtract } from '../../../models/graph/operators/subtract.ts';
import { transpose } from '../../../models/graph/operators/transpose.ts';
import { where } from '../../../models/graph/operators/where.ts';
import { type CheckedOperation, gradientError } from './gradient-check.ts';

/** Single precision and the difference's own curvature leave this much; a wrong rule is off by far more. */
const tolerance = 4e-3;

const angles = [0.1, 0.9, 1.7, 2.2, 0.4, 1.1];
const rotaryTables = (graph: Parameters<CheckedOperation['build']>[0]) => {
  const table = (of: (angle: number) => number) => graph.constant('float32', [3, 2], Float32Array.from(angles, of));
  return { cosines: table(Math.cos), sines: table(Math.sin), negatedSines: table((angle) => -Math.sin(angle)) };
};

const operations: Record<string, CheckedOperation & { readonly tolerance?: number }> = {
  'a sum, broadcast both ways': {
    inputs: { a: { shape: [3, 1, 2] }, b: { shape: [4, 1] } },
    build: (graph, { a, b }) => add(graph, a!, b!),
  },
  'a difference with a row and a varying size': {
    inputs: { a: { shape: [3, 2], names: ['n', 2] }, b: { shape: [2] } },
    build: (graph, { a, b }) => subtract(graph, a!, b!),
  },
  'a product, broadcast': {
    inputs: { a: { shape: [2, 3] }, b: { shape: [2, 1] } },
    build: (graph, { a, b }) => multiply(graph, a!, b!),
  },
  'a square, one input twice': { inputs: { a: { shape: [5] } }, build: (graph, { a }) => multiply(graph, a!, a!) },
  'a quotient, broadcast': {
    inputs: { a: { shape: [2, 3] }, b: { shape: [3], from: 0.8, to: 2 } },
    build: (graph, { a, b }) => divide(graph, a!, b!),
  },
  'a scaled and negated value': {
    inputs: { a: { shape: [4] } },
    build: (graph, { a }) => negate(graph, scale(graph, a!, 2.5)),
  },
  'a square root': {
    inputs: { a: { shape: [4], from: 0.5, to: 2 } },
    build: (graph, { a }) => squareRoot(graph, a!),
  },
  'a reciprocal': { inputs: { a: { shape: [4], from: 0.7, to: 2 } }, build: (graph, { a }) => reciprocal(graph, a!) },
  'an exponential': { inputs: { a: { shape: [4] } }, build: (graph, { a }) => exponential(graph, a!) },
  'a logarithm': { inputs: { a: { shape: [4], from: 0.6, to: 2 } }, build: (graph, { a }) => logarithm(graph, a!) },
  'a hyperbolic tangent': { inputs: { a: { shape: [5] } }, build: (graph, { a }) => hyperbolicTangent(graph, a!) },
  'a sigmoid': { inputs: { a: { shape: [5], from: -3, to: 3 } }, build: (graph, { a }) => sigmoid(graph, a!) },
  'an error function': { inputs: { a: { shape: [5] } }, build: (graph, { a }) => errorFunction(graph, a!) },
  gelu: { inputs: { a: { shape: [6], from: -2, to: 2 } }, build: (graph, { a }) => gelu(graph, a!) },
  silu: { inputs: { a: { shape: [6], from: -3, to: 3 } }, build: (graph, { a }) => silu(graph, a!) },
  'a product of matrices': {
    inputs: { a: { shape: [3, 4], names: ['n', 4] }, b: { shape: [4, 2] } },
    build: (graph, { a, b }) => matMul(graph, a!, b!),
  },
  'a product with a transposed matrix': {
    inputs: { a: { shape: [3, 4], names: ['n', 4] }, b: { shape: [2, 4] } },
    build: (graph, { a, b }) => matMulTransposed(graph, a!, b!),
  },
  'a batched product, its right side shared': {
    inputs: { a: { shape: [2, 2, 3, 4] }, b: { shape: [1, 4, 2] } },
    build: (graph, { a, b }) => matMul(graph, a!, b!),
  },
  'a transpose': { inputs: { a: { shape: [2, 3, 4] } }, build: (graph, { a }) => transpose(graph, a!, [2, 0, 1]) },
  'a reshape to a product of varying sizes': {
    inputs: { a: { shape: [2, 3, 2], names: ['n', 'm', 2] } },
    build: (graph, { a }) => {
      graph.defineProduct('n·m', ['n', 'm']);
      return softmax(graph, reshape(graph, a!, ['n·m', 2]));
    },
  },
  'an expansion': { inputs: { a: { shape: [3, 1] } }, build: (graph, { a }) => expand(graph, a!, [2, 3, 4]) },
  'a join with a varying size': {
    inputs: { a: { shape: [2, 3], names: [2, 'n'] }, b: { shape: [2, 2] } },
    build: (graph, { a, b }) => softmax(graph, concat(graph, [a!, b!], 1, 'all')),
  },
  'a slice': { inputs: { a: { shape: [2, 5] } }, build: (graph, { a }) => sliceFixed(graph, a!, 1, 1, 4) },
  'one part of a split': {
    inputs: { a: { shape: [2, 5] } },
    build: (graph, { a }) => exponential(graph, split(graph, a!, -1, [2, 3])[1]!),
  },
  'rows gathered, one of them twice': {
    inputs: { a: { shape: [4, 2] }, rows: { shape: [3], integers: { type: 'int64', values: [2, 0, 2] } } },
    build: (graph, { a, rows }) => gatherRows(graph, a!, rows!),
  },
  'a sum over axes': {
    inputs: { a: { shape: [2, 3, 2] } },
    build: (graph, { a }) => exponential(graph, reduceSum(graph, a!, [0, 2])),
  },
  'a mean that keeps its axis': {
    inputs: { a: { shape: [2, 3], names: ['n', 3] } },
    build: (graph, { a }) => multiply(graph, a!, reduceMean(graph, a!, [-1], true)),
  },
  'a softmax': { inputs: { a: { shape: [2, 4], from: -2, to: 2 } }, build: (graph, { a }) => softmax(graph, a!) },
  'a logarithm of a softmax': {
    inputs: { a: { shape: [2, 4], from: -2, to: 2 } },
    build: (graph, { a }) => logSoftmax(graph, a!),
  },
  'a choice by condition, broadcast': {
    inputs: {
      condition: { shape: [2, 1], integers: { type: 'int32', values: [1, 0] } },
      a: { shape: [2, 3] },
      b: { shape: [3] },
    },
    build: (graph, { condition, a, b }) => where(graph, condition!, a!, b!),
  },
  'a cast to half precision and back': {
    // Half precision's steps show in the differences.
    tolerance: 0.05,
    inputs: { a: { shape: [4], from: 1, to: 2 } },
    build: (graph, { a }) => scale(graph, cast(graph, cast(graph, scale(graph, a!, 16), 'float16'), 'float32'), 0.1),
  },
  'a root-mean-square norm': {
    inputs: { x: { shape: [2, 4], names: ['n', 4] }, weight: { shape: [4] } },
    build: (graph, { x, weight }) => rmsNorm(graph, x!, weight!, 1e-5),
  },
  'a rotary embedding': {
    inputs: { x: { shape: [1, 3, 8] }, positions: { shape: [1, 3], integers: { type: 'int64', values: [2, 0, 1] } } },
    build: (graph, { x, positions }) => rotary(graph, x!, positions!, rotaryTables(graph)),
  },
  'a weighted cross-entropy': {
    inputs: {
      logits: { shape: [3, 5], from: -2, to: 2 },
      targets: { shape: [3, 1], integers: { type: 'int64', values: [4, 0, 2] } },
    },
    build: (graph, { logits, targets }) => {
      const weights = graph.constant('float32', [3, 1], Float32Array.of(0.5, 1, 2));
      return reshape(graph, crossEntropy(graph, logits!, targets!, weights).loss, [1]);
    },
  },
  'a convolution with padding': {
    inputs: { x: { shape: [2, 2, 4, 5], names: ['n', 2, 4, 5] }, weight: { shape: [3, 2, 3, 3] } },
    build: (graph, { x, weight }) => convolution(graph, x!, weight!, { padding: 1 }),
  },
  'a convolution with a stride that leaves a rest': {
    inputs: { x: { shape: [1, 2, 6, 5] }, weight: { shape: [2, 2, 3, 2] } },
    build: (graph, { x, weight }) => convolution(graph, x!, weight!, { stride: 2, padding: 1 }),
  },
  'a group norm': {
    inputs: { x: { shape: [2, 4, 2, 2] }, weight: { shape: [4] }, bias: { shape: [4] } },
    build: (graph, { x, weight, bias }) => groupNorm(graph, x!, weight!, bias!, 2, 1e-5),
  },
};

describe('the gradient of', () => {
  it.each(Object.entries(operations))('%s agrees with finite differences', async (_name, operation) => {
    expect(await gradientError(operation)).toBeLessThan(operation.tolerance ?? tolerance);
  });
});
