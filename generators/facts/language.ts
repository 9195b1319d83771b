import { francAll } from 'franc-min';

/** What language a body is in, and whether the check serves it (English only). */
export interface DetectedLanguage {
  /** ISO 639-3 code, or `und` when the text is too short or too mixed to say. */
  readonly code: string;
  readonly served: boolean;
  readonly reason: string;
}

const sampleCharacters = 3000;
// Below this many letters trigram statistics are noise.
const fewestLetters = 80;
// English ranked this close to the best guess counts as English: names of other languages pull short texts aside.
const closeEnough = 0.9;

/**
 * Says whether a text is English: by script first, then by letter trigrams (franc). A text too short to judge follows
 * the declared language, and counts as English when none is declared.
 * @param declared BCP 47 tag, if the publisher gives one
 */
export function detectLanguage(body: string, declared?: string): DetectedLanguage {
  const sample = body.slice(0, sampleCharacters);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const latin = sample.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters > 0 && latin / letters < 0.7) {
    return { code: 'und', served: false, reason: 'the text is not written in the Latin script' };
  }
  const declaredEnglish = declared === undefined || /^en(?:g|-|_|$)/iu.test(declared);
  if (letters < fewestLetters) {
    return {
      code: 'und',
      served: declaredEnglish,
      reason: declaredEnglish ? 'too short to tell; taken for English' : `declared as ${declared}`,
    };
  }
  const guesses = francAll(sample);
  const best = guesses[0]?.[0] ?? 'und';
  const english = guesses.find(([code]) => code === 'eng')?.[1] ?? 0;
  if (best === 'eng' || english >= closeEnough) return { code: 'eng', served: true, reason: 'English' };
  return { code: best, served: false, reason: `the text reads as ${best} (ISO 639-3); only English is served` };
}
