import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TitleRow } from './title-sets.ts';

/** BBC News (Greene & Cunningham, 2006): a file an article, its first line the title, each text once. */
export function bbcRows(folder: string): TitleRow[] {
  const seen = new Set<string>();
  const rows: TitleRow[] = [];
  for (const section of readdirSync(folder, { withFileTypes: true })) {
    if (!section.isDirectory()) continue;
    for (const file of readdirSync(join(folder, section.name)).sort()) {
      const [title = '', ...lines] = decoded(readFileSync(join(folder, section.name, file))).split('\n');
      const body = lines.join('\n').trim();
      if (body === '' || seen.has(body)) continue;
      seen.add(body);
      rows.push({ title: title.trim(), body });
    }
  }
  return rows;
}

/** Most files are UTF-8, a few Latin-1. */
function decoded(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}

/** FakeNewsNet's BuzzFeed part, articles rated real; the publisher's name behind the title is cut. */
export function buzzfeedRows(folder: string): TitleRow[] {
  const text = readFileSync(join(folder, 'BuzzFeed_real_news_content.csv'), 'utf8');
  const [header = [], ...records] = csvRecords(text);
  const at = (record: readonly string[], name: string): string => record[header.indexOf(name)] ?? '';
  return records.flatMap((record) => {
    const title = at(record, 'title')
      .replace(/\s+[|–—]\s+[^|–—]{3,30}$/u, '')
      .trim();
    const body = at(record, 'text').trim();
    const publishedAt = at(record, 'publish_date');
    return title && body.length > 200 ? [{ title, body, ...(publishedAt && { publishedAt }) }] : [];
  });
}

/** Reuters-21578: newswire items that have a title and a body. */
export function reutersRows(folder: string): TitleRow[] {
  const field = (item: string, name: string): string =>
    new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'u')
      .exec(item)?.[1]
      ?.replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&')
      .trim() ?? '';
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sgm'))
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'latin1').split('</REUTERS>'))
    .flatMap((item) => {
      // A paragraph begins with spaces; every other line break only wraps.
      const body = field(item, 'BODY')
        .replace(/&#\d+;/gu, ' ')
        .replace(/\n(?!\s{3})/gu, ' ')
        .replace(/\s*Reuter\s*$/iu, '');
      // The day of the wire: "26-FEB-1987 15:01:01.79".
      const day = new Date(`${field(item, 'DATE').slice(0, 11)} UTC`);
      const title = field(item, 'TITLE').replace(/\s+/gu, ' ');
      if (title === '' || body.length < 200) return [];
      return [{ title, body, ...(!Number.isNaN(day.getTime()) && { publishedAt: day.toISOString() }) }];
    });
}

function csvRecords(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gu)) {
    record.push((match[1] ?? match[2] ?? '').replaceAll('""', '"'));
    if (match[3] === ',') continue;
    if (record.length > 1) records.push(record);
    record = [];
  }
  return records;
}
