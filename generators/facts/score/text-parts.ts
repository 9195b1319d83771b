import { splitSentences } from '../../../profiles/focus/sentences.ts';
import { isFunctionWord, wordsOf } from '../words.ts';

/** Words that begin a clause with a claim of its own. */
const clauseOpening =
  /(?:[,;:–—]\s+|\s+-\s+|\s+(?=(?:after|as|because|before|but|following|if|since|though|until|when|where|which|while|who|and)\s))/giu;
/** A clause of fewer content words says too little to be looked for alone. */
const fewestContentWords = 3;

/**
 * The claims that a text is made of, each to be looked for in the article by itself: its sentences, and in them its
 * clauses, a short one joined to the clause before it. A headline of one clause is one claim.
 */
export function textParts(text: string): string[] {
  return splitSentences(text).flatMap((sentence) => clausesOf(sentence.text));
}

function clausesOf(sentence: string): string[] {
  const clauses: string[] = [];
  let start = 0;
  const cuts = [...sentence.matchAll(clauseOpening)].map((match) => match.index + match[0].length);
  for (const end of [...cuts, sentence.length]) {
    const clause = sentence.slice(start, end);
    const rest = sentence.slice(end);
    // Cut only where both sides are claims.
    if (
      end !== sentence.length &&
      (contentWords(clause) < fewestContentWords || contentWords(rest) < fewestContentWords)
    )
      continue;
    clauses.push(clause.trim());
    start = end;
  }
  return clauses.filter((clause) => clause !== '');
}

const contentWords = (text: string): number => wordsOf(text).filter((word) => !isFunctionWord(word.folded)).length;
