/** How well a value can be read off vectors by a linear rule. */
export interface ProbeResult {
  readonly readers: number;
  readonly withValue: number;
  /** Area under the curve on readers that the probe did not see; 0.5 is guessing. Null without both kinds in a fold. */
  readonly auc: number | null;
}

const folds = 5;
const steps = 300;
const ridge = 1e-3;

/**
 * Tries to read an attribute off vectors: logistic regression, cross-validated over readers in five folds, mean AUC.
 * @param vectors readers' vectors, `has` whether each has the value
 */
export function linearProbe(vectors: readonly Float32Array[], has: readonly boolean[]): ProbeResult {
  const aucs: number[] = [];
  // Each kind is dealt out in turn, so that every fold has its share of both.
  const fold = new Int32Array(vectors.length);
  const dealt = [0, 0];
  for (const [row, value] of has.entries()) fold[row] = dealt[Number(value)]!++ % folds;
  for (let held = 0; held < folds; held++) {
    const rows = vectors.map((_, row) => row);
    const weights = learnt(
      vectors,
      has,
      rows.filter((row) => fold[row] !== held),
    );
    const scores = rows
      .filter((row) => fold[row] === held)
      .map((row) => ({ score: score(vectors[row]!, weights), has: has[row]! }));
    const auc = area(scores);
    if (auc !== null) aucs.push(auc);
  }
  return {
    readers: vectors.length,
    withValue: has.filter(Boolean).length,
    auc: aucs.length > 0 ? aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length : null,
  };
}

function learnt(vectors: readonly Float32Array[], has: readonly boolean[], rows: readonly number[]): Float64Array {
  const dimensions = vectors[0]?.length ?? 0;
  const weights = new Float64Array(dimensions + 1);
  const slope = new Float64Array(dimensions + 1);
  for (let step = 0; step < steps; step++) {
    slope.fill(0);
    for (const row of rows) {
      const vector = vectors[row]!;
      const error = 1 / (1 + Math.exp(-score(vector, weights))) - (has[row] ? 1 : 0);
      for (let index = 0; index < dimensions; index++) slope[index]! += error * vector[index]!;
      slope[dimensions]! += error;
    }
    // Unit vectors bound the curvature by 1/2, so a step of 2 never overshoots.
    for (let index = 0; index <= dimensions; index++)
      weights[index]! -= 2 * (slope[index]! / Math.max(1, rows.length) + ridge * weights[index]!);
  }
  return weights;
}

function score(vector: Float32Array, weights: Float64Array): number {
  let sum = weights[vector.length]!;
  for (let index = 0; index < vector.length; index++) sum += vector[index]! * weights[index]!;
  return sum;
}

function area(scores: readonly { readonly score: number; readonly has: boolean }[]): number | null {
  const yes = scores.filter((entry) => entry.has);
  const no = scores.filter((entry) => !entry.has);
  if (yes.length === 0 || no.length === 0) return null;
  let won = 0;
  for (const a of yes) for (const b of no) won += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0;
  return won / (yes.length * no.length);
}
