// Elements whose content is no prose.
const silentElement = /^<(script|style)[\s>]/iu;
const tagStart = /^<(?:\/?[a-z]|!)/iu;
// A name between angle brackets, with a capital, is no element: newswires write "<Harbour Trading Co>". A ticker
// ("<HTC>") is blanked like an element: it repeats the name before it, and bodies seldom have it.
const bracketedName = /^<(?![A-Z]{1,5}(?:\.[A-Z]{1,2})?>)[A-Z][\w.&' -]{0,60}>/u;
const elements = new Set(
  (
    'a abbr address article aside audio b base blockquote body br button canvas caption center cite code col data dd del ' +
    'details dfn div dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe ' +
    'img input ins kbd label legend li link main mark meta nav noscript object ol option p param picture pre q s samp ' +
    'script section select small source span strike strong style sub summary sup svg table tbody td template textarea ' +
    'tfoot th thead time title tr tt u ul var video wbr'
  ).split(' '),
);
const longestTag = 2000;

/**
 * Replaces tags, comments, scripts and character references by spaces of the same length, so that offsets into the
 * text stay true. One pass, linear: an end that was not found once is not looked for again.
 */
export function maskMarkup(body: string): string {
  if (!/[<&]/u.test(body)) return body;
  return maskReferences(body.includes('<') ? maskTags(body) : body);
}

function maskTags(body: string): string {
  const lower = body.toLowerCase();
  const pieces: string[] = [];
  const missing = new Set<string>();
  const closed = new Set([...lower.matchAll(/<\/([a-z]\w*)/gu)].map(([, name]) => name!));
  let kept = 0;
  let at = body.indexOf('<');
  while (at !== -1) {
    const end = isBracketedName(body, at, closed) ? at : elementEnd(lower, at, missing);
    if (end > at) {
      pieces.push(body.slice(kept, at), blank(body.slice(at, end)));
      kept = end;
    }
    at = body.indexOf('<', Math.max(end, at + 1));
  }
  pieces.push(body.slice(kept));
  return pieces.join('');
}

/** @param closed names of elements that the body ends somewhere: what begins one is no name */
function isBracketedName(body: string, at: number, closed: ReadonlySet<string>): boolean {
  const name = bracketedName.exec(body.slice(at, at + 64))?.[0];
  const element = name === undefined ? undefined : /^<(\w+)/u.exec(name)![1]!.toLowerCase();
  return element !== undefined && !elements.has(element) && !closed.has(element);
}

/** Where the markup that starts at `at` ends, or `at` when it is no markup ("a < b"). */
function elementEnd(lower: string, at: number, missing: Set<string>): number {
  const head = lower.slice(at, at + 9);
  if (!tagStart.test(head)) return at;
  const silent = head.startsWith('<!--')
    ? '-->'
    : silentElement.test(head)
      ? `</${head.match(silentElement)?.[1]}`
      : '';
  if (silent !== '' && !missing.has(silent)) {
    const close = lower.indexOf(silent, at + 1);
    if (close === -1) missing.add(silent);
    else if (silent === '-->') return close + silent.length;
    else return elementEnd(lower, close, missing);
  }
  const close = lower.slice(at + 1, at + longestTag).search(/[<>]/u);
  return close !== -1 && lower[at + 1 + close] === '>' ? at + close + 2 : at;
}

function maskReferences(body: string): string {
  return (
    body
      .replace(/&(amp|lt|gt|quot|apos|#39);/giu, (found, name: string) => {
        const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
        return (characters[name.toLowerCase()] ?? "'").padEnd(found.length);
      })
      // The sign of a currency stands right before its figure.
      .replace(/&(?:#163|pound);/giu, (found) => '£'.padStart(found.length))
      .replace(/&(?:#8364|euro);/giu, (found) => '€'.padStart(found.length))
      .replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,10});/giu, blank)
  );
}

function blank(found: string): string {
  return found.replace(/[^\n]/gu, ' ');
}
