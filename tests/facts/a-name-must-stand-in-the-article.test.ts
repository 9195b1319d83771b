import { describe, expect, it } from 'vitest';
import { checkText, labelsOf } from './check-text.ts';

describe('a name must stand in the article', () => {
  it.each([
    ['Mayor Anna Lopez opened the bridge.', 'Anna Lopez opens bridge'],
    ['Mayor Anna Lopez opened the bridge.', 'Lopez opens bridge'],
    ['Mayor Anna Lopez opened the bridge.', 'Mayor Lopez opens bridge'],
    ['Mayor Anna Lopez opened the bridge.', 'Ms Lopez opens bridge'],
    ['Mayor Anna Lopez opened the bridge.', 'A. Lopez opens bridge'],
    ['The critic John Paul Smith liked it.', 'Critic John Smith likes it'],
    ["The mayor's name is Lopez.", "Lopez's name known"],
    ['The critic likes Sarnholm.', 'A critic likes Sarnholm’s'],
    ['The Harbour Port Authority closed the pier.', 'HPA closes pier'],
    ['The Department of Justice sued.', 'DOJ sues'],
    ['The United Kingdom left.', 'UK leaves'],
    ['Ministers in London said Britain left.', 'British ministers say so'],
    ['Troops of the U.S. left.', 'US troops leave'],
    ['A Conservative won.', 'Tory wins'],
    ['The council met in Sarnholm.', 'The Council meets in Sarnholm'],
    ['A tram hit a wall in Sarnholm.', 'Tram hits wall in Sarnholm'],
    ['Work on the library began in Sarnholm.', 'Sarnholm Begins Work On The Library'],
    ['The café Zoë opened.', 'Cafe Zoe opens'],
    ['Covid-19 closed the school.', 'School closed by Covid-19'],
    ['The storm hit southern Asia.', 'Storm hits S Asia'],
    ['Harbour & Hill bought a pier.', 'H&H buys pier'],
    ['A shirt was sold in Sarnholm.', 'A T-shirt sold in Sarnholm'],
    ['The Supreme Court met.', 'Supreme Court Meets After Long Summer Break'],
    ['It bought <Sarnholm Trading Co> on Monday.', 'Firm buys <Sarnholm Trading Co>'],
    ['Sarnholm Trading bought a pier.', 'Sarnholm Trading <STC.O> buys pier'],
  ])('%s ⊨ %s', async (body, text) => {
    const verdict = await checkText(body, text);
    expect(verdict.claims.filter(({ label }) => label !== 'supported')).toEqual([]);
  });

  it.each([
    ['Mayor Anna Lopez opened the bridge.', 'Mayor Keller opens bridge', 'Mayor Keller', 'not_verifiable'],
    ['Mayor Anna Lopez opened the bridge.', 'Keller opens bridge', 'Keller', 'not_verifiable'],
    ['Mayor Anna Lopez opened the bridge.', 'Anna Keller opens bridge', 'Anna Keller', 'contradicted'],
    ['Mayor Anna Lopez opened the bridge.', 'NATO opens bridge', 'NATO', 'not_verifiable'],
    ['He made his mark on the bridge.', 'He met Mark on the bridge', 'Mark', 'not_verifiable'],
    ['The bridge opened for us all.', 'Bridge opens in the US', 'US', 'not_verifiable'],
    ['Norwegian ministers met.', 'Swedish ministers met', 'Swedish', 'not_verifiable'],
    ['Craig Mor and Tom Ash met.', 'C. Ash met', 'C Ash', 'not_verifiable'],
    // Each word stands there, the name they make does not.
    [
      'The school has a white fence. There is a new hall, and a house with many a happy pupil.',
      'White House Has Many Happy Pupils',
      'White House',
      'not_verifiable',
    ],
    [
      'It bought <Sarnholm Trading Co> on Monday.',
      'Harbour firm buys a small stake in <Ostrey Pier Co>',
      'Ostrey Pier Co',
      'not_verifiable',
    ],
    // Two initials in the middle of a row of capitals are chance.
    ['The Old Karvik Asphalt Works closed.', 'KA closes', 'KA', 'not_verifiable'],
    ['Inspector Tom Clarke met her.', 'Inspector Clark met her', 'Inspector Clark', 'not_verifiable'],
  ])('%s ⊭ %s', async (body, text, said, label) => {
    const verdict = await checkText(body, text);
    expect(verdict.label).toBe(label);
    const found = verdict.claims.find((claim) => claim.label === label)!;
    expect(text.slice(found.textSpan.start, found.textSpan.end).replace(/[.]/g, '')).toBe(said);
  });

  it('names who has the first name', async () => {
    const verdict = await checkText('Mayor Anna Lopez opened the bridge.', 'Anna Keller opens bridge');
    expect(verdict.claims[0]!.reason).toBe('The article has “Anna Lopez”, not “Anna Keller”.');
  });

  it('lets common words open a headline', async () => {
    const text = 'Residents welcome the news';
    expect(labelsOf(await checkText('People are glad.', text), 'name', text)).toEqual([]);
  });
});
