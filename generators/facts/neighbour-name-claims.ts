import type { AnalysedArticle } from './analyse-article.ts';
import { sortOf } from './name-binding-claims.ts';
import type { NameMention } from './names.ts';
import type { ClaimVerdict } from './verdict.ts';
import { isFunctionWord, type Word } from './words.ts';

/** Words about a neighbour within which the text's own name clears it. */
const clearing = 6;

/**
 * A name in the place of another: where the text has "Karvik airport" and the article, beside the very word, only ever
 * another name ("Ostrey airport"). The word right behind the name is asked, or the one right before it.
 */
export function neighbourNameClaims(
  text: string,
  words: readonly Word[],
  supported: readonly ClaimVerdict[],
  verb: string | null,
  article: AnalysedArticle,
): ClaimVerdict[] {
  const { index, names, body } = article;
  const inText = new Set(words.map(({ stem }) => stem));
  const startsAt = new Map<number, NameMention>();
  const endsAt = new Map<number, NameMention>();
  for (const name of names) {
    if (name.words.some(({ stem }) => inText.has(stem))) continue;
    startsAt.set(name.start, name);
    endsAt.set(name.end, name);
  }
  return supported.flatMap((claim): ClaimVerdict[] => {
    if (claim.kind !== 'name' || claim.rule !== 'name/as-written') return [];
    const { start, end } = claim.textSpan;
    const own = words.filter((word) => word.start >= start && word.end <= end);
    const first = words.findIndex((word) => word.start === start);
    if (own.length === 0 || first === -1) return [];
    const sort = sortOf(own, article);
    if (sort === null) return [];
    const mine = own.flatMap(({ folded }) => (isFunctionWord(folded) ? [] : (index.positions.get(folded) ?? [])));
    for (const side of ['behind', 'before'] as const) {
      const neighbour = words[side === 'behind' ? first + own.length : first - 1];
      if (
        !neighbour ||
        isFunctionWord(neighbour.folded) ||
        /^\d/u.test(neighbour.folded) ||
        !index.small.has(neighbour.folded)
      )
        continue;
      const gap = side === 'behind' ? text.slice(end, neighbour.start) : text.slice(neighbour.end, start);
      if (!/^\s+$/u.test(gap) || neighbour.stem === verb) continue;
      const places = index.positions.get(neighbour.folded) ?? [];
      if (places.some((place) => mine.some((at) => Math.abs(at - place) <= clearing))) continue;
      for (const place of places) {
        const beside = side === 'behind' ? index.words[place - 1] : index.words[place + 1];
        const other = beside && (side === 'behind' ? endsAt.get(beside.end) : startsAt.get(beside.start));
        if (!other || sortOf(other.words, article) !== sort || (side === 'before' && beside.opens)) continue;
        const between =
          side === 'behind'
            ? body.slice(other.end, index.words[place]!.start)
            : body.slice(index.words[place]!.end, other.start);
        if (!/^\s+$/u.test(between)) continue;
        const span = {
          start: Math.min(other.start, index.words[place]!.start),
          end: Math.max(other.end, index.words[place]!.end),
        };
        return [
          {
            kind: 'binding',
            rule: 'binding/name',
            label: 'contradicted',
            textSpan: { start, end },
            evidence: [{ ...span, support: 0 }],
            reason: `The article has “${body.slice(span.start, span.end)}”, and “${text.slice(start, end)}” elsewhere.`,
          },
        ];
      }
    }
    return [];
  });
}
