import { floatToHalf } from '../half-float.ts';
import type { SafetensorsFile } from '../safetensors/safetensors-file.ts';
import type { NewTensor } from '../safetensors/write-safetensors.ts';
import { AdapterError } from './adapter.ts';

export const adapterPrecisions = ['fp16', 'int8'] as const;
/** How an adapter's matrices are stored: in half precision, or in bytes with one scale for each of the rank's directions. */
export type AdapterPrecision = (typeof adapterPrecisions)[number];

/** Which side of a matrix counts the rank's directions: columns of A, rows of B. */
export type RankSide = 'columns' | 'rows';

const largest = 127;
const scalesOf = (name: string) => `${name}_scales`;

/** A matrix as tensors of a file: itself, and the scales of its directions where it is kept in bytes. */
export function storedMatrix(
  name: string,
  values: Float32Array,
  shape: readonly [number, number],
  side: RankSide,
  precision: AdapterPrecision,
): NewTensor[] {
  if (precision === 'fp16') {
    return [{ name, type: 'F16', shape, data: Uint16Array.from(values, floatToHalf) }];
  }
  const [, columns] = shape;
  const direction = directionOf(columns, side);
  const scales = new Float32Array(side === 'columns' ? columns : shape[0]);
  values.forEach((value, at) => {
    const index = direction(at);
    scales[index] = Math.max(scales[index]!, Math.abs(value) / largest);
  });
  const quants = Int8Array.from(values, (value, at) => Math.round(value / (scales[direction(at)] || 1)));
  return [
    { name, type: 'I8', shape, data: quants },
    { name: scalesOf(name), type: 'F32', shape: [scales.length], data: scales },
  ];
}

/** @throws AdapterError if the matrix has another shape or holds numbers that are not finite */
export function readMatrix(
  file: SafetensorsFile,
  name: string,
  shape: readonly [number | null, number | null],
  side: RankSide,
): { values: Float32Array; shape: [number, number] } {
  const tensor = file.tensor(name);
  const [rows, columns] = tensor.shape;
  const fits =
    tensor.shape.length === 2 && shape.every((wanted, axis) => (wanted ?? tensor.shape[axis]) === tensor.shape[axis]);
  if (!fits || !rows || !columns) {
    const wanted = shape.map((side) => side ?? 'any').join(' × ');
    throw new AdapterError(`${file.path}: ${name} is ${tensor.shape.join(' × ')}; ${wanted} is wanted`);
  }
  let values: Float32Array;
  if (tensor.type === 'I8') {
    const scales = file.float(scalesOf(name));
    const count = side === 'columns' ? columns : rows;
    if (scales.length !== count) {
      throw new AdapterError(`${file.path}: ${name} has ${scales.length} scales for ${count} directions`);
    }
    const direction = directionOf(columns, side);
    values = Float32Array.from(file.bytes(name), (quant, at) => ((quant << 24) >> 24) * scales[direction(at)]!);
  } else {
    values = file.float(name);
  }
  requireFinite(values, name, file.path);
  return { values, shape: [rows, columns] };
}

/** @throws AdapterError if a number is not finite */
export function requireFinite(values: Float32Array, name: string, path: string): void {
  if (!values.every(Number.isFinite)) {
    throw new AdapterError(`${path}: ${name} holds numbers that are not finite; the training that made it diverged`);
  }
}

function directionOf(columns: number, side: RankSide): (at: number) => number {
  return side === 'columns' ? (at) => at % columns : (at) => Math.floor(at / columns);
}
