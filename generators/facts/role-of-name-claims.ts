import type { AnalysedArticle } from './analyse-article.ts';
import { isFirstName } from './common-words.ts';
import type { ClaimVerdict } from './verdict.ts';
import { isCapitalised, isFunctionWord, stem, type Word } from './words.ts';

const roleStems = new Set(
  'president senator minister governor mayor judge king queen prince princess chief coach captain ceo chairman chancellor premier leader secretary general sheriff pope bishop singer actor actress author writer director striker goalkeeper midfielder driver pilot champion rapper comedian presenter spokesman spokeswoman analyst economist astronaut congressman congresswoman representative'
    .split(' ')
    .map(stem),
);
/** Words between a role and its bearer's name in the article: "the mayor of Sarnholm, Anna Lopez". */
const reach = 7;

/**
 * "President Ash" where the article has a president of another name: beside no mention of the name stands the role, and
 * beside another person's it does.
 */
export function roleOfNameClaims(words: readonly Word[], { index, places, body }: AnalysedArticle): ClaimVerdict[] {
  return words.flatMap((role, at): ClaimVerdict[] => {
    if (!roleStems.has(role.stem)) return [];
    const name = nameBehind(words, at + 1);
    if (name.length === 0) return [];
    const surname = name.at(-1)!;
    const bearers = index.positions.get(surname.folded) ?? [];
    const roles = index.stemPositions.get(role.stem) ?? [];
    if (bearers.length === 0 || roles.length === 0) return [];
    const beside = (one: number, other: number): boolean =>
      Math.abs(one - other) <= reach && Math.abs(places.sentenceOf[one]! - places.sentenceOf[other]!) === 0;
    if (bearers.some((bearer) => roles.some((place) => beside(bearer, place)))) return [];
    const other = roles.map((place) => personBehind(place, index.words, name)).find((place) => place !== null);
    if (other === undefined || other === null) return [];
    const span = { start: index.words[other.role]!.start, end: index.words[other.name]!.end };
    return [
      {
        kind: 'binding',
        rule: 'binding/name',
        label: 'contradicted',
        textSpan: { start: role.start, end: surname.end },
        evidence: [{ ...span, support: 0 }],
        reason: `The article has “${body.slice(span.start, span.end)}”, and never calls “${surname.text}” ${role.text.toLowerCase()}.`,
      },
    ];
  });
}

/** The capitalised words right behind a role; none when they do not look like a person's name. */
function nameBehind(words: readonly Word[], from: number): Word[] {
  const name: Word[] = [];
  for (
    let at = from;
    at < words.length && at < from + 3 && isCapitalised(words[at]!.text) && !isFunctionWord(words[at]!.folded);
    at++
  ) {
    if (/^(?:general|of|the)$/u.test(words[at]!.folded)) break;
    name.push(words[at]!);
    // In title case everything has a capital: a first name takes its surname along, a surname stands alone.
    if (!isFirstName(name[0]!.folded) || name.length === 2) break;
  }
  return name;
}

/** A person's name, other than the given, that follows a role in the article within three words. */
function personBehind(
  place: number,
  words: readonly Word[],
  name: readonly Word[],
): { role: number; name: number } | null {
  const given = new Set(name.map(({ folded }) => folded));
  for (let at = place + 1; at <= place + 3 && at < words.length; at++) {
    const word = words[at]!;
    if (word.opens) return null;
    if (!isCapitalised(word.text) || !isFirstName(word.folded)) continue;
    const surname = words[at + 1];
    if (
      !surname ||
      surname.opens ||
      !isCapitalised(surname.text) ||
      given.has(surname.folded) ||
      given.has(word.folded)
    )
      return null;
    return { role: place, name: at + 1 };
  }
  return null;
}
