/** One page of a list, as every list of the REST interface comes. */
export interface PageAnswer<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}
