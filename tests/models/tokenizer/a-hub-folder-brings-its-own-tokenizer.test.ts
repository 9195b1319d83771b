import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { tokenizerFromFolder } from '../../../models/tokenizer/hub-tokenizer.ts';

const folder = mkdtempSync(join(tmpdir(), 'masthead-tokenizer-'));
const bytes = ['a', 'b', 'c', 'Ġ', '1', '2', '<', '|', 'e', 'n', 'd', '>', 'Â', '½'];
const definition = {
  added_tokens: [
    { id: 20, content: '<|end|>', special: true },
    { id: 21, content: '<note>', special: false },
  ],
  normalizer: null,
  pre_tokenizer: {
    type: 'Sequence',
    pretokenizers: [
      { type: 'Digits', individual_digits: true },
      { type: 'ByteLevel', add_prefix_space: false, use_regex: true },
    ],
  },
  post_processor: null,
  decoder: { type: 'ByteLevel' },
  model: {
    type: 'BPE',
    vocab: Object.fromEntries([...bytes, 'ab', '12', 'Â½'].map((token, id) => [token, id])),
    merges: ['a b', '1 2', 'Â ½'],
  },
};
const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));

describe('a tokenizer.json', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read with its merges, its digits one by one, and its end ids', () => {
    write('tokenizer.json', definition);
    write('config.json', { eos_token_id: [20, 21] });
    const tokenizer = tokenizerFromFolder(folder);
    expect(tokenizer.encode('abc 12')).toEqual([14, 2, 3, 4, 5]);
    expect(tokenizer.encode('½')).toEqual([16]);
    expect(tokenizer.decode([14, 2, 3, 4, 5])).toBe('abc 12');
    expect(tokenizer.endIds).toEqual([20, 21]);
    expect(tokenizer.encode('')).toEqual([]);
  });

  it('keeps control tokens out of text, and shows added words that are none', () => {
    const tokenizer = tokenizerFromFolder(folder);
    expect(tokenizer.encode('<|end|>')).not.toContain(20);
    expect(tokenizer.specialId('<|end|>')).toBe(20);
    expect(tokenizer.decode([0, 20, 21, 1])).toBe('a<note>b');
  });

  it('is refused without a vocabulary or an end', () => {
    write('config.json', {});
    expect(() => tokenizerFromFolder(folder)).toThrow(/eos_token_id/);
    write('tokenizer.json', { model: {} });
    expect(() => tokenizerFromFolder(folder)).toThrow(/vocabulary/);
  });
});
