import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { adFactsSchema } from '../../datasets/item.ts';
import type { AdTitleRow } from './ad-title-examples.ts';

const rowSchema = z.object({
  id: z.string().min(1),
  facts: adFactsSchema,
  titles: z.array(z.string().min(1)).min(1),
});

/**
 * Reads products with titles that somebody wrote for them: `{id, facts, titles}`, one JSON object a line.
 * @throws Error that names file, line and field
 */
export function readAdTitleRows(paths: readonly string[]): AdTitleRow[] {
  return paths.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.trim() === '' ? [] : [rowOf(line, `${path}, line ${index + 1}`)])),
  );
}

function rowOf(line: string, where: string): AdTitleRow {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`${where}: not a JSON object; rows are {"id", "facts", "titles"}, one a line`);
  }
  const parsed = rowSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    `${where}: "${issue?.path.join('.') || 'row'}" ${issue?.message}; rows are {"id", "facts", "titles"}`,
  );
}
