import type { DecoderConfig } from '../decoder/decoder-weights.ts';
import type { EmbeddingTable } from '../decoder/embedding-table.ts';
import type { PackedAdapter } from '../decoder/packed-adapter.ts';
import type { Device, GenerationRow, Lane, ScoringRow } from '../language-model.ts';

/** What a host's thread is started with. */
export interface HostStart {
  readonly modelPath: string;
  readonly config: DecoderConfig;
  readonly embeddings: EmbeddingTable;
  /** Decoded text of each token id. */
  readonly pieces: readonly string[];
  readonly endIds: readonly number[];
  readonly device: Device;
  readonly threads: number;
  readonly memoryTokens: number;
  readonly batchRows: number;
}

export type HostRequest =
  | {
      readonly kind: 'generate';
      readonly request: number;
      readonly lane: Lane;
      readonly prefix: readonly number[];
      readonly rows: readonly GenerationRow[];
      readonly tokens: boolean;
    }
  | {
      readonly kind: 'score';
      readonly request: number;
      readonly lane: Lane;
      readonly prefix: readonly number[];
      /** An empty continuation asks for the first token's logits. */
      readonly rows: readonly ScoringRow[];
    }
  | { readonly kind: 'prefix'; readonly request: number; readonly lane: Lane; readonly prefix: readonly number[] }
  /** Rows name it by the key, which is given once: a later adapter of the same name has another. */
  | { readonly kind: 'adapter'; readonly request: number; readonly key: string; readonly packed: PackedAdapter }
  /** No row that comes after this names it; rows that run keep it. */
  | { readonly kind: 'drop-adapter'; readonly key: string }
  | { readonly kind: 'cancel'; readonly request: number }
  | { readonly kind: 'statistics'; readonly request: number }
  | { readonly kind: 'close' };

/** Counted since the host began. */
export interface HostStatistics {
  readonly steps: number;
  /** Steps by lane, in order, of the last thousand: tests see by it who overtook whom. */
  readonly recentLanes: readonly Lane[];
  readonly longestStepMilliseconds: number;
  /** Tokens whose keys and values are held or promised. */
  readonly tokens: number;
  readonly prefixes: number;
  readonly prefixTokens: number;
}

export type HostReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'token'; readonly request: number; readonly row: number; readonly id: number }
  | { readonly kind: 'results'; readonly request: number; readonly results: unknown[] }
  | { readonly kind: 'failed'; readonly request: number; readonly message: string }
  | { readonly kind: 'statistics'; readonly request: number; readonly statistics: HostStatistics };
