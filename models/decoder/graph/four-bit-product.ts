import { microsoftDomain } from '../../onnx/graph-builder.ts';
import type { FourBitBlocks } from '../decoder-weights.ts';
import type { ProductKind } from './product.ts';
import { stackedFloats, stackedFourBit } from './stacked-matrix.ts';

const blockSize = 32;

/**
 * 4-bit products that keep a GGUF's Q4_1 blocks without a second loss. A block's value is `quant × scale + minimum`,
 * which is `(quant − 8) × scale + (minimum + 8 × scale)`: the first term is what MatMulNBits computes, the second
 * does not vary inside a block, so its product is that of the activation's block sums with a matrix 32 times smaller.
 */
export const fourBit: ProductKind = {
  ready(graph, x, columns, rank = 2) {
    const blocked = graph.node('Reshape', [
      x,
      graph.integers([...new Array(rank - 1).fill(0), columns / blockSize, blockSize]),
    ]);
    const sums = graph.node('ReduceSum', [blocked, graph.integers([-1])], { attributes: { keepdims: { int: 0 } } });
    return { x, sums };
  },
  multiply(graph, { x, sums }, matrix) {
    const { rows, columns } = matrix;
    const perRow = columns / blockSize;
    const kept = stackedFourBit(matrix) ?? quantiseBlocks(stackedFloats(matrix));
    if (kept.blockSize !== blockSize) throw new Error(`4-bit blocks of ${kept.blockSize} columns are not built`);
    const centred = graph.node(
      'MatMulNBits',
      [
        x!,
        graph.tensor('uint8', [rows, perRow, blockSize / 2], kept.quants),
        graph.tensor('float32', [rows * perRow], kept.scales),
      ],
      {
        domain: microsoftDomain,
        attributes: {
          K: { int: columns },
          N: { int: rows },
          bits: { int: 4 },
          block_size: { int: blockSize },
          accuracy_level: { int: 4 },
        },
      },
    );
    const centres = new Float32Array(perRow * rows);
    for (let row = 0; row < rows; row++) {
      for (let block = 0; block < perRow; block++) {
        const at = row * perRow + block;
        centres[block * rows + row] = kept.minimums[at]! + 8 * kept.scales[at]!;
      }
    }
    return graph.node('Add', [
      centred,
      graph.node('MatMul', [sums!, graph.tensor('float32', [perRow, rows], centres)]),
    ]);
  },
};

/** Blocks of 32 neighbours as 16 even steps from their least to their greatest value. */
export function quantiseBlocks(values: Float32Array): FourBitBlocks {
  const blocks = values.length / blockSize;
  const scales = new Float32Array(blocks);
  const minimums = new Float32Array(blocks);
  const quants = new Uint8Array(values.length / 2);
  for (let block = 0; block < blocks; block++) {
    const part = values.subarray(block * blockSize, (block + 1) * blockSize);
    const minimum = Math.min(...part);
    const scale = Math.fround((Math.max(...part) - minimum) / 15) || 1;
    scales[block] = scale;
    minimums[block] = minimum;
    const quant = (index: number) => Math.min(15, Math.max(0, Math.round((part[index]! - minimum) / scale)));
    for (let pair = 0; pair < blockSize / 2; pair++) {
      quants[(block * blockSize) / 2 + pair] = quant(2 * pair) | (quant(2 * pair + 1) << 4);
    }
  }
  return { blockSize, scales, minimums, quants };
}
