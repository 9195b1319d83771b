import type { Device, Lane } from './language-model.ts';

export interface SentenceEncoderIdentity {
  readonly name: string;
  /** sha256 of the weights' file. */
  readonly fileSha256: string;
  readonly dimensions: number;
  readonly device: Device;
}

/** Turns sentences into L2-normalised vectors, off the calling thread. */
export interface SentenceEncoder {
  readonly identity: SentenceEncoderIdentity;
  /** One vector (length `dimensions`, norm 1) a text; a text longer than the model's window is cut. */
  encode(texts: readonly string[], options?: { lane?: Lane; signal?: AbortSignal }): Promise<Float32Array[]>;
  close(): Promise<void>;
}
