import { describe, expect, it } from 'vitest';
import { buildProfile } from '../../profiles/interests/build-profile.ts';
import { readableProfile } from '../../profiles/interests/readable-profile.ts';
import { rhythmInWords } from '../../profiles/interests/rhythm.ts';
import { buildTermBackground } from '../../profiles/interests/telling-terms.ts';
import { titleStyle } from '../../profiles/interests/title-style.ts';
import { unit } from '../../profiles/interests/vector.ts';
import type { DenoisedEvent } from '../../profiles/profile.ts';

const items = new Map(
  Array.from({ length: 40 }, (_, index) => {
    const rowing = index % 2 === 0;
    const text = rowing ? `Crews meet for rowing regatta ${index}?` : `The museum hangs its painting ${index}`;
    const vector = unit(Array.from({ length: 10 }, (_, at) => (at === index % 2 ? 3 : Math.sin(index * 3.7 + at))))!;
    return [String(`i${index}`), { vector, text, category: rowing ? 'sport' : 'culture' }] as const;
  }),
);
/** Museums in the first weeks, rowing in the last two; a bounce each week; always around eight on weekdays. */
const events = Array.from({ length: 40 }, (_, index): DenoisedEvent => {
  const day = Math.floor(index / 2) + 2 * Math.floor(index / 10);
  const late = day >= 14;
  const bounce = index % 10 === 9;
  return {
    event: {
      id: `e${index}`,
      userId: 'u',
      itemId: `i${2 * Math.floor(index / 2) + (late ? 0 : 1)}`,
      at: new Date(Date.UTC(2026, 1, 2 + day, 8, index % 2)).toISOString(),
      kind: 'click',
    },
    weight: bounce ? 0 : 1,
    reasons: bounce ? ['short'] : [],
  };
});
const profile = buildProfile({
  userId: 'u',
  events,
  items,
  background: buildTermBackground([...items.values()].map(({ text }) => text)),
  asOf: '2026-03-02T00:00:00Z',
  encoderSha256: 'e',
  denoiserVersion: 'd',
  rules: ['plain titles'],
});

describe('a readable profile', () => {
  const readable = readableProfile(profile, (itemId) => items.get(itemId)?.text);

  it('names interests with share and trend', () => {
    const trends = new Map(readable.interests.map(({ name, trend }) => [name.split(':')[0], trend]));
    expect(trends.get('Sport')).toBe('rising');
    expect(trends.get('Culture')).toBe('falling');
    expect(readable.interests.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('says when they read, how the titles are written that they finish, and what was dropped and why', () => {
    expect(readable.rhythm).toBe('mostly in the morning, on weekdays');
    expect(readable.style!.marks.question).toBeGreaterThan(0.3);
    expect(readable.dropped).toEqual({ clicks: 4, ofClicks: 40, byReason: { short: 4 } });
    expect(readable.rules).toEqual([{ rule: 'plain titles', asks: 'plainTitles', itemsLeftOut: 0 }]);
    expect(readable.from).toBe('36 clicks of their own.');
  });
});

it('style and rhythm of nothing are nothing', () => {
  expect(titleStyle([])).toBeNull();
  expect(rhythmInWords(new Array<number>(168).fill(0))).toBeNull();
  expect(titleStyle([{ title: 'Why 3 boats sank?', weight: 1 }])).toEqual({
    titles: 1,
    words: 4,
    marks: { question: 1, number: 1, quotation: 0, colon: 0 },
  });
  const evenings = Array.from({ length: 168 }, (_, hour) => (hour >= 120 && hour % 24 >= 19 ? 1 : 0));
  expect(rhythmInWords(evenings)).toBe('mostly in the evening, above all on Saturday and Sunday');
});
