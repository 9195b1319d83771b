import type { Lane, LanguageModel } from '../../models/language-model.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { SoftPrompt, SoftPromptProjector } from '../../profiles/soft-prompt/soft-prompt.ts';
import type { Decoding } from '../candidate-rows.ts';
import type { Conditioning, GenerationOutcome } from '../generation.ts';

/** The models that write and check. */
export interface WritingModels {
  readonly languageModel: LanguageModel;
  readonly encoder: SentenceEncoder;
  readonly projector: SoftPromptProjector;
}

/** An article to write for. Its own title is the fallback; nothing that writes or ranks sees it. */
export interface HeadlineArticle {
  readonly title: string;
  readonly body: string;
  readonly publishedAt?: string;
  readonly language?: string;
}

/** A headline for one reader, or for everybody. */
export interface HeadlineRequest {
  /** Null when nothing of a reader is to be used. */
  readonly profile: Profile | null;
  readonly conditioning: Conditioning;
  readonly seed: number;
  /** Texts to write and choose from. */
  readonly candidates: number;
  readonly maxWords?: number;
  /** Titles of what the reader read; what stands only there may not enter. */
  readonly historyTexts?: readonly string[];
  /** Unit vector of the average reader. */
  readonly averageReader?: Float32Array | null;
}

export interface WritingOptions {
  readonly lane: Lane;
  readonly signal?: AbortSignal;
  readonly decoding?: Decoding;
  /** Probability at which a text passes the check; the scorer's own gate if not given. */
  readonly factGate?: number;
  /** Reads parts of a score that weigh nothing in the order, too: for fitting it. */
  readonly everyPart?: boolean;
  /** Name of a loaded adapter to write with; null writes without. The task's own when not given and loaded. */
  readonly adapter?: string | null;
  /** Another wording of the task, for measuring. */
  readonly prompt?: { readonly instruction: string; readonly cue: string };
}

/** An outcome, and the soft tokens that went into it. */
export interface WrittenText {
  readonly outcome: GenerationOutcome;
  readonly softPrompt: SoftPrompt | null;
}
