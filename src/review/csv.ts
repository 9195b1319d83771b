/**
 * One record of CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV
 * Injection): texts come from models and articles.
 */
export function csvRecord(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
