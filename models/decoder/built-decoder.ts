import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildOnce } from '../build-once.ts';
import type { Quantization } from '../language-model.ts';
import { ExternalDataWriter } from '../onnx/external-data.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';
import type { DecoderConfig, DecoderWeights } from './decoder-weights.ts';
import { buildEmbeddingTable, type EmbeddingTable, openEmbeddingTable } from './embedding-table.ts';
import { buildDecoderGraph } from './graph/decoder-graph.ts';
import type { WeightType } from './graph/row-scaled-product.ts';

/** Raised whenever the same weights would give another graph; older builds are then left aside. */
const builderVersion = 6;

/** A decoder on disk, ready for a session. */
export interface BuiltDecoder {
  readonly name: string;
  readonly fileSha256: string;
  readonly quantization: Quantization;
  readonly config: DecoderConfig;
  /** The `.onnx` file; its large tensors lie beside it. */
  readonly modelPath: string;
  readonly embeddings: EmbeddingTable;
}

/** Weights known by their hash, opened only if something has to be built of them. */
export interface WeightsSource {
  readonly name: string;
  readonly fileSha256: string;
  open(): DecoderWeights;
}

/**
 * The decoder built from `source` with matrices kept as `quantization` says, from the cache if it was built before.
 * Cached by content: hash of the weights, quantization, and the builder's version. Building blocks for seconds.
 * @param byteType from `exactByteType`
 */
export function builtDecoder(
  source: WeightsSource,
  quantization: Quantization,
  cacheDirectory: string,
  byteType: WeightType = 'int8',
): BuiltDecoder {
  const { directory, tableDirectory } = places(source, quantization, cacheDirectory, byteType);
  let opened: DecoderWeights | undefined;
  const weights = () => {
    opened ??= source.open();
    return opened;
  };
  buildOnce(directory, (unfinished) => {
    const external = new ExternalDataWriter(join(unfinished, 'decoder.bin'));
    try {
      const graph = new GraphBuilder('decoder', external);
      buildDecoderGraph(graph, weights(), quantization, byteType);
      graph.write(join(unfinished, 'decoder.onnx'));
    } finally {
      external.close();
    }
    const { config } = weights();
    writeFileSync(join(unfinished, 'decoder.json'), JSON.stringify({ config, quantization, builderVersion }));
  });
  buildOnce(tableDirectory, (unfinished) => buildEmbeddingTable(weights(), unfinished));
  const { config } = JSON.parse(readFileSync(join(directory, 'decoder.json'), 'utf8')) as { config: DecoderConfig };
  return {
    name: source.name,
    config,
    quantization,
    fileSha256: source.fileSha256,
    modelPath: join(directory, 'decoder.onnx'),
    embeddings: openEmbeddingTable(tableDirectory),
  };
}

/** Whether `builtDecoder` would find all in the cache. */
export function isBuilt(...order: Parameters<typeof places>): boolean {
  return Object.values(places(...order)).every((directory) => existsSync(directory));
}

function places(
  { fileSha256 }: Pick<WeightsSource, 'fileSha256'>,
  quantization: Quantization,
  cacheDirectory: string,
  byteType: WeightType,
) {
  const home = join(cacheDirectory, 'decoders', fileSha256);
  const variant = byteType === 'uint8' && quantization.startsWith('int') ? `${quantization}-unsigned` : quantization;
  return {
    directory: join(home, `${variant}-v${builderVersion}`),
    tableDirectory: join(home, `embeddings-v${builderVersion}`),
  };
}
