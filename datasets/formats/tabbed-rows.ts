/** The cells of a tab-separated line; cells are counted from 1. */
export const cellsOfLine = `string_split(rtrim(line, chr(13)), chr(9))`;

/** The parts of a list in one cell, empty parts left out. */
export function listOf(cell: string, separator: string): string {
  return `list_filter(string_split(coalesce(${cell}, ''), '${separator}'), lambda part: part <> '')`;
}

/** The news files of MIND and PENS as items: both begin with id, category, narrower category and title, then a text. */
export function newsItems(lines: string, columns: string, text: 'summary' | 'body', language: string): string {
  return `SELECT file, row, cell[1] AS id, 'article' AS kind, cell[4] AS title,
    ${text === 'summary' ? `nullif(cell[5], '')` : 'NULL::VARCHAR'} AS summary,
    ${text === 'body' ? `nullif(cell[5], '')` : 'NULL::VARCHAR'} AS body,
    nullif(cell[2], '') AS category, ${language} AS language,
    NULL::TIMESTAMP AS published_at, false AS published_given, NULL::INTEGER AS word_count, false AS words_given,
    NULL::VARCHAR AS facts, CASE WHEN NOT (${columns}) THEN 'row|has another number of columns' END AS problem
    FROM (SELECT file, row, ${cellsOfLine} AS cell FROM ${lines})`;
}
