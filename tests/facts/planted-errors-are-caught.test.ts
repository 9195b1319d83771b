import { beforeAll, describe, expect, it } from 'vitest';
import { plantErrors } from '../../datasets/planted-errors/plant-errors.ts';
import type { PlantedErrorKind, PlantedErrorSource } from '../../datasets/planted-errors/planted-error.ts';
import { type ReadStory, readStory } from '../../datasets/planted-errors/story.ts';
import { titledArticles, titleRows } from '../../evaluation/facts/title-sets.ts';
import type { AnalysedArticle } from '../../generators/facts/analyse-article.ts';
import { checkFactsAgainst } from '../../generators/facts/check-facts.ts';

describe('errors planted in the demo newsroom’s titles', () => {
  let articles: AnalysedArticle[];
  let stories: ReadStory[];
  const labelOf = (text: string, index: number) => checkFactsAgainst(text, null, articles[index]!).label;
  beforeAll(async () => {
    articles = (await titledArticles('demo')).map(({ article }) => article);
    stories = titleRows('demo').map(({ title, body, publishedAt }) => readStory({ title, article: body, publishedAt }));
  });

  it.each<[PlantedErrorKind, PlantedErrorSource, atLeast: number, planted: number]>([
    ['number', 'elsewhere', 0.99, 15],
    ['entity', 'elsewhere', 0.95, 12],
    ['date', 'elsewhere', 0.99, 20],
    ['quotation', 'elsewhere', 0.99, 30],
    ['negation', 'same article', 0.7, 25],
  ])('of kind %s, taken from %s, are caught', (kind, from, atLeast, planted) => {
    const labels = stories.flatMap((story, index) =>
      plantErrors(story, stories, { seed: 'test', kinds: [kind], from: [from], each: 3 }).map(({ text }) =>
        labelOf(text, index),
      ),
    );
    expect(labels.length).toBeGreaterThanOrEqual(planted);
    expect(labels.filter((label) => label !== 'supported').length / labels.length).toBeGreaterThanOrEqual(atLeast);
  });

  it('while true titles seldom are: only those that say what their body leaves to the reader', () => {
    const doubted = stories.filter(({ title }, index) => labelOf(title, index) !== 'supported');
    expect(doubted.length / stories.length).toBeLessThanOrEqual(0.1);
  });
});
