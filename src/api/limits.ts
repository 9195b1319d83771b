/** Bounds on what a request may hold; each is answered with 413 (size) or 422 (count). */
export const limits = {
  /** Bytes of a JSON body. */
  jsonBytes: 1024 * 1024,
  /** Bytes of a JSON body of items: one article of 1,000,000 characters fits in UTF-8 with escapes to spare. */
  itemJsonBytes: 4 * 1024 * 1024,
  /** Bytes of an NDJSON stream. */
  streamBytes: 50 * 1024 * 1024,
  /** Bytes of one line of NDJSON events. */
  lineBytes: 1024 * 1024,
  /** Bytes of one line of NDJSON items. */
  itemLineBytes: 4 * 1024 * 1024,
  /** Records in a JSON array. */
  arrayRecords: 1000,
  /** Rejected lines that are described; the rest are counted. */
  describedRejections: 1000,
  /** Jobs in one batch. */
  batchJobs: 5000,
  /** Rows on a page, at most. */
  pageRows: 200,
  /** Minutes an event may lie ahead of the server's clock. */
  eventMinutesAhead: 5,
} as const;
