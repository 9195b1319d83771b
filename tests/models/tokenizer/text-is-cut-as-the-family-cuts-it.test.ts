import { describe, expect, it } from 'vitest';
import { ModelFileError } from '../../../models/file-range.ts';
import { createTokenizer } from '../../../models/tokenizer/byte-pair-tokenizer.ts';
import { preTokenizerNamed } from '../../../models/tokenizer/pre-tokenizers.ts';

/** The pieces a family cuts a text into: no merge crosses a cut, so a vocabulary that merges everything shows them. */
function pieces(family: string, text: string): string[] {
  const characters = [...new Set([...text.replaceAll(' ', 'Ġ').replaceAll('\n', 'Ċ')])];
  const vocabulary = new Map(characters.map((character, id) => [character, id]));
  const merges: [string, string][] = [];
  const spelled = text.replaceAll(' ', 'Ġ').replaceAll('\n', 'Ċ');
  for (let start = 0; start < spelled.length; start++) {
    for (let length = 2; start + length <= spelled.length; length++) {
      const joined = spelled.slice(start, start + length);
      if (!vocabulary.has(joined)) {
        vocabulary.set(joined, vocabulary.size);
        merges.push([joined.slice(0, -1), joined.slice(-1)]);
      }
    }
  }
  const tokenizer = createTokenizer(
    {
      added_tokens: [],
      normalizer: null,
      pre_tokenizer: preTokenizerNamed(family),
      post_processor: null,
      decoder: { type: 'ByteLevel' },
      model: { type: 'BPE', vocab: Object.fromEntries(vocabulary), merges },
    },
    [],
  );
  return tokenizer.encode(text).map((id) => tokenizer.decode([id]));
}

describe('a text', () => {
  it.each([
    ['smollm', 'in 1999 I', ['in', ' ', '1', '9', '9', '9', ' I']],
    ['gpt-2', 'in 1999', ['in', ' 1999']],
    ['default', 'in 1999', ['in', ' 1999']],
    ['qwen2', 'in 1999', ['in', ' ', '1', '9', '9', '9']],
    ['llama-bpe', 'in 1999', ['in', ' ', '199', '9']],
  ])('is cut by %s: %j', (family, text, expected) => {
    expect(pieces(family, text)).toEqual(expected);
  });

  it.each(['qwen2', 'llama-bpe'])(
    'keeps contractions apart in any casing, and newlines with punctuation, by %s',
    (family) => {
      expect(pieces(family, "WE'LL go")).toEqual(['WE', "'LL", ' go']);
      expect(pieces(family, 'end.\n\nnew')).toEqual(['end', '.\n\n', 'new']);
    },
  );

  it('is refused for a family that is not known, by its name', () => {
    expect(() => preTokenizerNamed('viking')).toThrow(ModelFileError);
    expect(() => preTokenizerNamed('viking')).toThrow(/viking/);
  });
});
