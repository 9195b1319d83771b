import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../package-root.ts';
import { splitSentences } from '../../profiles/focus/sentences.ts';

const texts = (body: string) => splitSentences(body).map((sentence) => sentence.text);

describe('an article splits into sentences', () => {
  it.each([
    ['plain stops', 'The river rose. The town slept! Did it flood? It did.', 4],
    ['decimals and prices', 'Growth was 3.5 per cent. It cost $1.2m in all.', 2],
    ['titles', 'Mr. Hale met Dr. Osei and Sen. Brook on Monday. They left early.', 2],
    ['initials', 'J. K. Marlow and George W. Penn spoke. Both were brief.', 2],
    ['countries', 'The U.S. Navy sailed. It was bound for the U.K. The crew cheered.', 3],
    ['companies', 'Brightwater Inc. Chairman Lee resigned. Corvo Ltd. will follow.', 2],
    ['hours', 'Doors open at 9 a.m. on Friday. The vote closes at 5 p.m. Results come later.', 3],
    ['numbered items', 'See No. 5 on the list. The answer was no. Nobody moved.', 3],
    ['a question inside a quotation', '"Who pays?" Councillor Ana Ruiz asked. Nobody knew.', 2],
    ['lower case behind a quotation', '"Stop!" she said. He went on.', 2],
    ['a quotation of two sentences', '“It is late. We must go,” he said. They went.', 2],
    ['a quotation that ends the sentence', 'She said: "It is over." The hall emptied.', 2],
    ['a missing space', 'It closed last year.The club has moved.', 2],
    ['web addresses', 'Write to desk@paper.example.org or see paper.example.org for more. Thank you.', 2],
    ['an ellipsis', 'He waited... and waited. Then… nothing.', 2],
    ['months', 'It opened on Jan. 5 and shut in Dec. Nobody asked why.', 2],
  ])('%s', (_name, body, count) => {
    expect(texts(body)).toHaveLength(count);
  });

  it('ends a sentence at a line break, but not where a wrapped line goes on in lower case', () => {
    expect(texts('Harbour reopens\nThe first ferry left at dawn\nwith 200 people aboard.')).toEqual([
      'Harbour reopens',
      'The first ferry left at dawn\nwith 200 people aboard.',
    ]);
  });

  it('gives offsets that cut the very sentence, in order, and loses no letter, whatever the text', () => {
    const pieces = fc.constantFrom(
      'Mr. ',
      'said ',
      '"',
      '“',
      '”',
      '. ',
      '? ',
      '\n',
      '3.5 ',
      'The ',
      'J. ',
      '(',
      ') ',
      'é',
      '… ',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
        ),
        (body) => {
          let previousEnd = 0;
          let kept = '';
          for (const sentence of splitSentences(body)) {
            expect(sentence.start).toBeGreaterThanOrEqual(previousEnd);
            expect(body.slice(sentence.start, sentence.end)).toBe(sentence.text);
            previousEnd = sentence.end;
            kept += sentence.text;
          }
          expect(kept.replace(/\s/g, '')).toBe(body.replace(/\s/g, ''));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes an article of 20,000 words', () => {
    const body = 'The council met again on Tuesday and said "no." Then it left. '.repeat(1600);
    expect(splitSentences(body)).toHaveLength(3200);
  });

  const news = join(packageRoot, '..', 'shared', 'data', 'newsroom', 'nasa.jsonl');
  it.skipIf(!existsSync(news))(
    'leaves hardly a fragment in real articles (skipped without ../shared/data/newsroom)',
    () => {
      const bodies = readFileSync(news, 'utf8')
        .split('\n')
        .filter(Boolean)
        .slice(0, 150)
        .map((line) => bodyOf(JSON.parse(line)));
      const sentences = bodies.flatMap((body) => texts(body));
      expect(sentences.length).toBeGreaterThan(bodies.length * 3);
      const startsLow = sentences.filter((text) => /^[a-z]{2}/.test(text)).length;
      expect(startsLow / sentences.length).toBeLessThan(0.02);
    },
  );
});

function bodyOf(record: Record<string, unknown>): string {
  const body = record.body ?? record.text ?? record.article;
  if (typeof body !== 'string') throw new Error(`no body among ${Object.keys(record).join(', ')}`);
  return body;
}
