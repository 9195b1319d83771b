import { describe, expect, it } from 'vitest';
import { checkText } from './check-text.ts';

const body = '“We will not sell the park, whatever they pay,” said Anna Lopez. The council will build a new pool.';

describe('a quotation is word for word', () => {
  it.each([
    'Lopez: “We will not sell the park”',
    'Lopez: "we will not sell the park, whatever they pay"',
    "Lopez will 'not sell the park'",
    'Lopez: ‘We will not sell … whatever they pay’',
    'Lopez: “we will not sell the park whatever they pay!”',
  ])('stands: %s', async (text) => {
    expect(await checkText(body, text)).toMatchObject({ label: 'supported' });
  });

  it.each([
    'Lopez: “We will sell the park”',
    'Lopez: “We will never sell the park”',
    'Lopez: "whatever they pay, we will not sell"',
    "Lopez calls park 'a treasure'",
  ])('does not stand: %s', async (text) => {
    const verdict = await checkText(body, text);
    expect(verdict.claims.filter(({ kind }) => kind === 'quotation')).toMatchObject([{ label: 'contradicted' }]);
  });

  it('shows what was really said', async () => {
    const verdict = await checkText(body, 'Lopez: “We will never sell the park”');
    const [evidence] = verdict.claims.find(({ kind }) => kind === 'quotation')!.evidence;
    expect(body.slice(evidence!.start, evidence!.end)).toBe('We will not sell the park, whatever they pay,');
  });

  it('says when the words are the article’s own', async () => {
    const verdict = await checkText(body, 'Council to build ‘a new pool’');
    const claim = verdict.claims.find(({ kind }) => kind === 'quotation')!;
    expect(claim.label).toBe('supported');
    expect(claim.evidence[0]!.support).toBeLessThan(1);
  });

  it('takes an apostrophe for no quotation', async () => {
    const verdict = await checkText("The workers' pay and the nurses' pay rose.", "Workers' and nurses' pay rises");
    expect(verdict.claims.filter(({ kind }) => kind === 'quotation')).toEqual([]);
  });
});
