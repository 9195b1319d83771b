const letter = /[\p{L}\p{N}]/u;

/** Words that may not be written, in any casing, matched on decoded text as whole words. */
export class BannedWords {
  readonly #words: readonly string[];
  readonly #longest: number;

  constructor(words: readonly string[] = []) {
    this.#words = words.map((word) => word.toLowerCase().trim()).filter((word) => word.length > 0);
    this.#longest = Math.max(0, ...this.#words.map((word) => word.length));
  }

  get none(): boolean {
    return this.#words.length === 0;
  }

  /**
   * Whether writing `piece` after `text` would complete a banned word. A word at the very end counts as complete: a
   * longer word that begins with it can still be written by a piece that reaches beyond it.
   */
  completedBy(piece: string, text: string): boolean {
    if (this.none) return false;
    const before = text.slice(-this.#longest - 1).toLowerCase();
    const joined = before + piece.toLowerCase();
    return this.#words.some((word) => {
      for (let at = joined.indexOf(word); at >= 0; at = joined.indexOf(word, at + 1)) {
        const end = at + word.length;
        if (end > before.length && !joinsLetters(joined, at) && !joinsLetters(joined, end)) return true;
      }
      return false;
    });
  }
}

/** Whether the characters on both sides of `at` are letters or digits, so that no word begins or ends there. */
function joinsLetters(text: string, at: number): boolean {
  return at > 0 && at < text.length && letter.test(text[at - 1]!) && letter.test(text[at]!);
}
