import { describe, expect, it } from 'vitest';
import { checkText } from './check-text.ts';

const body = 'Sarnholm will build 40 homes, Mayor Anna Lopez said.';
const historyText = 'Elin Marsh wins 17 races\n“Never again,” says coach\nQuillhaven floods';

describe('nothing leaks from the history', () => {
  it.each([
    ['Elin Marsh welcomes homes in Sarnholm', 'Elin Marsh'],
    ['Sarnholm will build 17 homes', '17'],
    ['Homes for Quillhaven', 'Quillhaven'],
    ['Lopez on homes: “Never again”', 'Never again'],
  ])('%s', async (text, leaked) => {
    const verdict = await checkText(body, text, { historyText });
    const leaks = verdict.claims.filter(({ kind }) => kind === 'leak');
    expect(leaks.map(({ textSpan }) => text.slice(textSpan.start, textSpan.end))).toEqual([leaked]);
    expect(verdict.label).toBe('contradicted');
  });

  it('what the article says too is no leak', async () => {
    const text = 'Sarnholm to build 40 homes';
    const verdict = await checkText(body, text, { historyText: `${historyText}\nSarnholm builds 40 ships` });
    expect(verdict.label).toBe('supported');
    expect(verdict.claims.some(({ kind }) => kind === 'leak')).toBe(false);
  });

  it('what stands nowhere is unverified, but no leak', async () => {
    const verdict = await checkText(body, 'Keller welcomes homes', { historyText });
    expect(verdict.label).toBe('not_verifiable');
  });
});
