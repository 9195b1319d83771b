/** What a model says of a text that it did not learn from. */
export interface HeldOutScore {
  readonly label: 0 | 1;
  readonly weight: number;
  /** Whether the rules let the text stand: what they refuse cannot pass the gate whatever its probability. */
  readonly stands: boolean;
  readonly probability: number;
}

/** Share of false texts that the gate may let through. */
export const gateShare = 0.05;

/** The threshold with the highest weighted balanced accuracy. */
export function balancedThreshold(scored: readonly HeldOutScore[]): number {
  const total = [0, 0];
  for (const { label, weight } of scored) total[label]! += weight;
  const sorted = [...scored].sort((a, b) => a.probability - b.probability);
  // Below the lowest everything counts as true.
  let right = 1;
  let best = { right, threshold: 0 };
  sorted.forEach(({ label, weight, probability: at }, index) => {
    right += (label === 0 ? weight : -weight) / total[label]!;
    const next = sorted[index + 1]?.probability ?? 1;
    if (right > best.right && next > at) best = { right, threshold: (at + next) / 2 };
  });
  return Number(best.threshold.toFixed(4));
}

/**
 * The lowest threshold at which no more than `gateShare` of the false texts pass both rules and threshold; but one that half
 * of the true texts reach. A model that goes by too little to tell them apart lets more through, rather than nothing: its
 * card says how many.
 */
export function gateThreshold(scored: readonly HeldOutScore[]): number {
  const wrong = scored.filter(({ label }) => label === 0);
  const passing = wrong.filter(({ stands }) => stands).sort((a, b) => b.probability - a.probability);
  const most = Math.floor(gateShare * wrong.length);
  // Rounded up, so that the last one refused stays refused.
  const strict = passing.length <= most ? 0 : Math.ceil((passing[most]!.probability + 1e-9) * 1e4) / 1e4;
  return Math.min(strict, Math.floor(medianOfTrue(scored) * 1e4) / 1e4);
}

/** Half of the true texts that stand, by weight, reach it. */
function medianOfTrue(scored: readonly HeldOutScore[]): number {
  const right = scored
    .filter(({ label, stands }) => label === 1 && stands)
    .sort((a, b) => a.probability - b.probability);
  const half = right.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let reached = 0;
  for (const { weight, probability } of right) {
    reached += weight;
    if (reached > half) return probability;
  }
  return 1;
}
