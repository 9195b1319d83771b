import type { DecoderConfig } from '../decoder/decoder-weights.ts';
import { type EmbeddingTable, embeddingRows } from '../decoder/embedding-table.ts';
import type { PromptPart } from '../language-model.ts';

/** Input embeddings of a stretch of prompt, `length × H`. */
export interface EmbeddedPrompt {
  readonly embeddings: Float32Array;
  readonly length: number;
}

/** Token ids and soft tokens as one run of input embeddings. @throws if an id is outside the vocabulary */
export function embedPrompt(table: EmbeddingTable, parts: readonly PromptPart[]): EmbeddedPrompt {
  const pieces = parts.map((part) => ('ids' in part ? embeddingRows(table, part.ids) : part.embeddings));
  const embeddings = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    embeddings.set(piece, at);
    at += piece.length;
  }
  return { embeddings, length: embeddings.length / table.hiddenSize };
}

/**
 * The same prompt with at least one token behind the prefix: the next token is asked of a row's own last position.
 * @throws if prefix and tail are both empty
 */
export function withOwnToken(
  prefix: readonly number[],
  tail: readonly PromptPart[],
): { prefix: readonly number[]; tail: readonly PromptPart[] } {
  const empty = tail.every((part) => ('ids' in part ? part.ids.length : part.embeddings.length) === 0);
  if (!empty) return { prefix, tail };
  if (prefix.length === 0) throw new Error('a prompt needs at least one token: prefix and tail are both empty');
  return { prefix: prefix.slice(0, -1), tail: [{ ids: prefix.slice(-1) }] };
}

/** @throws if prompt and what may be written exceed the model's positions */
export function checkLength(config: DecoderConfig, prefix: number, tail: number, more: number): void {
  const total = prefix + tail + more;
  if (total > config.maxPositions) {
    throw new Error(
      `${prefix} prefix, ${tail} own and ${more} further tokens make ${total}; ` +
        `the model has ${config.maxPositions} positions`,
    );
  }
}
