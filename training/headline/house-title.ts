import type { AnalysedArticle } from '../../generators/facts/analyse-article.ts';
import { checkFactsAgainst } from '../../generators/facts/check-facts.ts';
import { isCommonWord } from '../../generators/facts/common-words.ts';
import { isFunctionWord, wordsOf } from '../../generators/facts/words.ts';
import { formFaults } from '../../generators/form/form-faults.ts';
import { trimWrapping } from '../../generators/form/house-style.ts';
import { statesSomething } from '../../generators/headline/statement.ts';
import type { CasingVotes } from './casing-votes.ts';
import { plainVoice, pressVoiceShare } from './press-voice.ts';
import { trueCase } from './true-case.ts';

/** A title in house style, and how much it is worth learning from, 0 < share <= 1. */
export interface HouseTitle {
  readonly title: string;
  readonly share: number;
}

/** Why a title teaches nothing. */
export type TitleFault = 'malformed' | 'too long' | 'no statement' | 'not in the text' | 'about itself';

export const longestTitle = 15;
/** Least share of a title's content words that its text must hold, in any form. */
const leastCoverage = 0.6;

/**
 * Brings a publisher's title to the house's style, or says why it is left out: sentence case, no source behind a dash
 * or bar, no institution that announces itself, and nothing that the text does not bear out.
 * @param visible what the model sees of the article: a title that rests on what stands further down teaches invention
 */
export function houseTitle(
  raw: string,
  visible: AnalysedArticle,
  body: CasingVotes,
  corpus: CasingVotes,
): HouseTitle | TitleFault {
  const plain = plainVoice(withoutSource(trimWrapping(plainMarks(raw.normalize('NFC')))));
  const words = wordsOf(plain);
  if (words.length > longestTitle) return 'too long';
  const shouting = plain === plain.toUpperCase();
  // Lost spaces ("toEnsure"), two headlines in one, questions and mottos.
  if (shouting || /\p{Ll}{2}\p{Lu}\p{Ll}{3}|[?!;…]|\.\.\.| - .* - /u.test(plain)) return 'malformed';
  const title = trueCase(plain, body, corpus);
  if (formFaults(title, { finish: 'stop' }, longestTitle).length > 0) return 'malformed';
  const voice = pressVoiceShare(title);
  if (voice === 0) return 'about itself';
  // "Creating better reports": advice, no news.
  const advice = /ing$/u.test(words[0]?.folded ?? '') && isCommonWord(words[0]!.folded);
  if (advice || !statesSomething(title)) return 'no statement';
  const covered = coverage(title, visible);
  if (covered < leastCoverage || checkFactsAgainst(title, null, visible).label !== 'supported')
    return 'not in the text';
  return { title, share: voice * covered };
}

/** Share of the content words of a text that an article holds, in any form. */
export function coverage(text: string, { index }: Pick<AnalysedArticle, 'index'>): number {
  const content = wordsOf(text).filter(({ folded }) => !isFunctionWord(folded));
  if (content.length === 0) return 0;
  return (
    content.filter(({ folded, stem }) => index.positions.has(folded) || index.stemPositions.has(stem)).length /
    content.length
  );
}

/** Typewriter's quotation marks and apostrophes, which articles on the desk use as well. */
const plainMarks = (text: string) => text.replace(/[‘’ʼ]/gu, "'").replace(/[“”]/gu, '"');

/** Cuts a source, section or serial number off: "… | NASA", "… - Agency News", "Release 12-034: …", "… (Part 2)". */
export function withoutSource(title: string): string {
  return title
    .replace(/\s+[|•·]\s+.*$/u, '')
    .replace(/\s+[-–—]\s+(?:\p{Lu}[\p{L}&.]*\s*){1,4}$/u, '')
    .replace(
      /^(?:(?:news|press|media)\s+)?(?:release|advisory|update|video|photos?|audio|icymi|breaking)\b[^:]{0,20}:\s*/iu,
      '',
    )
    .replace(/\s*[([](?:part|video|photos?|audio|updated?|corrected|with)\b[^)\]]*[)\]]$/iu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
