import { z } from 'zod';

export const itemKinds = ['article', 'ad', 'picture'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** What an ad title may say: nothing beyond these. */
export const adFactsSchema = z.strictObject({
  brand: z.string().min(1).max(200),
  product: z.string().min(1).max(300).optional(),
  price: z.string().min(1).max(100).optional(),
  sellingPoints: z.array(z.string().min(1).max(300)).min(1).max(12),
});
export type AdFacts = z.infer<typeof adFactsSchema>;

/**
 * An article, ad or picture. A changed title, body or facts makes a new version (the store numbers them); what was
 * written for an old version is no longer served.
 */
export const itemSchema = z.strictObject({
  id: z.string().min(1).max(200),
  kind: z.enum(itemKinds),
  title: z.string().min(1).max(1000),
  summary: z.string().max(5000).optional(),
  /** Plain text, paragraphs separated by newlines. */
  body: z.string().max(1_000_000).optional(),
  category: z.string().max(200).optional(),
  /** BCP 47 tag such as `en`. */
  language: z.string().max(35).optional(),
  publishedAt: z.iso.datetime({ offset: true }).optional(),
  /** Words of the body, when the body itself is not given (older items). */
  wordCount: z.number().int().min(0).max(1_000_000).optional(),
  facts: adFactsSchema.optional(),
});
export type Item = z.infer<typeof itemSchema>;
/** An item as the store holds it. */
export type VersionedItem = Item & { readonly version: number };
