/**
 * Inputs and outputs of the training graph. B rows, S tail tokens a row, N = B·S, P places of prefix, G asked
 * positions; K key/value heads, d their width, t task tokens.
 */
export const trainingInputs = {
  /** float32 (parameters): the adapter, flat; places in adapter-parameters.ts */
  parameters: 'parameters',
  /** float32 (B, S, H): embeddings of the tail's ids, zero where a task token stands */
  embeddings: 'inputs_embeds',
  /** float32 (N, t): 1 where a task token stands */
  taskPlaces: 'task_places',
  /** int64 (B, S): place in the sequence, the prefix counted */
  positions: 'position_ids',
  /** float32 (B, 1, 1, P): 0 for a row's prefix, `hidden` for padding */
  prefixBias: 'prefix_bias',
  /** float32 (g·S, S): causal mask among the tail's tokens, rows ordered by head, then token */
  tailBias: 'tail_bias',
  /** int64 (G): asked positions, counted over N */
  asked: 'asked_positions',
  /** int64 (G, 1) */
  targets: 'target_ids',
  /** float32 (G, 1): what each target's negative log-likelihood counts */
  weights: 'target_weights',
  /** float32 (7 · layers, N, rank): 0 or 1/(1 − p); only in graphs with dropout */
  dropout: 'dropout_masks',
  /** float32 (B, K, P, d): constant; no gradient runs through it */
  prefixKey: (layer: number) => `prefix_key.${layer}`,
  /** float32 (B, K, P, d) */
  prefixValue: (layer: number) => `prefix_value.${layer}`,
} as const;

export const trainingOutputs = {
  /** float32 scalar */
  loss: 'loss',
  /** float32 (G): natural-log probability of each target */
  logProbabilities: 'log_probabilities',
  /** float32 (parameters) */
  gradients: 'gradients',
} as const;
