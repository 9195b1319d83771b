import type { DecoderConfig } from '../../decoder/decoder-weights.ts';
import { type EmbeddingTable, embeddingRows } from '../../decoder/embedding-table.ts';
import type { DecoderSession, PrefixPlaces } from '../decoder-session.ts';
import type { OwnCache } from '../own-cache.ts';
import type { Question, Row } from './row.ts';

/** New tokens of one row in a step. */
export interface RowTokens {
  readonly row: Row;
  /** Rows that stand at the same place of an equal tail: this one reads for them, and they ask at its positions. */
  readonly followers?: readonly Row[];
  readonly filled: number;
  /** `count × H` */
  readonly embeddings: Float32Array;
  readonly count: number;
}

/** Everything a step needs beside the rows. */
export interface DecoderRuntime {
  readonly session: DecoderSession;
  readonly config: DecoderConfig;
  readonly embeddings: EmbeddingTable;
  /** Tokens of one row or prefix that a step takes at most. Fixed, so that a row's sums never depend on the load. */
  readonly chunk: number;
  /** New tokens of all rows together that a step takes at most. */
  readonly tokensPerStep: number;
  /** Rows of one batch. */
  readonly batchRows: number;
}

/** Runs new tokens of neighbouring slots, stores their keys and values, and answers the rows' questions. */
export async function runRows(
  runtime: DecoderRuntime,
  prefix: PrefixPlaces | undefined,
  own: OwnCache,
  firstSlot: number,
  parts: readonly RowTokens[],
): Promise<void> {
  const { hiddenSize, vocabularySize } = runtime.config;
  const adapters = parts.map(({ row }) => row.adapter);
  const leastTokens = parts.length === 1 && adapters[0] ? 2 : 1;
  const tokens = Math.max(leastTokens, ...parts.map((part) => part.count));
  const embeddings = new Float32Array(parts.length * tokens * hiddenSize);
  const asked: { row: Row; question: Question; at: number }[] = [];
  parts.forEach(({ row, followers = [], filled, count, embeddings: own }, index) => {
    embeddings.set(own, index * tokens * hiddenSize);
    for (const asking of [row, ...followers]) {
      for (const question of asking.questions(filled, filled + count)) {
        asked.push({ row: asking, question, at: index * tokens + question.position - filled });
      }
    }
  });
  const result = await runtime.session.run({
    prefix,
    own,
    firstSlot,
    filled: parts.map((part) => part.filled),
    tokens,
    embeddings,
    // The head wants at least one position.
    asked: asked.length ? asked.map(({ at }) => at) : [0],
    targets: asked.length ? asked.map(({ question }) => question.target) : [0],
    adapters,
  });
  parts.forEach(({ filled, count }, index) => {
    own.write(firstSlot + index, filled, count, index, result.entries);
  });
  asked.forEach(({ row, question }, index) => {
    row.answer(question, {
      logits: result.logits.subarray(index * vocabularySize, (index + 1) * vocabularySize),
      logNormaliser: result.logNormalisers[index]!,
      targetLogProbability: result.targetLogProbabilities[index]!,
    });
  });
}

/** The next chunk of a row's tail. */
export function tailChunk(runtime: DecoderRuntime, row: Row, filled: number): RowTokens {
  const count = Math.min(runtime.chunk, row.length - filled);
  const { hiddenSize } = runtime.config;
  return { row, filled, count, embeddings: row.tail.subarray(filled * hiddenSize, (filled + count) * hiddenSize) };
}

/** The token a row wrote last. */
export function pendingToken(runtime: DecoderRuntime, row: Row, filled: number): RowTokens {
  return { row, filled, count: 1, embeddings: embeddingRows(runtime.embeddings, [row.pending!]) };
}
