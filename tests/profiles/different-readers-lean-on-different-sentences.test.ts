import { describe, expect, it } from 'vitest';
import { averageReader, chooseFocus } from '../../profiles/focus/choose-focus.ts';
import { salience } from '../../profiles/focus/salience.ts';
import { splitSentences } from '../../profiles/focus/sentences.ts';
import { unit } from '../../profiles/interests/vector.ts';
import type { Interest } from '../../profiles/profile.ts';

// Axes by hand: ferry (the story), money, weather, sport.
const axis = (ferry: number, money: number, weather: number, sport: number) => unit([ferry, money, weather, sport])!;
const body = [
  'The Alder ferry will sail again from Monday after the harbour was dredged.',
  'The council paid 2.4 million crowns for the work, mostly from parking fees.',
  'Storms had filled the channel with sand three winters in a row.',
  'The ferry carries 400 people a day between Alder and the islands.',
  'Rowing crews will have to train elsewhere while the boats pass.',
  '“It is a good day,” she said.',
  'Too short.',
].join(' ');
const sentences = splitSentences(body);
const vectors = [
  axis(1, 0.1, 0.1, 0),
  axis(0.5, 1, 0, 0),
  axis(0.4, 0, 1, 0),
  axis(1, 0.2, 0, 0.1),
  axis(0.4, 0, 0.1, 1),
  axis(0.3, 0.3, 0.3, 0.3),
  axis(0, 1, 1, 1),
];
const reader = (...interests: [string, number, Float32Array][]) => ({
  interests: interests.map(([name, share, vector]): Interest => ({ name, share, vector, terms: [], itemIds: [] })),
});
const money = axis(0.1, 1, 0, 0);
const sport = axis(0, 0.05, 0.05, 1);

describe('different readers lean on different sentences', () => {
  it('gives each the sentence nearest to their own interests', () => {
    expect(sentences).toHaveLength(7);
    expect(chooseFocus(sentences, vectors, reader(['Business', 1, money]))).toMatchObject({
      index: 1,
      interest: 'Business',
    });
    expect(chooseFocus(sentences, vectors, reader(['Sport', 1, sport]))).toMatchObject({ index: 4, interest: 'Sport' });
    expect(chooseFocus(sentences, vectors, reader(['Weather', 1, axis(0, 0, 1, 0)]))).toMatchObject({ index: 2 });
  });

  it('prefers the larger interest where both find something', () => {
    const both = (sportShare: number) =>
      chooseFocus(sentences, vectors, reader(['Business', 1 - sportShare, money], ['Sport', sportShare, sport]));
    expect(both(0.1)?.interest).toBe('Business');
    expect(both(0.9)?.interest).toBe('Sport');
  });

  it('never takes the lead, a fragment or a bare quotation', () => {
    const likesAll = reader(['Everything', 1, axis(1, 1, 1, 1)], ['Ferries', 1, axis(1, 0.1, 0.1, 0)]);
    expect(chooseFocus(sentences, vectors, likesAll)!.index).toBe(3);
    expect(chooseFocus(sentences, vectors, likesAll, { leadAllowed: true })!.index).toBe(0);
  });

  it('takes off what everybody is near to', () => {
    const ferryAndMoney = reader(['Harbour', 1, axis(1, 0.75, 0, 0)]);
    const everybody = averageReader([{ vector: axis(1, 0, 0, 0) }, { vector: axis(1, 0.1, 0, 0) }, { vector: null }])!;
    expect(chooseFocus(sentences, vectors, ferryAndMoney)!.index).toBe(3);
    expect(chooseFocus(sentences, vectors, ferryAndMoney, { averageReader: everybody })!.index).toBe(1);
  });

  it('has no focus for a reader without interests, far from the article, or without an article', () => {
    expect(chooseFocus(sentences, vectors, reader())).toBeNull();
    expect(chooseFocus(sentences, vectors, reader(['Opposite', 1, axis(-1, -1, -1, -1)]))).toBeNull();
    expect(chooseFocus([], [], reader(['Sport', 1, sport]))).toBeNull();
    expect(averageReader([{ vector: null }])).toBeNull();
  });

  it('calls salient what the body leads with and returns to, within 0..1', () => {
    const story = salience(axis(1, 0.2, 0.1, 0), vectors);
    const aside = salience(sport, vectors);
    expect(story).toBeGreaterThan(0.9);
    expect(story).toBeLessThanOrEqual(1);
    expect(aside).toBeLessThan(story - 0.2);
    expect(salience(axis(-1, 0, 0, 0), vectors)).toBe(0);
    expect(salience(money, [])).toBe(0);
  });
});
