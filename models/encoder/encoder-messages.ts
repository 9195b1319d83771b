import type { Device, Lane } from '../language-model.ts';
import type { EncoderFiles } from './built-encoder.ts';
import type { EncoderQuantization } from './encoder-graph.ts';

/** What the thread is started with. */
export interface EncoderThreadOptions {
  readonly files: EncoderFiles;
  readonly quantization: EncoderQuantization;
  readonly device: Device;
  readonly cacheDirectory: string;
  /** Threads of onnxruntime inside one product. */
  readonly threads: number;
}

export type ToEncoder =
  | { readonly kind: 'encode'; readonly request: number; readonly texts: readonly string[]; readonly lane: Lane }
  | { readonly kind: 'cancel'; readonly request: number };

export type FromEncoder =
  | { readonly kind: 'ready'; readonly dimensions: number }
  | { readonly kind: 'vectors'; readonly request: number; readonly vectors: Float32Array }
  | { readonly kind: 'failed'; readonly request: number | null; readonly message: string };
