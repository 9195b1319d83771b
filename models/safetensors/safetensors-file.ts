import { statSync } from 'node:fs';
import { ModelFileError, readRange } from '../file-range.ts';
import { brainFloatsToFloats, halvesToFloats } from '../half-float.ts';

const elementBytes: Record<string, number> = { F32: 4, F16: 2, BF16: 2, I8: 1 };
const longestHeader = 100_000_000;

export interface SafetensorsTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: string;
  /** From the start of the file. */
  readonly offset: number;
  readonly bytes: number;
}

/** The header of one safetensors file. Values are read when asked for; as floats only F32, F16 and BF16 can be. */
export class SafetensorsFile {
  readonly path: string;
  readonly tensors: ReadonlyMap<string, SafetensorsTensor>;
  /** What the header says beside the tensors. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Where the header ends. */
  readonly dataStart: number;

  constructor(
    path: string,
    tensors: ReadonlyMap<string, SafetensorsTensor>,
    metadata: Readonly<Record<string, string>>,
    dataStart: number,
  ) {
    this.path = path;
    this.tensors = tensors;
    this.metadata = metadata;
    this.dataStart = dataStart;
  }

  /** @throws ModelFileError if there is no such tensor */
  tensor(name: string): SafetensorsTensor {
    const tensor = this.tensors.get(name);
    if (!tensor) throw new ModelFileError(`${this.path} holds no tensor ${name}`);
    return tensor;
  }

  /** A tensor's bytes as they lie in the file. */
  bytes(name: string): Uint8Array {
    const { offset, bytes } = this.tensor(name);
    return readRange(this.path, offset, bytes);
  }

  /** A tensor's values as 32-bit floats, row-major. */
  float(name: string): Float32Array {
    const tensor = this.tensor(name);
    const width = elementBytes[tensor.type];
    if (!width || width < 2)
      throw new ModelFileError(`${this.path}: ${name} is of type ${tensor.type}; F32, F16 and BF16 are read`);
    const bytes = readRange(this.path, tensor.offset, tensor.bytes);
    const count = tensor.bytes / width;
    if (tensor.type === 'F32') return new Float32Array(bytes.buffer);
    return tensor.type === 'F16' ? halvesToFloats(bytes, count) : brainFloatsToFloats(bytes, count);
  }
}

/**
 * Reads a safetensors header: eight bytes of length, then JSON.
 * @throws ModelFileError if the file is truncated or its tensors do not lie inside it
 */
export function openSafetensors(path: string): SafetensorsFile {
  const size = statSync(path).size;
  if (size < 8) throw new ModelFileError(`${path} is no safetensors file`);
  const headerLength = Number(new DataView(readRange(path, 0, 8).buffer).getBigUint64(0, true));
  if (headerLength > longestHeader || headerLength + 8 > size) {
    throw new ModelFileError(`${path} states a header of ${headerLength} bytes: it is damaged or no safetensors file`);
  }
  const header = parseHeader(path, new TextDecoder().decode(readRange(path, 8, headerLength)));
  const dataStart = 8 + headerLength;
  const tensors = new Map<string, SafetensorsTensor>();
  for (const [name, stated] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { type, shape, begin, end } = readEntry(path, name, stated);
    if (dataStart + end > size) throw new ModelFileError(`${path}: tensor ${name} lies outside the file: truncated?`);
    tensors.set(name, { name, shape, type, offset: dataStart + begin, bytes: end - begin });
  }
  return new SafetensorsFile(path, tensors, readMetadata(header.__metadata__), dataStart);
}

function parseHeader(path: string, text: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(text);
    if (typeof header === 'object' && header !== null) return header as Record<string, unknown>;
  } catch {
    // Told below, with the file's name.
  }
  throw new ModelFileError(`${path}: its header is not JSON: it is damaged or no safetensors file`);
}

function readMetadata(stated: unknown): Record<string, string> {
  if (typeof stated !== 'object' || stated === null) return {};
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => typeof value === 'string'));
}

function readEntry(path: string, name: string, stated: unknown) {
  const entry = stated as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
  const whole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  const { dtype: type, shape, data_offsets: offsets } = entry ?? {};
  if (typeof type !== 'string' || !Array.isArray(shape) || !shape.every(whole) || !Array.isArray(offsets)) {
    throw new ModelFileError(`${path}: tensor ${name} is not described as safetensors are`);
  }
  const [begin, end] = offsets as unknown[];
  if (!whole(begin) || !whole(end) || begin > end)
    throw new ModelFileError(`${path}: tensor ${name} has absurd offsets`);
  const width = elementBytes[type];
  if (width && shape.reduce((product, side) => product * side, width) !== end - begin) {
    throw new ModelFileError(`${path}: tensor ${name} has ${end - begin} bytes, not what its shape needs`);
  }
  return { type, shape: shape as number[], begin, end };
}
