import { describe, expect, it } from 'vitest';
import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import { casingVotes, pairsIn } from '../../training/headline/casing-votes.ts';
import { houseTitle, withoutSource } from '../../training/headline/house-title.ts';
import { plainVoice, pressVoiceShare } from '../../training/headline/press-voice.ts';
import { trueCase } from '../../training/headline/true-case.ts';

const body =
  'The Harbour Board of Sarnholm told reporters on Monday that the board had bought three electric ferries from ' +
  'Corvin Yards for 40 million crowns. The ferries will replace boats of the 1970s, and the HMS Gannet goes to a museum. ' +
  'Residents of Eastquay had asked the Harbour Board for quieter boats. A museum in Ostrey will take the oldest one, the board said, and the board will choose.';
const silent = casingVotes([]);

const styled = async (title: string, text = body) =>
  houseTitle(title, await analyseArticle({ body: text, language: 'en' }), casingVotes([text]), silent);

describe('a title in title case', () => {
  it('keeps the capitals that the article gives in running text', () => {
    expect(trueCase('Harbour Board Buys Three Electric Ferries From Corvin Yards', casingVotes([body]), silent)).toBe(
      'Harbour Board buys three electric ferries from Corvin Yards',
    );
  });

  it('tells a name from the same word alone', () => {
    expect(
      trueCase('Oldest Ferries of Harbour Board Replaced as Board Goes Electric', casingVotes([body]), silent),
    ).toBe('Oldest ferries of Harbour Board replaced as board goes electric');
  });

  it('leaves acronyms and words it has never met as they are', () => {
    expect(trueCase('HMS Gannet and McTavish Boats Go To Ostrey Museum', casingVotes([body]), silent)).toBe(
      'HMS Gannet and McTavish boats go to Ostrey museum',
    );
  });

  it('asks the other articles where its own is silent', () => {
    const corpus = casingVotes(
      ['They met the Vell Accord in May. Nobody liked the Vell Accord.', 'An accord is near.'],
      pairsIn(['Ferries Break Vell Accord']),
    );
    expect(trueCase('Ferries Break Vell Accord', casingVotes([body]), corpus)).toBe('Ferries break Vell Accord');
  });
});

describe('a publisher’s title', () => {
  it('loses the source behind it', () => {
    expect(withoutSource('Ferries go electric | Harbour Board News')).toBe('Ferries go electric');
    expect(withoutSource('Ferries go electric - Sarnholm Press Office')).toBe('Ferries go electric');
    expect(withoutSource('PRESS RELEASE: Ferries go electric')).toBe('Ferries go electric');
    expect(withoutSource('Ferries - the quiet kind - arrive')).toBe('Ferries - the quiet kind - arrive');
  });

  it('is learnt from when the text bears it out', async () => {
    expect(await styled('Harbour Board Buys Three Electric Ferries')).toEqual({
      title: 'Harbour Board buys three electric ferries',
      share: expect.closeTo(5 / 6, 5),
    });
  });

  it('is left out when the text does not, when it is a label, and when it is malformed', async () => {
    expect(await styled('Harbour Board Buys Four Electric Ferries')).toBe('not in the text');
    expect(await styled('Wendel Stroud Buys Three Electric Ferries')).toBe('not in the text');
    expect(await styled('The Electric Ferries of the Harbour Board')).toBe('no statement');
    expect(await styled('HARBOUR BOARD BUYS THREE ELECTRIC FERRIES')).toBe('malformed');
    expect(await styled('Harbour Board buys three electricFerries for Sarnholm')).toBe('malformed');
    expect(await styled('Statement on Electric Ferries the Harbour Board Has Bought')).toBe('about itself');
    expect(await styled(`Harbour Board Buys ${'Electric Ferries and Boats '.repeat(4)}`)).toBe('too long');
  });
});

describe('a press office’s voice', () => {
  it('is taken out where the rest stands by itself', () => {
    expect(plainVoice('Justice Department Announces Corvin Yards to Pay $3 Million')).toBe(
      'Corvin Yards to Pay $3 Million',
    );
    expect(plainVoice('Ferry firm fined, Justice Department says')).toBe('Ferry firm fined');
    expect(plainVoice('Justice Department Announces New Rules')).toBe('Justice Department Announces New Rules');
  });

  it('counts less the more it speaks of itself', () => {
    const news = pressVoiceShare('Corvin Yards buys docks');
    const own = pressVoiceShare('Justice Department settles claim against Corvin Yards');
    const reaction = pressVoiceShare('Rep. Stroud applauds purchase of docks');
    expect(news).toBe(1);
    expect(own).toBeLessThan(news);
    expect(reaction).toBeLessThan(own);
    expect(pressVoiceShare('Stroud statement on docks')).toBe(0);
  });
});
