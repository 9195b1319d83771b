import type { GraphBuilder, Value } from '../../onnx/graph-builder.ts';

/** Wider blocks flatten no better (measured on SmolLM2-135M: 16, 32 and 64 alike) and cost more. */
const widest = 64;

/**
 * Width of the blocks in which `columns` neighbours are rotated: a power of two that divides `columns`. Activations of
 * decoders hold a few numbers far larger than the rest, which would take all of an 8-bit scale; a Hadamard rotation
 * spreads them over their block, and turning the matrix the same way leaves the product as it was (QuaRot, Ashkboos et
 * al. 2024).
 */
export function rotationWidth(columns: number): number {
  let width = 1;
  // Two blocks at least: a product of one row is summed in another order than one of several.
  while (width < widest && columns % (width * 2) === 0 && columns / (width * 2) > 1) width *= 2;
  return width;
}

/** Rotates the activation `x (…, columns)` of `rank` axes, block by block. */
export function rotateBlocks(graph: GraphBuilder, x: Value, columns: number, rank: number): Value {
  const width = rotationWidth(columns);
  const identity = new Float32Array(width * width);
  for (let index = 0; index < width; index++) identity[index * width + index] = 1;
  rotateInPlace(identity, width);
  const before: number[] = new Array(rank - 1).fill(0);
  const blocks = graph.node('Reshape', [x, graph.integers([...before, columns / width, width])]);
  const turned = graph.node('MatMul', [blocks, graph.tensor('float32', [width, width], identity)]);
  return graph.node('Reshape', [turned, graph.integers([...before, columns])]);
}

/** Rotates each block of `width` neighbours by the orthonormal Hadamard matrix (fast Walsh–Hadamard transform). */
export function rotateInPlace(values: Float32Array, width: number): void {
  const scale = 1 / Math.sqrt(width);
  for (let block = 0; block < values.length; block += width) {
    for (let half = 1; half < width; half *= 2) {
      for (let start = block; start < block + width; start += 2 * half) {
        for (let at = start; at < start + half; at++) {
          const [one, other] = [values[at]!, values[at + half]!];
          values[at] = one + other;
          values[at + half] = one - other;
        }
      }
    }
    for (let at = block; at < block + width; at++) values[at] = values[at]! * scale;
  }
}
