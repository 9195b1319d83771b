import type { FourBitBlocks } from '../decoder/decoder-weights.ts';
import { halfToFloat } from '../half-float.ts';
import type { GgufTensor } from './gguf-file.ts';
import { reorderRows } from './rotary-order.ts';

/**
 * Repacks a Q4_1 or Q4_0 tensor of `(rows, columns)` without loss: GGUF keeps columns `j` and `j + 16` of a block in
 * one byte, we keep neighbours. Q4_0's fixed centre 8 becomes the minimum `−8 × scale`, exactly.
 * @param order for each row wanted, the row of the file that holds it; null to keep the file's
 */
export function fourBitBlocks(bytes: Uint8Array, tensor: GgufTensor, order: Uint32Array | null): FourBitBlocks {
  const { blockSize, blockBytes, name } = tensor.type;
  const blocks = tensor.elements / blockSize;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const scales = new Float32Array(blocks);
  const minimums = new Float32Array(blocks);
  const quants = new Uint8Array(tensor.elements / 2);
  for (let block = 0; block < blocks; block++) {
    const at = block * blockBytes;
    const scale = halfToFloat(view.getUint16(at, true));
    scales[block] = scale;
    minimums[block] = name === 'Q4_1' ? halfToFloat(view.getUint16(at + 2, true)) : -8 * scale;
    const packed = at + blockBytes - 16;
    for (let pair = 0; pair < 8; pair++) {
      const first = bytes[packed + pair * 2]!;
      const second = bytes[packed + pair * 2 + 1]!;
      quants[block * 16 + pair] = (first & 15) | ((second & 15) << 4);
      quants[block * 16 + 8 + pair] = (first >> 4) | (second & 0xf0);
    }
  }
  if (!order) return { blockSize, scales, minimums, quants };
  return {
    blockSize,
    scales: reorderRows(scales, blocks / order.length, order),
    minimums: reorderRows(minimums, blocks / order.length, order),
    quants: reorderRows(quants, quants.length / order.length, order),
  };
}
