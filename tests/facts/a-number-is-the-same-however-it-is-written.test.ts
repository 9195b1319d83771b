import { describe, expect, it } from 'vitest';
import { checkText, labelsOf } from './check-text.ts';

describe('a number is the same however it is written', () => {
  it.each([
    ['The plan costs 1.2 billion dollars.', '$1.2bn plan announced'],
    ['The plan costs $1.2bn.', 'Plan to cost 1.2 billion dollars'],
    ['The plan costs $1,200,000,000.', '$1.2 billion plan announced'],
    ['The firm bought 12 buses.', 'Firm buys twelve buses'],
    ['The firm bought twenty-one buses.', 'Firm buys 21 buses'],
    ['One hundred and five people came.', '105 people came'],
    ['Three thousand two hundred and six trees fell.', '3,206 trees fell'],
    ['The harbour took a dozen boats.', 'Harbour takes 12 boats'],
    ['Half a million pounds was raised.', '£500,000 raised'],
    ['Prices rose by 12 per cent.', 'Prices up 12%'],
    ['A third of voters stayed at home.', '33% of voters stayed at home'],
    ['Two-thirds of voters stayed at home.', 'Two thirds of voters stayed at home'],
    ['It is the third bridge in the city.', '3rd bridge for the city'],
    ['The trail is 12 km long.', 'Trail of 12 kilometres opens'],
    ['The trail is 12,000 metres long.', 'Trail of 12 kilometres opens'],
    ['The club waited 24 months.', 'Club waited two years'],
    ['The fine was $58.65 million.', '$58 million fine'],
    ['The grant is $1,027,627.', 'Town gets $1m grant'],
    ['Some 58 people were hurt.', 'Nearly 60 people hurt'],
    ['The fire killed 52 people.', 'More than 50 people killed'],
    ['The march drew 4,200 people.', 'Thousands march'],
    ['Temperatures fell to -5°C.', 'Cold of -5°C'],
    ['A tanker ran aground.', 'One tanker aground'],
    ['Highway 61 was closed after the flood.', 'Flood closes Highway 61'],
    ['It costs 1.9 billion crowns. Tolls cover 1.2 billion of that.', 'Tolls to cover 1.2 billion crowns'],
  ])('%s ⊨ %s', async (body, text) => {
    const verdict = await checkText(body, text);
    expect(verdict.claims.filter(({ kind }) => kind === 'number').map(({ label }) => label)).not.toHaveLength(0);
    expect(labelsOf(verdict, 'number', text).filter((claim) => !claim.endsWith('→ supported'))).toEqual([]);
  });

  it.each([
    ['The plan costs $1.2bn.', '$1.2 million plan announced', '$1.2 million'],
    ['The plan costs 12 million crowns.', '$12 million plan announced', '$12 million'],
    ['The firm bought 12 buses.', 'Firm buys 21 buses', '21'],
    ['Prices rose by 12 per cent.', 'Prices rise by 21%', '21%'],
    ['Prices rose by 12 crowns.', 'Prices rise by 12%', '12%'],
    ['A third of voters stayed at home.', 'A quarter of voters stayed at home', 'A quarter'],
    ['It is the third bridge in the city.', 'Fourth bridge for the city', 'Fourth'],
    ['The trail is 12 km long.', 'Trail of 12 miles opens', '12 miles'],
    ['The club waited 24 months.', 'Club waited 24 weeks', '24 weeks'],
    ['The fire killed 52 people.', 'More than 60 people killed', '60'],
    ['The fire killed 12 people.', 'Thousands killed in fire', 'Thousands'],
    ['It was built in 2019 for children.', '2,019 children get a school', '2,019'],
    ['The crew has 5 members.', 'Crew of 6 members', '6'],
    [
      'It costs 1.9 billion crowns. It moves 1.2 billion litres.',
      'Plan costs 1.2 billion crowns',
      '1.2 billion crowns',
    ],
  ])('%s ⊭ %s', async (body, text, said) => {
    const verdict = await checkText(body, text);
    expect(verdict.label).not.toBe('supported');
    const wrong = verdict.claims.filter(({ kind, label }) => kind === 'number' && label !== 'supported');
    expect(wrong.map(({ textSpan }) => text.slice(textSpan.start, textSpan.end).trim())).toEqual([said]);
  });

  it('says that another count of the same things contradicts, and a number from nowhere cannot be verified', async () => {
    const body = 'The city bought 12 buses.';
    const other = await checkText(body, 'City buys 21 buses');
    expect(other.claims[0]).toMatchObject({
      label: 'contradicted',
      reason: 'The article says “12 buses”, not “21”.',
    });
    const nowhere = await checkText(body, 'City spends 5 crowns');
    expect(nowhere.claims[0]).toMatchObject({ label: 'not_verifiable' });
  });

  it('sees counts that changed places', async () => {
    const body = 'The city bought 12 buses for three towns.';
    expect((await checkText(body, 'City buys 12 buses for three towns')).label).toBe('supported');
    expect((await checkText(body, 'City buys three buses for 12 towns')).label).toBe('contradicted');
  });

  it('does not take "one of them" or "no one" for a count', async () => {
    const verdict = await checkText('The men left.', 'No one saw one of the men');
    expect(labelsOf(verdict, 'number', 'No one saw one of the men')).toEqual([]);
  });
});
