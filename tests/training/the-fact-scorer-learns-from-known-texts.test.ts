import { expect, test } from 'vitest';
import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { logOdds } from '../../generators/facts/score/logistic-model.ts';
import { balancedThreshold, gateThreshold } from '../../training/fact-scorer/fact-thresholds.ts';
import { fitLogistic } from '../../training/fact-scorer/fit-logistic.ts';
import { shortened } from '../../training/known-texts/true-texts.ts';

/** Labels drawn from known odds: 2·a − 1·b. */
function drawn(count: number) {
  const random = seededRandom('fit');
  return Array.from({ length: count }, () => {
    const features = { a: random() * 4 - 2, b: random() * 4 - 2, noise: random() };
    const label = random() < 1 / (1 + Math.exp(features.b - 2 * features.a)) ? 1 : 0;
    return { features, label: label as 0 | 1, weight: 1 };
  });
}

test('the fit finds the weights that the labels were drawn by', () => {
  const model = fitLogistic(drawn(4000), ['a', 'b', 'noise'], { ridge: 1e-5 });
  const slope = (name: string) => {
    const { weight, spread } = model.features.find((feature) => feature.name === name)!;
    return weight / spread;
  };
  expect(slope('a')).toBeCloseTo(2, 0);
  expect(slope('b')).toBeCloseTo(-1, 0);
  expect(Math.abs(slope('noise'))).toBeLessThan(0.4);
});

test('a sign that is known beforehand is held against the examples', () => {
  const model = fitLogistic(drawn(500), ['a', 'b'], { ridge: 1e-3, signs: { a: -1, b: -1 } });
  expect(model.features.find(({ name }) => name === 'a')!.weight).toBe(0);
  expect(model.features.find(({ name }) => name === 'b')!.weight).toBeLessThan(0);
  expect(() => logOdds(model, { a: 1 })).toThrow(/needs the feature b/);
});

test('the gate lets one false text in twenty through, and what the rules refuse needs no threshold', () => {
  const score = (label: 0 | 1, probability: number, stands = true) => ({ label, probability, stands, weight: 1 });
  const wrong = Array.from({ length: 40 }, (_, index) => score(0, index / 40));
  const right = Array.from({ length: 40 }, (_, index) => score(1, 0.97 + index / 1600));
  const [balanced, gate] = [balancedThreshold([...wrong, ...right]), gateThreshold([...wrong, ...right])];
  expect(wrong.filter(({ probability }) => probability >= gate)).toHaveLength(2);
  const accuracyAt = (threshold: number) =>
    wrong.filter(({ probability }) => probability < threshold).length +
    right.filter(({ probability }) => probability >= threshold).length;
  for (const { probability } of [...wrong, ...right])
    expect(accuracyAt(balanced)).toBeGreaterThanOrEqual(accuracyAt(probability));
  const refused = wrong.map((one) => ({ ...one, stands: one.probability < 0.2 }));
  expect(gateThreshold([...refused, ...right])).toBeLessThan(0.2);
});

test('the gate of a model that cannot tell true from false is one that half of the true texts reach', () => {
  const texts = ([0, 1] as const).flatMap((label) =>
    Array.from({ length: 40 }, (_, index) => ({ label, probability: 0.5 + index / 100, stands: true, weight: 1 })),
  );
  const gate = gateThreshold(texts);
  const reached = texts.filter(({ label, probability }) => label === 1 && probability >= gate).length;
  expect(reached).toBeGreaterThanOrEqual(20);
  expect(reached).toBeLessThan(23);
});

test('a sentence cut short keeps who did what', () => {
  expect(shortened('On Tuesday afternoon, the council approved a tram line to the harbour, the mayor said.')).toBe(
    'The council approved a tram line to the harbour.',
  );
});
