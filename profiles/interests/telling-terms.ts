import type { InterestTerm } from '../profile.ts';
import { sensitiveTerms } from './sensitive-terms.ts';
import { termsOf, uncapitalisedWords } from './term-extraction.ts';
import { dot } from './vector.ts';

/** What all items say, against which a few items' terms stand out. */
export interface TermBackground {
  readonly items: number;
  /** In how many items a term occurs, by key. */
  readonly itemsWith: ReadonlyMap<string, number>;
  /** Words seen without a capital; null where the log writes nothing without one (headlines in Title Case only). */
  readonly commonWords: ReadonlySet<string> | null;
  /** Unit vectors of terms in the sentence encoder's space, by key, where they were computed (`withTermVectors`). */
  readonly vectors?: ReadonlyMap<string, Float32Array>;
  /** Words that are never said of a reader; `sensitiveTerms` if not given. */
  readonly unsaid?: ReadonlySet<string>;
}

/** Counts terms over the texts of all items (`itemText`). */
export function buildTermBackground(texts: Iterable<string>): TermBackground {
  const itemsWith = new Map<string, number>();
  const commonWords = new Set<string>();
  let items = 0;
  for (const text of texts) {
    items++;
    for (const key of new Set(termsOf(text).map((term) => term.key))) itemsWith.set(key, (itemsWith.get(key) ?? 0) + 1);
    for (const word of uncapitalisedWords(text)) commonWords.add(word);
  }
  const single = [...itemsWith.keys()].filter((key) => !key.includes(' '));
  const common = single.filter((key) => commonWords.has(key)).length;
  return { items, itemsWith, commonWords: common >= 0.2 * single.length ? commonWords : null };
}

/** Most terms that are given vectors; the commonest go first. */
const mostTermVectors = 20_000;

/**
 * Adds the terms' own vectors, so that of terms that tell a group apart those nearest to its meaning come first
 * (as KeyBERT ranks key phrases by their likeness to the document).
 * @param encode gives a unit vector a text
 */
export async function withTermVectors(
  background: TermBackground,
  encode: (texts: readonly string[]) => Promise<Float32Array[]>,
): Promise<TermBackground> {
  const keys = [...background.itemsWith]
    .filter(([key, items]) => isAdmitted(key, background) && (items >= 2 || !key.includes(' ')))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostTermVectors)
    .map(([key]) => key);
  const encoded = await encode(keys);
  return { ...background, vectors: new Map(keys.map((key, index) => [key, encoded[index]!])) };
}

const isAdmitted = (key: string, background: TermBackground): boolean =>
  key
    .split(' ')
    .every((word) => !(background.unsaid ?? sensitiveTerms).has(word) && (background.commonWords?.has(word) ?? true));

/** How much likeness counts beside frequency; of 1, 2 and 3, the named topics of a small newsroom lay nearest with 2 and 3. */
const likenessPower = 2;

interface Candidate {
  readonly key: string;
  readonly surfaces: Map<string, number>;
  weight: number;
  items: number;
}

/**
 * The terms that tell a group of items from the rest: share of the group's weight that has the term, times its inverse
 * item frequency (tf-idf with items as documents). Names are left out, since nothing of a reader's history may name
 * anybody in a text about something else, and so are conditions, leanings and faiths (`sensitiveTerms`); without term vectors, so are terms of a single item where the group has four
 * or more and shares any.
 * @param centre unit vector of the group's meaning; with term vectors, a term's likeness to it multiplies its score
 * @returns heaviest first, weights summing to 1; empty when nothing stands out
 */
export function tellingTerms(
  group: readonly { readonly text: string; readonly weight: number }[],
  background: TermBackground,
  count: number,
  centre?: Float32Array,
): InterestTerm[] {
  const candidates = new Map<string, Candidate>();
  for (const { text, weight } of group) {
    const seen = new Set<string>();
    for (const { key, surface } of termsOf(text)) {
      if (!isAdmitted(key, background)) continue;
      const candidate = candidates.get(key) ?? { key, surfaces: new Map(), weight: 0, items: 0 };
      candidates.set(key, candidate);
      candidate.surfaces.set(surface, (candidate.surfaces.get(surface) ?? 0) + 1);
      if (seen.has(key)) continue;
      seen.add(key);
      candidate.weight += weight;
      candidate.items++;
    }
  }
  const total = group.reduce((sum, { weight }) => sum + weight, 0);
  const scored = [...candidates.values()]
    .map((candidate) => {
      const rarity = Math.log((background.items + 1) / ((background.itemsWith.get(candidate.key) ?? 0) + 0.5));
      const vector = centre && background.vectors?.get(candidate.key);
      const likeness = vector ? Math.max(0, dot(vector, centre)) ** likenessPower : 1;
      return { candidate, score: (candidate.weight / total) * Math.max(0, rarity) * likeness };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.candidate.key < b.candidate.key ? -1 : 1));
  // Chance puts a rare word in one item; a second item, or a vector near the meaning, has to vouch for it.
  const vouched = centre !== undefined && background.vectors !== undefined;
  const strict = !vouched && group.length >= 4 && scored.some(({ candidate }) => candidate.items >= 2);
  const admitted = scored.filter(({ candidate: { key, items } }) => items >= 2 || !(strict || key.includes(' ')));
  const kept: typeof scored = [];
  for (const entry of admitted) {
    if (kept.length === count) break;
    if (!kept.some((other) => overlap(entry.candidate, other.candidate))) kept.push(entry);
  }
  const sum = kept.reduce((partial, { score }) => partial + score, 0);
  return kept.map(({ candidate, score }) => ({ term: mostWritten(candidate.surfaces), weight: score / sum }));
}

/** Whether a word and a bigram that holds it mean the same items. */
function overlap(entry: Candidate, kept: Candidate): boolean {
  const words = entry.key.split(' ');
  const shared = kept.key.split(' ').filter((word) => words.includes(word));
  if (shared.length === 0) return false;
  if (words.length === 2 && kept.key.includes(' ')) return true;
  return Math.min(entry.weight, kept.weight) >= 0.6 * Math.max(entry.weight, kept.weight);
}

const mostWritten = (surfaces: Map<string, number>): string =>
  [...surfaces].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]![0];
