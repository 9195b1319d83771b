import type { Item } from '../../datasets/item.ts';
import { itemText } from '../../profiles/interests/item-text.ts';
import { unit } from '../../profiles/interests/vector.ts';

/** What the section counts beside the text (share of squared length). */
const sectionPart = 0.3;

/**
 * Item vectors that need no model and no language: hashed character 3- to 5-grams of each word, rarer ones heavier
 * (idf over the items), and the section.
 * @returns unit vectors by item id, of length `dimensions`
 */
export function hashedItemVectors(items: readonly Item[], dimensions = 512): Map<string, Float32Array> {
  const grams = items.map((item) => new Set(gramsOf(itemText(item))));
  const itemsWith = new Map<string, number>();
  for (const set of grams) for (const gram of set) itemsWith.set(gram, (itemsWith.get(gram) ?? 0) + 1);
  return new Map(
    items.map((item, index) => {
      const text = new Float64Array(dimensions);
      for (const gram of grams[index]!)
        addHashed(text, gram, Math.log((items.length + 1) / (itemsWith.get(gram)! + 0.5)));
      const section = new Float64Array(dimensions);
      if (item.category) addHashed(section, `section ${item.category}`, 1);
      const textUnit = unit(text);
      const joined = Float64Array.from(
        section,
        (value, dimension) =>
          Math.sqrt(sectionPart) * value + Math.sqrt(1 - sectionPart) * (textUnit ? textUnit[dimension]! : 0),
      );
      return [item.id, unit(joined) ?? new Float32Array(dimensions)];
    }),
  );
}

function* gramsOf(text: string): Generator<string> {
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const padded = ` ${word} `;
    for (let length = 3; length <= 5; length++)
      for (let start = 0; start + length <= padded.length; start++) yield padded.slice(start, start + length);
  }
}

/** FNV-1a; one bit decides the sign, so that collisions cancel on average. */
function addHashed(vector: Float64Array, feature: string, weight: number): void {
  let hash = 0x811c9dc5;
  for (let index = 0; index < feature.length; index++)
    hash = Math.imul(hash ^ feature.charCodeAt(index), 0x01000193) >>> 0;
  vector[(hash >>> 1) % vector.length]! += hash & 1 ? weight : -weight;
}
