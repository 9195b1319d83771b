import { dot } from '../../profiles/interests/vector.ts';
import type { AnalysedArticle } from './analyse-article.ts';
import type { ClaimVerdict } from './verdict.ts';

const shownSentences = 2;

/**
 * The sentences of the article that lie nearest to the text, by cosine of their vectors. Below the threshold the
 * article may hold every name and number of the text and still say something else.
 * @param vector unit vector of the text, from the encoder that read the article
 * @param threshold least cosine of the best sentence
 */
export function sentenceClaim(
  text: string,
  vector: Float32Array,
  article: AnalysedArticle,
  threshold: number,
): ClaimVerdict {
  const ranked = article.sentenceVectors
    .map((sentence, index) => ({ index, cosine: dot(sentence, vector) }))
    .sort((left, right) => right.cosine - left.cosine)
    .slice(0, shownSentences);
  const best = ranked[0]?.cosine ?? 0;
  const supported = ranked.length > 0 && best >= threshold;
  return {
    kind: 'sentence',
    rule: supported ? 'sentence/near' : 'sentence/far',
    label: supported ? 'supported' : 'not_verifiable',
    textSpan: { start: 0, end: text.length },
    evidence: ranked.map(({ index, cosine }) => ({
      start: article.sentences[index]!.start,
      end: article.sentences[index]!.end,
      support: Math.min(1, Math.max(0, cosine)),
    })),
    reason: supported
      ? `A sentence of the article says something like it (cosine ${best.toFixed(2)}, needed ${threshold.toFixed(2)}).`
      : `No sentence of the article says anything like it (best cosine ${best.toFixed(2)}, needed ${threshold.toFixed(2)}).`,
  };
}
