/** A text about an article, judged by people: label 1 when all it says is borne out. */
export interface LabelledRow {
  readonly id: string;
  readonly article: string;
  readonly text: string;
  readonly label: 0 | 1;
  /** Where article and text come from; figures are given for each apart. */
  readonly origin?: string;
}

const textFields = ['id', 'article', 'text'] as const;

/**
 * Reads rows from JSON lines. Blank lines are passed over.
 * @throws Error that names line, field and cure for the first row that cannot be used, and for a file without rows
 */
export function parseLabelledRows(content: string): LabelledRow[] {
  const rows: LabelledRow[] = [];
  for (const [index, line] of content.split('\n').entries()) {
    if (line.trim() === '') continue;
    rows.push(labelledRow(line, index + 1));
  }
  if (rows.length === 0)
    throw new Error('the file holds no rows: give one JSON object a line with id, article, text, label');
  return rows;
}

function labelledRow(line: string, number: number): LabelledRow {
  const refuse = (field: string, fault: string, cure: string): never => {
    throw new Error(`line ${number}, field "${field}": ${fault}; ${cure}`);
  };
  let row: Record<string, unknown>;
  try {
    row = JSON.parse(line) as Record<string, unknown>;
  } catch {
    throw new Error(`line ${number} is not JSON; give one object a line with id, article, text, label`);
  }
  if (row === null || typeof row !== 'object' || Array.isArray(row))
    throw new Error(`line ${number} is not an object; give one with id, article, text, label`);
  for (const field of textFields) {
    const value = row[field];
    if (value === undefined) refuse(field, 'it is missing', 'give a string');
    if (field === 'id' && typeof value === 'number') continue;
    if (typeof value !== 'string') refuse(field, `it is ${kindOf(value)}`, 'give a string');
    if (field !== 'article' && (value as string).trim() === '') refuse(field, 'it is empty', 'give some text');
  }
  const { label, origin } = row;
  if (label !== 0 && label !== 1)
    refuse('label', `it is ${label === undefined ? 'missing' : JSON.stringify(label)}`, 'give 1 (consistent) or 0');
  if (origin !== undefined && origin !== null && typeof origin !== 'string')
    refuse('origin', `it is ${kindOf(origin)}`, 'give a string or leave it out');
  return {
    id: String(row.id),
    article: row.article as string,
    text: row.text as string,
    label: label as 0 | 1,
    ...(typeof origin === 'string' && { origin }),
  };
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
