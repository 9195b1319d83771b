import type { LanguageModel } from '../../models/language-model.ts';
import type { Profile } from '../profile.ts';

/** Soft tokens for one language-model file, with what they stand for. */
export interface SoftPrompt {
  /** `count × hiddenSize`, row-major. */
  readonly embeddings: Float32Array;
  readonly count: number;
  readonly hiddenSize: number;
  /** sha256 of the language model's file. */
  readonly madeFor: string;
  readonly projector: { readonly name: string; readonly version: string };
  /** What each token stands for, in reading order. */
  readonly tokens: readonly { readonly interest: string; readonly terms: readonly string[]; readonly share: number }[];
  /** Largest and smallest token norm over the model's median embedding norm; kept within 0.5..2. */
  readonly normRatio: { readonly min: number; readonly max: number };
}

/** Turns a profile into soft tokens. The untrained projector stands behind this; a learnt one will replace it. */
export interface SoftPromptProjector {
  readonly name: string;
  readonly version: string;
  /** An empty profile gives zero tokens. */
  project(profile: Profile, languageModel: LanguageModel): SoftPrompt;
}
