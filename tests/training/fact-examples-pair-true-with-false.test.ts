import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTitledProducts } from '../../datasets/ad-titles/ad-titles.ts';
import { loadDemoItems } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import { verdictIds } from '../../generators/prompt/task-tail.ts';
import { defaultLanguageModel } from '../../models/catalogue/default-models.ts';
import { openCatalogueLanguageModel } from '../../models/host/open-language-model.ts';
import type { LanguageModel } from '../../models/language-model.ts';
import { tokenizerFromGguf } from '../../models/tokenizer/gguf-tokenizer.ts';
import { adTitleExamples } from '../../training/ad-title/ad-title-examples.ts';
import { adFactExamples, factExamples } from '../../training/facts/fact-examples.ts';
import { fitsFactScorer, splitOf } from '../../training/split.ts';
import { realModel } from '../models/parity/real-models.ts';

const model = await realModel(defaultLanguageModel);
const rows = loadDemoItems().articles.map(({ id, title, body }) => ({ id, title, body: body! }));

describe.skipIf(!model)('fact examples', () => {
  let languageModel: LanguageModel;

  beforeAll(async () => {
    languageModel = await openCatalogueLanguageModel(defaultLanguageModel, { device: 'cpu', threads: 1 });
  });

  afterAll(() => languageModel?.close());

  it('ask for one token, yes as often as no, with true and false claims behind the same article', async () => {
    const { tokenizer } = languageModel;
    const { supported, unsupported } = verdictIds(tokenizer);
    const examples = await factExamples(rows, languageModel, { split: null, count: 90 });
    expect(examples.length).toBeGreaterThan(60);
    for (const { claim, wrong, target, tail } of examples) {
      expect(target).toEqual([wrong === null ? supported : unsupported]);
      expect(tokenizer.decode(tail.flatMap((piece) => ('ids' in piece ? piece.ids : [])))).toContain(`Claim: ${claim}`);
    }
    for (const prefix of new Set(examples.map((example) => example.prefix.join()))) {
      const ofArticle = examples.filter((example) => example.prefix.join() === prefix);
      const falseOnes = ofArticle.filter(({ wrong }) => wrong !== null);
      if (ofArticle.at(-1) !== examples.at(-1)) expect(falseOnes.length).toBe(ofArticle.length / 2);
      expect(new Set(ofArticle.map(({ claim }) => claim)).size).toBe(ofArticle.length);
    }
    const kinds = new Set(examples.map(({ wrong }) => wrong ?? 'true'));
    for (const kind of ['true', 'invented ending', 'splice, same article', 'negation, same article'])
      expect([...kinds]).toContain(kind);
    expect([...kinds].filter((kind) => kind.endsWith('elsewhere')).length).toBeGreaterThan(1);
  });

  it('never teach an article that the scorer is fitted on', async () => {
    const many = Array.from({ length: 4 }, (_, copy) =>
      rows.map((row) => ({ ...row, id: `${row.id} ${copy}` })),
    ).flat();
    expect(many.filter(({ id }) => fitsFactScorer(id)).length).toBeGreaterThan(10);
    const taught = await factExamples(many, languageModel, { count: 40 });
    expect(taught.length).toBeGreaterThan(20);
    expect(taught.filter(({ id }) => fitsFactScorer(id))).toEqual([]);
    expect(new Set(taught.map(({ id }) => splitOf(id)))).toEqual(new Set(['train']));
  });

  it('are made of ads as well', () => {
    const examples = adFactExamples(loadTitledProducts(), languageModel.tokenizer, { split: null });
    expect(examples.length).toBeGreaterThan(500);
    expect(examples.filter(({ wrong }) => wrong !== null).length).toBe(examples.length / 2);
  });
});

describe.skipIf(!model)('ad-title examples', () => {
  const tokenizer = model ? tokenizerFromGguf(model.path) : null!;

  it('put the title behind facts in changing order', async () => {
    const products = loadTitledProducts();
    const examples = await adTitleExamples(products, tokenizer, { split: null });
    expect(examples.length).toBeGreaterThan(450);
    const [first] = products;
    const ofFirst = examples.filter(({ id }) => id === first!.id);
    expect(new Set(ofFirst.map(({ prefix }) => prefix.join())).size).toBeGreaterThan(1);
    for (const { prefix } of ofFirst)
      for (const point of first!.facts.sellingPoints) expect(tokenizer.decode(prefix)).toContain(`- ${point}`);
  });

  it('never show a held-out product', async () => {
    const taught = await adTitleExamples(loadTitledProducts(), tokenizer, { count: 200 });
    expect(taught.length).toBe(200);
    expect(new Set(taught.map(({ id }) => id)).size).toBeLessThan(60);
  });
});
