import { createHash } from 'node:crypto';

/** JSON with the keys of every object in order and without undefined values: equal content gives equal text. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
        : inner,
    ) ?? 'null'
  );
}

/** sha256 of a value's canonical JSON, as hex. */
export function contentHash(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}

/** sha256 of a text in UTF-8, as hex. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
