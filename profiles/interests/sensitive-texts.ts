import { termsOf } from './term-extraction.ts';

/** Whether a text names what must stay unsaid of a reader. */
export function isSensitive(text: string, unsaid: ReadonlySet<string>): boolean {
  return termsOf(text).some(({ key }) => unsaid.has(key));
}

/** A section's name, unless it says what must stay unsaid (`Islam`). */
export const sayable = (section: string | undefined, unsaid: ReadonlySet<string>): string | undefined =>
  section !== undefined && isSensitive(section, unsaid) ? undefined : section;
