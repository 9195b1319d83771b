/** A rate that rises in a line for `warmup` steps to `peak`, then falls along half a cosine to `peak × floor`. */
export interface LearningRateSettings {
  readonly peak: number;
  readonly warmup: number;
  readonly steps: number;
  /** Share of the peak that is left at the last step. */
  readonly floor: number;
}

/** Rate of a step counted from 1 (Loshchilov and Hutter 2017, without restarts). */
export function learningRateAt(step: number, { peak, warmup, steps, floor }: LearningRateSettings): number {
  if (step <= warmup) return (peak * step) / warmup;
  const done = Math.min(1, (step - warmup) / Math.max(1, steps - warmup));
  return peak * (floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * done)));
}
