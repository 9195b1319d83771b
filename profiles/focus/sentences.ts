import {
  afterHours,
  alwaysContinued,
  hours,
  sentenceOpeners,
  shortMonths,
  sometimesFinal,
  speechVerbs,
} from './sentence-boundary-words.ts';

/** A sentence and where it lies: `body.slice(start, end) === text`. */
export interface Sentence {
  readonly text: string;
  /** Character offset (UTF-16 units) into the body. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** A quotation longer than this (characters) is split at its own sentences; a shorter one stays with who said it. */
const longestWholeQuotation = 300;

const terminator = /([.!?…]+|[。！？।؟])(["'”’»)\]]*)/gu;
const closing = /["'”’»)\]]+$/u;

/**
 * Splits plain text into sentences with offsets, in one pass. Line breaks end a sentence unless the next line goes on
 * in lower case; `3.5`, `J. K.`, `Mr.`, `U.S.` and `"Why?" she asked` do not. Written for English; other scripts are
 * split at their own full stops only.
 */
export function splitSentences(body: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const paragraph of paragraphsOf(body)) {
    let start = paragraph.start;
    for (const end of boundariesIn(body.slice(paragraph.start, paragraph.end))) {
      pushTrimmed(sentences, body, start, paragraph.start + end);
      start = paragraph.start + end;
    }
    pushTrimmed(sentences, body, start, paragraph.end);
  }
  return sentences;
}

function pushTrimmed(sentences: Sentence[], body: string, from: number, to: number): void {
  const raw = body.slice(from, to);
  const text = raw.trim();
  if (text === '') return;
  const start = from + raw.indexOf(text);
  sentences.push({ text, start, end: start + text.length });
}

/** Stretches between line breaks; a line that goes on in lower case belongs to the one before (hard-wrapped text). */
function paragraphsOf(body: string): { start: number; end: number }[] {
  const paragraphs: { start: number; end: number }[] = [];
  for (const match of body.matchAll(/[^\n\r\u2028\u2029]+/g)) {
    const line = match[0];
    if (line.trim() === '') continue;
    const start = match.index;
    const previous = paragraphs.at(-1);
    const between = previous ? body.slice(previous.end, start) : '';
    const wrapped = /^(\r\n|\n|\r)$/.test(between) && /^\s*\p{Ll}/u.test(line);
    if (previous && wrapped && !/[.!?…:]["'”’»)\]]*\s*$/u.test(body.slice(previous.start, previous.end).slice(-12)))
      previous.end = start + line.length;
    else paragraphs.push({ start, end: start + line.length });
  }
  return paragraphs;
}

/** Offsets in `paragraph` at which one sentence ends and another begins. */
function boundariesIn(paragraph: string): number[] {
  const quotations = wholeQuotations(paragraph);
  const boundaries: number[] = [];
  let sentenceStart = 0;
  let quotationIndex = 0;
  for (const match of paragraph.matchAll(terminator)) {
    const at = match.index;
    while (quotationIndex < quotations.length && quotations[quotationIndex]!.end <= at) quotationIndex++;
    const quotation = quotations[quotationIndex];
    let end = at + match[0].length;
    // The last stop of a quotation ends outside it; those before it do not end the sentence.
    if (quotation && quotation.start < at && end < quotation.end) continue;
    if (quotation && end > quotation.end && at < quotation.end) end = Math.max(quotation.end, at + match[0].length);
    const rest = paragraph.slice(end, end + 80);
    if (endsSentence(paragraph, sentenceStart, at, match[1]!, match[2]!, rest)) {
      boundaries.push(end);
      sentenceStart = end;
    }
  }
  return boundaries;
}

function endsSentence(
  paragraph: string,
  sentenceStart: number,
  at: number,
  stop: string,
  closers: string,
  rest: string,
): boolean {
  if (/[。！？।؟]/u.test(stop)) return true;
  if (rest.trim() === '') return true;
  const next = /^(\s*)["'“‘«([¿¡—–-]*\s*(\S+)/u.exec(rest);
  if (!next) return true;
  const nextWord = next[2]!.replace(/[^\p{L}\p{N}'’.]+$/u, '');
  const opener = sentenceOpeners.has(nextWord.toLowerCase().replace(/['’].*$/u, '')) && /^\p{Lu}/u.test(nextWord);
  // A missing space (`last year.The club`) is a boundary only before a word that opens sentences; `3.5`, `bbc.co.uk` are not.
  if (next[1] === '')
    return stop === '.' && closers === '' && opener && /\p{Ll}{2}$/u.test(paragraph.slice(0, at).slice(-2));
  if (/^\p{Ll}/u.test(nextWord)) return false;
  // A full stop inside the quotation mark ends the sentence; a question or a cry may still be attributed.
  if (stop !== '.' && /["”’»']/u.test(closers) && attributesSpeech(rest)) return false;
  if (!stop.startsWith('.') || stop.length > 1 || /["”]/.test(closers)) return true;
  const token = /[\p{L}\p{N}.&]+$/u.exec(paragraph.slice(Math.max(sentenceStart, at - 24), at))?.[0] ?? '';
  const lower = token.toLowerCase();
  if (alwaysContinued.has(lower)) return lower === 'no' && !/^\p{N}/u.test(nextWord);
  if (hours.has(lower)) return !afterHours.has(nextWord.toLowerCase().replace(/[.,]+$/, ''));
  // `mar`, `mass`, `wash` are words too: only their capitalised spelling is an abbreviation.
  if (/^\p{Lu}/u.test(token) && shortMonths.has(lower)) return !/^\p{N}/u.test(nextWord);
  const initials = /^(\p{Lu}\.)*\p{Lu}$/u.test(token);
  const company = /^(inc|ltd|co|corp|plc)$/.test(lower);
  if (initials || (sometimesFinal.has(lower) && (company || !/^\p{Ll}+$/u.test(token)))) return opener;
  // `1. First point`: a number alone at the start of a line is a list mark.
  if (/^\p{N}{1,3}$/u.test(token) && paragraph.slice(sentenceStart, at).trim() === token) return false;
  return true;
}

/** Whether what follows a quotation says who spoke: up to three capitalised words and a verb of speech. */
function attributesSpeech(rest: string): boolean {
  const following = rest.trim().split(/\s+/).slice(0, 5);
  for (const [position, word] of following.entries()) {
    if (position > 0 && speechVerbs.has(word.toLowerCase().replace(/[^\p{L}]+$/u, ''))) return true;
    if (!/^\p{Lu}/u.test(word) || closing.test(word)) return false;
  }
  return false;
}

/** Spans of double-quoted stretches that close within the paragraph and are short enough to be kept whole. */
function wholeQuotations(paragraph: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let open = -1;
  for (let index = 0; index < paragraph.length; index++) {
    const character = paragraph[index]!;
    if (character !== '"' && character !== '“' && character !== '”' && character !== '«' && character !== '»') continue;
    const opens =
      character === '“' ||
      character === '«' ||
      (character === '"' && open < 0 && (index === 0 || /[\s([—–-]/.test(paragraph[index - 1]!)));
    if (opens) open = index;
    else if (open >= 0) {
      if (index + 1 - open <= longestWholeQuotation) spans.push({ start: open, end: index + 1 });
      open = -1;
    }
  }
  return spans;
}
