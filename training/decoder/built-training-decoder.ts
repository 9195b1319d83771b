import { join } from 'node:path';
import { buildOnce } from '../../models/build-once.ts';
import type { WeightsSource } from '../../models/decoder/built-decoder.ts';
import type { DecoderWeights } from '../../models/decoder/decoder-weights.ts';
import { differentiate } from '../../models/graph/differentiate.ts';
import { concat } from '../../models/graph/operators/concat.ts';
import { reshape } from '../../models/graph/operators/reshape.ts';
import { ExternalDataWriter } from '../../models/onnx/external-data.ts';
import { GraphBuilder } from '../../models/onnx/graph-builder.ts';
import type { AdapterShape } from './adapter-parameters.ts';
import { buildForwardPass } from './training-graph.ts';
import { trainingOutputs } from './training-inputs.ts';

/** Raised whenever the same weights would give another graph. */
const builderVersion = 1;

/** The two graphs of one set of frozen weights, which lie beside them. */
export interface BuiltTrainingDecoder {
  /** Loss and log-probabilities alone, for held-out examples. */
  readonly forwardPath: string;
  /** Loss, log-probabilities and gradients. */
  readonly trainingPath: string;
}

/**
 * Builds the training decoder into the cache, or finds it there: by hash of the weights, rank, task tokens, dropout.
 * The frozen weights take four bytes each on disk. Blocks for seconds.
 */
export function builtTrainingDecoder(
  source: WeightsSource,
  shape: AdapterShape,
  dropout: boolean,
  cacheDirectory: string,
): BuiltTrainingDecoder {
  const variant = `rank-${shape.rank}-alpha-${shape.alpha}-tokens-${shape.taskTokens}${dropout ? '-dropout' : ''}`;
  const directory = join(cacheDirectory, 'training', source.fileSha256, `${variant}-v${builderVersion}`);
  buildOnce(directory, (unfinished) => writeGraphs(source.open(), shape, dropout, unfinished));
  return { forwardPath: join(directory, 'forward.onnx'), trainingPath: join(directory, 'training.onnx') };
}

function writeGraphs(weights: DecoderWeights, shape: AdapterShape, dropout: boolean, directory: string): void {
  const external = new ExternalDataWriter(join(directory, 'frozen.bin'));
  try {
    const builder = new GraphBuilder('training-decoder', external);
    const { graph, loss, parameters } = buildForwardPass(builder, weights, shape, dropout);
    builder.write(join(directory, 'forward.onnx'));
    const gradients = differentiate(graph, loss, parameters);
    const flat = gradients.map((gradient, index) => {
      const [rows, columns] = parameters[index]!.shape as [number, number];
      return reshape(graph, gradient, [rows * columns]);
    });
    graph.output(trainingOutputs.gradients, concat(graph, flat, 0));
    builder.write(join(directory, 'training.onnx'));
  } finally {
    external.close();
  }
}
