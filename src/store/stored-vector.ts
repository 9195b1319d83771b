/** JSON holds no Float32Array: a vector goes in as base64 of its little-endian floats, bit for bit. */
export function encodeVector(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

/** The inverse of encodeVector. */
export function decodeVector(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  const vector = new Float32Array(bytes.byteLength / 4);
  Buffer.from(vector.buffer).set(bytes);
  return vector;
}
