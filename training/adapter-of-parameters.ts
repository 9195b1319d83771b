import {
  type AdaptedProjection,
  type Adapter,
  type AdapterDescription,
  adaptedProjections,
  type LowRankUpdate,
} from '../models/adapter/adapter.ts';
import type { DecoderConfig } from '../models/decoder/decoder-weights.ts';
import { type AdapterShape, parameterPlaces, taskTokensPlace } from './decoder/adapter-parameters.ts';

/** The flat vector as an adapter that can be served; the factor alpha / rank goes into B. */
export function adapterOfParameters(
  parameters: Float32Array,
  config: DecoderConfig,
  shape: AdapterShape,
  description: Omit<AdapterDescription, 'rank' | 'alpha'>,
): Adapter {
  const byName = new Map(parameterPlaces(config, shape).map((place) => [place.name, place]));
  const values = (name: string): Float32Array => {
    const { offset, count } = byName.get(name)!;
    return parameters.slice(offset, offset + count);
  };
  const scale = shape.alpha / shape.rank;
  const layers = Array.from({ length: config.layers }, (_, layer) => {
    const update = (projection: AdaptedProjection): [string, LowRankUpdate] => [
      projection,
      {
        a: values(`layer.${layer}.${projection}.a`),
        b: values(`layer.${layer}.${projection}.b`).map((value) => value * scale),
      },
    ];
    return Object.fromEntries(adaptedProjections.map(update));
  });
  return {
    ...description,
    rank: shape.rank,
    alpha: shape.alpha,
    fileSha256: null,
    hiddenSize: config.hiddenSize,
    layers,
    taskTokens: values(taskTokensPlace),
  };
}

/** The flat vector of an adapter, to train it further. @throws if it lacks a projection or has another shape */
export function parametersOfAdapter(adapter: Adapter, config: DecoderConfig, shape: AdapterShape): Float32Array {
  const places = parameterPlaces(config, shape);
  const last = places.at(-1)!;
  const parameters = new Float32Array(last.offset + last.count);
  const scale = shape.alpha / shape.rank;
  for (const { name, offset, count } of places) {
    let values: Float32Array | undefined = adapter.taskTokens;
    if (name !== taskTokensPlace) {
      const [, layer, projection, side] = name.split('.') as [string, string, AdaptedProjection, 'a' | 'b'];
      const update = adapter.layers[Number(layer)]?.[projection]?.[side];
      values = side === 'b' ? update?.map((value) => value / scale) : update;
    }
    if (values?.length !== count) {
      throw new Error(
        `adapter ${adapter.name} holds ${values?.length ?? 0} numbers for ${name}, not ${count}: train with its rank`,
      );
    }
    parameters.set(values, offset);
  }
  return parameters;
}
