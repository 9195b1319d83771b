/** Rows gathered by the article they are about, in order of first appearance. */
export function articleGroups<Row extends { readonly article: string }>(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.article);
    if (group) group.push(row);
    else groups.set(row.article, [row]);
  }
  return [...groups.values()];
}
