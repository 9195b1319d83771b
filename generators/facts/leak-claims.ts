import { indexWords } from './article-words.ts';
import { matchName } from './name-match.ts';
import { agree } from './number-agreement.ts';
import { findNumbers } from './number-mentions.ts';
import type { NumberMention } from './number-reading.ts';
import type { ClaimVerdict } from './verdict.ts';
import { wordsOf } from './words.ts';

/**
 * Names, numbers and quotations of a text that the article does not support but the reader's history holds: they can
 * only have come from there. A reader's history steers what is told, never what is said.
 * @param claims what the rules found in `text`
 * @param historyText titles of what the reader read, one a line
 */
export function leakClaims(
  text: string,
  claims: readonly ClaimVerdict[],
  numbers: readonly NumberMention[],
  historyText: string,
): ClaimVerdict[] {
  const suspects = claims.filter(({ kind, label }) => label !== 'supported' && kind !== 'sentence');
  if (suspects.length === 0 || historyText.trim() === '') return [];
  const words = wordsOf(historyText);
  const history = indexWords(historyText, words);
  const read = findNumbers(historyText, words);
  const lowered = ` ${words.map((word) => word.folded).join(' ')} `;
  return suspects.flatMap(({ kind, textSpan }) => {
    const said = text.slice(textSpan.start, textSpan.end);
    const number = kind === 'number' ? numbers.find(({ start }) => start === textSpan.start) : undefined;
    const spoken = wordsOf(said);
    const leaked =
      kind === 'name'
        ? spoken.some((word) => matchName([word], history) !== null)
        : number
          ? read.some((found) => agree(number, found) === 'same')
          : lowered.includes(` ${spoken.map((word) => word.folded).join(' ')} `);
    if (!leaked) return [];
    const reason = `“${said}” is not in the article, but in what the reader read before.`;
    return [
      { kind: 'leak', rule: 'leak/from-history', label: 'contradicted', textSpan, evidence: [], reason } as const,
    ];
  });
}
