import type { AdapterSite } from './adapter-sites.ts';
import type { DecoderConfig } from './decoder-weights.ts';

/**
 * The decoder graph's inputs and outputs. B rows, S new tokens a row, P tokens of shared prefix, T places of a row's
 * own cache, G asked positions; K key/value heads, g query heads a key/value head, d their width, L layers.
 *
 * A row's tokens attend to three parts: the prefix, which has no batch axis and is never tiled; the row's own cache,
 * which has a fixed number of places, filled from the left; and the new tokens. Only the new keys and values come out.
 * Values are one column wider than d: that column holds 1, so that one product gives both the weighted sum and the
 * sum of weights; places not yet filled hold 0 there.
 */
export const decoderInputs = {
  /** float32 (B, S, H) */
  embeddings: 'inputs_embeds',
  /** int64 (B, S): place of each new token in its sequence, the prefix counted */
  positions: 'position_ids',
  /** float32 (1, 1, P), added to the scores: 0 for the prefix's tokens, `hidden` for places that only pad it */
  prefixBias: 'prefix_bias',
  /** float32 (B, 1, 1, T): 0 for filled places, `hidden` for the others */
  ownBias: 'own_bias',
  /** float32 (g·S, S): causal mask among the new tokens, rows ordered by head, then token */
  newBias: 'new_bias',
  /** int64 (G): asked positions, counted over B·S */
  asked: 'asked_positions',
  /** int64 (G, 1): for each asked position, the token whose log-probability is wanted */
  targets: 'target_ids',
  /** float32 (K, d, P) */
  prefixKey: (layer: number) => `prefix_key.${layer}`,
  /** float32 (K, P, d + 1) */
  prefixValue: (layer: number) => `prefix_value.${layer}`,
  /** float32 (B, K, d, T) */
  ownKey: (layer: number) => `own_key.${layer}`,
  /** float32 (B, K, T, d + 1) */
  ownValue: (layer: number) => `own_value.${layer}`,
  /** float32 (n, B·S, 1): 1 where the token's row uses the slice's adapter, else 0 */
  adapterMask: 'adapter_mask',
  /** float32 (n, inputs, r): the A matrices of n slices of adapters; r is 0 where no row uses one */
  adapterA: (site: AdapterSite, layer: number) => `adapter_a.${site}.${layer}`,
  /** float32 (n·r, outputs) */
  adapterB: (site: AdapterSite, layer: number) => `adapter_b.${site}.${layer}`,
} as const;

export const decoderOutputs = {
  /** float32 (G, V) */
  logits: 'logits',
  /** float32 (G, 1) */
  greatestLogits: 'greatest_logits',
  /** float32 (G, 1): sum over the vocabulary of exp(logit − greatest logit) */
  exponentialSums: 'exponential_sums',
  /** float32 (G, 1): logits of the target ids */
  targetLogits: 'target_logits',
  /** float32 (L·B, K, d, S) */
  newKeys: 'new_keys',
  /** float32 (L·B, K, S, d + 1) */
  newValues: 'new_values',
} as const;

/** Added to the score of a place that must not be seen; finite, so that no difference of two is NaN. */
export const hidden = -1e30;

/** Numbers that many pieces of the graph need. */
export function attentionShape(config: DecoderConfig) {
  return {
    keyValueHeads: config.keyValueHeads,
    group: config.heads / config.keyValueHeads,
    width: config.headDimension,
  };
}
