import { describe, expect, it } from 'vitest';
import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { checkFactsAgainst } from '../../generators/facts/check-facts.ts';
import { checkText, labelsOf } from './check-text.ts';

// Published on Wednesday 4 March 2026.
describe('a date is read against the day of publication', () => {
  it.each([
    ['The vote is on Monday.', 'Vote on 9 March'],
    ['The vote was on 2 March.', 'Council voted on Monday'],
    ['The vote was held on Wednesday.', 'Council votes today'],
    ['The vote is on 5 March 2026.', 'Vote tomorrow'],
    ['The bridge opens in April.', 'Bridge opens next month'],
    ['The bridge opens next month.', 'Bridge opens in April 2026'],
    ['The bridge opens on 3 June 2027.', 'Bridge to open in 2027'],
    ['The bridge opens on June 3rd, 2027.', 'Bridge to open on 3 June 2027'],
    ['It began at 8.30am.', 'It began at 08:30'],
    ['It began at 5:30 p.m.', 'It began at 17:30'],
    ['Lunch was at noon.', 'Lunch at 12pm'],
    ['The club was founded in the 1990s.', 'Club of the 1990s honoured'],
    ['The budget for 2026-27 passed.', 'Budget for 2026-27 passes'],
  ])('%s ⊨ %s', async (body, text) => {
    const verdict = await checkText(body, text);
    const claims = labelsOf(verdict, 'date', text);
    expect(claims).not.toEqual([]);
    expect(claims.filter((claim) => !claim.endsWith('→ supported'))).toEqual([]);
  });

  it.each([
    ['The vote is on Monday.', 'Vote on Tuesday', 'Tuesday'],
    ['The vote was on 2 March.', 'Council voted on 3 March', '3 March'],
    ['The bridge opens next month.', 'Bridge opens in May', 'May'],
    ['The bridge opens in 2027.', 'Bridge opens in 2028', '2028'],
    ['The bridge opens in 2027.', 'Bridge opens on 3 June 2027', '3 June 2027'],
    ['It began at 8.30am.', 'It began at 8.30pm', '8.30pm'],
    ['It ends this year.', 'It ends next year', 'next year'],
  ])('%s ⊭ %s', async (body, text, said) => {
    expect(labelsOf(await checkText(body, text), 'date', text)).toEqual([expect.stringContaining(`${said} → `)]);
    expect((await checkText(body, text)).label).not.toBe('supported');
  });

  it('does not take "may" and "march" for months, nor 2000 jobs for a year', async () => {
    const text = 'Firm may march on with 2000 jobs';
    const verdict = await checkText('The firm has 2,000 jobs and may march on.', text);
    expect(labelsOf(verdict, 'date', text)).toEqual([]);
    expect(labelsOf(verdict, 'number', text)).toEqual(['2000 → supported']);
  });

  it('without a day of publication only the same words agree', async () => {
    const article = await analyseArticle({ body: 'The vote is on Monday next month.', language: 'en' });
    expect(checkFactsAgainst('Vote on Monday', null, article).label).toBe('supported');
    expect(checkFactsAgainst('Vote tomorrow', null, article).label).toBe('not_verifiable');
  });
});
