import { describe, expect, it } from 'vitest';
import { checkText } from './check-text.ts';

const rulesOf = async (body: string, text: string): Promise<string[]> =>
  (await checkText(body, text)).claims.filter(({ label }) => label !== 'supported').map(({ rule }) => rule);

const race =
  'Anna Lopez beat Tom Ash in the race for mayor of Sarnholm. Police arrested a man in the harbour. The man was questioned by a judge.';

describe('who did what to whom', () => {
  it.each([
    'Anna Lopez beats Tom Ash',
    'Tom Ash beaten by Anna Lopez',
    'Lopez defeats Ash in race for mayor',
    'Police arrest man in harbour',
    'Man arrested by police in harbour',
    'Judge questions man',
  ])('stands: %s', async (text) => {
    expect(await rulesOf(race, text)).toEqual([]);
  });

  it.each([
    'Tom Ash beats Anna Lopez',
    'Anna Lopez beaten by Tom Ash',
    'Ash defeats Lopez in race for mayor',
    'Man arrests police in harbour',
    'Police arrested by man in harbour',
    'Man questioned judge',
  ])('is turned round: %s', async (text) => {
    expect(await rulesOf(race, text)).toEqual(['roles/reversed']);
  });

  it('shows the words at fault and the place in the article', async () => {
    const { claims } = await checkText(race, 'Tom Ash beats Anna Lopez in race');
    const found = claims.find(({ rule }) => rule === 'roles/reversed')!;
    expect('Tom Ash beats Anna Lopez in race'.slice(found.textSpan.start, found.textSpan.end)).toBe(
      'Tom Ash beats Anna Lopez',
    );
    expect(race.slice(found.evidence[0]!.start, found.evidence[0]!.end)).toContain('Lopez beat Tom');
    expect(found.reason).toBe(
      'The text has “Tom Ash” do it to “Anna Lopez”; in the article it is the other way round.',
    );
  });

  it.each([
    // The one to whom it was done has another name there.
    ['A court has permanently barred Craig Mor. The accountant, a teacher, said nothing.', 'Teacher bars court'],
    ['The union visited a judge in Sarnholm. The minister was silent.', 'Judge visits minister'],
    ['Anna Lopez recognised Tom Ash, who leads the union.', 'Union recognises Lopez'],
    ['Tom Ash was accused of theft, for years, by Anna Lopez.', 'Ash accuses Lopez'],
  ])('is turned round: %s ⊭ %s', async (body, text) => {
    expect(await rulesOf(body, text)).toEqual(['roles/reversed']);
  });

  it.each([
    // Another deed between the two says nothing of this one.
    ['Sarnholm Rovers have signed their former keeper Tom Ash.', 'Ash rejoins Sarnholm Rovers'],
    ['Anna Lopez conceded that Tom Ash had been better.', 'Ash shocks Lopez in Sarnholm'],
    ['Anna Lopez has warned Tom Ash. He received a letter.', 'Ash receives Lopez warning'],
    ['Tom Ash was appointed on Monday. The Rovers are in Sarnholm.', 'Rovers appoint Ash'],
    ['The ministry of Karvik denounced the conclusions of the summit in Sarnholm.', 'Summit denounces Karvik'],
  ])('stands: %s ⊨ %s', async (body, text) => {
    expect((await rulesOf(body, text)).filter((rule) => rule.startsWith('roles'))).toEqual([]);
  });

  it('what two do to each other has no order', async () => {
    expect(await rulesOf('Anna Lopez met Tom Ash in Sarnholm.', 'Tom Ash meets Anna Lopez')).toEqual([]);
  });
});
