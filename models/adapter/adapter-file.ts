import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { fileSha256Sync, ModelFileError, readRange } from '../file-range.ts';
import { openSafetensors, type SafetensorsFile } from '../safetensors/safetensors-file.ts';
import { type NewTensor, writeSafetensors } from '../safetensors/write-safetensors.ts';
import {
  type AdaptedProjection,
  type Adapter,
  AdapterError,
  adaptedProjections,
  type LayerUpdate,
  type LowRankUpdate,
} from './adapter.ts';
import { describedInHeader, readDescription } from './adapter-description.ts';
import { type AdapterPrecision, readMatrix, requireFinite, storedMatrix } from './adapter-matrix.ts';

const taskTokens = 'task_tokens';
const matrixName = (layer: number, projection: AdaptedProjection, side: 'a' | 'b') =>
  `layers.${layer}.${projection}.${side}`;

/**
 * Writes an adapter as one safetensors file: `layers.L.P.a` (inputs × rank), `layers.L.P.b` (rank × outputs) with
 * P one of q, k, v, o, gate, up, down, and `task_tokens` (t × hidden size); what it says of itself stands in the header.
 * Written whole or not at all.
 * @returns the adapter with its file's hash and the values that the file holds
 * @throws AdapterError if its description is not sound or its numbers are not finite
 */
export function writeAdapter(path: string, adapter: Adapter, precision: AdapterPrecision = 'int8'): Adapter {
  const { rank, hiddenSize, layers } = adapter;
  requireFinite(adapter.taskTokens, taskTokens, path);
  const tensors: NewTensor[] = [
    {
      name: taskTokens,
      type: 'F32',
      shape: [adapter.taskTokens.length / hiddenSize, hiddenSize],
      data: adapter.taskTokens,
    },
  ];
  layers.forEach((layer, index) => {
    for (const projection of adaptedProjections) {
      const update = layer[projection];
      if (!update) continue;
      const [a, b] = [matrixName(index, projection, 'a'), matrixName(index, projection, 'b')];
      requireFinite(update.a, a, path);
      requireFinite(update.b, b, path);
      tensors.push(...storedMatrix(a, update.a, [update.a.length / rank, rank], 'columns', precision));
      tensors.push(...storedMatrix(b, update.b, [rank, update.b.length / rank], 'rows', precision));
    }
  });
  writeSafetensors(path, tensors, (contentSha256) => ({
    ...describedInHeader(adapter, contentSha256),
    layers: String(layers.length),
  }));
  return readAdapter(path);
}

/**
 * Reads an adapter.
 * @throws AdapterError naming what is wrong: a file that is truncated, changed or no adapter, a header without a field,
 *   a matrix of a wrong shape, a number that is not finite
 */
export function readAdapter(path: string): Adapter {
  try {
    return read(openSafetensors(path));
  } catch (error) {
    if (error instanceof ModelFileError) throw new AdapterError(error.message, { cause: error });
    throw error;
  }
}

function read(file: SafetensorsFile): Adapter {
  const { path, metadata, dataStart } = file;
  const { contentSha256, ...description } = readDescription(metadata, path);
  const content = readRange(path, dataStart, statSync(path).size - dataStart);
  if (createHash('sha256').update(content).digest('hex') !== contentSha256) {
    throw new AdapterError(`${path}: its contents are not those its header names: it is damaged or was changed`);
  }
  const count = Number(metadata.layers);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw new AdapterError(`${path}: its header's "layers" is ${JSON.stringify(metadata.layers)}; it must be a count`);
  }
  const tokens = file.tensor(taskTokens);
  const hiddenSize = tokens.shape.at(-1) ?? 0;
  if (tokens.shape.length !== 2 || hiddenSize < 1) {
    throw new AdapterError(`${path}: ${taskTokens} is ${tokens.shape.join(' × ')}; tokens × hidden size is wanted`);
  }
  const values = file.float(taskTokens);
  requireFinite(values, taskTokens, path);
  const layers = Array.from({ length: count }, (_, layer) => readLayer(file, layer, description.rank));
  if (layers.every((layer) => Object.keys(layer).length === 0) && values.length === 0) {
    throw new AdapterError(`${path} changes nothing: it holds neither a matrix nor a task token`);
  }
  return { ...description, fileSha256: fileSha256Sync(path), hiddenSize, layers, taskTokens: values };
}

function readLayer(file: SafetensorsFile, layer: number, rank: number): LayerUpdate {
  const updates: Partial<Record<AdaptedProjection, LowRankUpdate>> = {};
  for (const projection of adaptedProjections) {
    const [a, b] = [matrixName(layer, projection, 'a'), matrixName(layer, projection, 'b')];
    if (!file.tensors.has(a) && !file.tensors.has(b)) continue;
    updates[projection] = {
      a: readMatrix(file, a, [null, rank], 'columns').values,
      b: readMatrix(file, b, [rank, null], 'rows').values,
    };
  }
  return updates;
}
