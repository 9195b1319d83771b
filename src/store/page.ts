/** One page of a list. Give `next` as `after` to get the following page; it is null on the last. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** Which page to read: at most `limit` rows that come after the row whose id is `after`. */
export interface PageRequest {
  readonly after?: string | null;
  readonly limit: number;
}

/** Makes a page of rows that were read with a limit one larger than asked for. */
export function pageOf<Row extends { readonly id: string }>(rows: readonly Row[], limit: number): Page<Row> {
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}
