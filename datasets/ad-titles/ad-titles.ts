import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';
import type { AdFacts } from '../item.ts';

/** A product that does not exist, with titles written for it by hand: each says something of the facts, nothing beyond. */
export interface TitledProduct {
  readonly id: string;
  readonly facts: AdFacts;
  readonly titles: readonly string[];
}

/** The hand-written products. */
export function loadTitledProducts(): TitledProduct[] {
  return readFileSync(join(packageRoot, 'datasets', 'ad-titles', 'products.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const { id, facts, titles } = JSON.parse(line) as TitledProduct;
      return { id, facts, titles };
    });
}
