import { describe, expect, it } from 'vitest';
import { loadTitledProducts } from '../../datasets/ad-titles/ad-titles.ts';
import { loadDemoItems } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import { verdictIds } from '../../generators/prompt/task-tail.ts';
import { defaultLanguageModel } from '../../models/catalogue/default-models.ts';
import { tokenizerFromGguf } from '../../models/tokenizer/gguf-tokenizer.ts';
import { adTitleExamples } from '../../training/ad-title/ad-title-examples.ts';
import { adFactExamples, factExamples } from '../../training/facts/fact-examples.ts';
import { realModel } from '../models/parity/real-models.ts';

const model = await realModel(defaultLanguageModel);
const rows = loadDemoItems().articles.map(({ id, title, body }) => ({ id, title, body: body! }));

describe.skipIf(!model)('fact examples', () => {
  const tokenizer = model ? tokenizerFromGguf(model.path) : null!;

  it('ask for one token, yes as often as no, with the claim behind the same article', async () => {
    const { supported, unsupported } = verdictIds(tokenizer);
    const examples = await factExamples(rows, tokenizer, { split: null });
    expect(examples.length).toBeGreaterThan(30);
    for (let index = 0; index < examples.length; index += 2) {
      const [right, wrong] = [examples[index]!, examples[index + 1]!];
      expect([right.target, wrong.target]).toEqual([[supported], [unsupported]]);
      expect(wrong.prefix).toEqual(right.prefix);
      expect(wrong.claim).not.toBe(right.claim);
      const said = tokenizer.decode(wrong.tail.flatMap((piece) => ('ids' in piece ? piece.ids : [])));
      expect(said).toContain(`Claim: ${wrong.claim}`);
    }
    const from = new Set(examples.map(({ planted }) => planted?.from));
    expect(from).toEqual(new Set([undefined, 'elsewhere', 'same article']));
  });

  it('are made of ads as well', () => {
    const examples = adFactExamples(loadTitledProducts(), tokenizer, { split: null });
    expect(examples.length).toBeGreaterThan(500);
    expect(examples.filter(({ planted }) => planted).length).toBe(examples.length / 2);
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
