import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDemoItems } from '../../datasets/demo-newsroom/demo-newsroom.ts';
import { analyseArticle } from '../../generators/facts/analyse-article.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { packageRoot } from '../../package-root.ts';
import type { TitledArticle } from './planted-errors.ts';

interface Row {
  readonly title: string;
  readonly body: string;
  readonly publishedAt?: string;
  readonly date?: string;
}

/** Where the newsroom files lie beside the repository, when they do. */
export const newsroomFolder = join(packageRoot, '..', 'shared', 'data', 'newsroom');

/**
 * Titles with their analysed articles: `demo`, or a file of the newsroom folder such as `wikinews`.
 * @throws when the file is not there
 */
export async function titledArticles(name: string, encoder?: SentenceEncoder, most = 1000): Promise<TitledArticle[]> {
  const rows = name === 'demo' ? demoRows() : newsroomRows(name);
  const articles: TitledArticle[] = [];
  for (const { title, body, publishedAt, date } of rows.slice(0, most)) {
    const at = publishedAt ?? date;
    const article = await analyseArticle({ body, language: 'en', ...(at && { publishedAt: at }) }, encoder);
    articles.push({ title, article });
  }
  return articles;
}

function demoRows(): Row[] {
  return loadDemoItems().articles.map(({ title, body, publishedAt }) => ({ title, body: body!, publishedAt }));
}

function newsroomRows(name: string): Row[] {
  const file = join(newsroomFolder, `${name}.jsonl`);
  if (!existsSync(file))
    throw new Error(`${file} is not there: this figure needs the newsroom files beside the repository`);
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}
