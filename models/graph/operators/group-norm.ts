import type { DifferentiableGraph } from '../graph.ts';
import { fixedDimension, type Tensor } from '../tensor.ts';
import { add } from './add.ts';
import { divide } from './divide.ts';
import { multiply } from './multiply.ts';
import { reduceMean } from './reduce.ts';
import { reshape } from './reshape.ts';
import { squareRoot } from './square-root.ts';
import { subtract } from './subtract.ts';

/**
 * Group normalisation (Wu and He 2018): channels in groups, each brought to mean 0 and variance 1 over its channels and
 * places, then scaled and shifted by channel.
 * @param x (N, C, H, W); C, H and W fixed
 * @param weight (C)
 * @param bias (C)
 * @throws if the groups do not divide the channels
 */
export function groupNorm(
  graph: DifferentiableGraph,
  x: Tensor,
  weight: Tensor,
  bias: Tensor,
  groups: number,
  epsilon: number,
): Tensor {
  const channels = fixedDimension(x, 1);
  if (channels % groups !== 0) throw new Error(`${groups} groups do not divide ${channels} channels`);
  const size = (channels / groups) * fixedDimension(x, 2) * fixedDimension(x, 3);
  const grouped = reshape(graph, x, [x.shape[0]!, groups, size]);
  const centred = subtract(graph, grouped, reduceMean(graph, grouped, [2], true));
  const variance = reduceMean(graph, multiply(graph, centred, centred), [2], true);
  const unit = divide(graph, centred, squareRoot(graph, add(graph, variance, graph.scalar(epsilon))));
  const byChannel = (values: Tensor) => reshape(graph, values, [channels, 1, 1]);
  return add(graph, multiply(graph, reshape(graph, unit, x.shape), byChannel(weight)), byChannel(bias));
}
