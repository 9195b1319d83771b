import { describe, expect, it } from 'vitest';
import { readStory } from '../../datasets/planted-errors/story.ts';
import { joinedTexts } from '../../training/fact-scorer/joined-texts.ts';
import type { KnownExample } from '../../training/fact-scorer/known-examples.ts';
import { knownTexts } from '../../training/known-texts/known-texts.ts';
import { withholdOpening } from '../../training/known-texts/withheld-opening.ts';
import { fitsFactScorer, splitOf } from '../../training/split.ts';

const rest = [
  'The line will run from the station to the fish market and carry 9,000 passengers a day.',
  'Councillors of Harwick approved the tram line to the harbour by 14 votes to 9 after a debate of four hours.',
  'Work on the harbour section begins in May, and the first trams of the line are to run two years later.',
  'Opponents had asked for buses instead, which they said would cost the city half as much.',
  'The mayor said that Harwick had waited thirty years for the harbour to have a tram line again.',
].join(' ');
const title = 'Harwick councillors approve tram line to harbour';

describe('an opening that is withheld', () => {
  it('is gone from the article and true of the rest', async () => {
    const opening = 'Councillors in Harwick have approved a tram line to the harbour.';
    const withheld = await withholdOpening({ title, article: `${opening} ${rest}` });
    expect(withheld).toEqual({ opening, article: rest });
    const { texts } = knownTexts(
      readStory({ title, article: rest }),
      [readStory({ title, article: rest })],
      'a',
      opening,
    );
    expect(texts.filter(({ kind }) => kind === 'opening').map(({ label }) => label)).toEqual([1]);
  });

  it.each([
    [
      'a number that the rest lacks',
      'Councillors in Harwick have approved a tram line to the harbour for 48 million pounds.',
    ],
    ['a name that the rest lacks', 'Councillors in Oldbury have approved a tram line to the harbour.'],
    ['speech', '"Harwick has waited long enough," councillors said of the tram line to the harbour.'],
  ])('is not taken away when it holds %s', async (_, opening) => {
    expect(await withholdOpening({ title, article: `${opening} ${rest}` })).toBeNull();
  });
});

it('a joined text is false exactly where one of its sentences is, and all are of one article', () => {
  const examples = ['a', 'b'].flatMap((article) =>
    Array.from({ length: 8 }, (_, index) => ({
      odds: index,
      example: { article, label: index % 2, weight: 1, text: `${article}${index}` } as KnownExample,
    })),
  );
  const texts = joinedTexts(examples);
  expect(new Set(texts.map(({ sentences }) => sentences.length))).toEqual(new Set([1, 2, 3, 4]));
  for (const { label, sentences } of texts) {
    expect(label).toBe(sentences.every(({ example }) => example.label === 1) ? 1 : 0);
    expect(new Set(sentences.map(({ example }) => example.article)).size).toBe(1);
    expect(new Set(sentences.map(({ example }) => example.text)).size).toBe(sentences.length);
  }
});

it('the scorer gets a quarter of what is taught, and nothing of the test', () => {
  const ids = Array.from({ length: 4000 }, (_, index) => `article ${index}`);
  const fitting = ids.filter(fitsFactScorer);
  expect(fitting.length / ids.length).toBeCloseTo(0.07 + 0.86 / 4, 1);
  expect(fitting.filter((id) => splitOf(id) === 'test')).toEqual([]);
});
