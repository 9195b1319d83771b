import type { LogFile } from '../import/log-files.ts';
import { parquetRows } from '../import/parquet-rows.ts';
import { identifier } from '../import/sql-text.ts';
import { timeExpression } from '../import/time-expressions.ts';

/** `articles.parquet` as items: subtitle as summary, the category by name where the file has it. */
export function ebnerdItems(file: LogFile, types: ReadonlyMap<string, string>, language: string): string {
  const text = (...names: readonly string[]) => {
    const name = names.find((candidate) => types.has(candidate));
    return name ? `nullif(CAST(${identifier(name)} AS VARCHAR), '')` : 'NULL::VARCHAR';
  };
  const published = types.get('published_time');
  return `SELECT file, row, ${text('article_id')} AS id, 'article' AS kind, ${text('title')} AS title,
    ${text('subtitle')} AS summary, ${text('body')} AS body, ${text('category_str', 'category')} AS category,
    ${language} AS language,
    ${published ? timeExpression('published_time', published) : 'NULL::TIMESTAMP'} AS published_at,
    ${published ? 'published_time IS NOT NULL' : 'false'} AS published_given,
    NULL::INTEGER AS word_count, false AS words_given, NULL::VARCHAR AS facts, NULL::VARCHAR AS problem
    FROM ${parquetRows(file)}`;
}
