import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LanguageModel } from '../../models/language-model.ts';
import type { Interest, Profile } from '../../profiles/profile.ts';
import { assertSoftPrompt, checkSoftPrompt } from '../../profiles/soft-prompt/check-soft-prompt.ts';
import { readSoftPrompt, softPromptHash, writeSoftPrompt } from '../../profiles/soft-prompt/soft-prompt-file.ts';
import { untrainedProjector } from '../../profiles/soft-prompt/untrained-projector.ts';
import { smallModel } from './small-model.ts';

const languageModel = smallModel as LanguageModel;
const profileWith = (interests: Partial<Interest>[]) => ({ interests }) as unknown as Profile;
const rowing: Partial<Interest> = {
  name: 'Sport: rowing',
  category: 'Sport',
  share: 0.7,
  terms: [
    { term: 'rowing', weight: 0.6 },
    { term: 'regatta', weight: 0.4 },
  ],
};
const soup: Partial<Interest> = { name: 'Food: soup', share: 0.3, terms: [{ term: 'soup', weight: 1 }] };

/** Rounds to half precision (10 bits of mantissa), as a model in fp16 would. */
const half = (value: number) => {
  if (value === 0) return 0;
  const step = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -14) - 10);
  return Math.round(value / step) * step;
};

describe('interests become soft tokens', () => {
  it('gives no tokens to a reader of whom nothing is known', () => {
    const softPrompt = untrainedProjector().project(profileWith([]), languageModel);
    expect(softPrompt).toMatchObject({ count: 0, tokens: [], normRatio: { min: 1, max: 1 } });
    expect(softPrompt.embeddings).toHaveLength(0);
    expect(checkSoftPrompt(softPrompt, languageModel)).toEqual([]);
  });

  it('orders tokens by interest, gives the heavy one more of them and a larger norm, and says what each stands for', () => {
    const softPrompt = untrainedProjector({ tokens: 4 }).project(profileWith([soup, rowing]), languageModel);
    expect(softPrompt.tokens.map(({ interest }) => interest)).toEqual([
      'Sport: rowing',
      'Sport: rowing',
      'Sport: rowing',
      'Food: soup',
    ]);
    expect(softPrompt.tokens.flatMap(({ terms }) => terms)).toEqual(['sport', 'rowing', 'regatta', 'soup']);
    expect(softPrompt.normRatio.max).toBeGreaterThan(softPrompt.normRatio.min);
    expect(softPrompt.madeFor).toBe(languageModel.identity.fileSha256);
  });

  it('lies in the direction of the mixture of its terms’ own embedding rows', () => {
    const softPrompt = untrainedProjector({ tokens: 1 }).project(
      profileWith([{ ...rowing, category: undefined }]),
      languageModel,
    );
    const { hiddenSize } = languageModel.identity;
    const expected = new Float64Array(hiddenSize);
    for (const { term, weight } of rowing.terms!) {
      const ids = languageModel.tokenizer.encode(` ${term}`);
      for (const [index, value] of languageModel.embedTokens(ids).entries())
        expected[index % hiddenSize]! += (weight * value) / ids.length;
    }
    const dotted = softPrompt.embeddings.reduce((sum, value, index) => sum + value * expected[index]!, 0);
    expect(dotted / Math.hypot(...expected) / Math.hypot(...softPrompt.embeddings)).toBeCloseTo(1, 5);
  });

  it('keeps norms, numbers and half precision sound for any interests', () => {
    const anyInterest = fc.record({
      name: fc.string({ minLength: 1 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      terms: fc.array(
        fc.record({ term: fc.string({ minLength: 1 }), weight: fc.double({ min: 1e-6, max: 1, noNaN: true }) }),
        { maxLength: 8 },
      ),
    });
    fc.assert(
      fc.property(fc.array(anyInterest, { maxLength: 4 }), fc.integer({ min: 1, max: 8 }), (interests, tokens) => {
        const softPrompt = untrainedProjector({ tokens }).project(profileWith(interests), languageModel);
        expect(softPrompt.count).toBeLessThanOrEqual(tokens);
        expect(checkSoftPrompt(softPrompt, languageModel)).toEqual([]);
        const halved = { ...softPrompt, embeddings: softPrompt.embeddings.map(half) };
        expect(checkSoftPrompt(halved, languageModel)).toEqual([]);
        for (const [index, value] of softPrompt.embeddings.entries())
          expect(Math.abs(halved.embeddings[index]! - value)).toBeLessThanOrEqual(Math.abs(value) / 1024 + 1e-7);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses tokens of another model file, of broken numbers, of odd norms, of a wrong size', () => {
    const sound = untrainedProjector().project(profileWith([rowing, soup]), languageModel);
    const other = { ...languageModel, identity: { ...languageModel.identity, fileSha256: 'b'.repeat(64) } };
    expect(() => assertSoftPrompt(sound, other as LanguageModel)).toThrow(/made for model file/);
    const broken = sound.embeddings.slice();
    broken[3] = Number.NaN;
    expect(checkSoftPrompt({ ...sound, embeddings: broken }, languageModel)).toEqual([
      expect.stringContaining('number 3 is NaN'),
    ]);
    const loud = { ...sound, embeddings: sound.embeddings.map((value) => value * 3) };
    expect(checkSoftPrompt(loud, languageModel)).toHaveLength(sound.count);
    expect(checkSoftPrompt({ ...sound, embeddings: sound.embeddings.slice(1) }, languageModel)[0]).toMatch(/need/);
    expect(() => untrainedProjector({ tokens: 0 })).toThrow(/"tokens"/);
  });

  it('is written and read bit for bit, and its hash follows numbers, model and projector', () => {
    const softPrompt = untrainedProjector().project(profileWith([rowing, soup]), languageModel);
    const again = readSoftPrompt(JSON.parse(JSON.stringify(writeSoftPrompt(softPrompt))));
    expect(again).toEqual(softPrompt);
    expect(softPromptHash(again)).toBe(softPromptHash(softPrompt));
    const changed = softPrompt.embeddings.slice();
    changed[0]! += 1e-3;
    expect(softPromptHash({ ...softPrompt, embeddings: changed })).not.toBe(softPromptHash(softPrompt));
    expect(softPromptHash({ ...softPrompt, projector: { name: 'learnt', version: '1' } })).not.toBe(
      softPromptHash(softPrompt),
    );
    expect(() => readSoftPrompt({ ...writeSoftPrompt(softPrompt), count: 99 })).toThrow(/"embeddings" holds/);
  });
});
