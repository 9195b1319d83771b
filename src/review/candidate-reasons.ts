import type { Candidate } from '../../generators/generation.ts';

/** Why a candidate was chosen or not, in one plain sentence. */
export function candidateReason(candidate: Candidate, chosen: Candidate | null): string {
  if (candidate === chosen) return 'Chosen: the highest score of those that passed.';
  if (candidate.formFaults.length > 0) return `Held back for its form: ${candidate.formFaults.join(', ')}.`;
  const claims = candidate.verdict?.claims ?? [];
  const fault =
    claims.find(({ label }) => label === 'contradicted') ?? claims.find(({ label }) => label !== 'supported');
  if (candidate.verdict === null) return 'Held back: it was not checked.';
  if (candidate.verdict.label !== 'supported')
    return `Held back by the check: ${fault?.reason ?? candidate.verdict.label.replace('_', ' ')}`;
  if (candidate.heldBack) return `Held back: ${candidate.heldBack}`;
  if (!chosen) return 'Passed, and was not chosen.';
  if (candidate.text === chosen.text) return 'The same text as the one chosen.';
  const behind = weakestPart(candidate, chosen);
  const scores = `${candidate.score.toFixed(2)} against ${chosen.score.toFixed(2)}`;
  return `Passed, but scored ${scores}${behind ? `; most behind in ${behind}` : ''}.`;
}

/** The part of the score in which a candidate lies furthest behind. */
function weakestPart(candidate: Candidate, chosen: Candidate): string | null {
  const gaps = Object.entries(chosen.scoreParts)
    .map(([part, value]) => ({ part, gap: value - (candidate.scoreParts[part] ?? 0) }))
    .sort((a, b) => b.gap - a.gap);
  return gaps[0] && gaps[0].gap > 0 ? gaps[0].part : null;
}
