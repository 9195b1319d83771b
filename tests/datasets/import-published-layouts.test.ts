import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasApproximateTime } from '../../datasets/import/approximate-time.ts';
import { textLiteral } from '../../datasets/import/sql-text.ts';
import { sharedData, tally, temporaryFolder, wholeLog, writeParquet, writeTable } from './import-support.ts';

const has = (...path: string[]) => existsSync(join(sharedData, ...path));
const lines = (...path: string[]) =>
  readFileSync(join(sharedData, ...path), 'utf8')
    .split('\n')
    .filter(Boolean);
const json = <Row>(...path: string[]) => lines(...path).map((line) => JSON.parse(line) as Row);

describe('MIND, as published (skipped where ../shared/data/mind is absent)', () => {
  it.skipIf(!has('mind'))('gives every click, every history once a reader, and every title', async () => {
    const behaviors = lines('mind', 'behaviors.tsv').map((line) => line.split('\t'));
    const candidates = behaviors.flatMap((row) => row[4]!.split(' ').filter(Boolean));
    const clicks = candidates.filter((candidate) => candidate.endsWith('-1')).length;
    const histories = new Map<string, number>();
    for (const row of behaviors) histories.set(row[1]!, row[3]!.split(' ').filter(Boolean).length);
    const historyClicks = [...histories.values()].reduce((sum, length) => sum + length, 0);
    const log = await wholeLog({ format: 'mind', paths: join(sharedData, 'mind') });
    expect(log.report.rejected).toEqual([]);
    expect(log.users.length).toBe(histories.size);
    expect(log.items.length).toBe(lines('mind', 'news.tsv').length);
    expect(log.report.rowsRead).toBe(behaviors.length + log.items.length);
    expect(log.events.filter((event) => !hasApproximateTime(event)).length).toBe(clicks);
    expect(log.events.filter(hasApproximateTime).length).toBe(historyClicks);
    expect(tally(log.events.filter(hasApproximateTime).map((event) => event.userId))).toEqual(
      Object.fromEntries([...histories].filter(([, length]) => length > 0)),
    );
    expect(log.events.some((event) => event.dwellSeconds !== undefined)).toBe(false);
    expect(log.report.notes.join('\n')).toMatch(/MIND has no dwell: unknown, not 0/);
    expect(log.report.notes.join('\n')).toContain(`${candidates.length - clicks} exposures`);
  });

  it.skipIf(!has('mind'))('keeps a history in its order, all of it before the first impression', async () => {
    const row = lines('mind', 'behaviors.tsv')
      .map((line) => line.split('\t'))
      .find((cells) => cells[3]!.split(' ').length > 200)!;
    const log = await wholeLog({ format: 'mind', paths: join(sharedData, 'mind') });
    const own = log.events.filter((event) => event.userId === row[1]);
    const history = own.filter(hasApproximateTime).sort((a, b) => a.at.localeCompare(b.at));
    expect(history.map((event) => event.itemId)).toEqual(row[3]!.split(' '));
    const first = own
      .filter((event) => !hasApproximateTime(event))
      .map((event) => event.at)
      .sort()[0]!;
    expect(history.at(-1)!.at < first).toBe(true);
    for (let place = 1; place < history.length; place += 1) {
      const gap = (Date.parse(history[place]!.at) - Date.parse(history[place - 1]!.at)) / 60_000;
      expect(gap).toBeGreaterThanOrEqual(60);
      expect(gap).toBeLessThanOrEqual(120);
    }
  });

  it.skipIf(!has('mind'))('gives exposures when asked, and leaves histories out when asked', async () => {
    const candidates = lines('mind', 'behaviors.tsv').flatMap((line) =>
      line.split('\t')[4]!.split(' ').filter(Boolean),
    );
    const log = await wholeLog({
      format: 'mind',
      paths: join(sharedData, 'mind'),
      impressions: true,
      history: 'exclude',
    });
    expect(tally(log.events.map((event) => event.kind))).toEqual(
      tally(candidates.map((candidate) => (candidate.endsWith('-1') ? 'click' : 'impression'))),
    );
  });
});

interface EbnerdEvent {
  articleId: number;
  t: string;
  readTimeS: number | null;
  scrollPct: number | null;
}
interface EbnerdImpression {
  user_id: number;
  impression_time: string;
  article_ids_inview: number[];
  article_ids_clicked: number[];
  next_read_time: number | null;
  next_scroll_percentage: number | null;
}

describe('EB-NeRD, written out as Parquet (skipped where ../shared/data/ebnerd is absent)', () => {
  const folder = temporaryFolder();
  const source = (name: string) =>
    `read_json(${textLiteral(join(sharedData, 'ebnerd', name))}, format = 'newline_delimited')`;

  async function writeOut(): Promise<void> {
    await writeParquet(
      join(folder, 'articles.parquet'),
      `SELECT article_id::INTEGER AS article_id, title, subtitle, '' AS body, category::SMALLINT AS category,
        'nyheder' AS category_str, TIMESTAMP '2023-02-01 10:00:00' AS published_time FROM ${source('articles_titles.jsonl')}`,
    );
    await writeParquet(
      join(folder, 'history.parquet'),
      `SELECT "userId"::UINTEGER AS user_id, list_transform(events, lambda e: e.t::TIMESTAMP) AS impression_time_fixed,
        list_transform(events, lambda e: e."scrollPct"::FLOAT) AS scroll_percentage_fixed,
        list_transform(events, lambda e: e."articleId"::INTEGER) AS article_id_fixed,
        list_transform(events, lambda e: e."readTimeS"::FLOAT) AS read_time_fixed FROM ${source('history_titled.jsonl')}`,
    );
    await writeParquet(
      join(folder, 'behaviors.parquet'),
      `SELECT impression_id::UINTEGER AS impression_id, article_id::INTEGER AS article_id,
        impression_time::TIMESTAMP AS impression_time, read_time::FLOAT AS read_time,
        scroll_percentage::FLOAT AS scroll_percentage, device_type::TINYINT AS device_type,
        article_ids_inview::INTEGER[] AS article_ids_inview, article_ids_clicked::INTEGER[] AS article_ids_clicked,
        user_id::UINTEGER AS user_id, is_subscriber, session_id::UINTEGER AS session_id,
        next_read_time::FLOAT AS next_read_time, next_scroll_percentage::FLOAT AS next_scroll_percentage
        FROM ${source('behaviors_dev.jsonl')}`,
    );
  }

  it.skipIf(!has('ebnerd'))('gives every click with its time, read time and scroll, in Danish', async () => {
    await writeOut();
    const readers = json<{ userId: number; events: EbnerdEvent[] }>('ebnerd', 'history_titled.jsonl');
    const impressions = json<EbnerdImpression>('ebnerd', 'behaviors_dev.jsonl');
    const key = (user: number, item: number, at: string, dwell: number | null, scroll: number | null) =>
      [
        user,
        item,
        new Date(at).toISOString(),
        dwell ?? 'unknown',
        scroll === null ? 'unknown' : Math.round(scroll),
      ].join(' ');
    const truth = [
      ...readers.flatMap((reader) =>
        reader.events.map((event) => key(reader.userId, event.articleId, event.t, event.readTimeS, event.scrollPct)),
      ),
      ...impressions.flatMap((row) =>
        row.article_ids_clicked.map((item) =>
          key(row.user_id, item, row.impression_time, row.next_read_time, row.next_scroll_percentage),
        ),
      ),
    ];
    const log = await wholeLog({ format: 'ebnerd', paths: folder });
    const read = log.events.map((event) =>
      key(
        Number(event.userId),
        Number(event.itemId),
        event.at,
        event.dwellSeconds ?? null,
        event.scroll === undefined ? null : event.scroll * 100,
      ),
    );
    expect(tally(read)).toEqual(tally(truth));
    const titles = json<{ article_id: number; title: string }>('ebnerd', 'articles_titles.jsonl');
    const titled = titles.filter((article) => article.title.trim() !== '');
    expect(log.items.length).toBe(titled.length);
    expect(log.report.rejectedByReason).toEqual({ 'title: missing': titles.length - titled.length });
    expect(new Map(log.items.map((item) => [item.id, item.title]))).toEqual(
      new Map(titled.map((article) => [String(article.article_id), article.title])),
    );
    expect(new Set(log.items.map((item) => item.language))).toEqual(new Set(['da']));
    expect(log.users.length).toBe(
      new Set([...readers.map((reader) => reader.userId), ...impressions.map((row) => row.user_id)]).size,
    );
    expect(log.report.rowsRead).toBe(readers.length + impressions.length + titles.length);
  });

  it.skipIf(!has('ebnerd'))('gives what was in view and not clicked when asked', async () => {
    await writeOut();
    const impressions = json<EbnerdImpression>('ebnerd', 'behaviors_dev.jsonl');
    const passedOver = impressions.flatMap((row) =>
      row.article_ids_inview.filter((item) => !row.article_ids_clicked.includes(item)),
    ).length;
    const log = await wholeLog({ format: 'ebnerd', paths: folder, impressions: true });
    expect(tally(log.events.map((event) => event.kind)).impression).toBe(passedOver);
  });
});

describe('PENS, written out as personalized_test.tsv (skipped where ../shared/data/pens is absent)', () => {
  it.skipIf(!has('pens'))('gives each test reader their clicks in order, marked as untimed', async () => {
    const folder = temporaryFolder();
    const readers = json<{ userId: string; clickedNewsIds: string[]; rewrites: { newsId: string; title: string }[] }>(
      'pens',
      'pens_dev_NT1-63.jsonl',
    );
    writeTable(folder, 'personalized_test.tsv', [
      ['userid', 'clicknewsID', 'posnewID', 'rewrite_titles'],
      ...readers.map((reader) => [
        reader.userId,
        reader.clickedNewsIds.join(','),
        reader.rewrites.map((rewrite) => rewrite.newsId).join(','),
        reader.rewrites.map((rewrite) => rewrite.title).join('#TAB#'),
      ]),
    ]);
    const log = await wholeLog({ format: 'pens', paths: folder });
    expect(log.report.rejected).toEqual([]);
    expect(log.report.rowsRead).toBe(readers.length);
    expect(log.events.every(hasApproximateTime)).toBe(true);
    for (const reader of readers) {
      const own = log.events.filter((event) => event.userId === reader.userId).sort((a, b) => a.at.localeCompare(b.at));
      expect(own.map((event) => event.itemId)).toEqual(reader.clickedNewsIds);
    }
  });
});

describe('DT-PENS, as published (skipped where ../shared/data/dt-pens is absent)', () => {
  it.skipIf(!has('dt-pens'))('gives every click with its dwell, history at its exposure time', async () => {
    const cells = lines('dt-pens', 'dt-pens_row1.tsv')[1]!.split('\t');
    const clicked = cells[1]!.split(' ');
    const times = cells[3]!.split('#TAB#').map((time) => new Date(`${time} UTC`).toISOString());
    const log = await wholeLog({ format: 'dt-pens', paths: join(sharedData, 'dt-pens') });
    expect(log.report.rejected).toEqual([]);
    const history = log.events.slice(0, clicked.length);
    expect(history.map((event) => event.itemId)).toEqual(clicked);
    expect(history.map((event) => event.at)).toEqual(times);
    expect(history.map((event) => event.dwellSeconds)).toEqual(cells[2]!.split(' ').map(Number));
    const impression = log.events.slice(clicked.length);
    expect(impression.map((event) => event.itemId)).toEqual(cells[4]!.split(' '));
    expect(impression.map((event) => event.dwellSeconds)).toEqual(cells[8]!.split(' ').map(Number));
    const [start, end] = [cells[6]!, cells[7]!].map((time) => new Date(`${time} UTC`).toISOString());
    expect(impression.every((event) => event.at >= start! && event.at <= end!)).toBe(true);
    expect(impression.map((event) => event.at)).toEqual(impression.map((event) => event.at).sort());
  });

  it.skipIf(!has('dt-pens'))('gives what was passed over when asked', async () => {
    const cells = lines('dt-pens', 'dt-pens_row1.tsv')[1]!.split('\t');
    const log = await wholeLog({ format: 'dt-pens', paths: join(sharedData, 'dt-pens'), impressions: true });
    const passedOver = log.events.filter((event) => event.kind === 'impression');
    expect(passedOver.map((event) => event.itemId)).toEqual(cells[5]!.split(' '));
  });
});

describe('logs in their own columns (skipped where ../shared/data is absent)', () => {
  it.skipIf(!has('globo'))('Globo: a CSV with the columns named, times in milliseconds', async () => {
    const rows = lines('globo', 'globo_users_mod40.csv')
      .slice(1)
      .map((line) => line.split(','));
    const log = await wholeLog({
      format: 'csv',
      paths: join(sharedData, 'globo'),
      columns: { userId: 'user_id', itemId: 'click_article_id', at: 'click_timestamp' },
    });
    expect(log.report.rejected).toEqual([]);
    expect(log.events.length).toBe(rows.length);
    const read = log.events.map((event) => [event.userId, event.itemId, Date.parse(event.at)].join());
    expect(rows.filter((row, place) => [row[0], row[4], row[5]].join() !== read[place])).toEqual([]);
  });

  it.skipIf(!has('deskdrop'))('Deskdrop: kinds by their own names, one of them left out', async () => {
    const kinds = { VIEW: 'click', LIKE: 'like', BOOKMARK: 'like', 'COMMENT CREATED': 'share', FOLLOW: null } as const;
    const rows = lines('deskdrop', 'users_interactions.csv')
      .slice(1)
      .map((line) => line.split(','));
    const truth = rows.map((row) => kinds[row[1] as keyof typeof kinds]).filter((kind) => kind !== null);
    const log = await wholeLog({
      format: 'csv',
      paths: join(sharedData, 'deskdrop'),
      columns: { userId: 'personId', itemId: 'contentId', kind: 'eventType' },
      kinds,
    });
    expect(log.report.rejected).toEqual([]);
    expect(log.report.rowsRead).toBe(rows.length);
    expect(log.events.map((event) => event.kind)).toEqual(truth);
    expect(log.events[0]!.at).toBe(new Date(Number(rows[0]![0]) * 1000).toISOString());
  });
});
