import { createHash } from 'node:crypto';
import {
  type AdaptedProjection,
  type Adapter,
  adaptedProjections,
  projectionSizes,
} from '../../../models/adapter/adapter.ts';
import type { DecoderWeights } from '../../../models/decoder/decoder-weights.ts';
import { seededRandom } from '../../../models/host/sampling/random.ts';

/** An adapter whose every matrix is drawn at random, large enough to change what the model says. */
export function randomAdapter(
  weights: Pick<DecoderWeights, 'config' | 'fileSha256'>,
  changes: Partial<Adapter> & { projections?: readonly AdaptedProjection[]; strength?: number } = {},
): Adapter {
  const { projections = adaptedProjections, strength = 1, ...said } = changes;
  const { config, fileSha256 } = weights;
  const rank = said.rank ?? 4;
  const name = said.name ?? 'random';
  const sizes = projectionSizes(config);
  const drawn = (count: number, spread: number, what: string) => {
    const random = seededRandom(createHash('sha256').update(`${name} ${what}`).digest().readUInt32LE());
    return Float32Array.from({ length: count }, () => (random() + random() + random() - 1.5) * spread);
  };
  return {
    name,
    version: '1',
    task: 'headline',
    madeFor: fileSha256,
    promptVersion: 'test',
    rank,
    alpha: rank,
    trainedOn: 'drawn at random',
    fileSha256: null,
    hiddenSize: config.hiddenSize,
    layers: Array.from({ length: config.layers }, (_, layer) =>
      Object.fromEntries(
        projections.map((projection) => {
          const { inputs, outputs } = sizes[projection];
          const at = `${layer} ${projection}`;
          return [
            projection,
            {
              a: drawn(inputs * rank, 2 / Math.sqrt(inputs), `${at} a`),
              b: drawn(rank * outputs, strength / Math.sqrt(rank), `${at} b`),
            },
          ];
        }),
      ),
    ),
    taskTokens: drawn(2 * config.hiddenSize, 1, 'task tokens'),
    ...said,
  };
}
