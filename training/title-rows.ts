import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';

/** An article with the title its publisher gave it. */
export interface TitleRow {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** Where it came from, e.g. `wikinews`; decides how much it counts. */
  readonly category?: string;
  readonly origin?: string;
  /** ISO-8601 day or instant of publication. */
  readonly date?: string;
}

const rowShape = z.object({
  id: z.string().min(1),
  title: z.string(),
  body: z.string(),
  category: z.string().nullish(),
  origin: z.string().nullish(),
  date: z.string().nullish(),
});

/**
 * Reads rows of `{id, title, body}` from JSON files, one object a line, or from all such files of a folder.
 * @param paths files or folders
 * @throws Error that names file, line and field
 */
export async function readTitleRows(paths: readonly string[]): Promise<TitleRow[]> {
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((name) => name.endsWith('.jsonl'))
          .sort()
          .map((name) => join(path, name))
      : [path],
  );
  if (files.length === 0)
    throw new Error(`no .jsonl file in ${paths.join(', ')}: name a file of {id, title, body} rows`);
  const rows: TitleRow[] = [];
  for (const file of files) {
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() !== '') rows.push(rowOf(line, `${file}, line ${number}`));
    }
  }
  return rows;
}

function rowOf(line: string, where: string): TitleRow {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`${where}: not a JSON object; rows are {"id", "title", "body"}, one a line`);
  }
  const parsed = rowShape.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `${where}: "${issue?.path.join('.') || 'row'}" ${issue?.message}; rows are {"id", "title", "body"}`,
    );
  }
  const { id, title, body, category, origin, date } = parsed.data;
  return { id, title, body, ...(category && { category }), ...(origin && { origin }), ...(date && { date }) };
}
