import type { Lane } from '../../../models/language-model.ts';
import type { SentenceEncoder } from '../../../models/sentence-encoder.ts';
import { dot } from '../../../profiles/interests/vector.ts';
import type { AnalysedArticle } from '../analyse-article.ts';
import { textParts } from './text-parts.ts';

/** How near a text and its parts lie to the article's sentences, by cosine of the encoder's vectors. */
export interface SupportReading {
  /** Of each of its parts (`textParts`): the nearest stretch of one to three sentences. */
  readonly parts: readonly number[];
}

const longestStretch = 3;

/**
 * Reads texts with the encoder that read the article. A stretch of sentences is their vectors' mean, so that the
 * article need not be encoded again.
 * @throws if the article was analysed without an encoder, or by another one
 */
export async function readSupport(
  texts: readonly string[],
  article: AnalysedArticle,
  encoder: SentenceEncoder,
  options: { readonly lane?: Lane; readonly signal?: AbortSignal } = {},
): Promise<SupportReading[]> {
  if (article.encoderSha256 !== encoder.identity.fileSha256)
    throw new Error('"encoder" is not the one that read the article: analyse the article again');
  const parts = texts.map(textParts);
  const vectors = await encoder.encode(parts.flat(), options);
  const stretches = Array.from({ length: longestStretch }, (_, more) => stretchesOf(article.sentenceVectors, more + 1));
  let next = 0;
  return texts.map((_, index): SupportReading => {
    const own = vectors.slice(next, next + parts[index]!.length);
    next += own.length;
    return {
      parts: own.map((part) => Math.max(...stretches.map((lengths) => nearestCosine(lengths, part)))),
    };
  });
}

const nearestCosine = (stretches: readonly Float32Array[], vector: Float32Array): number =>
  stretches.reduce((most, stretch) => Math.max(most, dot(stretch, vector)), 0);

/** Unit vectors of every run of `length` neighbouring sentences; of the whole article where it is shorter. */
function stretchesOf(sentences: readonly Float32Array[], length: number): Float32Array[] {
  if (length === 1 || sentences.length === 0) return [...sentences];
  const stretches: Float32Array[] = [];
  for (let start = 0; start + Math.min(length, sentences.length) <= sentences.length; start++) {
    const sum = new Float32Array(sentences[0]!.length);
    for (const sentence of sentences.slice(start, start + length))
      for (let index = 0; index < sum.length; index++) sum[index]! += sentence[index]!;
    const norm = Math.sqrt(dot(sum, sum)) || 1;
    stretches.push(sum.map((value) => value / norm));
  }
  return stretches;
}
