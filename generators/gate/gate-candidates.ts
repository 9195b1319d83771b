import type { Lane } from '../../models/language-model.ts';
import type { AnalysedArticle } from '../facts/analyse-article.ts';
import { judgeTexts } from '../facts/judge-texts.ts';
import type { ReadingModels } from '../facts/score/fact-readings.ts';
import type { Verdict } from '../facts/verdict.ts';
import type { Candidate } from '../generation.ts';
import { repairsOf } from './repair.ts';

/**
 * Least salience of a text that tells an article's main news: of 40 true titles none lies below, of sentences behind
 * the tenth a quarter does (`evaluation/salience-threshold.ts`).
 */
export const leastSalience = 0.5;
/** Repairs that are tried before the original title stands. */
const triedRepairs = 3;

export interface GateOptions {
  readonly historyText: string;
  /** Probability that passes; the scorer's own gate if not given. */
  readonly threshold?: number;
  readonly lane: Lane;
  readonly signal?: AbortSignal;
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
 * and checked again like any other. Only what the rules let stand is scored.
 */
export async function gateCandidates(
  candidates: readonly Candidate[],
  article: AnalysedArticle,
  models: ReadingModels,
  options: GateOptions,
): Promise<GateOutcome> {
  const judged = await judgeStanding(candidates, article, models, options);
  const chosen = byScore(judged).find((index) => passes(judged[index]!));
  if (chosen !== undefined) return { candidates: judged, chosen };
  const repaired = await repairedCandidate(judged, article, models, options);
  return repaired ? { candidates: [...judged, repaired], chosen: judged.length } : { candidates: judged, chosen: null };
}

const byScore = (candidates: readonly Candidate[]): number[] =>
  candidates.map((_, index) => index).sort((a, b) => candidates[b]!.score - candidates[a]!.score || a - b);

async function judgeStanding(
  candidates: readonly Candidate[],
  article: AnalysedArticle,
  models: ReadingModels,
  options: GateOptions,
): Promise<Candidate[]> {
  const texts = [...new Set(candidates.filter(passes).map(({ text }) => text))];
  if (texts.length === 0) return candidates.map(held);
  const verdicts = await judgeTexts(texts, article, models, options);
  const of = new Map(texts.map((text, index): [string, Verdict] => [text, verdicts[index]!]));
  return candidates.map((candidate) => {
    const verdict = passes(candidate) ? of.get(candidate.text) : undefined;
    return held(verdict ? { ...candidate, verdict } : candidate);
  });
}

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
  models: ReadingModels,
  options: GateOptions,
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
  const verdicts = await judgeTexts(
    proposals.map(({ repair }) => repair.text),
    article,
    models,
    options,
  );
  for (const [index, { candidate, repair }] of proposals.entries()) {
    const { text, ...repaired } = repair;
    const mended = held({ ...candidate, text, verdict: verdicts[index]!, repaired });
    if (passes(mended)) return mended;
  }
  return null;
}
