import { describe, expect, it } from 'vitest';
import { plantErrors } from '../../datasets/planted-errors/plant-errors.ts';
import type { PlantedErrorKind, PlantedErrorSource } from '../../datasets/planted-errors/planted-error.ts';
import { type ReadStory, readStory } from '../../datasets/planted-errors/story.ts';

const publishedAt = '2026-03-04T09:00:00Z';
const body =
  'The council said on Monday that Anna Lopez beat Tom Ash in Sarnholm. The city will buy twelve buses and 40 trams for $3 million. ' +
  'The trams cost more than in 1998. “We will not sell the park,” said Lopez. “It is a good day for us,” said Tom Ash. ' +
  'A pilot may close the bridge. Prices rise in March, by 12 per cent, after a fall of 30 per cent in Norway.';
const read = (title: string): ReadStory => readStory({ title, article: body, publishedAt });
const elsewhere = readStory({
  title: 'Storm hits Quillhaven',
  article:
    'The storm hit Quillhaven in Denmark on Saturday. Some 75 ships and $900,000 were lost, 51 per cent of all, in October 2011. ' +
    'Then Peter Hansen spoke. “Nobody saw it coming at all,” said Hansen.',
  publishedAt,
});
const textsOf = (title: string, kind: PlantedErrorKind, from: PlantedErrorSource): string[] =>
  plantErrors(read(title), [elsewhere], { seed: 'a', kinds: [kind], from: [from], each: 9 }).map(({ text }) => text);

describe('a true title is made false', () => {
  it.each<[PlantedErrorKind, PlantedErrorSource, string, string]>([
    ['number', 'elsewhere', 'City buys 40 trams', 'City buys 75 trams'],
    ['number', 'same article', 'City buys 40 trams', 'City buys twelve trams'],
    ['number', 'elsewhere', 'City pays $3 million', 'City pays $900,000'],
    ['number', 'same article', 'Prices up 12 per cent', 'Prices up 30 per cent'],
    ['entity', 'elsewhere', 'Anna Lopez wins election', 'Peter Hansen wins election'],
    ['entity', 'same article', 'Anna Lopez wins election', 'Tom Ash wins election'],
    ['date', 'elsewhere', 'Lopez won on Monday', 'Lopez won on Saturday'],
    ['date', 'same article', 'Lopez wins election', 'Lopez wins election in 1998'],
    ['quotation', 'elsewhere', 'Lopez: “We will not sell the park”', 'Lopez: “Nobody saw it coming at all”'],
    ['quotation', 'same article', 'Lopez: “We will not sell the park”', 'Lopez: “We will sell the park”'],
    ['quotation', 'same article', 'Lopez wins election', 'Anna Lopez: “It is a good day for us”'],
    ['negation', 'same article', 'City to buy trams', 'City not to buy trams'],
    ['negation', 'same article', 'Council approved trams', 'Council did not approve trams'],
    ['negation', 'same article', 'Council rejects trams', 'Council accepts trams'],
    ['negation', 'same article', 'Lopez will not sell park', 'Lopez will sell park'],
    ['role-swap', 'same article', 'Anna Lopez beats Tom Ash', 'Tom Ash beats Anna Lopez'],
    ['role-swap', 'same article', 'Tom Ash beaten by Anna Lopez', 'Anna Lopez beaten by Tom Ash'],
    ['role-swap', 'same article', 'Police arrest man in Sarnholm', 'Man arrests police in Sarnholm'],
    ['binding', 'same article', 'City buys twelve buses, 40 trams', 'City buys 40 buses, twelve trams'],
    ['modality', 'same article', 'Pilot may close bridge', 'Pilot will close bridge'],
    ['modality', 'same article', 'Man accused of fraud', 'Man convicted of fraud'],
    ['comparative', 'same article', 'Prices rise in March', 'Prices fall in March'],
  ])('%s, from %s: %s', (kind, from, title, expected) => {
    expect(textsOf(title, kind, from)).toContain(expected);
  });

  it('says what was put where', () => {
    for (const error of plantErrors(read('Anna Lopez beats Tom Ash on Monday'), [elsewhere], { seed: 'a', each: 9 })) {
      expect(error.text.slice(error.span.start, error.span.end)).toBe(error.planted);
      expect(error.text).not.toBe('Anna Lopez beats Tom Ash on Monday');
    }
  });

  it('leaves alone what would stay true', () => {
    // Both are told of, by one name or another; a figure rounded; a mutual deed.
    const story = (title: string, article: string): string[] =>
      plantErrors(readStory({ title, article, publishedAt }), [], { seed: 'a', each: 9 }).map(({ text }) => text);
    expect(story('Anna Lopez wins', 'On Monday Anna Lopez and Tom Ash won.')).not.toContain('Tom Ash wins');
    expect(story('Fine of $3 million', 'A fine of $3 million was set, or $3.1 million with costs.')).not.toContain(
      'Fine of $3.1 million',
    );
    expect(story('Anna Lopez meets Tom Ash', 'On Monday Anna Lopez met Tom Ash.')).not.toContain(
      'Tom Ash meets Anna Lopez',
    );
  });

  it('plants the same for the same seed, and nothing in a title that offers nothing', () => {
    const once = plantErrors(read('Anna Lopez beats Tom Ash'), [elsewhere], { seed: 'b' });
    expect(plantErrors(read('Anna Lopez beats Tom Ash'), [elsewhere], { seed: 'b' })).toEqual(once);
    expect(once.length).toBeGreaterThan(3);
    expect(
      plantErrors(readStory({ title: 'Hm?', article: '' }), [elsewhere], {
        seed: 'b',
        kinds: ['number', 'entity', 'role-swap'],
      }),
    ).toEqual([]);
  });
});
