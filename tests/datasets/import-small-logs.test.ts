import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { approximateTimeSession } from '../../datasets/import/approximate-time.ts';
import { temporaryFolder, wholeLog, writeParquet, writeTable } from './import-support.ts';

const news = (id: string, title: string) => [
  id,
  'sports',
  'soccer',
  title,
  'A short abstract.',
  'https://a.example',
  '[]',
  '[]',
];

describe('a small MIND log', () => {
  it('reads clicks, an empty history, lone quotation marks and any script', async () => {
    const folder = temporaryFolder();
    writeTable(folder, 'behaviors.tsv', [
      ['1', 'U1', '11/12/2019 2:14:46 PM', '', 'N1-0 N2-1'],
      ['2', 'U2', '11/13/2019 12:00:00 AM', 'N3 N1', 'N1-1 N2-1 N3-0'],
    ]);
    writeTable(folder, 'news.tsv', [
      news('N1', 'The "open question'),
      news('N2', 'Ærø får ny færge 🚢'),
      news('N3', "It's 5'10''"),
    ]);
    const log = await wholeLog({ format: 'mind', paths: folder });
    expect(log.report.rejected).toEqual([]);
    expect(log.users.map((user) => [user.id, user.consent])).toEqual([
      ['U1', 'unknown'],
      ['U2', 'unknown'],
    ]);
    expect(log.items.map((item) => item.title)).toEqual(['The "open question', 'Ærø får ny færge 🚢', "It's 5'10''"]);
    expect(log.items[0]).toEqual({
      id: 'N1',
      kind: 'article',
      title: 'The "open question',
      summary: 'A short abstract.',
      category: 'sports',
      language: 'en',
    });
    const history = log.events.filter((event) => event.sessionId === approximateTimeSession);
    expect(history.map((event) => event.itemId)).toEqual(['N3', 'N1']);
    expect(log.events.filter((event) => event.sessionId === undefined)).toEqual([
      { userId: 'U1', itemId: 'N2', at: '2019-11-12T14:14:46.000Z', kind: 'click' },
      { userId: 'U2', itemId: 'N1', at: '2019-11-13T00:00:00.000Z', kind: 'click' },
      { userId: 'U2', itemId: 'N2', at: '2019-11-13T00:00:00.000Z', kind: 'click' },
    ]);
    expect(log.report.notes.join('\n')).toContain('2 exposures without a click were left out');
    expect(log.report.notes.join('\n')).toContain('Consent is unknown for every reader');
  });
});

it.each(['mind', 'pens'] as const)('the news of %s without a log are items alone', async (format) => {
  const folder = temporaryFolder();
  writeTable(folder, 'news.tsv', [news('N1', 'A title')]);
  const log = await wholeLog({ format, paths: folder });
  expect([log.items.length, log.events.length, log.users.length]).toEqual([1, 0, 0]);
});

const pensHeader = [
  'UserID',
  'ClicknewsID',
  'dwelltime',
  'exposure_time',
  'pos',
  'neg',
  'start',
  'end',
  'dwelltime_pos',
];

describe('a small PENS log', () => {
  const row = (user: string, clicked: string, dwell: string, times: string) => [
    user,
    clicked,
    dwell,
    times,
    'N8 N9',
    'N5',
    '7/3/2019 6:00:00 AM',
    '7/3/2019 6:10:00 AM',
    '34 83',
  ];
  const times = '6/19/2019 5:10:01 AM#TAB#6/19/2019 5:11:00 PM';
  const header = ['News ID', 'Category', 'Topic', 'Headline', 'News body', 'Title entity', 'Entity content'];

  it.each([
    ['with a header', [pensHeader]],
    ['without one', []],
  ])('reads train.tsv %s: dwell, exposure times and the impression', async (_, head) => {
    const folder = temporaryFolder();
    writeTable(folder, 'train.tsv', [...head, row('U1', 'N1 N2', '116 23', times)]);
    writeTable(folder, 'news.tsv', [header, ['N1', 'sports', 'soccer', 'A headline', 'The body of it.', '{}', '{}']]);
    const log = await wholeLog({ format: 'pens', paths: folder, impressions: true });
    expect(log.report.rejected).toEqual([]);
    expect(log.items).toEqual([
      { id: 'N1', kind: 'article', title: 'A headline', body: 'The body of it.', category: 'sports', language: 'en' },
    ]);
    expect(log.events).toEqual([
      { userId: 'U1', itemId: 'N1', at: '2019-06-19T05:10:01.000Z', kind: 'click', dwellSeconds: 116 },
      { userId: 'U1', itemId: 'N2', at: '2019-06-19T17:11:00.000Z', kind: 'click', dwellSeconds: 23 },
      { userId: 'U1', itemId: 'N8', at: '2019-07-03T06:00:00.000Z', kind: 'click', dwellSeconds: 34 },
      { userId: 'U1', itemId: 'N9', at: '2019-07-03T06:05:00.000Z', kind: 'click', dwellSeconds: 83 },
      { userId: 'U1', itemId: 'N5', at: '2019-07-03T06:00:00.000Z', kind: 'impression' },
    ]);
  });

  it('takes a history once, from the reader’s last row', async () => {
    const folder = temporaryFolder();
    const later = row('U1', 'N1 N2', '116 23', times).with(6, '7/3/2019 9:00:00 AM').with(7, '7/3/2019 9:10:00 AM');
    writeTable(folder, 'train.tsv', [pensHeader, row('U1', 'N1', '116', '6/19/2019 5:10:01 AM'), later]);
    const log = await wholeLog({ format: 'pens', paths: folder });
    expect(log.events.map((event) => event.itemId).sort()).toEqual(['N1', 'N2', 'N8', 'N8', 'N9', 'N9']);
  });
});

describe('a small EB-NeRD log', () => {
  it('reads histories and clicks, unknown read times staying unknown', async () => {
    const folder = temporaryFolder();
    await writeParquet(
      join(folder, 'history.parquet'),
      `SELECT 7::UINTEGER AS user_id, [TIMESTAMP '2023-05-01 10:00:00', TIMESTAMP '2023-05-01 11:00:00'] AS impression_time_fixed,
        [50::FLOAT, NULL] AS scroll_percentage_fixed, [11, 12] AS article_id_fixed, ['nan'::FLOAT, 0::FLOAT] AS read_time_fixed
        UNION ALL SELECT 8, [], [], [], []`,
    );
    await writeParquet(
      join(folder, 'behaviors.parquet'),
      `SELECT 1 AS impression_id, 11 AS article_id, TIMESTAMP '2023-05-02 10:00:00' AS impression_time, 2 AS device_type,
        [12, 13, 14] AS article_ids_inview, [13] AS article_ids_clicked, 7 AS user_id, 70 AS session_id,
        42::FLOAT AS next_read_time, 100::FLOAT AS next_scroll_percentage, 40 AS age
        UNION ALL SELECT 2, NULL, TIMESTAMP '2023-05-02 11:00:00', 1, [12, 13], [12, 13], 7, 71, 9, 10, 40`,
    );
    const log = await wholeLog({ format: 'ebnerd', paths: folder });
    expect(log.report.rejected).toEqual([]);
    expect(log.users.map((user) => [user.id, user.ageBand])).toEqual([
      ['7', 'adult'],
      ['8', 'unknown'],
    ]);
    const click = (itemId: string, at: string, rest: object) => ({ userId: '7', itemId, at, kind: 'click', ...rest });
    expect(log.events).toEqual([
      click('11', '2023-05-01T10:00:00.000Z', { scroll: 0.5 }),
      click('12', '2023-05-01T11:00:00.000Z', { dwellSeconds: 0 }),
      click('13', '2023-05-02T10:00:00.000Z', { dwellSeconds: 42, scroll: 1, sessionId: '70', device: 'mobile' }),
      // Two clicks in one impression: whose read time it is, is not known.
      click('12', '2023-05-02T11:00:00.000Z', { sessionId: '71', device: 'desktop' }),
      click('13', '2023-05-02T11:00:00.000Z', { sessionId: '71', device: 'desktop' }),
    ]);
  });
});

const events = [
  {
    userId: 'u,1',
    itemId: 'a"1"',
    at: '2024-05-01T10:00:00+02:00',
    kind: 'click',
    dwellSeconds: 12.5,
    consent: 'given',
  },
  { userId: 'bjørn 🐻', itemId: "a'2", at: '2024-05-01T10:00:00Z', kind: 'share', scroll: 0.25, consent: 'refused' },
  { userId: 'u,1', itemId: 'a\n3', at: '2024-05-02', kind: 'impression', variantId: 'v1', placement: 'home' },
];
const expected = [
  { userId: 'u,1', itemId: 'a"1"', at: '2024-05-01T08:00:00.000Z', kind: 'click', dwellSeconds: 12.5 },
  { userId: 'bjørn 🐻', itemId: "a'2", at: '2024-05-01T10:00:00.000Z', kind: 'share', scroll: 0.25 },
  {
    userId: 'u,1',
    itemId: 'a\n3',
    at: '2024-05-02T00:00:00.000Z',
    kind: 'impression',
    variantId: 'v1',
    placement: 'home',
  },
];
const fields = [
  'userId',
  'itemId',
  'at',
  'kind',
  'dwellSeconds',
  'scroll',
  'variantId',
  'placement',
  'consent',
] as const;
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const cell = (value: unknown) => (value === undefined ? '' : `"${String(value).replaceAll('"', '""')}"`);

async function writeEvents(format: 'jsonl' | 'csv' | 'parquet', folder: string, rename: (name: string) => string) {
  const rows = events.map((event) =>
    Object.fromEntries(Object.entries(event).map(([name, value]) => [rename(name), value])),
  );
  if (format === 'jsonl') {
    writeFileSync(join(folder, 'log.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  } else if (format === 'csv') {
    const names = fields.map(rename);
    const text = [names.join(';'), ...rows.map((row) => names.map((name) => cell(row[name])).join(';'))].join('\n');
    writeFileSync(join(folder, 'log.csv'), text);
  } else {
    const source = join(temporaryFolder(), 'source.json');
    writeFileSync(source, JSON.stringify(rows));
    await writeParquet(
      join(folder, 'log.parquet'),
      `SELECT * FROM read_json('${source}', convert_strings_to_integers = false)`,
    );
  }
}

describe.each(['jsonl', 'csv', 'parquet'] as const)('a log of one’s own as %s', (format) => {
  it.each([
    ['camelCase', (name: string) => name],
    ['snake_case', snakeCase],
  ])('reads %s columns, offsets in times, quotes and any script', async (_, rename) => {
    const folder = temporaryFolder();
    await writeEvents(format, folder, rename);
    const log = await wholeLog({ format, paths: folder, impressions: true });
    expect(log.report.rejected).toEqual([]);
    // Parquet's own times cannot hold an offset, and JSON of one type is guessed on writing: compare what was read.
    expect(log.events).toEqual(expected);
    expect(log.users.map((user) => [user.id, user.consent])).toEqual([
      ['bjørn 🐻', 'refused'],
      ['u,1', 'given'],
    ]);
  });

  it('leaves exposures out unless asked, and says how many', async () => {
    const folder = temporaryFolder();
    await writeEvents(format, folder, snakeCase);
    const log = await wholeLog({ format, paths: folder });
    expect(log.events).toEqual(expected.slice(0, 2));
    expect(log.report.notes.join('\n')).toContain('1 exposures without a click were left out');
  });
});

describe('items and users beside a log of one’s own', () => {
  it('reads items.jsonl with an ad’s facts, and users.jsonl with consent', async () => {
    const folder = temporaryFolder();
    const facts = { brand: 'Norlys', sellingPoints: ['Charges in an hour'] };
    const rows = (name: string, objects: readonly object[]) =>
      writeFileSync(join(folder, name), objects.map((object) => `${JSON.stringify(object)}\n`).join(''));
    rows('log.jsonl', [{ user: 'u1', item: 'ad1', time: 1_714_550_400 }]);
    rows('items.jsonl', [
      { id: 'ad1', kind: 'ad', title: 'A lamp', facts },
      { id: 'n1', title: 'News', published_at: '2024-05-01T12:00:00Z', word_count: 300, language: 'en-GB' },
      { id: 'ad2', kind: 'ad', title: 'No brand', facts: { sellingPoints: ['x'] } },
    ]);
    rows('users.jsonl', [{ user_id: 'u2', consent: 'given', age_band: 'child' }]);
    const log = await wholeLog({ format: 'jsonl', paths: folder });
    expect(log.items).toEqual([
      { id: 'ad1', kind: 'ad', title: 'A lamp', facts },
      {
        id: 'n1',
        kind: 'article',
        title: 'News',
        publishedAt: '2024-05-01T12:00:00.000Z',
        wordCount: 300,
        language: 'en-GB',
      },
    ]);
    expect(log.report.rejected).toEqual([
      {
        file: join(folder, 'items.jsonl'),
        row: 3,
        field: 'facts',
        reason: 'not a JSON object with brand and sellingPoints',
      },
    ]);
    expect(log.users).toEqual([
      { id: 'u1', consent: 'unknown', ageBand: 'unknown', rules: [] },
      { id: 'u2', consent: 'given', ageBand: 'child', rules: [] },
    ]);
    expect(log.events).toEqual([{ userId: 'u1', itemId: 'ad1', at: '2024-05-01T08:00:00.000Z', kind: 'click' }]);
    expect(log.report.notes).toContain('1 of 1 events have no dwell: unknown, not 0.');
  });
});
