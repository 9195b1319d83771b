import { wordsOf } from '../../generators/facts/words.ts';
import type { WritingModels } from '../../generators/headline/headline-request.ts';
import { taskTailVersion } from '../../generators/prompt/task-tail.ts';
import type {
  GenerationRequest,
  LanguageModel,
  LoadedAdapter,
  PromptPart,
  Tokenizer,
} from '../../models/language-model.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import type { Profile } from '../../profiles/profile.ts';
import { untrainedProjector } from '../../profiles/soft-prompt/untrained-projector.ts';

const special = ['<|im_start|>', '<|im_end|>'];
const hiddenSize = 8;
const vocabularySize = 70_000;

/** One token a character; control tokens only by `specialId`, as in the real ones. */
const tokenizer: Tokenizer = {
  encode: (text) => Array.from(text, (character) => special.length + character.charCodeAt(0)),
  decode: (ids) => ids.map((id) => (id < special.length ? '' : String.fromCharCode(id - special.length))).join(''),
  specialId: (token) => special.indexOf(token),
  endIds: [1],
};

/** Sentences as unit vectors of their stems' hashes: alike where words are shared. */
export const wordEncoder: SentenceEncoder = {
  identity: { name: 'words', fileSha256: 'e'.repeat(64), dimensions: 512, device: 'cpu' },
  encode: async (texts) =>
    texts.map((text) => {
      const vector = new Float32Array(512);
      for (const { stem } of wordsOf(text)) {
        let hash = 7;
        for (const character of stem) hash = Math.imul(hash, 31) + character.charCodeAt(0);
        vector[(hash >>> 0) % 512]! += 1;
      }
      const norm = Math.hypot(...vector) || 1;
      return vector.map((value) => value / norm);
    }),
  close: async () => {},
};

/** What a part of a prompt says, soft tokens as ‹n›. */
export function partText(part: PromptPart): string {
  return 'ids' in part ? tokenizer.decode(part.ids) : `‹${part.embeddings.length / hiddenSize}›`;
}

/**
 * Models that need no download: the language model hands out the given lines in turn and keeps what it was asked, so that
 * a test says what the model writes and sees what it was given.
 */
export function scriptedModels(
  lines: readonly (string | { text: string; finish: 'length' })[],
  adapters: readonly LoadedAdapter[] = [],
) {
  const requests: GenerationRequest[] = [];
  const languageModel: LanguageModel = {
    identity: {
      name: 'scripted',
      fileSha256: 'a'.repeat(64),
      architecture: 'llama',
      hiddenSize,
      vocabularySize,
      quantization: 'fp32',
      device: 'cpu',
    },
    tokenizer,
    medianEmbeddingNorm: 1,
    embedTokens: (ids) => Float32Array.from({ length: ids.length * hiddenSize }, (_, index) => Math.sin(1 + index)),
    generate: async (request) => {
      requests.push(request);
      return request.rows.map((_, row) => {
        const line = lines[row % lines.length]!;
        const { text, finish } = typeof line === 'string' ? { text: line, finish: 'stop' as const } : line;
        const ids = tokenizer.encode(text);
        return { ids, text, finish, logProbabilities: ids.map(() => -0.5) };
      });
    },
    score: async ({ rows }) => rows.map(({ continuation }) => new Float32Array(continuation.length).fill(-2)),
    firstLogits: () => Promise.reject(new Error('not asked for here')),
    adapters,
    loadAdapter: () => Promise.reject(new Error('not asked for here')),
    prefixCache: () => Promise.reject(new Error('not asked for here')),
    close: async () => {},
  };
  const models: WritingModels = { languageModel, encoder: wordEncoder, projector: untrainedProjector() };
  return { models, requests };
}

/** An adapter that is loaded; it has two task tokens. */
export function loadedAdapter(changes: Partial<LoadedAdapter> = {}): LoadedAdapter {
  return {
    name: 'headline',
    version: '3',
    task: 'headline',
    madeFor: 'a'.repeat(64),
    promptVersion: taskTailVersion,
    rank: 4,
    alpha: 8,
    trainedOn: 'nothing',
    fileSha256: 'f'.repeat(64),
    taskTokens: { embeddings: new Float32Array(2 * hiddenSize).fill(0.5), madeFor: 'a'.repeat(64) },
    ...changes,
  };
}

/** A reader with one interest. */
export async function readerOf(term: string, about: string): Promise<Profile> {
  const [vector] = await wordEncoder.encode([about]);
  return {
    userId: `reader of ${term}`,
    asOf: '2026-03-29T18:00:00Z',
    source: 'behaviour',
    vector: vector!,
    interests: [{ name: term, terms: [{ term, weight: 1 }], share: 1, vector: vector!, itemIds: ['one'] }],
    clock: new Array(168).fill(0),
    confidence: 1,
    events: [],
    encoderSha256: wordEncoder.identity.fileSha256,
    denoiserVersion: '1',
  };
}
