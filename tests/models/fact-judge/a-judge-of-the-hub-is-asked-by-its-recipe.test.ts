import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyseArticle } from '../../../generators/facts/analyse-article.ts';
import { judgedByModel } from '../../../generators/facts/score/judged-by-model.ts';
import { type JudgeName, type JudgeRecipe, judgeRecipes } from '../../../models/fact-judge/judge-recipes.ts';
import { type FactJudge, openFactJudge } from '../../../models/fact-judge/open-fact-judge.ts';
import { GraphBuilder } from '../../../models/onnx/graph-builder.ts';

/** Each word's pull towards "contradiction" and "entailment"; the classifier adds up those of document and claim. */
const pulls: Readonly<Record<string, readonly [number, number]>> = {
  '[PAD]': [0, 0],
  '[UNK]': [0, 0],
  bridge: [0, 1],
  opens: [0, 0.5],
  collapses: [2, 0],
};
const words = Object.keys(pulls);
const recipe: JudgeRecipe = { ...judgeRecipes['deberta-v3-nli'], windowTokens: 64 };
let folder: string;
let judge: FactJudge;

/** A whole, if tiny, sequence classifier in the layout of the hub: a sum of word embeddings of width two. */
function writeModel(path: string, labels: readonly string[]): void {
  mkdirSync(join(path, 'onnx'), { recursive: true });
  const graph = new GraphBuilder('bag of words');
  const ids = graph.input('input_ids', 'int64', ['batch', 'length']);
  const table = graph.tensor('float32', [words.length, 2], Float32Array.from(Object.values(pulls).flat()));
  const axis = graph.tensor('int64', [1], BigInt64Array.of(1n));
  const sum = graph.node('ReduceSum', [graph.node('Gather', [table, ids]), axis], {
    attributes: { keepdims: { int: 0 } },
  });
  graph.output('logits', 'float32', ['batch', 2], sum);
  graph.write(join(path, 'onnx', 'model.onnx'));
  const json = (file: string, value: unknown) => writeFileSync(join(path, file), JSON.stringify(value));
  json('config.json', {
    model_type: 'bert',
    architectures: ['BertForSequenceClassification'],
    id2label: Object.fromEntries(labels.map((label, index) => [index, label])),
  });
  json('tokenizer_config.json', { tokenizer_class: 'PreTrainedTokenizerFast', pad_token: '[PAD]', unk_token: '[UNK]' });
  json('tokenizer.json', {
    version: '1.0',
    added_tokens: [{ id: 0, content: '[PAD]', special: true }],
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    decoder: null,
    model: { type: 'WordLevel', vocab: Object.fromEntries(words.map((word, id) => [word, id])), unk_token: '[UNK]' },
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'judge-'));
  writeModel(folder, ['contradiction', 'entailment']);
  judge = await openFactJudge(folder, recipe);
});
afterAll(async () => {
  await judge.close();
  rmSync(folder, { recursive: true });
});

test('document and claim go in as a pair, and the class named by the recipe is the answer', async () => {
  const softmax = (against: number, forIt: number) => Math.exp(forIt) / (Math.exp(against) + Math.exp(forIt));
  expect(await judge.judge('Bridge', 'bridge opens')).toBeCloseTo(softmax(0, 2.5), 5);
  expect(await judge.judge('Bridge', 'bridge collapses')).toBeCloseTo(softmax(2, 2), 5);
});

test('a long article is read window by window, and a text is as true as its weakest sentence', async () => {
  const filler = Array.from({ length: 30 }, (_, index) => `Nothing happened in street number ${index}.`).join(' ');
  const article = await analyseArticle({ body: `${filler} Bridge bridge bridge.`, language: 'en' });
  const opens = await judgedByModel('Bridge opens', article, judge);
  // Of all windows the last, which names the bridge, counts.
  expect(opens).toBeCloseTo(await judge.judge('bridge bridge bridge', 'bridge opens'), 5);
  const both = await judgedByModel('Bridge opens. Bridge collapses.', article, judge);
  expect(both).toBeCloseTo(await judgedByModel('Bridge collapses.', article, judge), 5);
  expect(both).toBeLessThan(opens);
});

test('a folder without the files is refused with what is missing and where it comes from', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'judge-'));
  await expect(openFactJudge(empty, judgeRecipes['factcg-deberta-v3-large'])).rejects.toThrow(
    /lacks config\.json, tokenizer\.json, tokenizer_config\.json, onnx\/model\.onnx; export yaxili96\/FactCG/,
  );
  rmSync(empty, { recursive: true });
});

test('a model whose classes are others than the recipe’s is refused', async () => {
  const other = mkdtempSync(join(tmpdir(), 'judge-'));
  writeModel(other, ['negative', 'positive']);
  await expect(openFactJudge(other, recipe)).rejects.toThrow(/its labels are negative, positive/);
  rmSync(other, { recursive: true });
});

test('every recipe says where its model comes from and how much it reads', () => {
  for (const name of Object.keys(judgeRecipes) as JudgeName[]) {
    const { source, windowTokens, input }: JudgeRecipe = judgeRecipes[name];
    expect(source).toMatch(/^[\w.-]+\/[\w.-]+$/);
    expect(windowTokens).toBeGreaterThanOrEqual(512);
    if (typeof input === 'function') expect(input('DOCUMENT', 'CLAIM')).toMatch(/DOCUMENT[\s\S]*CLAIM/);
  }
});
