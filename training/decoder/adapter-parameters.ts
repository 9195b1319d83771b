import type { DecoderConfig } from '../../models/decoder/decoder-weights.ts';

/** The seven products of a layer that an adapter may change. */
export const projections = ['q', 'k', 'v', 'o', 'gate', 'up', 'down'] as const;
export type Projection = (typeof projections)[number];

/** What is trained: low-rank updates of every projection (LoRA: Hu et al. 2021), and task tokens by task. */
export interface AdapterShape {
  readonly rank: number;
  /** Updates are multiplied by `alpha / rank`. */
  readonly alpha: number;
  /** Each task has its own tokens over the one set of updates. */
  readonly tasks: readonly string[];
  /** Learnt tokens a task. */
  readonly taskTokens: number;
}

/** A parameter's place in the flat vector that optimizer, checkpoint and graph share. */
export interface ParameterPlace {
  readonly name: string;
  readonly shape: readonly [number, number];
  readonly offset: number;
  readonly count: number;
  /** Whether weight decay applies; task tokens are kept out of it. */
  readonly decays: boolean;
}

/** Rows and columns of a projection as `x (·, in) → (·, out)`. */
export function projectionSize(config: DecoderConfig, projection: Projection): { in: number; out: number } {
  const { hiddenSize, heads, keyValueHeads, headDimension, feedForwardSize } = config;
  switch (projection) {
    case 'q':
      return { in: hiddenSize, out: heads * headDimension };
    case 'k':
    case 'v':
      return { in: hiddenSize, out: keyValueHeads * headDimension };
    case 'o':
      return { in: heads * headDimension, out: hiddenSize };
    case 'gate':
    case 'up':
      return { in: hiddenSize, out: feedForwardSize };
    case 'down':
      return { in: feedForwardSize, out: hiddenSize };
  }
}

/** Every parameter in the flat vector's order: `layer.{l}.{projection}.{a,b}`, then `task-tokens` (tasks · t × H). */
export function parameterPlaces(config: DecoderConfig, shape: AdapterShape): ParameterPlace[] {
  const places: ParameterPlace[] = [];
  let offset = 0;
  const place = (name: string, rows: number, columns: number, decays: boolean) => {
    places.push({ name, shape: [rows, columns], offset, count: rows * columns, decays });
    offset += rows * columns;
  };
  for (let layer = 0; layer < config.layers; layer++) {
    for (const projection of projections) {
      const size = projectionSize(config, projection);
      place(`layer.${layer}.${projection}.a`, size.in, shape.rank, true);
      place(`layer.${layer}.${projection}.b`, shape.rank, size.out, true);
    }
  }
  place('task-tokens', shape.tasks.length * shape.taskTokens, config.hiddenSize, false);
  return places;
}

/** Length of the flat vector. */
export function parameterCount(places: readonly ParameterPlace[]): number {
  const last = places.at(-1)!;
  return last.offset + last.count;
}
