import { beforeAll, describe, expect, it } from 'vitest';
import { plantErrors, plantedKinds, type TitledArticle } from '../../evaluation/facts/planted-errors.ts';
import { titledArticles } from '../../evaluation/facts/title-sets.ts';
import { checkFactsAgainst } from '../../generators/facts/check-facts.ts';

describe('errors planted in the demo newsroom’s titles', () => {
  let titled: TitledArticle[];
  beforeAll(async () => {
    titled = await titledArticles('demo');
  });

  it.each(plantedKinds)('of kind %s are caught', (kind) => {
    const errors = titled.flatMap((one, index) =>
      plantErrors(one, titled, index)
        .filter((error) => error.kind === kind)
        .map(({ text }) => checkFactsAgainst(text, null, one.article)),
    );
    const caught = errors.filter(({ label }) => label !== 'supported');
    expect(errors.length).toBeGreaterThan(kind === 'date' ? 3 : 40);
    expect(caught.length / errors.length).toBeGreaterThanOrEqual(0.95);
    // What is caught is caught for what is wrong.
    const named = caught.filter(({ claims }) =>
      claims.some((claim) => claim.label !== 'supported' && claim.kind === kind),
    );
    expect(named.length / caught.length).toBeGreaterThanOrEqual(0.95);
  });

  it('while true titles seldom are: only those that say what their body leaves to the reader', () => {
    const doubted = titled.filter(
      ({ title, article }) => checkFactsAgainst(title, null, article).label !== 'supported',
    );
    expect(doubted.length / titled.length).toBeLessThanOrEqual(0.1);
  });
});
