/** Where a word or phrase stands as whole words, in any case. */
export function* wordPlaces(text: string, phrase: string): Generator<number> {
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(phrase); at !== -1; at = lower.indexOf(phrase, at + 1)) {
    if (!/[\p{L}\p{N}’'-]/u.test(text[at - 1] ?? ' ') && !/[\p{L}\p{N}-]/u.test(text[at + phrase.length] ?? ' '))
      yield at;
  }
}

/** `planted` written as the words it replaces were: all capitals, a capital first, or small. */
export function matchCase(replacedText: string, planted: string): string {
  const first = /^\S+/u.exec(replacedText)?.[0] ?? '';
  if (first.length > 2 && first === first.toUpperCase() && /\p{Lu}/u.test(first)) return planted.toUpperCase();
  // Title case: every word of what was there has a capital.
  if (/^\p{Lu}\S*\s\p{Lu}/u.test(replacedText))
    return planted.replace(/(?<!\p{L})\p{Ll}(?=\p{L}{3})|^\p{Ll}/gu, (letter) => letter.toUpperCase());
  return /^\p{Lu}/u.test(replacedText) ? planted.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) : planted;
}
