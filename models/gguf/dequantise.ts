import { ModelFileError } from '../file-range.ts';
import { brainFloatsToFloats, halfToFloat, halvesToFloats } from '../half-float.ts';
import { dequantiseQ4K, dequantiseQ5K, dequantiseQ6K } from './dequantise-super-blocks.ts';
import type { TensorType } from './tensor-type.ts';

/**
 * The values that a GGUF tensor's bytes stand for. Block layouts are ggml's: a block of 32 keeps value `j` in the low
 * half of byte `j` and value `j + 16` in its high half; fifth bits lie in a 32-bit word before the quants.
 */
export function dequantise(type: TensorType, bytes: Uint8Array, elements: number): Float32Array {
  switch (type.name) {
    case 'F32':
      return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + elements * 4));
    case 'F16':
      return halvesToFloats(bytes, elements);
    case 'BF16':
      return brainFloatsToFloats(bytes, elements);
    case 'Q4_0':
      return fourOrFiveBit(bytes, elements, false, false);
    case 'Q4_1':
      return fourOrFiveBit(bytes, elements, true, false);
    case 'Q5_0':
      return fourOrFiveBit(bytes, elements, false, true);
    case 'Q5_1':
      return fourOrFiveBit(bytes, elements, true, true);
    case 'Q8_0':
      return eightBit(bytes, elements);
    case 'Q4_K':
      return dequantiseQ4K(bytes, elements);
    case 'Q5_K':
      return dequantiseQ5K(bytes, elements);
    case 'Q6_K':
      return dequantiseQ6K(bytes, elements);
    default:
      throw new ModelFileError(`tensors of type ${type.name} are not read`);
  }
}

/** Q4_0, Q4_1, Q5_0, Q5_1: a scale, a minimum or a fixed centre, perhaps fifth bits, then 16 bytes of low bits. */
function fourOrFiveBit(bytes: Uint8Array, elements: number, hasMinimum: boolean, hasFifthBit: boolean): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(elements);
  const centre = hasMinimum ? 0 : hasFifthBit ? 16 : 8;
  let at = 0;
  for (let start = 0; start < elements; start += 32) {
    const scale = halfToFloat(view.getUint16(at, true));
    const minimum = hasMinimum ? halfToFloat(view.getUint16(at + 2, true)) : 0;
    at += hasMinimum ? 4 : 2;
    const fifthBits = hasFifthBit ? view.getUint32(at, true) : 0;
    if (hasFifthBit) at += 4;
    for (let column = 0; column < 16; column++) {
      const pair = bytes[at + column]!;
      const low = (pair & 15) | (((fifthBits >>> column) & 1) << 4);
      const high = (pair >> 4) | (((fifthBits >>> (column + 16)) & 1) << 4);
      values[start + column] = (low - centre) * scale + minimum;
      values[start + column + 16] = (high - centre) * scale + minimum;
    }
    at += 16;
  }
  return values;
}

function eightBit(bytes: Uint8Array, elements: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(elements);
  for (let start = 0, at = 0; start < elements; start += 32, at += 34) {
    const scale = halfToFloat(view.getUint16(at, true));
    for (let column = 0; column < 32; column++) values[start + column] = view.getInt8(at + 2 + column) * scale;
  }
  return values;
}
