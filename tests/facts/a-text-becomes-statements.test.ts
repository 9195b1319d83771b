import { describe, expect, it } from 'vitest';
import { checkText } from './check-text.ts';

const body =
  'On Monday Anna Lopez of Sarnholm said the council would close the old bridge in May. Repairs cost 40 million crowns.';
const statementsOf = async (text: string) => (await checkText(body, text)).statements!;

describe('a text becomes statements', () => {
  it('with doer, deed, what it is done to, and the rest', async () => {
    const text = 'Council to close old bridge in May';
    const [statement] = await statementsOf(text);
    const said = (span: { start: number; end: number } | null) => span && text.slice(span.start, span.end);
    expect(statement).toMatchObject({ form: 'statement', sentence: 'Council is to close old bridge in May.' });
    expect([said(statement!.subject), said(statement!.predicate), said(statement!.object)]).toEqual([
      'Council',
      'to close',
      'old bridge',
    ]);
    expect(statement!.modifiers.map(said)).toEqual(['in May']);
  });

  it('completed with the article’s own words', async () => {
    expect((await statementsOf('Lopez speaks of bridge'))[0]!.sentence).toBe('Anna Lopez speaks of bridge.');
    expect((await statementsOf('Bridge closed by council'))[0]!.sentence).toBe('Bridge was closed by council.');
  });

  it('each with the findings of its words', async () => {
    const verdict = await checkText(body, 'Lopez speaks in Sarnholm; repairs cost 50 million crowns');
    expect(verdict.statements).toHaveLength(2);
    const [first, second] = verdict.statements!;
    expect(first!.findings.map((index) => verdict.claims[index]!.label)).toEqual(['supported', 'supported']);
    expect(second!.findings.map((index) => verdict.claims[index]!.rule)).toContain('number/other-figure');
  });

  it.each([
    ['Will the old bridge ever not close?', 'question'],
    ['Why the old bridge never closes', 'teaser'],
    ['How Lopez rejects the council', 'teaser'],
  ])('what states nothing is treated by the look-up rules alone, and said so: %s', async (text, form) => {
    const verdict = await checkText(body, text);
    expect(verdict.statements).toMatchObject([{ form, note: expect.stringContaining('states nothing') }]);
    expect(verdict.label).toBe('supported');
    const foreign = await checkText(body, text.replace(/Lopez|bridge/, 'Keller’s boat'));
    expect(foreign.label).toBe('not_verifiable');
  });
});
