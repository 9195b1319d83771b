import { ModelFileError, readRange } from '../file-range.ts';
import { ByteCursor } from './byte-cursor.ts';
import { dequantise } from './dequantise.ts';
import { type MetadataValue, readMetadataValue } from './metadata-value.ts';
import { readableTensorTypes, type TensorType, tensorType } from './tensor-type.ts';

/** A tensor's place in a GGUF file. `shape` is row-major (outermost first; the file states it innermost first). */
export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: TensorType;
  /** From the start of the file. */
  readonly offset: number;
  readonly bytes: number;
  readonly elements: number;
}

/** The header of a GGUF file: its metadata and where its tensors lie. Tensor data is read range by range when asked for. */
export class GgufFile {
  readonly path: string;
  readonly metadata: ReadonlyMap<string, MetadataValue>;
  readonly tensors: ReadonlyMap<string, GgufTensor>;

  constructor(path: string, metadata: ReadonlyMap<string, MetadataValue>, tensors: ReadonlyMap<string, GgufTensor>) {
    this.path = path;
    this.metadata = metadata;
    this.tensors = tensors;
  }

  /** @throws ModelFileError if the key is absent or no number */
  number(key: string): number {
    const value = this.metadata.get(key);
    if (typeof value !== 'number') throw new ModelFileError(`${this.path} lacks the number ${key} in its metadata`);
    return value;
  }

  /** @throws ModelFileError if the key is absent or no text */
  text(key: string): string {
    const value = this.metadata.get(key);
    if (typeof value !== 'string') throw new ModelFileError(`${this.path} lacks the text ${key} in its metadata`);
    return value;
  }

  /** @throws ModelFileError if there is no such tensor */
  tensor(name: string): GgufTensor {
    const tensor = this.tensors.get(name);
    if (!tensor) throw new ModelFileError(`${this.path} holds no tensor ${name}`);
    return tensor;
  }

  /** A tensor's bytes as they lie in the file. */
  raw(name: string): Uint8Array {
    const tensor = this.tensor(name);
    return readRange(this.path, tensor.offset, tensor.bytes);
  }

  /** A tensor's values, dequantised, row-major. */
  float(name: string): Float32Array {
    const tensor = this.tensor(name);
    return dequantise(tensor.type, this.raw(name), tensor.elements);
  }
}

const mostEntries = 1 << 16;
const mostDimensions = 4;

/**
 * Reads a GGUF file's header (versions 2 and 3, little-endian).
 * @throws ModelFileError if the file is not GGUF, is truncated, or states tensors that do not lie inside it
 */
export function openGguf(path: string): GgufFile {
  const cursor = new ByteCursor(path);
  try {
    if (cursor.size < 24 || cursor.uint32() !== 0x46554747) throw new ModelFileError(`${path} is no GGUF file`);
    const version = cursor.uint32();
    if (version !== 2 && version !== 3)
      throw new ModelFileError(`${path} is GGUF version ${version}; 2 and 3 are read`);
    const tensorCount = cursor.uint64();
    const metadataCount = cursor.uint64();
    if (tensorCount > mostEntries || metadataCount > mostEntries) {
      throw new ModelFileError(`${path} states ${tensorCount} tensors and ${metadataCount} metadata entries: damaged`);
    }
    const metadata = new Map<string, MetadataValue>();
    for (let index = 0; index < metadataCount; index++) {
      const key = cursor.string();
      metadata.set(key, readMetadataValue(cursor, cursor.uint32()));
    }
    const stated: GgufTensor[] = [];
    for (let index = 0; index < tensorCount; index++) stated.push(readTensor(cursor));
    return new GgufFile(path, metadata, placeTensors(cursor, metadata, stated));
  } finally {
    cursor.close();
  }
}

/** One entry of the tensor index; its offset still counts from the start of the data. */
function readTensor(cursor: ByteCursor): GgufTensor {
  const name = cursor.string();
  const dimensions = cursor.uint32();
  if (dimensions < 1 || dimensions > mostDimensions) {
    throw new ModelFileError(`${cursor.path}: tensor ${name} has ${dimensions} dimensions`);
  }
  const shape: number[] = [];
  for (let index = 0; index < dimensions; index++) shape.unshift(cursor.uint64());
  const typeId = cursor.uint32();
  const type = tensorType(typeId);
  if (!type) {
    throw new ModelFileError(
      `${cursor.path}: tensor ${name} is of type ${typeId}, which is not read; these are: ${readableTensorTypes.join(', ')}`,
    );
  }
  const elements = shape.reduce((product, side) => product * side, 1);
  if (!Number.isSafeInteger(elements) || elements === 0 || shape.at(-1)! % type.blockSize !== 0) {
    throw new ModelFileError(`${cursor.path}: tensor ${name} has the impossible shape ${shape.join(' × ')}`);
  }
  const bytes = (elements / type.blockSize) * type.blockBytes;
  return { name, shape, type, offset: cursor.uint64(), bytes, elements };
}

function placeTensors(
  cursor: ByteCursor,
  metadata: ReadonlyMap<string, MetadataValue>,
  stated: readonly GgufTensor[],
): Map<string, GgufTensor> {
  const alignment = metadata.get('general.alignment') ?? 32;
  if (typeof alignment !== 'number' || alignment < 1 || alignment > 1 << 20) {
    throw new ModelFileError(`${cursor.path} states an absurd alignment`);
  }
  const start = Math.ceil(cursor.position / alignment) * alignment;
  const tensors = new Map<string, GgufTensor>();
  for (const tensor of stated) {
    if (tensors.has(tensor.name)) throw new ModelFileError(`${cursor.path} holds ${tensor.name} twice`);
    const offset = start + tensor.offset;
    if (offset + tensor.bytes > cursor.size) {
      throw new ModelFileError(
        `${cursor.path}: tensor ${tensor.name} lies outside the file, which is truncated or damaged`,
      );
    }
    tensors.set(tensor.name, { ...tensor, offset });
  }
  return tensors;
}
