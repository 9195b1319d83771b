import type { Adapter, AdapterDescription } from './adapter/adapter.ts';

/** How a decoder's weights are kept. `int8` is row-scaled: a row's result never depends on its batch-mates. */
export const quantizations = ['fp32', 'fp16', 'int8', 'int4'] as const;
export type Quantization = (typeof quantizations)[number];

export const devices = ['cpu', 'webgpu', 'cuda'] as const;
export type Device = (typeof devices)[number];

/** Interactive work (an editor waits) overtakes bulk work. */
export type Lane = 'interactive' | 'bulk';

export interface LanguageModelIdentity {
  readonly name: string;
  /** sha256 of the weights' file; soft prompts and adapters name the file they were made for. */
  readonly fileSha256: string;
  readonly architecture: 'llama' | 'qwen2' | 'qwen3';
  readonly hiddenSize: number;
  readonly vocabularySize: number;
  readonly quantization: Quantization;
  readonly device: Device;
}

/** An adapter that a model has ready. */
export interface LoadedAdapter extends AdapterDescription {
  /** sha256 of its file; null while it has none. */
  readonly fileSha256: string | null;
  /** Its learnt embeddings as a part of a tail; null where it has none. */
  readonly taskTokens: (PromptPart & { readonly embeddings: Float32Array }) | null;
}

/** A stretch of prompt: token ids, or `n × hiddenSize` soft-token rows made for the model file `madeFor` (sha256). */
export type PromptPart =
  | { readonly ids: readonly number[] }
  | { readonly embeddings: Float32Array; readonly madeFor: string };

export interface Sampling {
  /** 0 is greedy. */
  readonly temperature: number;
  readonly topK?: number;
  readonly topP?: number;
  /** Divides positive and multiplies negative logits of tokens already written (CTRL, Keskar et al. 2019); 1 is off. */
  readonly repetitionPenalty?: number;
  /** Token ids that may never be written. */
  readonly bannedIds?: readonly number[];
  /** Words that may never be written, in any casing; matched on the decoded text. */
  readonly bannedWords?: readonly string[];
  readonly seed: number;
  readonly maxTokens: number;
  /** Ids that end a row, beside the model's own end-of-sequence ids. */
  readonly stopIds?: readonly number[];
  /** End the row at the first newline that follows text. */
  readonly stopAtNewline?: boolean;
}

export interface GenerationRow {
  /** What follows the shared prefix for this row. */
  readonly tail: readonly PromptPart[];
  readonly sampling: Sampling;
  /** Name of a loaded adapter, which acts on the row's tokens and never on the prefix. */
  readonly adapter?: string;
}

export interface GenerationRequest {
  /** Token ids shared by all rows; their KV cache is computed once. May be empty. */
  readonly prefix: readonly number[];
  readonly rows: readonly GenerationRow[];
  readonly lane: Lane;
  readonly signal?: AbortSignal;
  readonly onToken?: (row: number, id: number) => void;
}

export interface GeneratedRow {
  readonly ids: readonly number[];
  readonly text: string;
  /** Natural-log probability of each written token under the plain model (temperature 1, no penalties). */
  readonly logProbabilities: readonly number[];
  readonly finish: 'stop' | 'length';
}

export interface ScoringRow {
  readonly tail: readonly PromptPart[];
  readonly continuation: readonly number[];
  /** Name of a loaded adapter. */
  readonly adapter?: string;
}

export interface ScoringRequest {
  readonly prefix: readonly number[];
  readonly rows: readonly ScoringRow[];
  readonly lane: Lane;
  readonly signal?: AbortSignal;
}

/**
 * Keys and values that the served decoder holds for a prefix, in single precision whatever its matrices are kept in.
 * One array a layer, `(keyValueHeads, length, headDimension)` row-major; keys are already turned by their positions
 * 0 … length − 1 (half-split rotary order), and not divided by anything. About 46 kB a token for SmolLM2-135M.
 */
export interface PrefixCacheContent {
  readonly length: number;
  readonly keys: readonly Float32Array[];
  readonly values: readonly Float32Array[];
}

export interface Tokenizer {
  /** Plain text to ids, without special tokens added. Special-token spellings inside the text stay plain text. */
  encode(text: string): number[];
  decode(ids: readonly number[]): string;
  /** The id of a special token such as `<|im_start|>`. @throws if the vocabulary lacks it */
  specialId(token: string): number;
  /** Token ids that end a sequence. */
  readonly endIds: readonly number[];
}

/** A causal language model that runs off the calling thread and batches whatever waits. */
export interface LanguageModel {
  readonly identity: LanguageModelIdentity;
  readonly tokenizer: Tokenizer;
  /** Rows of the input embedding: `ids.length × hiddenSize`. */
  embedTokens(ids: readonly number[]): Float32Array;
  /** Median L2 norm of the input-embedding rows; soft tokens are matched to it. */
  readonly medianEmbeddingNorm: number;
  /** Writes one continuation a row. Rejects with the signal's reason when aborted. @throws if a part was made for another file, or an adapter is not loaded */
  generate(request: GenerationRequest): Promise<GeneratedRow[]>;
  /** Natural-log probability of each continuation token. @throws as `generate` */
  score(request: ScoringRequest): Promise<Float32Array[]>;
  /** Logits after `prefix ++ tail` for the first token to be written (length vocabularySize). */
  firstLogits(
    prefix: readonly number[],
    tail: readonly PromptPart[],
    lane?: Lane,
    adapter?: string,
  ): Promise<Float32Array>;
  /** The adapters that rows may name, in the order they were loaded. */
  readonly adapters: readonly LoadedAdapter[];
  /**
   * Makes an adapter ready for rows to name. One of the same name is replaced; rows that run keep the one they began with.
   * @throws AdapterError if it was made for another model file or its shapes are not this model's
   */
  loadAdapter(adapter: Adapter): Promise<LoadedAdapter>;
  /**
   * The keys and values of a prefix, for training what acts behind it: they are constants there. Prefixes asked for
   * together (`Promise.all`) take turns in the host; the arrays are the caller's, moved here without a copy.
   * @throws if it is empty or longer than the model's positions
   */
  prefixCache(prefix: readonly number[], options?: { lane?: Lane; signal?: AbortSignal }): Promise<PrefixCacheContent>;
  close(): Promise<void>;
}
