/** What the hub's `tokenizer.json` holds, as far as it is read here. */
export interface TokenizerDefinition {
  readonly added_tokens: readonly AddedToken[];
  readonly normalizer: unknown;
  readonly pre_tokenizer: unknown;
  readonly post_processor: unknown;
  readonly decoder: unknown;
  readonly model: { readonly type: string; readonly vocab: Record<string, number> } & Record<string, unknown>;
}

/** A token that no merge makes: control tokens (`special`) and tokens that a model's makers added. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
}
