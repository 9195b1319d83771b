import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemoItems } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import { plantErrors } from '../../datasets/planted-errors/plant-errors.ts';
import { readStory } from '../../datasets/planted-errors/story.ts';
import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { judgeTexts } from '../../generators/facts/judge-texts.ts';
import { readFacts } from '../../generators/facts/score/fact-readings.ts';
import { defaultLanguageModel, defaultSentenceEncoder } from '../../models/catalogue/default-models.ts';
import { type OpenReadingModels, openReadingModels } from '../../training/fact-scorer/open-reading-models.ts';
import { realModel } from '../models/parity/real-models.ts';

const there = (await realModel(defaultLanguageModel)) && (await realModel(defaultSentenceEncoder));
const articles = loadDemoItems().articles.slice(0, 6);

describe.skipIf(!there)('the shipped fact adapter', () => {
  let models: OpenReadingModels;

  beforeAll(async () => {
    models = await openReadingModels();
  });

  afterAll(() => models?.close());

  it('believes titles more than the same titles with an error planted', async () => {
    const stories = articles.map(({ title, body }) => readStory({ title, article: body! }));
    let right = 0;
    let pairs = 0;
    for (const story of stories) {
      const errors = plantErrors(story, stories, { seed: 'adapter' }).slice(0, 4);
      const article = await analyseArticle({ body: story.article, language: 'en' });
      const readings = await readFacts([story.title, ...errors.map(({ text }) => text)], article, {
        languageModel: models.languageModel,
        factAdapter: models.factAdapter,
      });
      const [own, ...others] = readings.map(({ judgement }) => judgement!.sentences);
      expect(own).toHaveLength(1);
      right += others.filter(([odds]) => odds! < own![0]!).length;
      pairs += others.length;
    }
    expect(pairs).toBeGreaterThan(15);
    expect(right / pairs).toBeGreaterThan(0.8);
  });

  it('is asked about each sentence of a text', async () => {
    const { title, body } = articles[0]!;
    const article = await analyseArticle({ body: body!, language: 'en' });
    const text = `${title}. The mayor of Naples sold the moon.`;
    const [read] = await readFacts([text], article, models);
    expect(read!.judgement!.sentences).toHaveLength(2);
    const [first, second] = read!.judgement!.sentences;
    expect(second!).toBeLessThan(first!);
  });

  it('is part of a verdict’s probability, and not asked where it is another one than the scorer was made with', async () => {
    const { title, body } = articles[0]!;
    const article = await analyseArticle({ body: body!, language: 'en' }, models.encoder);
    const [verdict] = await judgeTexts([title], article, models);
    expect(verdict!.assessment!.scorer).toContain('judgement');
    const adapters = models.languageModel.adapters.map((adapter) => ({ ...adapter, fileSha256: 'f'.repeat(64) }));
    const languageModel = {
      tokenizer: models.languageModel.tokenizer,
      identity: models.languageModel.identity,
      score: models.languageModel.score.bind(models.languageModel),
      adapters,
    };
    const [other] = await judgeTexts([title], article, { encoder: models.encoder, languageModel });
    expect(other!.assessment!.scorer).not.toContain('judgement');
    expect(other!.assessment!.scorer).toContain('likelihood');
  });
});
