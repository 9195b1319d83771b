import { describe, expect, it } from 'vitest';
import { checkText } from './check-text.ts';

const body = [
  '<p>Sarnholm &amp; Ostrey will share <b>1.9 billion crowns</b>, Mayor Tomas Ederling said on Monday.</p>',
  '“Tonight we stop queuing,” he told the chamber. The boring begins in September 2027.',
].join('\n');

const pieces = async (text: string) =>
  (await checkText(body, text)).claims.map(({ kind, textSpan, evidence }) => [
    kind,
    text.slice(textSpan.start, textSpan.end),
    evidence.map(({ start, end }) => body.slice(start, end)),
  ]);

describe('evidence points at the right words', () => {
  it('in text and article alike, markup and all', async () => {
    expect(await pieces('Ederling: “we stop queuing” for 1.9bn crowns')).toEqual([
      ['name', 'Ederling', ['Ederling']],
      ['quotation', 'we stop queuing', ['we stop queuing']],
      ['number', '1.9bn crowns', ['1.9 billion crowns']],
    ]);
  });

  it('for a date', async () => {
    expect(await pieces('Boring to begin in 2027')).toEqual([['date', '2027', ['September 2027']]]);
    expect(await pieces('Boring to begin on 2 March')).toContainEqual(['date', '2 March', ['Monday']]);
  });

  it('for what contradicts', async () => {
    expect(await pieces('Tomas Keller shares 2.9 billion crowns')).toEqual([
      ['name', 'Tomas Keller', ['Tomas Ederling']],
      ['number', '2.9 billion crowns', ['1.9 billion crowns']],
    ]);
  });
});
