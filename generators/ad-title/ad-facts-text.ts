import type { AdFacts } from '../../datasets/item.ts';

/** An ad's facts by line: what the model reads, and what evidence offsets of an ad's verdict point into. */
export function adFactsText(facts: AdFacts): string {
  return [
    `Brand: ${facts.brand}`,
    ...(facts.product ? [`Product: ${facts.product}`] : []),
    ...(facts.price ? [`Price: ${facts.price}`] : []),
    ...facts.sellingPoints.map((point) => `- ${point}`),
  ].join('\n');
}
