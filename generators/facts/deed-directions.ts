import type { AnalysedArticle } from './analyse-article.ts';
import { spanOf } from './article-words.ts';
import { deedsLike } from './deeds.ts';
import type { Span } from './verdict.ts';
import type { Word } from './words.ts';

/** Words between the doer and the deed, and between the deed and the one it is done to. */
const reachBefore = 14;
const reachBehind = 14;
/** As near behind the deed stands what it is done to. */
const reachOfObject = 7;
/** Between a deed and the one it is done to: what follows such a word is a place, a time or another's. */
const leadsAway =
  /^(?:at|by|in|into|for|from|with|to|over|against|after|before|as|on|of|during|who|which|that|when|while|because|but)$/u;

/** Places of the article that have the deed done as the text says, and the other way round. */
export interface DeedDirections {
  readonly agreeing: readonly Span[];
  /** Empty where any place has the text's doer do it. */
  readonly reversed: readonly Span[];
}

/**
 * Who does a deed in the article, of two that a text names for it. Every mention of the deed is read: the nearer of the
 * two before it in its sentence does it, unless a passive turns it ("was beaten by", "was appointed"); in a passive with
 * "by" the one behind does.
 * @param doer stems of the text's doer
 * @param other stems of the one to whom it is done
 * @param verb stem of the deed
 */
export function deedDirections(
  doer: readonly string[],
  other: readonly string[],
  verb: string,
  article: AnalysedArticle,
): DeedDirections {
  const { words } = article.index;
  const doers = placesOf(doer, article);
  const others = placesOf(other, article);
  const agreeing: Span[] = [];
  const reversed: Span[] = [];
  let doneByDoer = false;
  for (const deed of deedPlaces(verb, article)) {
    const one = around(doers, deed, article);
    const two = around(others, deed, article);
    const turned = isPassive(words, deed);
    const by = turned ? placeOfBy(words, deed) : -1;
    // Without "by" a passive says to whom alone.
    const [before, behind] =
      turned && by === -1 ? ['object', 'none'] : turned ? ['object', 'doer'] : ['doer', 'object'];
    const first = Math.max(one.before, two.before);
    const isDoerFirst = first !== -1 && first === one.before;
    const isOtherFirst = first !== -1 && first === two.before && !isDoerFirst;
    const spanTo = (from: number, to: number): Span => spanOf(words, Math.min(from, to), Math.max(from, to));
    if (before === 'doer') {
      const otherIsSubject = isOtherFirst && isSubject(words, two.before, deed);
      const told = words[deed]!.stem === verb || isVerbForm(words, deed);
      if (told && (isDoerFirst || (one.before !== -1 && !otherIsSubject))) {
        doneByDoer = true;
        if (two.behind !== -1) agreeing.push(spanTo(one.before, two.behind));
      } else if (isOtherFirst && one.behind !== -1 && (otherIsSubject || isObject(words, deed, one.behind)))
        reversed.push(spanTo(two.before, one.behind));
      // It is said of somebody whom the text does not name so: the doer is the other one all the same.
      else if (otherIsSubject && two.behind === -1 && words[deed]!.stem === verb)
        reversed.push(spanTo(two.before, deed));
      else if (one.before === -1 && one.behind !== -1 && isOwnObject(words, deed, one.behind, verb))
        reversed.push(spanTo(deed, one.behind));
    } else if (behind === 'doer') {
      if (one.behind > by) {
        doneByDoer = true;
        if (two.before !== -1) agreeing.push(spanTo(two.before, one.behind));
      } else if (two.behind > by && one.before !== -1) reversed.push(spanTo(one.before, two.behind));
    } else if (isOtherFirst) doneByDoer = true;
  }
  return { agreeing, reversed: doneByDoer ? [] : reversed };
}

/** Where the article tells of the deed: the verb in any form, or another word for it. */
function deedPlaces(verb: string, { index }: AnalysedArticle): number[] {
  return [verb, ...deedsLike(verb)].flatMap((stem) => index.stemPositions.get(stem) ?? []);
}

function placesOf(stems: readonly string[], { index }: AnalysedArticle): number[] {
  return stems.flatMap((stem) => index.stemPositions.get(stem) ?? []);
}

/** The nearest of some places before and behind a deed, in its sentence and within reach; -1 where there is none. */
function around(
  positions: readonly number[],
  deed: number,
  { places }: AnalysedArticle,
): { readonly before: number; readonly behind: number } {
  let before = -1;
  let behind = -1;
  for (const at of positions) {
    if (places.sentenceOf[at] !== places.sentenceOf[deed]) continue;
    if (at < deed && deed - at <= reachBefore) before = Math.max(before, at);
    if (at > deed && at - deed <= reachBehind && (behind === -1 || at < behind)) behind = at;
  }
  return { before, behind };
}

/** "was arrested", "has been criticised", "beaten by", "ordered by". */
function isPassive(words: readonly Word[], deed: number): boolean {
  if (!/(?:ed|en|own|ought|ade|old|eld|eft|un|orn)$/u.test(words[deed]!.folded)) return false;
  if (words[deed + 1]?.folded === 'by') return true;
  return words
    .slice(Math.max(0, deed - 3), deed)
    .some(({ folded }) => /^(?:is|are|was|were|be|been|being)$/u.test(folded));
}

function placeOfBy(words: readonly Word[], deed: number): number {
  for (let at = deed + 1; at <= deed + 8 && at < words.length && !words[at]!.opens; at++)
    if (words[at]!.folded === 'by') return at;
  return -1;
}

/** "The court has permanently barred": nothing but helping words and adverbs between the subject and the deed. */
function isSubject(words: readonly Word[], at: number, deed: number): boolean {
  const between = words.slice(at + 1, deed);
  return (
    between.length <= 3 &&
    !words[deed]!.opens &&
    /(?:s|ed|en|own|ought|ade|old|eld|eft|un|orn)$/u.test(words[deed]!.folded) &&
    between.every(({ folded }) => /^(?:has|have|had|also|will|would|today|yesterday|later|\p{L}+ly)$/u.test(folded))
  );
}

/** "has asked a federal court": the very deed, done to the one right behind it. */
function isOwnObject(words: readonly Word[], deed: number, at: number, verb: string): boolean {
  const { stem, opens } = words[deed]!;
  return stem === verb && !opens && isVerbForm(words, deed) && at - deed <= 4 && isObject(words, deed, at);
}

/** "asked", "asks", "asking", "to ask": no noun that sounds the same. */
function isVerbForm(words: readonly Word[], at: number): boolean {
  return /(?:s|ed|ing)$/u.test(words[at]!.folded) || words[at - 1]?.folded === 'to';
}

function isObject(words: readonly Word[], deed: number, at: number): boolean {
  return at - deed <= reachOfObject && !words.slice(deed + 1, at).some(({ folded }) => leadsAway.test(folded));
}
