import { normal, seededRandom } from '../datasets/demo-newsroom/seeded-random.ts';
import type { ParameterPlace } from './decoder/adapter-parameters.ts';

/**
 * A new adapter's parameters: A uniform in ±1/√inputs, B zero, so that it begins as the base model (Hu et al. 2021), and
 * the task tokens as given.
 * @param taskTokens `t × H`
 */
export function initialParameters(
  places: readonly ParameterPlace[],
  taskTokens: Float32Array,
  seed: number,
): Float32Array {
  const last = places.at(-1)!;
  const parameters = new Float32Array(last.offset + last.count);
  const random = seededRandom(`adapter ${seed}`);
  for (const { name, shape, offset, count } of places) {
    if (!name.endsWith('.a')) continue;
    const bound = 1 / Math.sqrt(shape[0]);
    for (let at = offset; at < offset + count; at++) parameters[at] = (2 * random() - 1) * bound;
  }
  parameters.set(taskTokens, last.offset);
  return parameters;
}

/**
 * Task tokens to begin from: embeddings of an instruction's ids, repeated or cut to `count`, with a little noise that
 * parts repeated ones.
 */
export function initialTaskTokens(embeddings: Float32Array, hiddenSize: number, count: number, seed: number) {
  const given = embeddings.length / hiddenSize;
  const random = seededRandom(`task tokens ${seed}`);
  return Float32Array.from({ length: count * hiddenSize }, (_, at) => {
    const token = Math.floor(at / hiddenSize) % given;
    return embeddings[token * hiddenSize + (at % hiddenSize)]! + 0.005 * normal(random);
  });
}
