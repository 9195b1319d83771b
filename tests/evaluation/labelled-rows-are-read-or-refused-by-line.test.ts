import { expect, test } from 'vitest';
import { parseLabelledRows } from '../../evaluation/facts/labelled-row.ts';

const good = { id: 'a', article: 'The bridge opened on Monday.', text: 'Bridge opens', label: 1, origin: 'desk' };
const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

test('rows come with their origin, numbers as ids are taken, blank lines passed over', () => {
  const rows = parseLabelledRows(`${lines(good)}\n\n${lines({ ...good, id: 7, label: 0, origin: undefined })}\n`);
  expect(rows).toEqual([good, { id: '7', article: good.article, text: good.text, label: 0 }]);
});

test.each([
  ['label', { ...good, label: 'yes' }, /line 2, field "label": it is "yes"; give 1 \(consistent\) or 0/],
  ['label', { ...good, label: undefined }, /line 2, field "label": it is missing/],
  ['text', { ...good, text: '  ' }, /line 2, field "text": it is empty/],
  ['article', { ...good, article: null }, /line 2, field "article": it is null; give a string/],
  ['id', { ...good, id: undefined }, /line 2, field "id": it is missing/],
  ['origin', { ...good, origin: 3 }, /line 2, field "origin": it is a number/],
])('a bad %s names line, field and cure', (_, bad, message) => {
  expect(() => parseLabelledRows(lines(good, bad))).toThrow(message);
});

test('a line that is no JSON is named, and a file without rows refused', () => {
  expect(() => parseLabelledRows(`${lines(good)}\n{"id": "b",`)).toThrow(/line 2 is not JSON/);
  expect(() => parseLabelledRows(lines(good, [1]))).toThrow(/line 2 is not an object/);
  expect(() => parseLabelledRows('\n\n')).toThrow(/no rows/);
});
