import { eventKinds } from '../../../datasets/event.ts';
import { type NoiseReason, noiseReasons } from '../../profile.ts';

/** Bit of each reason in a column of flags. */
export const reasonBits = Object.fromEntries(noiseReasons.map((reason, place) => [reason, 1 << place])) as Readonly<
  Record<NoiseReason, number>
>;

/** The reasons whose bits are set, in the order of `noiseReasons`. */
export function reasonsOf(bits: number): NoiseReason[] {
  return noiseReasons.filter((reason) => (bits & reasonBits[reason]) !== 0);
}

/** Kinds as `EventColumns.kind` holds them. */
export const kindPlaces = Object.fromEntries(eventKinds.map((kind, place) => [kind, place])) as Readonly<
  Record<(typeof eventKinds)[number], number>
>;

/** 1 for kinds that open an item: what rates, gaps and dwell are measured on. */
export const opens = Uint8Array.from(eventKinds, (kind) =>
  kind === 'click' || kind === 'finish' || kind === 'quick_close' ? 1 : 0,
);

/** Place of each kind in the order of names, which is how events of one instant and item are ordered. */
export const kindRanks = Uint8Array.from(eventKinds, (kind) => [...eventKinds].sort().indexOf(kind));
