import onnxProto from 'onnx-proto';

const { DataType } = onnxProto.onnx.TensorProto;

/** Element types our graphs use, under the names onnxruntime gives them. */
export const elementTypes = {
  float32: { code: DataType.FLOAT, bytes: 4 },
  float16: { code: DataType.FLOAT16, bytes: 2 },
  int64: { code: DataType.INT64, bytes: 8 },
  int32: { code: DataType.INT32, bytes: 4 },
  int8: { code: DataType.INT8, bytes: 1 },
  uint8: { code: DataType.UINT8, bytes: 1 },
} as const;
export type ElementType = keyof typeof elementTypes;

/** Raw little-endian values of a tensor; `float16` travels as its 16-bit patterns. */
export type TensorData = Float32Array | Uint16Array | BigInt64Array | Int32Array | Int8Array | Uint8Array;

/** The array's bytes, without a copy. */
export function bytesOf(data: TensorData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
