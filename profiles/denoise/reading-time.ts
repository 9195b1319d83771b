import type { DenoiseSettings } from './settings.ts';

/** Seconds a person needs to read an item of `words` words, as far as anybody reads on (methods: length-adjusted dwell). */
export function expectedReadingSeconds(words: number, settings: DenoiseSettings): number {
  const { readingWordsPerMinute, longestReadWords } = settings.thresholds;
  return (60 * Math.min(words, longestReadWords)) / readingWordsPerMinute;
}

/** The dwell below which opening an item was a bounce; the fixed limit where the length is unknown. */
export function shortestReadingSeconds(words: number | null, settings: DenoiseSettings): number {
  const { shortSeconds, shortShare } = settings.thresholds;
  return words === null ? shortSeconds : Math.min(shortSeconds, shortShare * expectedReadingSeconds(words, settings));
}

/** 0..1: how much of the expected reading time a dwell covers. */
export function dwellWeight(dwellSeconds: number, words: number | null, settings: DenoiseSettings): number {
  const full = words === null ? settings.thresholds.satisfiedSeconds : expectedReadingSeconds(words, settings);
  return Math.min(1, Math.max(0, dwellSeconds / full));
}
