/** Tokens that may be drawn, with their unnormalised probabilities. */
export interface Candidates {
  readonly ids: number[];
  readonly weights: number[];
}

/** How far below the best, in natural-log units, a token may lie before its probability is taken for zero. */
const negligible = 30;

/**
 * The tokens left by temperature, then top-k, then top-p (nucleus sampling, Holtzman et al. 2020; of those that top-k
 * left, the fewest whose probabilities sum to `topP`), likeliest first, equal logits in order of id. Without top-k and
 * top-p nothing has to be sorted, and they stand in order of id.
 */
export function candidates(logits: Float32Array, temperature: number, topK?: number, topP?: number): Candidates {
  let best = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) if (logits[id]! > best) best = logits[id]!;
  const weigh = (id: number) => Math.exp((logits[id]! - best) / temperature);
  const nucleus = topP !== undefined && topP < 1 ? topP : undefined;
  const limit = topK && topK > 0 ? topK : logits.length;
  if (nucleus === undefined && limit >= logits.length) {
    const ids = likely(logits, best - negligible * temperature);
    return { ids, weights: ids.map(weigh) };
  }
  const total = limit >= logits.length ? massOf(likely(logits, best - negligible * temperature).map(weigh)) : undefined;
  // Sorting the whole vocabulary is slow; most often the few best hold all that is asked for.
  for (const reach of [4, 8, 16, negligible]) {
    const ids = likely(logits, best - reach * temperature)
      .sort((one, other) => logits[other]! - logits[one]! || one - other)
      .slice(0, limit);
    const weights = ids.map(weigh);
    const last = reach === negligible;
    if (total === undefined && ids.length < limit && !last) continue;
    if (nucleus === undefined) return { ids, weights };
    const count = countReaching(weights, nucleus * (total ?? massOf(weights)));
    if (count <= ids.length || last) return { ids: ids.slice(0, count), weights: weights.slice(0, count) };
  }
  throw new Error('unreachable: the widest reach always returns');
}

function likely(logits: Float32Array, floor: number): number[] {
  const ids: number[] = [];
  for (let id = 0; id < logits.length; id++) if (logits[id]! >= floor) ids.push(id);
  return ids;
}

function massOf(weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

/** How many weights from the first on reach `wanted`; one more than there are if all do not. */
function countReaching(weights: readonly number[], wanted: number): number {
  let sum = 0;
  const index = weights.findIndex((weight) => {
    sum += weight;
    return sum >= wanted;
  });
  return index < 0 ? weights.length + 1 : index + 1;
}
