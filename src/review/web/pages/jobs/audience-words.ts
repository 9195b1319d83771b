import type { JobView } from '../../../../api/schemas/job.ts';

/** Whom a job writes for, in a few words. */
export function audienceWords(input: JobView['input']): string {
  const audience = input.audience as Record<string, unknown> | undefined;
  if (!audience) return '';
  if (Array.isArray(audience.userIds)) return `${audience.userIds.length} readers`;
  if (audience.userId) return '1 reader';
  if (audience.segment) return `segment ${String(audience.segment)}`;
  return 'everybody';
}
