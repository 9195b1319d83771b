import { writeFileSync } from 'node:fs';

type Field = { type: 'text'; value: string } | { type: 'number'; value: number } | { type: 'texts'; value: string[] };
export interface WrittenTensor {
  name: string;
  /** Row-major. */
  shape: number[];
  typeId: number;
  data: Uint8Array;
  /** Where the index says the data begin; where they are, if not given. */
  offset?: number;
}

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([integer(bytes.length, 8), bytes]);
};

function integer(value: number | bigint, bytes: 4 | 8): Buffer {
  const buffer = Buffer.alloc(bytes);
  if (bytes === 4) buffer.writeUInt32LE(Number(value));
  else buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}

function field(key: string, { type, value }: Field): Buffer {
  if (type === 'text') return Buffer.concat([text(key), integer(8, 4), text(value)]);
  if (type === 'texts') {
    return Buffer.concat([text(key), integer(9, 4), integer(8, 4), integer(value.length, 8), ...value.map(text)]);
  }
  const float = Buffer.alloc(8);
  float.writeDoubleLE(value);
  return Buffer.concat([text(key), integer(12, 4), float]);
}

/** Writes a GGUF file (version 3) of the given metadata and tensors. */
export function writeGguf(path: string, metadata: Record<string, Field>, tensors: WrittenTensor[]): void {
  let place = 0;
  const index = tensors.map((tensor) => {
    const entry = Buffer.concat([
      text(tensor.name),
      integer(tensor.shape.length, 4),
      ...[...tensor.shape].reverse().map((side) => integer(side, 8)),
      integer(tensor.typeId, 4),
      integer(tensor.offset ?? place, 8),
    ]);
    place += Math.ceil(tensor.data.length / 32) * 32;
    return entry;
  });
  const fields = Object.entries(metadata).map(([key, value]) => field(key, value));
  const counts = [integer(0x46554747, 4), integer(3, 4), integer(tensors.length, 8), integer(fields.length, 8)];
  const header = Buffer.concat([...counts, ...fields, ...index]);
  const padded = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc((32 - (bytes.length % 32)) % 32)]);
  writeFileSync(path, Buffer.concat([padded(header), ...tensors.map((tensor) => padded(tensor.data))]));
}
