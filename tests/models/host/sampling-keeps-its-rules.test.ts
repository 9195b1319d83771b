import { describe, expect, it } from 'vitest';
import { BannedWords } from '../../../models/host/sampling/banned-words.ts';
import { candidates } from '../../../models/host/sampling/candidates.ts';
import { seededRandom } from '../../../models/host/sampling/random.ts';
import { Sampler } from '../../../models/host/sampling/sampler.ts';
import type { Sampling } from '../../../models/language-model.ts';
import { greedy, openTinyModel, someIds } from './tiny-model.ts';

const pieces = ['<end>', '\n', ' shock', 'ing', ' news', ' shocking', 'Shock', '!'];
const logits = () => Float32Array.of(0, 1, 5, 2, 4, 3, 4.5, -1);
const choose = (changes: Partial<Sampling>, written: number[] = [], from = logits()) => {
  const sampler = new Sampler(greedy(changes), pieces);
  for (const id of written) sampler.accept(id);
  return sampler.choose(from).id;
};

describe('what may be written', () => {
  it('greedy takes the likeliest, the lowest id among equals', () => {
    expect(choose({})).toBe(2);
    expect(choose({}, [], Float32Array.of(1, 7, 7))).toBe(1);
  });

  it('banned ids never come', () => {
    expect(choose({ bannedIds: [2, 6] })).toBe(4);
    for (let seed = 0; seed < 50; seed++) expect(choose({ temperature: 3, seed, bannedIds: [2, 4] })).not.toBe(2);
  });

  it('banned words never come, in any casing and however they are put together', () => {
    expect(choose({ bannedWords: ['SHOCK'] })).toBe(4);
    expect(choose({ bannedWords: ['shocking'] }, [2], Float32Array.of(0, 1, 0, 9, 4, 3, 0, 0))).toBe(4);
    expect(choose({ bannedWords: ['shock'] }, [], Float32Array.of(0, 0, 0, 0, 0, 9, 0, 0))).toBe(5);
    for (let seed = 0; seed < 80; seed++) {
      expect([2, 6]).not.toContain(choose({ temperature: 1, topP: 0.8, seed, bannedWords: ['shock'] }));
    }
  });

  it('a phrase is banned as a whole, its parts are not', () => {
    const banned = new BannedWords(['breaking news']);
    expect(banned.completedBy(' news', ' Breaking')).toBe(true);
    expect(banned.completedBy(' news', ' Good')).toBe(false);
    expect(banned.completedBy(' newspaper', ' Breaking')).toBe(false);
    expect(banned.completedBy(' news', ' Groundbreaking')).toBe(false);
  });

  it('a repetition penalty lowers what was written, whatever its sign', () => {
    expect(choose({ repetitionPenalty: 2 }, [2])).toBe(6);
    expect(choose({ repetitionPenalty: 2 }, [0], Float32Array.of(-1, -1.5, -9))).toBe(1);
  });

  it('tells the logit before penalties', () => {
    const sampler = new Sampler(greedy({ repetitionPenalty: 1.1 }), pieces);
    sampler.accept(2);
    expect(sampler.choose(logits())).toEqual({ id: 2, logit: 5 });
  });
});

describe('candidates', () => {
  const many = Float32Array.from({ length: 2000 }, (_, id) => Math.sin(id * 12.9898) * 6);
  const probabilities = (temperature: number) => {
    const weights = Array.from(many, (logit) => Math.exp(logit / temperature));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  };

  it('top-k leaves the k likeliest', () => {
    const expected = [...many.keys()].sort((one, other) => many[other]! - many[one]! || one - other).slice(0, 40);
    expect(candidates(many, 0.7, 40).ids).toEqual(expected);
  });

  it('top-p leaves the fewest that hold p of the probability', () => {
    for (const [temperature, topP] of [
      [0.5, 0.5],
      [1, 0.9],
      [2, 0.99],
    ] as const) {
      const all = probabilities(temperature).sort((one, other) => other - one);
      let count = 0;
      for (let sum = 0; sum < topP; count++) sum += all[count]!;
      expect(candidates(many, temperature, undefined, topP).ids).toHaveLength(count);
    }
  });

  it('draws in proportion to probability', () => {
    const drawn = [0, 0, 0];
    for (let seed = 0; seed < 6000; seed++)
      drawn[choose({ temperature: 2, seed }, [], Float32Array.of(2, 0, -2))]! += 1;
    const weights = [1, 0, -1].map(Math.exp);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [id, weight] of weights.entries()) expect(drawn[id]! / 6000).toBeCloseTo(weight / total, 1);
  });

  it('neighbouring seeds draw independently', () => {
    const firsts = Array.from({ length: 4000 }, (_, seed) => seededRandom(seed)());
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
    const pairs = firsts.slice(1).reduce((sum, value, index) => sum + (value - mean) * (firsts[index]! - mean), 0);
    expect(mean).toBeCloseTo(0.5, 1);
    expect(Math.abs(pairs / firsts.length)).toBeLessThan(0.01);
    expect(seededRandom(5)()).not.toBe(seededRandom(5 + 2 ** 32)());
  });
});

describe('where a row ends', () => {
  const prompt = { tail: [{ ids: someIds(6, 3) }] };

  it('at its length, at an end id, at a stop id', async () => {
    const model = await openTinyModel();
    const write = async (changes: Partial<Sampling>) => {
      const [row] = await model.generate({
        prefix: [],
        rows: [{ ...prompt, sampling: greedy(changes) }],
        lane: 'bulk',
      });
      return row!;
    };
    const full = await write({ bannedIds: [0], temperature: 1, maxTokens: 30 });
    expect(full.finish).toBe('length');
    expect(full.ids).toHaveLength(30);
    expect(full.logProbabilities).toHaveLength(30);
    const stop = full.ids[10]!;
    const cut = await write({ bannedIds: [0], temperature: 1, maxTokens: 30, stopIds: [stop] });
    expect(cut.finish).toBe('stop');
    expect(cut.ids).toEqual(full.ids.slice(0, full.ids.indexOf(stop)));
  });

  it('at the first newline that follows text', async () => {
    const model = await openTinyModel();
    const onlyNewlines = Array.from({ length: 320 }, (_, id) => id).filter((id) => id > 2);
    const sampling = greedy({
      temperature: 50,
      seed: 3,
      maxTokens: 60,
      bannedIds: [0, ...onlyNewlines],
      stopAtNewline: true,
    });
    const [row] = await model.generate({ prefix: [], rows: [{ ...prompt, sampling }], lane: 'bulk' });
    expect(row!.finish).toBe('stop');
    expect(row!.text.trimStart()).toMatch(/^w2( w2)*$/);
  });
});
