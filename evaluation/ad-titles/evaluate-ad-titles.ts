import { composeAdTitles } from '../../datasets/ad-titles/compose-ad-titles.ts';
import type { AdFacts } from '../../datasets/item.ts';
import { defaultAdTitleWords, writeAdTitles } from '../../generators/ad-title/write-ad-titles.ts';
import type { AnalysedArticle } from '../../generators/facts/analyse-article.ts';
import { adChecker, analyseAdFacts, checkAdTitle } from '../../generators/facts/check-ad-title.ts';
import { formFaults } from '../../generators/form/form-faults.ts';
import type { WritingModels } from '../../generators/headline/headline-request.ts';
import { bootstrapMean, type MeanInterval } from '../bootstrap-mean.ts';
import { rougeL, rougeN } from '../rouge.ts';

/** A product that no adapter was taught from, with the titles that somebody wrote for it. */
export interface MeasuredProduct {
  readonly id: string;
  readonly facts: AdFacts;
  readonly titles: readonly string[];
}

/** Who makes the title: the model with its adapter, the model alone, facts put together by rule. */
export const adTitleArms = ['trained', 'untrained', 'composed'] as const;
export type AdTitleArm = (typeof adTitleArms)[number];

/** Metrics of an ad title, in the order they are reported; all are shares 0..1. */
export const adTitleMetrics = [
  'rouge1',
  'rouge2',
  'rougeL',
  'factPass',
  'malformed',
  'candidatesPass',
  'candidatesAdd',
] as const;
export type AdTitleMetric = (typeof adTitleMetrics)[number];
type AdTitleScores = Readonly<Record<AdTitleMetric, number>>;

export interface AdTitleReport {
  /** Products measured; each was written for as often as there are seeds. */
  readonly n: number;
  readonly checker: string;
  readonly arms: Readonly<Record<AdTitleArm, Readonly<Record<AdTitleMetric, MeanInterval>>>>;
  /** Texts that stood, by arm, one a seed. */
  readonly texts: readonly ({ readonly id: string } & Readonly<Record<AdTitleArm, readonly string[]>>)[];
}

export interface AdTitleEvaluationOptions {
  /** Name of the loaded adapter that is measured as `trained`. */
  readonly adapter: string;
  readonly candidates: number;
  readonly seeds: readonly number[];
}

/** A title with what is judged of it. */
interface JudgedTitle {
  readonly text: string;
  readonly sound: boolean;
  readonly supported: boolean;
}

/**
 * Measures ad titles of products with known titles: the title that stands (the best that passes or, where none does, the
 * best of those that fail) against the nearest of those that people wrote, and how many of all candidates say something
 * that the facts do not.
 */
export async function evaluateAdTitles(
  products: readonly MeasuredProduct[],
  models: WritingModels,
  options: AdTitleEvaluationOptions,
): Promise<AdTitleReport> {
  const scores: Record<AdTitleArm, AdTitleScores[]> = { trained: [], untrained: [], composed: [] };
  const texts: ({ id: string } & Record<AdTitleArm, string[]>)[] = [];
  for (const product of products) {
    const facts = await analyseAdFacts(product.facts);
    const own = { id: product.id, trained: [] as string[], untrained: [] as string[], composed: [] as string[] };
    for (const arm of adTitleArms) {
      const ofSeeds: AdTitleScores[] = [];
      for (const seed of options.seeds) {
        const candidates = await candidatesOf(arm, product, facts, models, { ...options, seed });
        const stands =
          candidates.find((one) => one.sound && one.supported) ?? candidates.find((one) => one.sound) ?? candidates[0]!;
        ofSeeds.push(scoresOf(stands, candidates, product.titles));
        own[arm].push(stands.text);
      }
      // Seeds of one product are not independent: the product is what is drawn.
      scores[arm].push(meanScores(ofSeeds));
    }
    texts.push(own);
  }
  const intervals = (arm: AdTitleArm) =>
    Object.fromEntries(
      adTitleMetrics.map((metric) => [metric, bootstrapMean(scores[arm].map((one) => one[metric]))]),
    ) as Record<AdTitleMetric, MeanInterval>;
  return {
    n: products.length,
    checker: `${adChecker.name}@${adChecker.version}`,
    arms: {
      trained: intervals('trained'),
      untrained: intervals('untrained'),
      composed: intervals('composed'),
    },
    texts,
  };
}

/** Titles of one arm in the order in which they would be taken. */
async function candidatesOf(
  arm: AdTitleArm,
  { facts: ad }: MeasuredProduct,
  facts: AnalysedArticle,
  models: WritingModels,
  { adapter, candidates, seed }: AdTitleEvaluationOptions & { readonly seed: number },
): Promise<JudgedTitle[]> {
  if (arm === 'composed')
    return composeAdTitles(ad, candidates, String(seed)).map((text) => ({
      text,
      sound: formFaults(text, { finish: 'stop' }, defaultAdTitleWords).length === 0,
      supported: checkAdTitle(text, facts).label === 'supported',
    }));
  const [written] = await writeAdTitles(
    { title: '', facts: ad, language: 'en' },
    [{ profile: null, conditioning: 'none', seed, candidates }],
    models,
    { lane: 'bulk', adapter: arm === 'trained' ? adapter : null },
  );
  return [...written!.outcome.candidates]
    .sort((a, b) => b.score - a.score)
    .map(({ text, formFaults: faults, verdict }) => ({
      text,
      sound: faults.length === 0,
      supported: verdict?.label === 'supported',
    }));
}

function scoresOf(
  { text, sound, supported }: JudgedTitle,
  candidates: readonly JudgedTitle[],
  titles: readonly string[],
): AdTitleScores {
  const nearest = (measure: (title: string) => number) => Math.max(...titles.map(measure));
  const share = (test: (one: JudgedTitle) => boolean) => candidates.filter(test).length / candidates.length;
  return {
    rouge1: nearest((title) => rougeN(text, title, 1)),
    rouge2: nearest((title) => rougeN(text, title, 2)),
    rougeL: nearest((title) => rougeL(text, title)),
    factPass: supported ? 1 : 0,
    malformed: sound ? 0 : 1,
    candidatesPass: share((one) => one.sound && one.supported),
    candidatesAdd: share((one) => !one.supported),
  };
}

function meanScores(scores: readonly AdTitleScores[]): AdTitleScores {
  const mean = (metric: AdTitleMetric) => scores.reduce((sum, one) => sum + one[metric], 0) / scores.length;
  return Object.fromEntries(adTitleMetrics.map((metric) => [metric, mean(metric)])) as Record<AdTitleMetric, number>;
}
