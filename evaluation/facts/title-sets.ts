import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDemoItems } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { type AnalysedArticle, analyseArticle } from '../../generators/facts/analyse-article.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { packageRoot } from '../../package-root.ts';
import { bbcRows, buzzfeedRows, reutersRows } from './news-corpora.ts';

/** A title with its article, read for the check. */
export interface TitledArticle {
  readonly title: string;
  readonly article: AnalysedArticle;
}

/** A title with its body. */
export interface TitleRow {
  readonly title: string;
  readonly body: string;
  readonly publishedAt?: string;
}

const dataFolder = join(packageRoot, '..', 'shared', 'data');
/** Where the newsroom files lie beside the repository, when they do. */
export const newsroomFolder = join(dataFolder, 'newsroom');

/**
 * Titles with their analysed articles: `demo`, or a file of the newsroom folder such as `wikinews`.
 * @throws when the file is not there
 */
export async function titledArticles(name: string, encoder?: SentenceEncoder, most = 1000): Promise<TitledArticle[]> {
  const articles: TitledArticle[] = [];
  for (const { title, ...source } of titleRows(name).slice(0, most))
    articles.push({ title, article: await analyseArticle({ ...source, language: 'en' }, encoder) });
  return articles;
}

/** The parts of the newsroom set; press releases are many, general news few, so each gives the same share of a sample. */
const newsroomParts = ['wikinews', 'nasa', 'digitalgov', 'congress', 'doj'];

/**
 * A seeded sample of a set; `newsroom` draws evenly from its parts. One half of its rows, by a hash of the
 * body, is for making rules (`newsroom`), the other for reporting (`newsroom held out`).
 */
export function sampleTitles(name: string, count: number, seed: string): TitleRow[] {
  const parts = name.startsWith('newsroom') ? newsroomParts : [name];
  const odd = name === 'newsroom held out';
  return parts.flatMap((part) =>
    titleRows(part)
      .filter(({ title, body }) => title.trim() !== '' && body.length > 200)
      .map((row) => ({ row, key: seededRandom(`${seed} ${row.title} ${row.body.length}`)() }))
      .filter(({ row }) => parts.length === 1 || odd === seededRandom(row.body.slice(0, 200))() >= 0.5)
      .sort((left, right) => left.key - right.key)
      .slice(0, Math.ceil(count / parts.length))
      .map(({ row }) => row),
  );
}

/** Titles with their bodies: `demo`, `bbc`, `buzzfeed`, `reuters`, or a file of the newsroom folder. @throws when the file is not there */
export function titleRows(name: string): TitleRow[] {
  if (name === 'demo')
    return loadDemoItems().articles.map(({ title, body, publishedAt }) => ({
      title,
      body: body!,
      ...(publishedAt && { publishedAt }),
    }));
  const folder = join(dataFolder, name);
  const ofSet = { bbc: bbcRows, buzzfeed: buzzfeedRows, reuters: reutersRows }[name];
  if (ofSet) {
    if (!existsSync(folder))
      throw new Error(`${folder} is not there: this figure needs the data beside the repository`);
    return ofSet(folder);
  }
  const file = join(newsroomFolder, `${name}.jsonl`);
  if (!existsSync(file))
    throw new Error(`${file} is not there: this figure needs the newsroom files beside the repository`);
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const { title, body, date } = JSON.parse(line) as { title: string; body: string; date?: string };
      return { title, body, ...(date && { publishedAt: date }) };
    });
}
