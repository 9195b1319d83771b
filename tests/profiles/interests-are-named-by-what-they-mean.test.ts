import { describe, expect, it } from 'vitest';
import { buildTermBackground, tellingTerms, withTermVectors } from '../../profiles/interests/telling-terms.ts';
import { unit } from '../../profiles/interests/vector.ts';

const texts = [
  'Crews wait for the ice to melt. The upper lake is closed, and rowing crews train on a machine.',
  'Upper course repaired. A machine drove new posts for the rowing course.',
  'Bakers meet. The bakers spoke of flour and of bread.',
  'Bread is dearer. Flour costs more, says Anna Holt, 41.',
  'Trains were late. Snow fell on the upper line.',
  'A machine counts coins. The bank bought it.',
];
const background = buildTermBackground(texts);
const group = texts.slice(0, 2).map((text) => ({ text, weight: 1 }));
const names = (terms: readonly { term: string }[]) => terms.map(({ term }) => term);

describe('interests are named by what they mean', () => {
  it('prefers words that the group shares and the rest of the newsroom does not', () => {
    const terms = names(tellingTerms(group, background, 4));
    expect(terms).toContain('rowing');
    expect(terms.indexOf('machine')).not.toBe(0);
    expect(terms[0]).toBe('rowing');
  });

  it('puts the terms nearest to the meaning first where terms have vectors', async () => {
    // By hand: rowing and its gear point one way, everything else another.
    const water = new Set(['rowing', 'crew', 'lake', 'course']);
    const vectored = await withTermVectors(background, async (terms) =>
      terms.map((term) => unit(water.has(term) ? [1, 0.1] : [0.1, 1])!),
    );
    const [first, second] = tellingTerms(group, vectored, 6, unit([1, 0])!);
    expect([first!.term, second!.term].sort()).toEqual(['course', 'rowing']);
    expect(first!.weight).toBeGreaterThan(0.25);
  });

  it('leaves out names and numbers', () => {
    const terms = names(tellingTerms([{ text: texts[3]!, weight: 1 }], background, 8)).join(' ');
    expect(terms).toContain('flour');
    expect(terms).not.toMatch(/anna|holt|41/i);
  });

  it('does not take every word for a name where a log writes headlines in capitals only', () => {
    const capitals = buildTermBackground(['Rowing Crews Train Indoors', 'Bread Prices Climb', 'Rowing Lake Frozen']);
    expect(names(tellingTerms([{ text: 'Rowing Lake Frozen', weight: 1 }], capitals, 3))).toContain('rowing');
  });

  it('never names a condition, a leaning or a faith', () => {
    const told = [
      'Living with depression in a choir.',
      'A choir for people with depression.',
      'Muslims and socialists sang in the choir.',
    ];
    const terms = names(
      tellingTerms(
        told.map((text) => ({ text, weight: 1 })),
        buildTermBackground([...texts, ...told]),
        8,
      ),
    );
    expect(terms).toContain('choir');
    expect(terms.join(' ')).not.toMatch(/depress|muslim|socialist/i);
  });

  it('takes singular and plural for one term', () => {
    const ferries = ['A ferry sank.', 'Two ferries met.', 'The ferries were late.'];
    const terms = tellingTerms(
      ferries.map((text) => ({ text, weight: 1 })),
      buildTermBackground([...texts, ...ferries]),
      5,
    );
    expect(names(terms).filter((term) => term.startsWith('ferr'))).toEqual(['ferries']);
  });
});
