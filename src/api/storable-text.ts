/** In a `u` expression a surrogate pair is one character, so that \p{Surrogate} is half a pair. */
const unstorable = /[\0\p{Surrogate}]/u;

/**
 * Finds text that no UTF-8 database can hold: a NUL character or half a surrogate pair.
 *
 * @returns the path to the first such string or key, or null
 */
export function findUnstorableText(
  value: unknown,
  path: readonly (string | number)[] = [],
): (string | number)[] | null {
  if (typeof value === 'string') return unstorable.test(value) ? [...path] : null;
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      const found = findUnstorableText(element, [...path, index]);
      if (found) return found;
    }
    return null;
  }
  if (value !== null && typeof value === 'object')
    for (const [key, member] of Object.entries(value)) {
      const found = findUnstorableText(key, path) ?? findUnstorableText(member, [...path, key]);
      if (found) return found;
    }
  return null;
}
