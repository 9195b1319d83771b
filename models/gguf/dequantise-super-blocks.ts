import { halfToFloat } from '../half-float.ts';

/** Six-bit scale and minimum of sub-block `index` (0..7), packed into 12 bytes as ggml packs them. */
function scaleAndMinimum(bytes: Uint8Array, at: number, index: number): [number, number] {
  if (index < 4) return [bytes[at + index]! & 63, bytes[at + index + 4]! & 63];
  const shared = bytes[at + index + 4]!;
  return [(shared & 15) | ((bytes[at + index - 4]! >> 6) << 4), (shared >> 4) | ((bytes[at + index]! >> 6) << 4)];
}

/** Q4_K: 256 values as eight sub-blocks of 32, each with its own scale and minimum. */
export function dequantiseQ4K(bytes: Uint8Array, elements: number): Float32Array {
  return fourBitsAndMore(bytes, elements, 144, 0);
}

/** Q5_K: as Q4_K, with 32 bytes of fifth bits before the quants; bit `s` of byte `j` belongs to sub-block `s`. */
export function dequantiseQ5K(bytes: Uint8Array, elements: number): Float32Array {
  return fourBitsAndMore(bytes, elements, 176, 32);
}

function fourBitsAndMore(bytes: Uint8Array, elements: number, blockBytes: number, fifthBytes: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(elements);
  for (let start = 0, at = 0; start < elements; start += 256, at += blockBytes) {
    const scale = halfToFloat(view.getUint16(at, true));
    const minimum = halfToFloat(view.getUint16(at + 2, true));
    const quants = at + 16 + fifthBytes;
    for (let subBlock = 0; subBlock < 8; subBlock++) {
      const [subScale, subMinimum] = scaleAndMinimum(bytes, at + 4, subBlock);
      const shift = (subBlock & 1) * 4;
      for (let column = 0; column < 32; column++) {
        const low = (bytes[quants + (subBlock >> 1) * 32 + column]! >> shift) & 15;
        const fifth = fifthBytes ? ((bytes[at + 16 + column]! >> subBlock) & 1) << 4 : 0;
        values[start + subBlock * 32 + column] = scale * subScale * (low | fifth) - minimum * subMinimum;
      }
    }
  }
  return values;
}

/** Q6_K: 256 values in two halves of four runs of 32; low four bits, high two bits, sixteen signed scales, one scale. */
export function dequantiseQ6K(bytes: Uint8Array, elements: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(elements);
  for (let start = 0, at = 0; start < elements; start += 256, at += 210) {
    const scale = halfToFloat(view.getUint16(at + 208, true));
    for (let half = 0; half < 2; half++) {
      for (let run = 0; run < 4; run++) {
        for (let column = 0; column < 32; column++) {
          const low = (bytes[at + half * 64 + (run & 1) * 32 + column]! >> ((run >> 1) * 4)) & 15;
          const high = (bytes[at + 128 + half * 32 + column]! >> (run * 2)) & 3;
          const subScale = view.getInt8(at + 192 + half * 8 + run * 2 + (column >> 4));
          values[start + half * 128 + run * 32 + column] = scale * subScale * ((low | (high << 4)) - 32);
        }
      }
    }
  }
  return values;
}
