import { describe, expect, it } from 'vitest';
import { indexWords } from '../../generators/facts/article-words.ts';
import { wordsOf } from '../../generators/facts/words.ts';
import { formFaults } from '../../generators/form/form-faults.ts';
import { sentenceCase, trimWrapping } from '../../generators/form/house-style.ts';
import { statesSomething } from '../../generators/headline/statement.ts';

const faults = (text: string, finish: 'stop' | 'length' = 'stop') => formFaults(text, { finish }, 14);

describe('a headline is brought into form', () => {
  it.each([
    ['"Council backs tunnel after vote"', 'Council backs tunnel after vote'],
    ['Headline: Council backs tunnel', 'Council backs tunnel'],
    ['**Council backs tunnel**', 'Council backs tunnel'],
    ['Title: “Council backs tunnel.”', 'Council backs tunnel'],
    ['  Council\n backs   tunnel. ', 'Council backs tunnel'],
    ['“We stop queuing”, says mayor', '“We stop queuing”, says mayor'],
    ['Will it ever end?', 'Will it ever end?'],
  ])('%j becomes %j', (raw, trimmed) => {
    expect(trimWrapping(raw)).toBe(trimmed);
  });

  it.each([
    ['Council Backs New Tunnel In Sarnholm', 'Council backs new tunnel in Sarnholm'],
    ['Council backs tunnel', 'Council backs tunnel'],
    ['NHS Opens Clinic', 'NHS opens clinic'],
  ])('%j is set as %j', (text, styled) => {
    const source = 'The council of Sarnholm backs a new tunnel. The NHS opens a clinic in town.';
    expect(sentenceCase(text, indexWords(source, wordsOf(source)))).toBe(styled);
  });

  it.each(['Council backs toll tunnel under harbour after vote', '42 homes for Quillhaven by 2028'])(
    '%j is sound',
    (text) => {
      expect(faults(text)).toEqual([]);
    },
  );

  it.each([
    ['Tunnel', 'too short'],
    ['a b c d e f g h i j k l m n o p', 'too long'],
    ['Council backs tunnel under the', 'cut off'],
    ['Council backs tunnel,', 'cut off'],
    ['Here is a headline for the article', 'chatter'],
    ['I think the council backs it', 'chatter'],
    ['Mayor: “We stop queuing in Sarnholm', 'open quotation'],
    ['COUNCIL BACKS TUNNEL IN SARNHOLM', 'all capitals'],
    ['Tunnel for tunnel after tunnel opens', 'repeats itself'],
    ['Council <b>backs</b> the big tunnel', 'markup'],
  ])('%j is refused: %s', (text, fault) => {
    expect(faults(text)).toContain(fault);
  });

  it('what the model did not end is cut off', () => {
    expect(faults('Council backs toll tunnel under harbour', 'length')).toContain('cut off');
  });

  it.each([
    ['Hackers halted cranes for 19 hours', true],
    ['Office towers to become flats', true],
    ['The power of the sea', false],
    ['The fastest woman in the world', false],
  ])('%j states something: %s', (text, states) => {
    expect(statesSomething(text)).toBe(states);
  });
});
