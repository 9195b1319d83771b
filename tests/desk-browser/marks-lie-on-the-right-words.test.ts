import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paragraphsOf, segmentsOf } from '../../src/review/web/proof/segments.ts';
import { titleDifference } from '../../src/review/web/proof/title-difference.ts';

const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '–', '𝄞'), maxLength: 60 });
const markings = fc.array(
  fc.record({ start: fc.integer({ min: -5, max: 70 }), end: fc.integer({ min: -5, max: 70 }) }),
  {
    maxLength: 8,
  },
);

describe('marks on a text', () => {
  test('leave the text as it was, whatever overlaps', () => {
    fc.assert(
      fc.property(texts, markings, (text, spans) => {
        const pieces = segmentsOf(
          text,
          spans.map((span, mark) => ({ ...span, mark })),
        );
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const { start, text: piece, marks } of pieces)
          for (const [mark, span] of spans.entries())
            expect(marks.includes(mark)).toBe(
              span.start < span.end && span.start <= start && span.end >= start + piece.length,
            );
      }),
    );
  });

  test('paragraphs know where they stand', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const paragraph of paragraphsOf(text))
          expect(text.slice(paragraph.start, paragraph.start + paragraph.text.length)).toBe(paragraph.text);
      }),
    );
  });
});

describe('the difference of two titles', () => {
  const words = (text: string, spans: readonly { start: number; end: number }[]) =>
    spans.map(({ start, end }) => text.slice(start, end));

  test('is told word by word', () => {
    const [original, proposed] = ['Bridge reopens after repairs', 'Harbour bridge reopens after 14 weeks of repairs'];
    const { gone, added, kept } = titleDifference(original, proposed);
    expect(words(original, gone)).toEqual([]);
    expect(words(proposed, added)).toEqual(['Harbour', '14 weeks of']);
    expect(kept).toBe(0.5);
  });

  test('does not mind capitals and commas', () => {
    expect(titleDifference('Rovers, again, win', 'rovers again win').kept).toBe(1);
  });

  test('of strangers leaves nothing', () => {
    const { gone, added, kept } = titleDifference('Court clears wind farm', 'A quiet spring');
    expect({ gone: gone.length, added: added.length, kept }).toEqual({ gone: 1, added: 1, kept: 0 });
  });
});
