import { ModelFileError } from '../file-range.ts';
import type { ByteCursor } from './byte-cursor.ts';

export type MetadataValue = number | boolean | string | MetadataValue[];

const scalars: Record<number, { bytes: number; read: (cursor: ByteCursor) => MetadataValue }> = {
  0: { bytes: 1, read: (cursor) => cursor.uint8() },
  1: { bytes: 1, read: (cursor) => cursor.int8() },
  2: { bytes: 2, read: (cursor) => cursor.uint16() },
  3: { bytes: 2, read: (cursor) => cursor.int16() },
  4: { bytes: 4, read: (cursor) => cursor.uint32() },
  5: { bytes: 4, read: (cursor) => cursor.int32() },
  6: { bytes: 4, read: (cursor) => cursor.float32() },
  7: { bytes: 1, read: (cursor) => cursor.uint8() !== 0 },
  8: { bytes: 8, read: (cursor) => cursor.string() },
  10: { bytes: 8, read: (cursor) => cursor.uint64() },
  11: { bytes: 8, read: (cursor) => cursor.int64() },
  12: { bytes: 8, read: (cursor) => cursor.float64() },
};
const arrayType = 9;
const deepestArray = 4;

/** Reads one metadata value of a GGUF type id. An array must fit into what is left of the file before it is read. */
export function readMetadataValue(cursor: ByteCursor, type: number, depth = 0): MetadataValue {
  const scalar = scalars[type];
  if (scalar) return scalar.read(cursor);
  if (type !== arrayType) throw new ModelFileError(`${cursor.path} holds metadata of unknown type ${type}`);
  if (depth >= deepestArray) throw new ModelFileError(`${cursor.path} nests metadata arrays too deeply`);
  const elementType = cursor.uint32();
  const length = cursor.uint64();
  const smallest = scalars[elementType]?.bytes ?? 12;
  if (length * smallest > cursor.remaining) {
    throw new ModelFileError(`${cursor.path} states an array of ${length} elements, more than the file holds`);
  }
  const values: MetadataValue[] = [];
  for (let index = 0; index < length; index++) values.push(readMetadataValue(cursor, elementType, depth + 1));
  return values;
}
