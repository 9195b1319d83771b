import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLanguageModel } from '../../../models/catalogue/default-models.ts';
import { tokenizerFromGguf } from '../../../models/tokenizer/gguf-tokenizer.ts';
import { realModel, reference } from '../parity/real-models.ts';

const model = await realModel(defaultLanguageModel);
/** The vocabulary lacks the bytes of planes 4 to 11, which hold no characters, and of six control characters. */
const unwritableControls = [0x04, 0x06, 0x13, 0x14, 0x16, 0x1d];
const writable = (character: string): boolean => {
  const point = character.codePointAt(0)!;
  const surrogate = point >= 0xd800 && point < 0xe000;
  return !surrogate && !(point >= 0x40000 && point < 0xc0000) && !unwritableControls.includes(point);
};
const control = ['<|endoftext|>', '<|im_start|>', '<|im_end|>', '<repo_name>', '<filename>', '<empty_output>'];

describe.skipIf(!model)('the default language model’s tokenizer', () => {
  const tokenizer = model && tokenizerFromGguf(model.path);
  const { encode, decode, specialId, endIds } = tokenizer!;

  it.each(reference.tokenizer.map(({ text, ids }) => [text, ids] as const))(
    'gives the reference’s ids for %j',
    (text, ids) => {
      expect(encode(text)).toEqual(ids);
    },
  );

  it('spells control tokens out when they stand in text', () => {
    for (const token of control) {
      const ids = encode(`before ${token}after`);
      expect(ids).not.toContain(specialId(token));
      expect(decode(ids)).toBe(`before ${token}after`);
    }
  });

  it('never gives a control token for any text, and gives the text back', () => {
    const controlIds = new Set(control.map(specialId));
    const piece = fc.oneof(fc.constantFrom(...control, '<|', '|>', 'im_end'), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = [...pieces.join('')].filter(writable).join('');
        const ids = encode(text);
        expect(ids.some((id) => controlIds.has(id))).toBe(false);
        expect(decode(ids)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('joins a character whose bytes lie in several tokens, and is silent about control tokens', () => {
    const ids = encode('👩‍👩‍👧‍👦');
    expect(ids.length).toBeGreaterThan(4);
    expect(decode([specialId('<|im_start|>'), ...ids, specialId('<|im_end|>')])).toBe('👩‍👩‍👧‍👦');
  });

  it('ends a sequence at the end of a turn or a document', () => {
    expect([...endIds].sort()).toEqual([specialId('<|endoftext|>'), specialId('<|im_end|>')].sort());
  });

  it('says so if a special token is not in the vocabulary', () => {
    expect(() => specialId('<|nonsense|>')).toThrow(/<\|nonsense\|>/);
  });
});
