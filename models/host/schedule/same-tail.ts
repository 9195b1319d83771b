import type { Row } from './row.ts';

/** Whether two rows read the same behind their prefix, with the same adapter: every layer then computes the same for both. */
export function sameTail(one: Row, other: Row): boolean {
  return one.adapter === other.adapter && one.length === other.length && bytesOf(one.tail).equals(bytesOf(other.tail));
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
