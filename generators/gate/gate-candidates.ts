import type { AnalysedArticle } from '../facts/analyse-article.ts';
import type { Candidate } from '../generation.ts';
import type { Judge } from './judge-once.ts';
import { repairsOf } from './repair.ts';

/**
 * Least salience of a text that tells an article's main news: of 40 true titles none lies below, of sentences behind
 * the tenth a quarter does (`evaluation/salience-threshold.ts`).
 */
export const leastSalience = 0.5;
/** Repairs that are tried before the original title stands. */
const triedRepairs = 3;

/**
 * Texts that are scored at once: most articles have one among their first few that stands, and each costs more to score
 * than to write.
 */
const scoredTogether = 4;

export interface GateOptions {
  /** Scores all that the rules let stand, needed or not: for fitting the order. */
  readonly scoreAll?: boolean;
}

/** What came of some candidates. */
export interface GateOutcome {
  /** As they were, with the scorer's verdict where the rules had no objection; a repaired text comes last. */
  readonly candidates: readonly Candidate[];
  /** Index of the first, in order of score, that passes all; null when none does. */
  readonly chosen: number | null;
}

/** Sound in form, supported in every claim and as a whole, and about the main news. */
export function passes({ formFaults, verdict, heldBack }: Candidate): boolean {
  return formFaults.length === 0 && verdict?.label === 'supported' && !heldBack;
}

/**
 * Lets the best candidate through that stands: sound in form, no rule objects, its probability reaches the gate, and it
 * does not miss the main news. When none stands, a candidate with one wrong number or name is put right from the article
 * and checked again like any other. Only what the rules let stand is scored, the best first, until one stands; what was
 * not needed is held back.
 */
export async function gateCandidates(
  candidates: readonly Candidate[],
  article: AnalysedArticle,
  judge: Judge,
  options: GateOptions = {},
): Promise<GateOutcome> {
  const gated = [...candidates];
  const waiting = byScore(gated).filter((index) => passes(gated[index]!));
  let chosen: number | undefined;
  while (waiting.length > 0 && (chosen === undefined || options.scoreAll)) {
    const scored = waiting.splice(0, scoredTogether);
    const verdicts = await judge(scored.map((index) => gated[index]!.text));
    for (const [place, index] of scored.entries()) gated[index] = held({ ...gated[index]!, verdict: verdicts[place]! });
    chosen ??= scored.find((index) => passes(gated[index]!));
  }
  for (const index of waiting) gated[index] = { ...gated[index]!, heldBack: notNeeded };
  if (chosen !== undefined) return { candidates: gated, chosen };
  const repaired = await repairedCandidate(gated, article, judge);
  return repaired ? { candidates: [...gated, repaired], chosen: gated.length } : { candidates: gated, chosen: null };
}

const notNeeded = 'It was not scored: one that comes before it stands.';

const byScore = (candidates: readonly Candidate[]): number[] =>
  candidates.map((_, index) => index).sort((a, b) => candidates[b]!.score - candidates[a]!.score || a - b);

/** Says so when a text that is true misses what the article is about. */
function held(candidate: Candidate): Candidate {
  const { salience } = candidate.scoreParts;
  if (salience === undefined || salience >= leastSalience || !passes(candidate)) return candidate;
  return {
    ...candidate,
    heldBack: `It misses the article's main news (salience ${salience.toFixed(2)}, needed ${leastSalience.toFixed(2)}).`,
  };
}

async function repairedCandidate(
  candidates: readonly Candidate[],
  article: AnalysedArticle,
  judge: Judge,
): Promise<Candidate | null> {
  const known = new Set(candidates.map(({ text }) => text));
  const proposals = byScore(candidates)
    .flatMap((index) => {
      const candidate = candidates[index]!;
      if (candidate.formFaults.length > 0 || !candidate.verdict) return [];
      return repairsOf(candidate.text, candidate.verdict, article).map((repair) => ({ candidate, repair }));
    })
    .filter(({ repair }) => !known.has(repair.text) && known.add(repair.text))
    .slice(0, triedRepairs);
  if (proposals.length === 0) return null;
  const verdicts = await judge(proposals.map(({ repair }) => repair.text));
  for (const [index, { candidate, repair }] of proposals.entries()) {
    const { text, ...repaired } = repair;
    const mended = held({ ...candidate, text, verdict: verdicts[index]!, repaired });
    if (passes(mended)) return mended;
  }
  return null;
}
