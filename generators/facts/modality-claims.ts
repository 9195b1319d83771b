import type { AnalysedArticle } from './analyse-article.ts';
import { contentWords } from './article-places.ts';
import { contextFit } from './context-fit.ts';
import { strongWords } from './strong-words.ts';
import type { ClaimVerdict } from './verdict.ts';
import { isFunctionWord, type Word } from './words.ts';

/** Where the article has both stages: least fit of the weaker among the text's words, and by how much it must be better. */
const leastFit = 0.35;
const margin = 0.12;
const mayWords = new Set('may might could would can possible possibly'.split(' '));
/** Verbs of intention before "to": what they lead to has not happened and may never. */
const intentions = new Set(
  'plan hop want aim seek consid threaten offer intend try tri hope propos ask urg expect like'.split(' '),
);
const alleging = /^(?:alleged|allegedly|accused|suspected|claims?|claimed|allegations?)$/u;

/**
 * "Will" for what the article only holds possible or intends, and words for a settled matter ("convicted", "passes")
 * where the article knows an earlier stage alone. What a text leaves open is never doubted.
 */
export function modalityClaims(text: string, words: readonly Word[], article: AnalysedArticle): ClaimVerdict[] {
  return [...settledStages(words, article), ...firmFutures(text, words, article)];
}

function settledStages(words: readonly Word[], article: AnalysedArticle): ClaimVerdict[] {
  const context = contentWords(words);
  return words.flatMap((word, at): ClaimVerdict[] => {
    const entry = strongWords.find(({ words: expression }) => expression.test(word.folded));
    if (!entry) return [];
    const others = context.filter((other) => other.at !== at);
    const bestOf = (stems: ReadonlySet<string>): { position: number; fit: number } | null => {
      let best: { position: number; fit: number } | null = null;
      for (const stem of stems)
        for (const position of article.index.stemPositions.get(stem) ?? []) {
          const fit = contextFit(others, at, position, article);
          if (!best || fit > best.fit) best = { position, fit };
        }
      return best;
    };
    const stage = bestOf(entry.weaker);
    const firm = bestOf(entry.needs);
    if (!stage || (firm && (stage.fit < leastFit || stage.fit < firm.fit + margin))) return [];
    const said = article.index.words[stage.position]!;
    return [finding(entry.rule, word, said, `The text says “${word.text}”; the article knows only “${said.text}”.`)];
  });
}

function firmFutures(text: string, words: readonly Word[], { index, places }: AnalysedArticle): ClaimVerdict[] {
  return words.flatMap((word, at): ClaimVerdict[] => {
    if (word.folded !== 'will' || /^not|n't/u.test(words[at + 1]?.folded ?? '')) return [];
    const verb = words.slice(at + 1).find(({ folded }) => !isFunctionWord(folded));
    const positions = verb ? (index.stemPositions.get(verb.stem) ?? []) : [];
    if (!verb || positions.length === 0) return [];
    let open: number | null = null;
    for (const position of positions) {
      let leaves = -1;
      for (let before = position - 1; before >= Math.max(0, position - 4); before--) {
        if (places.sentenceOf[before] !== places.sentenceOf[position]) break;
        const { folded, stem } = index.words[before]!;
        if (folded === 'will' || folded === "'ll") break;
        if (mayWords.has(folded) || intentions.has(stem)) leaves = before;
      }
      if (leaves === -1) return [];
      open ??= leaves;
    }
    const said = index.words[open!]!;
    const span = { start: word.start, end: verb.end };
    return [
      {
        ...finding(
          'modality/stronger',
          word,
          said,
          `The text says “${text.slice(span.start, span.end)}”; the article leaves it open: “${said.text}”.`,
        ),
        textSpan: span,
      },
    ];
  });
}

function finding(
  rule: 'modality/later-stage' | 'modality/stronger',
  word: Word,
  said: Word,
  reason: string,
): ClaimVerdict {
  return {
    kind: 'modality',
    rule,
    label: 'contradicted',
    textSpan: { start: word.start, end: word.end },
    evidence: [{ start: said.start, end: said.end, support: 0 }],
    reason,
  };
}

/** Whether a word marks what is said as alleged. */
export function isAlleging(word: Word): boolean {
  return alleging.test(word.folded);
}
