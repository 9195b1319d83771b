import type { DecoderWeights, FourBitBlocks } from '../decoder-weights.ts';

/** Some rows of a named matrix, times a factor. */
export interface RowBlock {
  readonly name: string;
  readonly from: number;
  readonly rows: number;
  readonly factor?: number;
}

/** A matrix put together from rows of others, so that products that share their input become one. */
export interface StackedMatrix {
  readonly weights: DecoderWeights;
  readonly blocks: readonly RowBlock[];
  readonly rows: number;
  readonly columns: number;
}

/** Stacks row blocks. @throws if their widths differ */
export function stack(weights: DecoderWeights, blocks: readonly RowBlock[]): StackedMatrix {
  const widths = new Set(blocks.map((block) => weights.shape(block.name)[1]!));
  if (widths.size !== 1) throw new Error(`${blocks.map((block) => block.name).join(', ')} differ in width`);
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  return { weights, blocks, rows, columns: [...widths][0]! };
}

/** Every row of the named matrices, one below the other. */
export function wholeMatrices(weights: DecoderWeights, names: readonly string[]): StackedMatrix {
  return stack(
    weights,
    names.map((name) => ({ name, from: 0, rows: weights.shape(name)[0]! })),
  );
}

/** The stacked values, `rows × columns`, row-major. */
export function stackedFloats({ weights, blocks, rows, columns }: StackedMatrix): Float32Array {
  const stacked = new Float32Array(rows * columns);
  const sources = once((name: string) => weights.float(name));
  let row = 0;
  for (const block of blocks) {
    const part = sources(block.name).subarray(block.from * columns, (block.from + block.rows) * columns);
    stacked.set(part, row * columns);
    scaleInPlace(stacked.subarray(row * columns, (row + block.rows) * columns), block.factor);
    row += block.rows;
  }
  return stacked;
}

/** The stacked values as 4-bit blocks, if the file holds every part so; else null. */
export function stackedFourBit({ weights, blocks, rows, columns }: StackedMatrix): FourBitBlocks | null {
  const sources = once((name: string) => weights.fourBit(name));
  const sizes = new Set(blocks.map((block) => sources(block.name)?.blockSize));
  const blockSize = sizes.size === 1 ? [...sizes][0] : undefined;
  if (!blockSize) return null;
  const perRow = columns / blockSize;
  const scales = new Float32Array(rows * perRow);
  const minimums = new Float32Array(rows * perRow);
  const quants = new Uint8Array((rows * columns) / 2);
  let row = 0;
  for (const { name, from, rows: count, factor } of blocks) {
    const source = sources(name)!;
    const until = from + count;
    scales.set(source.scales.subarray(from * perRow, until * perRow), row * perRow);
    minimums.set(source.minimums.subarray(from * perRow, until * perRow), row * perRow);
    quants.set(source.quants.subarray((from * columns) / 2, (until * columns) / 2), (row * columns) / 2);
    scaleInPlace(scales.subarray(row * perRow, (row + count) * perRow), factor);
    scaleInPlace(minimums.subarray(row * perRow, (row + count) * perRow), factor);
    row += count;
  }
  return { blockSize, scales, minimums, quants };
}

/** The stacked bias vectors of the same row blocks (`….weight` → `….bias`). */
export function stackedBias({ weights, blocks, rows }: StackedMatrix): Float32Array {
  const bias = new Float32Array(rows);
  let row = 0;
  for (const block of blocks) {
    const source = weights.float(block.name.replace(/weight$/, 'bias'));
    bias.set(source.subarray(block.from, block.from + block.rows), row);
    scaleInPlace(bias.subarray(row, row + block.rows), block.factor);
    row += block.rows;
  }
  return bias;
}

function scaleInPlace(values: Float32Array, factor = 1): void {
  if (factor === 1) return;
  for (let index = 0; index < values.length; index++) values[index] = values[index]! * factor;
}

function once<T>(load: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    if (!known.has(name)) known.set(name, load(name));
    return known.get(name)!;
  };
}
