import type { AnalysedArticle } from './analyse-article.ts';
import { type ContentWord, contentWords } from './article-places.ts';
import { spanOf } from './article-words.ts';
import { contextFit } from './context-fit.ts';
import { deedsLike } from './deeds.ts';
import { deniesBySense, isNegator } from './negation-words.ts';
import type { ClaimVerdict } from './verdict.ts';
import { isFunctionWord, type Word } from './words.ts';

/** Content words behind a negation that it is about. */
const scope = 4;
/** Words between a denial and what it denies in the article. */
const reach = 5;
const closeReach = 3;
/** Places that fit nearly as well as the best are asked too. */
const nearlyBest = 0.7;
/** What says nothing of what is denied: it stands with everything. */
const lightStems = new Set('get make take give go come need want do have let put keep use'.split(' '));

/**
 * What a text denies must be denied in the article: a denying word near one of the first words that the text's negation
 * is about. And what the article only ever denies, in the text's own words, must not be told as having happened.
 */
export function negationClaims(
  text: string,
  words: readonly Word[],
  verb: string | null,
  article: AnalysedArticle,
): ClaimVerdict[] {
  const denied = words.flatMap((word, at) =>
    isNegator(word) && !isLoose(words, at) && aboutWhat(words, at).length > 0
      ? [judgeDenial(text, words, at, article)]
      : [],
  );
  return denied.length > 0 || words.some(deniesBySense) ? denied : onlyDenied(words, verb, article);
}

/** "not only", "no doubt", "or not", "without": what follows is told, or is no statement of its own. */
function isLoose(words: readonly Word[], at: number): boolean {
  const next = words[at + 1]?.folded ?? '';
  const { folded } = words[at]!;
  if (folded === 'without' || folded === 'nor' || folded === 'neither') return true;
  // "Gains from loans, not cars": a contrast, whose other half is told.
  if (folded === 'not' && at > 1 && at === words.length - 2 && isPlural(words[at + 1]!) && isNoun(words[at - 1]!))
    return true;
  return next === '' || /^(?:only|just|doubt|matter|one|longer|\d+)$/u.test(next);
}

const isPlural = ({ folded }: Word): boolean => /[^s]s$/u.test(folded);
const isNoun = ({ folded }: Word): boolean => !isFunctionWord(folded);

/** The first content words behind a negation. */
function aboutWhat(words: readonly Word[], at: number): Word[] {
  return words
    .slice(at + 1)
    .filter(({ folded }) => !isFunctionWord(folded) && !/^\d/u.test(folded))
    .slice(0, scope);
}

function judgeDenial(text: string, words: readonly Word[], at: number, article: AnalysedArticle): ClaimVerdict {
  const about = aboutWhat(words, at);
  const last = about[0] ?? words[at]!;
  const claim = {
    kind: 'negation',
    textSpan: { start: words[at]!.start, end: Math.max(words[at]!.end, last.end) },
  } as const;
  const said = text.slice(claim.textSpan.start, claim.textSpan.end);
  const deed = about[0];
  const context = contentWords(words).filter((word) => word.at !== at);
  const deedPlaces = deed ? fitting(placesOf(deed, article), context, at, article) : [];
  // Where the article has the very deed, it is this that must be denied; else another of the words that it is about.
  const places =
    deedPlaces.length > 0 && !lightStems.has(deed!.stem)
      ? deedPlaces
      : about.slice(1).flatMap((word) => fitting(placesOf(word, article), context, at, article));
  for (const position of places) {
    const denial = denialNear(article, position, places === deedPlaces || deedPlaces.length === 0 ? reach : closeReach);
    if (denial === -1) continue;
    const span = spanOf(article.index.words, Math.min(denial, position), Math.max(denial, position));
    return {
      ...claim,
      rule: 'negation/agrees',
      label: 'supported',
      evidence: [{ ...span, support: 0.9 }],
      reason: `The article denies it too: “${article.body.slice(span.start, span.end)}”.`,
    };
  }
  const told = about.flatMap((word) => placesOf(word, article))[0];
  if (told === undefined)
    return {
      ...claim,
      rule: 'negation/unsupported',
      label: 'not_verifiable',
      evidence: [],
      reason: `Nothing in the article denies what “${said}” denies.`,
    };
  const { start, end } = article.sentences[article.places.sentenceOf[told]!] ?? spanOf(article.index.words, told, told);
  return {
    ...claim,
    rule: 'negation/reversed',
    label: 'contradicted',
    evidence: [{ start, end, support: 0 }],
    reason: `The text says “${said}”; the article speaks of it and does not deny it.`,
  };
}

/** Where the article has a word or, lacking it, another word for the same deed. */
function placesOf(word: Word, { index }: AnalysedArticle): readonly number[] {
  const own = index.stemPositions.get(word.stem);
  return own ?? deedsLike(word.stem).flatMap((stem) => index.stemPositions.get(stem) ?? []);
}

/** The places among these that fit the text's words best: a denial elsewhere denies something else. */
function fitting(
  positions: readonly number[],
  context: readonly ContentWord[],
  at: number,
  article: AnalysedArticle,
): number[] {
  const fits = positions.map((position) => contextFit(context, at, position, article));
  const best = Math.max(0, ...fits);
  return positions.filter((_, index) => fits[index]! >= nearlyBest * best);
}

/** Index of a plain "not" within reach before a place, or of a word that denies by its sense close by, or -1. */
function denialNear({ index, places }: AnalysedArticle, position: number, most: number): number {
  const sentence = places.sentenceOf[position];
  for (let at = position; at >= Math.max(0, position - most); at--) {
    if (places.sentenceOf[at] !== sentence) break;
    const word = index.words[at]!;
    const plain = isNegator(word) && index.words[at + 1]?.folded !== 'only';
    if (plain || (position - at <= closeReach && deniesBySense(word))) return at;
  }
  for (let at = position + 1; at <= position + 3 && at < index.words.length; at++)
    if (places.sentenceOf[at] === sentence && deniesBySense(index.words[at]!)) return at;
  return -1;
}

/**
 * A verb of the text that the article has only behind a plain "not" or "never", with the word before it in the text
 * standing in the same sentence.
 */
function onlyDenied(
  words: readonly Word[],
  verb: string | null,
  { index, places, body }: AnalysedArticle,
): ClaimVerdict[] {
  return words.flatMap((word, at): ClaimVerdict[] => {
    if (at === 0 || word.stem !== verb || isFunctionWord(word.folded)) return [];
    const positions = index.stemPositions.get(word.stem) ?? [];
    if (positions.length === 0 || positions.length > 3) return [];
    const subject = words
      .slice(0, at)
      .find(({ folded, stem }) => !isFunctionWord(folded) && index.stemPositions.has(stem));
    if (!subject) return [];
    const denials = positions.map((position) => {
      for (let before = position - 1; before >= Math.max(0, position - 2); before--)
        if (
          /^(?:not|never|cannot|\p{L}+n't)$/u.test(index.words[before]!.folded) &&
          index.words[before + 1]!.folded !== 'only'
        )
          return before;
      return -1;
    });
    const together = positions.every((position) =>
      (index.stemPositions.get(subject.stem) ?? []).some(
        (place) => places.sentenceOf[place] === places.sentenceOf[position],
      ),
    );
    if (!together || denials.includes(-1)) return [];
    const span = spanOf(index.words, denials[0]!, positions[0]!);
    return [
      {
        kind: 'negation',
        rule: 'negation/reversed',
        label: 'contradicted',
        textSpan: { start: word.start, end: word.end },
        evidence: [{ ...span, support: 0 }],
        reason: `The article says “${body.slice(span.start, span.end)}”; the text leaves the denial out.`,
      },
    ];
  });
}
