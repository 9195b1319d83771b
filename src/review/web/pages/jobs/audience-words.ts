import type { JobView } from '../../../../api/schemas/job.ts';

/** Whom a job writes for, in a few words. */
export function audienceWords(input: JobView['input']): string {
  const audience = input.audience as Record<string, unknown> | undefined;
  if (!audience) return '';
  const readers = Array.isArray(audience.userIds) ? audience.userIds.length : audience.userId ? 1 : 0;
  if (readers > 0) return readers === 1 ? '1 reader' : `${readers} readers`;
  if (audience.segment) return `segment ${String(audience.segment)}`;
  return 'everybody';
}
