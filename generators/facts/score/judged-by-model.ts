import type { FactJudge } from '../../../models/fact-judge/open-fact-judge.ts';
import { splitSentences } from '../../../profiles/focus/sentences.ts';
import type { AnalysedArticle } from '../analyse-article.ts';

/** Room for special tokens and the words of a prompt. */
const spareTokens = 48;

/**
 * Asks a judge of a text: each of its sentences against the article, window by window of whole sentences. A sentence is
 * as true as its best window says (as MiniCheck and AlignScore do), a text as its weakest sentence.
 * @returns probability, 0..1
 */
export async function judgedByModel(text: string, article: AnalysedArticle, judge: FactJudge): Promise<number> {
  const claims = splitSentences(text).map((sentence) => sentence.text);
  let weakest = 1;
  for (const claim of claims.length > 0 ? claims : [text]) {
    let best = 0;
    for (const window of windowsOf(article, judge, judge.countTokens(claim)))
      best = Math.max(best, await judge.judge(window, claim));
    weakest = Math.min(weakest, best);
  }
  return weakest;
}

function windowsOf({ sentences }: AnalysedArticle, judge: FactJudge, claimTokens: number): string[] {
  const room = Math.max(1, judge.windowTokens - claimTokens - spareTokens);
  const windows: string[] = [];
  let window: string[] = [];
  let used = 0;
  for (const { text } of sentences) {
    const tokens = judge.countTokens(text);
    if (window.length > 0 && used + tokens > room) {
      windows.push(window.join(' '));
      window = [];
      used = 0;
    }
    window.push(text);
    used += tokens;
  }
  if (window.length > 0) windows.push(window.join(' '));
  return windows;
}
