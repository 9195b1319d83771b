import { isFunctionWord, type Word } from './words.ts';

// Names of which each word is an ordinary one, so that in title case nothing marks them. Folded.
const phrases = new Map<string, (readonly string[])[]>();
for (const phrase of (
  'white house|supreme court|high court|appeals court|house of commons|house of lords|house of representatives|' +
  'state department|foreign ministry|foreign office|home office|reserve bank|world bank|central bank|security council|' +
  'national guard|coast guard|air force|secret service|red cross|wall street|north america|south america|latin america|' +
  'central america|middle east|far east|west bank|little rock|park service|forest service|labor department|' +
  'energy department|interior department|treasury department|commerce department|defense department|' +
  'agriculture department|education department|transportation department'
).split('|')) {
  const words = phrase.split(' ');
  phrases.set(words[0]!, [...(phrases.get(words[0]!) ?? []), words]);
}

/** Where a text has such names, as runs of its words, each with a capital. */
export function namesOfCommonWords(words: readonly Word[]): Word[][] {
  return words.flatMap((word, at) =>
    (phrases.get(word.folded) ?? []).flatMap((phrase) => {
      const run = words.slice(at, at + phrase.length);
      const found = phrase.every(
        (part, offset) => run[offset]?.folded === part && (isFunctionWord(part) || /^\p{Lu}/u.test(run[offset].text)),
      );
      return found ? [run] : [];
    }),
  );
}
