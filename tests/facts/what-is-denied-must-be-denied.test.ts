import { describe, expect, it } from 'vitest';
import { checkText } from './check-text.ts';

const rulesOf = async (body: string, text: string): Promise<string[]> =>
  (await checkText(body, text)).claims.filter(({ label }) => label !== 'supported').map(({ rule }) => rule);

describe('what a text denies the article must deny', () => {
  it.each([
    ['The council will not sell the park.', 'Council will not sell park'],
    ['The council refused to sell the park.', "Council won't sell park"],
    ['The council said it had no plan to close the school.', 'Council will not close school'],
    ['The council approved the plan for the park.', 'Council approves plan for park'],
    ['The council not only sold the park but closed it.', 'Council sold park'],
    ['The singer was spared jail in Sarnholm.', 'No jail for singer'],
    ['The yard lives by loans. It sold fewer boats.', 'Yard gains from loans, not boats'],
    ['The bank takes no action against its chief Ash.', 'Bank decides not to punish Ash'],
    // Neither "back" nor a capital within a sentence says for or against.
    ['The shop opposes the tax and fights its critics in Sarnholm.', 'Shop fights back at critics'],
    ['Critics in Los Karvik chose the wine comedy for an award.', 'Wine comedy wins award of critics'],
  ])('%s ⊨ %s', async (body, text) => {
    expect(await rulesOf(body, text)).toEqual([]);
  });

  it.each([
    ['The council will sell the park.', 'Council will not sell park', 'negation/reversed'],
    ['The council sold the park on the hill.', 'Council did not sell park', 'negation/reversed'],
    ['The council did not sell the park.', 'Council sells park', 'negation/reversed'],
    ['A bridge was opened.', 'Mayor never smiles', 'negation/unsupported'],
    ['The council approved the plan for the park.', 'Council rejects plan for park', 'negation/opposite'],
    ['The minister denied the report about the park.', 'Minister confirms report about park', 'negation/opposite'],
  ])('%s ⊭ %s', async (body, text, rule) => {
    expect(await rulesOf(body, text)).toContain(rule);
  });
});

describe('directions and degrees', () => {
  it.each([
    ['Prices in Sarnholm rose sharply in the spring.', 'Prices rise in Sarnholm', null],
    ['Prices in Sarnholm rose sharply in the spring.', 'Prices fall in Sarnholm', 'comparative/reversed'],
    [
      'It is the largest library in the north of the country.',
      'Country opens smallest library',
      'comparative/reversed',
    ],
    ['The firm made a profit after a hard year in Sarnholm.', 'Firm in Sarnholm makes a loss', 'comparative/reversed'],
    ['Exports fell while prices rose in Sarnholm.', 'Prices rise in Sarnholm', null],
  ])('%s / %s', async (body, text, rule) => {
    const rules = await rulesOf(body, text);
    if (rule) expect(rules).toContain(rule);
    else expect(rules).toEqual([]);
  });
});

describe('what is open must not be told as settled', () => {
  it.each([
    ['The pilot may close the bridge in May.', 'Pilot may close bridge', null],
    ['The pilot may close the bridge.', 'Pilot will close bridge', 'modality/stronger'],
    ['The pilot will close the bridge.', 'Pilot will close bridge', null],
    ['A baker was accused of fraud in Sarnholm.', 'Baker convicted of fraud', 'modality/later-stage'],
    ['A baker was found guilty of fraud in Sarnholm.', 'Baker convicted of fraud', null],
    ['Senator Lopez introduced a bill to protect parks.', 'Lopez passes bill to protect parks', 'modality/later-stage'],
  ])('%s / %s', async (body, text, rule) => {
    const rules = await rulesOf(body, text);
    if (rule) expect(rules).toContain(rule);
    else expect(rules).toEqual([]);
  });
});

describe('a number, date or speaker bound to the wrong thing', () => {
  const body =
    'Sarnholm fined the bank $3 million over fees for late payment. The bank had paid its chairman $9 million. ' +
    'The bank was founded in 1912 by a miller.\n“We are sorry,” said Anna Lopez, who runs the bank.\n“It is a fair sum,” said Tom Ash of the council.';
  it.each([
    ['Bank fined $3 million over fees', null],
    ['Bank fined $9 million over fees for late payment', 'binding/number'],
    ['Sarnholm fines bank over late fees in 1912', 'binding/date'],
    ['Bank founded in 1912 by miller fined', null],
    ['Tom Ash: “It is a fair sum”', null],
    ['Anna Lopez: “It is a fair sum”', 'quotation/other-speaker'],
  ])('%s', async (text, rule) => {
    const rules = await rulesOf(body, text);
    if (rule) expect(rules).toContain(rule);
    else expect(rules).toEqual([]);
  });
});
