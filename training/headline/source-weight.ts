import type { TitleRow } from '../title-rows.ts';

/**
 * How much a row of a source counts against a release of the Department of Justice. Wikinews and NASA write news of
 * others for readers; a member of Congress writes of himself.
 */
const weights: Readonly<Record<string, number>> = { wikinews: 8, nasa: 4, digitalgov: 0.3, doj: 1, congress: 0.7 };

/** By the row's origin, else by the beginning of its id; 1 for a publisher's own rows. */
export function sourceWeight({ id, origin }: Pick<TitleRow, 'id' | 'origin'>): number {
  return weights[origin ?? ''] ?? weights[id.split('-')[0]!] ?? 1;
}
