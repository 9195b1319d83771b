import { plainWords } from '../../datasets/planted-errors/piece.ts';
import type { ClaimVerdict } from '../../generators/facts/verdict.ts';

/**
 * Whether the text of a title itself explains an alarm: the words it doubts stand nowhere in the body (a quotation, name
 * or figure that the body lacks). Looked up in the plain text, by none of the check's own rules.
 */
export function isExplained(title: string, body: string, finding: ClaimVerdict): boolean {
  if (!['quotation', 'name', 'number', 'date'].includes(finding.kind)) return false;
  const words = plainWords(body.replace(/(?<=\p{Lu})\.(?=\p{Lu})|(?<=\d),(?=\d)/gu, ''));
  const said = plainWords(
    title.slice(finding.textSpan.start, finding.textSpan.end).replace(/(?<=\p{Lu})\.|(?<=\d),(?=\d)/gu, ''),
  );
  if (finding.kind === 'quotation') return !words.includes(said);
  return said
    .trim()
    .split(' ')
    .some((word) => word.length > 1 && !words.includes(` ${word} `));
}
