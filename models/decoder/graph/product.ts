import type { GraphBuilder, Value } from '../../onnx/graph-builder.ts';
import type { StackedMatrix } from './stacked-matrix.ts';

/** An activation made ready for products: quantised once, used by each matrix it meets. */
export type Ready = Readonly<Record<string, Value>>;

/** One way of keeping matrices and multiplying by them. */
export interface ProductKind {
  /** Prepares `x (…, columns)` of `rank` axes, two if it is not said. */
  ready(graph: GraphBuilder, x: Value, columns: number, rank?: number): Ready;
  /** `x · matrixᵀ`, as float32 `(…, rows)`. */
  multiply(graph: GraphBuilder, x: Ready, matrix: StackedMatrix): Value;
}

/** `(rows, columns)` turned into `(columns, rows)`, as ONNX products want their right side. */
export function transposed<T extends Float32Array | Int8Array | Uint8Array | Uint16Array>(
  values: T,
  rows: number,
  columns: number,
): T {
  const result = new (values.constructor as new (length: number) => T)(values.length);
  const tile = 64;
  for (let rowTile = 0; rowTile < rows; rowTile += tile) {
    const rowEnd = Math.min(rowTile + tile, rows);
    for (let column = 0; column < columns; column++) {
      for (let row = rowTile; row < rowEnd; row++) result[column * rows + row] = values[row * columns + column]!;
    }
  }
  return result;
}
