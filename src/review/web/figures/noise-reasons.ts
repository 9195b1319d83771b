import type { NoiseReason } from '../../../../profiles/profile.ts';

const words: Readonly<Record<NoiseReason, string>> = {
  short: 'left again at once',
  surge: 'everybody read it',
  burst: 'too many clicks at a time',
  bot: 'looks like a machine',
  imputed: 'reading time not known',
  cap: 'left open too long',
  duplicate: 'the same click twice',
};

/** Why a click was dropped or weakened, as an editor would say it. */
export const reasonWords = (reason: string): string => words[reason as NoiseReason] ?? reason;
