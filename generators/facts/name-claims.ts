import { aliasesOf } from './aliases.ts';
import type { AnalysedArticle } from './analyse-article.ts';
import { type ArticleWords, findPhrase, spanOf } from './article-words.ts';
import { isFirstName } from './common-words.ts';
import { matchName, type NameMatch } from './name-match.ts';
import { findNames, isTitleCase, type NameMention } from './names.ts';
import { namesOfCommonWords } from './names-of-common-words.ts';
import type { ClaimVerdict } from './verdict.ts';
import { isCapitalised, type Word } from './words.ts';

/**
 * Every name in a text must stand in the article: whole, or shortened to the surname, as initials, as a people for its
 * country. A first name given another surname contradicts; a name that is nowhere cannot be verified.
 */
export function nameClaims(text: string, words: readonly Word[], article: AnalysedArticle): ClaimVerdict[] {
  const titleCase = isTitleCase(words);
  return [
    ...findNames(text, words, article.index).map((name) => judge(name, article, titleCase)),
    ...absentPhrases(words, article),
  ];
}

/** "White House" of an article that has houses, and something white: only together are the two words a name. */
function absentPhrases(words: readonly Word[], { index }: AnalysedArticle): ClaimVerdict[] {
  return namesOfCommonWords(words).flatMap((run): ClaimVerdict[] => {
    const phrase = run.map(({ folded }) => folded);
    const last = phrase.at(-1)!;
    // Where the article has both words close together it says the name in other order, or with a word between.
    const near = (index.positions.get(phrase[0]!) ?? []).some((at) =>
      (index.positions.get(last) ?? []).some((other) => other !== at && Math.abs(other - at) <= 4),
    );
    if (near || aliasesOf(phrase).some((alias) => findPhrase(index, alias) !== -1)) return [];
    const written = run.map(({ text }) => text).join(' ');
    const textSpan = { start: run[0]!.start, end: run.at(-1)!.end };
    const reason = `“${written}” is not in the article.`;
    return [{ kind: 'name', rule: 'name/absent', label: 'not_verifiable', textSpan, evidence: [], reason }];
  });
}

function judge(name: NameMention, { body, index }: AnalysedArticle, titleCase: boolean): ClaimVerdict {
  const written = name.words.map((word) => word.text).join(' ');
  const matches: { at: number; match: NameMatch }[] = [];
  const missing: Word[] = [];
  for (let at = 0; at < name.words.length; ) {
    const match = matchName(name.words.slice(at), index);
    if (match) matches.push({ at, match });
    else missing.push(name.words[at]!);
    at += match?.length ?? 1;
  }
  const claim = { kind: 'name', textSpan: { start: name.start, end: name.end } } as const;
  const conflict = titleCase ? null : conflictingPerson(name.words, matches, index);
  if (conflict) {
    const said = body.slice(conflict.start, conflict.end);
    return {
      ...claim,
      rule: 'name/other-person',
      label: 'contradicted',
      evidence: [{ ...conflict, support: 0 }],
      reason: `The article has “${said}”, not “${written}”.`,
    };
  }
  const evidence = matches.map(({ match }) => ({
    ...spanOf(index.words, match.from, match.to),
    support: match.how === 'in small letters' ? 0.8 : 1,
  }));
  if (missing.length > 0) {
    const absent = missing.map((word) => word.text).join(' ');
    return {
      ...claim,
      rule: 'name/absent',
      label: 'not_verifiable',
      evidence,
      reason: `“${absent}” is not in the article.`,
    };
  }
  const hows = new Set(matches.map(({ match }) => match.how));
  const rule = hows.has('in small letters')
    ? 'name/in-small-letters'
    : hows.size === 1 && hows.has('as written')
      ? 'name/as-written'
      : 'name/other-form';
  return { ...claim, rule, label: 'supported', evidence, reason: reasonFor(written, matches, body, index) };
}

function reasonFor(
  written: string,
  matches: readonly { match: NameMatch }[],
  body: string,
  index: ArticleWords,
): string {
  const other = matches.find(({ match }) => match.how !== 'as written')?.match;
  if (!other) return `“${written}” stands in the article.`;
  const { start, end } = spanOf(index.words, other.from, other.to);
  return `“${written}” is “${body.slice(start, end)}” in the article.`;
}

/**
 * "Anna Smith" where the article knows "Anna Lopez": the first name stands there, always with another surname, and
 * never by itself. Returns where the article gives the other surname.
 */
function conflictingPerson(
  name: readonly Word[],
  matches: readonly { at: number; match: NameMatch }[],
  index: ArticleWords,
): { start: number; end: number } | null {
  for (const { at, match } of matches) {
    const first = name[at]!;
    const surname = name[at + 1];
    if (match.length !== 1 || surname === undefined || !isFirstName(first.folded)) continue;
    let other: number | null = null;
    for (const position of index.positions.get(first.folded) ?? []) {
      const next = index.words[position + 1];
      if (!isCapitalised(index.words[position]!.text)) continue;
      if (!next || next.opens || !isCapitalised(next.text) || next.folded === surname.folded) return null;
      other ??= position;
    }
    if (other !== null) return spanOf(index.words, other, other + 1);
  }
  return null;
}
