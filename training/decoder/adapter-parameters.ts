import { adaptedProjections, projectionSizes } from '../../models/adapter/adapter.ts';
import type { DecoderConfig } from '../../models/decoder/decoder-weights.ts';

/** What is trained: a low-rank update of every projection (LoRA: Hu et al. 2021), and the task's tokens. */
export interface AdapterShape {
  readonly rank: number;
  /** The update is multiplied by `alpha / rank`. */
  readonly alpha: number;
  /** Learnt tokens that stand first behind the prefix. */
  readonly taskTokens: number;
}

/** A parameter's place in the flat vector that optimizer, checkpoint and graph share. */
export interface ParameterPlace {
  readonly name: string;
  readonly shape: readonly [number, number];
  readonly offset: number;
  readonly count: number;
}

/** Name of the task tokens' place, the last one. */
export const taskTokensPlace = 'task-tokens';

/** Every parameter in the flat vector's order: `layer.{l}.{projection}.{a,b}`, then the task tokens (t × H). */
export function parameterPlaces(config: DecoderConfig, { rank, taskTokens }: AdapterShape): ParameterPlace[] {
  const places: ParameterPlace[] = [];
  let offset = 0;
  const place = (name: string, rows: number, columns: number) => {
    places.push({ name, shape: [rows, columns], offset, count: rows * columns });
    offset += rows * columns;
  };
  const sizes = projectionSizes(config);
  for (let layer = 0; layer < config.layers; layer++) {
    for (const projection of adaptedProjections) {
      place(`layer.${layer}.${projection}.a`, sizes[projection].inputs, rank);
      place(`layer.${layer}.${projection}.b`, rank, sizes[projection].outputs);
    }
  }
  place(taskTokensPlace, taskTokens, config.hiddenSize);
  return places;
}

/** Length of the flat vector. */
export function parameterCount(places: readonly ParameterPlace[]): number {
  const last = places.at(-1)!;
  return last.offset + last.count;
}
