import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { bytesOf } from '../onnx/element-type.ts';

/** A tensor to be written. */
export interface NewTensor {
  readonly name: string;
  readonly type: 'F32' | 'F16' | 'I8';
  readonly shape: readonly number[];
  /** Row-major; F16 as its 16-bit patterns. */
  readonly data: Float32Array | Uint16Array | Int8Array;
}

const alignment = 8;

/**
 * Writes a safetensors file: eight bytes of length, a JSON header, then the tensors without gaps. It takes its name only
 * when it is whole.
 * @param metadata given the sha256 of the tensors' bytes
 */
export function writeSafetensors(
  path: string,
  tensors: readonly NewTensor[],
  metadata: (contentSha256: string) => Readonly<Record<string, string>>,
): void {
  // Wider elements first, so that each lies at a multiple of its width.
  const width = { F32: 4, F16: 2, I8: 1 } as const;
  const ordered = [...tensors].sort((one, other) => width[other.type] - width[one.type]);
  const hash = createHash('sha256');
  const header: Record<string, unknown> = {};
  let offset = 0;
  for (const { name, type, shape, data } of ordered) {
    const count = shape.reduce((product, side) => product * side, 1);
    if (data.length !== count)
      throw new Error(`tensor ${name} of ${shape.join('×')} does not hold ${data.length} numbers`);
    header[name] = { dtype: type, shape, data_offsets: [offset, offset + data.byteLength] };
    hash.update(bytesOf(data));
    offset += data.byteLength;
  }
  const text = JSON.stringify({ __metadata__: metadata(hash.digest('hex')), ...header });
  const padded = Buffer.from(
    text.padEnd(Math.ceil(Buffer.byteLength(text) / alignment) * alignment - (Buffer.byteLength(text) - text.length)),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}`;
  try {
    writeFileSync(unfinished, Buffer.concat([length, padded, ...ordered.map(({ data }) => bytesOf(data))]));
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
