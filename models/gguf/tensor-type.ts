/** How a GGUF tensor's values are laid out: blocks of `blockSize` values in `blockBytes` bytes (ggml's type table). */
export interface TensorType {
  readonly name: string;
  readonly blockSize: number;
  readonly blockBytes: number;
}

const types = new Map<number, TensorType>([
  [0, { name: 'F32', blockSize: 1, blockBytes: 4 }],
  [1, { name: 'F16', blockSize: 1, blockBytes: 2 }],
  [2, { name: 'Q4_0', blockSize: 32, blockBytes: 18 }],
  [3, { name: 'Q4_1', blockSize: 32, blockBytes: 20 }],
  [6, { name: 'Q5_0', blockSize: 32, blockBytes: 22 }],
  [7, { name: 'Q5_1', blockSize: 32, blockBytes: 24 }],
  [8, { name: 'Q8_0', blockSize: 32, blockBytes: 34 }],
  [12, { name: 'Q4_K', blockSize: 256, blockBytes: 144 }],
  [13, { name: 'Q5_K', blockSize: 256, blockBytes: 176 }],
  [14, { name: 'Q6_K', blockSize: 256, blockBytes: 210 }],
  [30, { name: 'BF16', blockSize: 1, blockBytes: 2 }],
]);

/** The layout of a type id, or undefined if we do not read that type. */
export function tensorType(id: number): TensorType | undefined {
  return types.get(id);
}

export const readableTensorTypes: readonly string[] = [...types.values()].map((type) => type.name);
