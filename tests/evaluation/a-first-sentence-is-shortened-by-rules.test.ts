import { describe, expect, it } from 'vitest';
import { shortenedWords, shortenSentence } from '../../evaluation/headlines/shorten-sentence.ts';
import { wordsOf } from '../../generators/facts/words.ts';

describe('a first sentence', () => {
  it.each([
    [
      'OSTREY, 3 March (Vellpress) - The harbour board has bought three ferries.',
      'Harbour board has bought three ferries',
    ],
    ['The board (HBS) has bought three ferries (all electric).', 'Board has bought three ferries'],
    ['The board has bought three ferries, its chair Anna Lopez said.', 'Board has bought three ferries'],
    [
      'The board announced on Monday that three ferries will be built in Ostrey.',
      'Three ferries will be built in Ostrey',
    ],
    [
      'Corvin Yards Inc said it has sold three ferries to the board.',
      'Corvin Yards Inc has sold three ferries to the board',
    ],
    ['After nine years of delay, the board has bought three ferries.', 'Board has bought three ferries'],
    ['The board, which runs the harbour, has bought three ferries.', 'Board has bought three ferries'],
    ['The board has bought three ferries, making it the first in Vellmark.', 'Board has bought three ferries'],
    ['The board bought three ferries on Tuesday morning.', 'Board bought three ferries'],
    ['On Friday, 12 March, the board bought three ferries.', 'Board bought three ferries'],
  ])('“%s” becomes “%s”', (sentence, headline) => {
    expect(shortenSentence(sentence)).toBe(headline);
  });

  it('that is too long still ends before a joint, on no small word', () => {
    const short = shortenSentence(
      'The harbour board of the old port has bought three electric ferries of a new kind to replace boats that were built in the last century.',
    );
    expect(wordsOf(short).length).toBeLessThanOrEqual(shortenedWords);
    expect(short).not.toMatch(/ (?:of|to|a|the)$/);
    expect(short).toMatch(/^Harbour board of the old port has bought three electric ferries/);
  });

  it('of which a rule would leave too little is left whole', () => {
    expect(shortenSentence('Prices fell on Monday.')).toBe('Prices fell on Monday');
    expect(shortenSentence('')).toBe('');
  });
});
