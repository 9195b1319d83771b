import { afterAll, describe, expect, it } from 'vitest';
import { loadDemoItems } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import { sourceFrame } from '../../generators/prompt/article-frame.ts';
import { taskTail } from '../../generators/prompt/task-tail.ts';
import { defaultLanguageModel, defaultSentenceEncoder } from '../../models/catalogue/default-models.ts';
import { openDefaultSentenceEncoder } from '../../models/encoder/open-sentence-encoder.ts';
import { tokenizerFromGguf } from '../../models/tokenizer/gguf-tokenizer.ts';
import { headlineExamples } from '../../training/headline/headline-examples.ts';
import { splitOf } from '../../training/split.ts';
import { realModel } from '../models/parity/real-models.ts';

const model = await realModel(defaultLanguageModel);
const encoderFiles = await realModel(defaultSentenceEncoder);
const rows = loadDemoItems().articles.map(({ id, title, body }) => ({ id, title, body: body! }));

describe.skipIf(!model || !encoderFiles)('headline examples', async () => {
  const tokenizer = model ? tokenizerFromGguf(model.path) : null!;
  const encoder = model && encoderFiles ? await openDefaultSentenceEncoder() : null!;
  const all = await headlineExamples(rows, tokenizer, encoder, { split: null, focusShare: 0.5 });

  it('hold the frame that serving reads, and end where the title ends', () => {
    expect(all.length).toBeGreaterThan(20);
    for (const { id, prefix, target } of all) {
      const row = rows.find((one) => one.id === id)!;
      expect(prefix).toEqual(sourceFrame(row.body, tokenizer));
      expect(target.at(-1)).toBe(tokenizer.specialId('<|im_end|>'));
      expect(tokenizer.decode(target.slice(0, -1)).trim()).toBe(row.title.replaceAll('’', "'"));
    }
  });

  it('put the task tokens where serving puts the adapter’s', () => {
    const served = taskTail({ task: 'headline' }, { embeddings: new Float32Array(8), madeFor: 'x' }, tokenizer);
    const learnt = all.find(({ tail }) => JSON.stringify(tail).length < 200)!.tail;
    expect(learnt.map((piece) => ('ids' in piece ? piece.ids : 'task tokens'))).toEqual(
      served.map((part) => ('ids' in part ? part.ids : 'task tokens')),
    );
  });

  it('give some a sentence of their own article as focus, and others none', () => {
    const said = all.map(({ id, tail }) => ({
      body: rows.find((one) => one.id === id)!.body,
      text: tokenizer.decode(tail.flatMap((piece) => ('ids' in piece ? piece.ids : []))),
    }));
    const focused = said.filter(({ text }) => text.includes('Stress this: '));
    expect(focused.length).toBeGreaterThan(all.length * 0.25);
    expect(focused.length).toBeLessThan(all.length * 0.75);
    for (const { body, text } of focused)
      expect(body.replace(/\s+/g, ' ')).toContain(
        /Stress this: (.*?)\s*(?:<\|im_end\|>)?\s*(?:<\|im_start\|>)?assistant\n/s.exec(text)![1]!.replace(/\s+/g, ' '),
      );
  });

  afterAll(() => encoder?.close());

  it('are the same for the same seed, and never those that are held out', async () => {
    const taught = await headlineExamples(rows, tokenizer, encoder, { count: 40 });
    expect(await headlineExamples(rows, tokenizer, encoder, { count: 40 })).toEqual(taught);
    expect(taught.length).toBe(40);
    expect(new Set(taught.map(({ id }) => splitOf(id)))).toEqual(new Set(['train']));
    expect(rows.some(({ id }) => splitOf(id) === 'test')).toBe(true);
  });
});
