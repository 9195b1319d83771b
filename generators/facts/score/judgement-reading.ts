import type { Lane, LanguageModel, LoadedAdapter } from '../../../models/language-model.ts';
import { splitSentences } from '../../../profiles/focus/sentences.ts';
import { taskTokensOf } from '../../adapter-choice.ts';
import { taskTail, verdictIds } from '../../prompt/task-tail.ts';
import type { AnalysedArticle } from '../analyse-article.ts';
import { judgedFrame } from './judged-frame.ts';

/** What the adapter that is trained to judge facts says of a text: by sentence, the log-odds that the article bears it out. */
export interface JudgementReading {
  readonly sentences: readonly number[];
}

/** Words of a claim beyond this many (characters) are not read. */
const longestClaim = 600;
/** Log-odds beyond these say no more than that. */
const farthest = 12;

/**
 * Asks the fact adapter about each sentence of some texts behind their article. Its answer is the probability of one
 * token, " yes", against all others.
 */
export async function readJudgements(
  texts: readonly string[],
  article: AnalysedArticle,
  model: Pick<LanguageModel, 'score' | 'tokenizer'>,
  adapter: LoadedAdapter,
  options: { readonly lane?: Lane; readonly signal?: AbortSignal } = {},
): Promise<JudgementReading[]> {
  const { tokenizer } = model;
  const { supported } = verdictIds(tokenizer);
  const claims = texts.map(claimsOf);
  const scores = await model.score({
    prefix: judgedFrame(article, tokenizer),
    rows: claims.flat().map((claim) => ({
      tail: taskTail({ task: 'facts', claim: claim.slice(0, longestClaim) }, taskTokensOf(adapter), tokenizer),
      continuation: [supported],
      adapter: adapter.name,
    })),
    lane: options.lane ?? 'bulk',
    ...(options.signal && { signal: options.signal }),
  });
  let next = 0;
  return claims.map((own) => ({ sentences: own.map(() => logOddsOf(scores[next++]![0]!)) }));
}

/** A text's sentences, as the features are made of them. */
function claimsOf(text: string): string[] {
  const sentences = splitSentences(text);
  return sentences.length > 0 ? sentences.map((sentence) => sentence.text.trim()) : [text];
}

function logOddsOf(logProbability: number): number {
  const odds = logProbability - Math.log(-Math.expm1(Math.min(logProbability, -1e-9)));
  return Math.max(-farthest, Math.min(farthest, odds));
}
