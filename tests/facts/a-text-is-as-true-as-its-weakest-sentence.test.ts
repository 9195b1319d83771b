import { expect, test } from 'vitest';
import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { judgeTexts } from '../../generators/facts/judge-texts.ts';
import { naturalCase } from '../../generators/facts/score/natural-case.ts';
import { naturalText } from '../../generators/facts/score/natural-text.ts';

const body =
  'The council of Brackwater approved a tram line to the harbour on Tuesday after a debate of six hours. ' +
  'Mayor Ida Holm said the line will open in 2028. Shopkeepers in Pier Street fear for their parking places.';

async function probabilities(...texts: string[]): Promise<number[]> {
  const verdicts = await judgeTexts(texts, await analyseArticle({ body, language: 'en' }), {});
  return verdicts.map(({ assessment }) => assessment!.probability);
}

test('a true sentence does not make up for one that is not borne out, nor does length count against a text', async () => {
  const good = 'Shopkeepers in Pier Street fear for their parking places.';
  const bad = 'Fishermen celebrate a record catch of giant squid.';
  const [alone, twice, mixed, wrong] = await probabilities(good, `${good} ${good}`, `${good} ${bad}`, bad);
  expect(twice).toBeCloseTo(alone!, 10);
  expect(mixed! - wrong!).toBeLessThan(0.2 * (alone! - wrong!));
  expect(wrong!).toBeLessThan(alone!);
});

test('what a rule contradicts has no probability left, and the text says so', async () => {
  const [verdict] = await judgeTexts(
    ['Council approves tram line to the harbour after a debate of nine hours'],
    await analyseArticle({ body, language: 'en' }),
    {},
  );
  expect(verdict).toMatchObject({ label: 'contradicted', score: 0, assessment: { probability: 0 } });
});

test('a text in small letters is read with the capitals that the article gives its names', async () => {
  const article = await analyseArticle({ body, language: 'en' });
  const small = 'ida holm says tram line in brackwater opens . pier street fears';
  const written = naturalCase(small, article);
  expect(written).toBe('Ida Holm says tram line in Brackwater opens . Pier Street fears');
  expect(naturalCase('Tram line opens', article)).toBe('Tram line opens');
  expect(naturalCase('IDA HOLM SAYS TRAM LINE OPENS IN 2028', article)).toBe('Ida Holm says tram line opens in 2028');
  expect(naturalCase('UK: GDP', article)).toBe('UK: GDP');
});

test('a text that a machine cut in tokens is read as people write, and its faults are told in the text as it came', async () => {
  const article = await analyseArticle({ body, language: 'en' });
  const cut = "brackwater 's council approves , after 9 hours ( of debate ) , a `` tram line '' .";
  expect(naturalText(cut, article).text).toBe(
    'Brackwater\'s council approves, after 9 hours (of debate), a "Tram line".',
  );
  const [verdict] = await judgeTexts([cut], article, {});
  const number = verdict!.claims.find(({ kind }) => kind === 'number')!;
  expect(number.label).not.toBe('supported');
  expect(cut.slice(number.textSpan.start, number.textSpan.end)).toContain('9 hours');
  const whole = 'Brackwater’s council (of nine): a "tram line", it said.';
  expect(naturalText(whole, article).text).toBe(whole);
});
