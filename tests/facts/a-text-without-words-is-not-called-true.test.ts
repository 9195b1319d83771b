import { expect, test } from 'vitest';
import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { judgeTexts } from '../../generators/facts/judge-texts.ts';

const body = 'The council of Brackwater approved a tram line on Tuesday. It will cost 48 million crowns.';

test.each(['.', '…', '“ ”', ' , ', "`` ''", '<b></b>'])(
  '%j cannot be verified at any threshold, and the verdict says why',
  async (text) => {
    const article = await analyseArticle({ body, language: 'en' });
    const [verdict] = await judgeTexts([text], article, {}, { threshold: 0 });
    expect(verdict).toMatchObject({ label: 'not_verifiable', score: 0 });
    expect(verdict!.claims.map(({ reason }) => reason)).toEqual(['The text has no words that could be checked.']);
    expect(verdict!.assessment).toBeUndefined();
  },
);

test('one of a single word or figure is checked like any other', async () => {
  const article = await analyseArticle({ body, language: 'en' });
  const [figure, word] = await judgeTexts(['84', 'Brackwater'], article, {}, { threshold: 0 });
  expect(figure!.label).not.toBe('supported');
  expect(word).toMatchObject({ label: 'supported', assessment: { threshold: 0 } });
});
