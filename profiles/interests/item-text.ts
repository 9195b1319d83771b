import type { Item } from '../../datasets/item.ts';
import { splitSentences } from '../focus/sentences.ts';

/**
 * What an item is about in a few words, for the encoder and for naming: its title, then its summary or the first
 * sentence of its body. An ad adds its brand's product and selling points.
 */
export function itemText(item: Item): string {
  const lead = item.summary ?? (item.body ? splitSentences(item.body.slice(0, 2000))[0]?.text : undefined);
  const facts = item.facts ? [item.facts.product, ...item.facts.sellingPoints].filter(Boolean).join('. ') : undefined;
  return [item.title, lead, facts]
    .filter((part): part is string => part !== undefined && part.trim() !== '')
    .map((part) => (/[.!?…]["”’]?$/.test(part.trim()) ? part.trim() : `${part.trim()}.`))
    .join(' ');
}

/** Words of an item, from its body, else as it was told; null when unknown. An ad has none: nobody reads it. */
export function itemWordCount(item: Item): number | null {
  if (item.kind !== 'article') return null;
  if (item.body !== undefined && item.body.trim() !== '') return item.body.trim().split(/\s+/).length;
  return item.wordCount ?? null;
}
