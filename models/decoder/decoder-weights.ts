/** The shape of a Llama-family decoder, as its file's metadata states it. */
export interface DecoderConfig {
  readonly architecture: 'llama' | 'qwen2' | 'qwen3';
  readonly layers: number;
  readonly hiddenSize: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
  readonly feedForwardSize: number;
  readonly vocabularySize: number;
  readonly ropeBase: number;
  readonly rmsEpsilon: number;
  /** The output projection is the input embedding; then `lm_head.weight` is absent. */
  readonly tiedEmbeddings: boolean;
  readonly maxPositions: number;
}

/** A matrix kept in blocks of 32 along its columns: `value = quant × scale + minimum` (GGUF's Q4_1). */
export interface FourBitBlocks {
  readonly blockSize: number;
  /** One a block, row-major: `rows × (columns / blockSize)`. */
  readonly scales: Float32Array;
  readonly minimums: Float32Array;
  /**
   * Two quants (0..15) a byte, row-major: byte `j` of a row holds column `2j` in its low half and `2j + 1` in its
   * high half; `rows × columns / 2` bytes. (GGUF interleaves the two halves of a block instead: repack.)
   */
  readonly quants: Uint8Array;
}

/**
 * Weights of one file, in the names and layouts of the hub's safetensors: `model.embed_tokens.weight`,
 * `model.layers.0.input_layernorm.weight`, `….self_attn.{q,k,v,o}_proj.{weight,bias}`, `….self_attn.{q,k}_norm.weight`,
 * `….post_attention_layernorm.weight`, `….mlp.{gate,up,down}_proj.weight`, `model.norm.weight`, `lm_head.weight`.
 * Matrices are `(out, in)` row-major; rows of q and k stand in half-split rotary order.
 */
export interface DecoderWeights {
  readonly config: DecoderConfig;
  /** sha256 of the file the weights come from. */
  readonly fileSha256: string;
  readonly name: string;
  names(): string[];
  /** @throws if there is no such tensor */
  shape(name: string): number[];
  /** The tensor's values, dequantised, row-major. @throws if there is no such tensor */
  float(name: string): Float32Array;
  /** The matrix as its file holds it, where that is 4-bit blocks; null otherwise. Rows in the same order as `float`. */
  fourBit(name: string): FourBitBlocks | null;
}
