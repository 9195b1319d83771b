import { seededRandom } from '../datasets/demo-newsroom/seeded-random.ts';

/** A mean with its 95 % interval. */
export interface MeanInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const draws = 2000;

/**
 * The mean of one value an article, with the 2.5 and 97.5 percentiles of the means of articles drawn with replacement
 * (percentile bootstrap, Efron 1979). The same values give the same interval.
 * @throws without values
 */
export function bootstrapMean(values: readonly number[]): MeanInterval {
  if (values.length === 0) throw new Error('no values to take a mean of');
  const random = seededRandom('bootstrap over articles');
  const means = Array.from({ length: draws }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw++) sum += values[Math.floor(random() * values.length)]!;
    return sum / values.length;
  }).sort((a, b) => a - b);
  const value = values.reduce((sum, one) => sum + one, 0) / values.length;
  return { value, low: means[Math.floor(0.025 * draws)]!, high: means[Math.ceil(0.975 * draws) - 1]! };
}
