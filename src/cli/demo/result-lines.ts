import type { ResultView } from '../../api/schemas/result.ts';

/** What a result is told with, where it is at hand. */
export interface ResultContext {
  /** The text that evidence offsets point into: the article's body, or the ad's facts by line. */
  readonly source?: string;
  /** Title of an item, or undefined. */
  readonly titleOf?: (itemId: string) => string | undefined;
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const percent = (share: number) => `${Math.round(100 * share)} %`;
const quote = (text: string, most = 160) => {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line}”`;
};

/** One result for people: the text, whom it is for and why, what was dropped, what it leans on, and whether it is true. */
export function resultLines(result: ResultView, context: ResultContext = {}): string[] {
  return [
    `  ${audienceName(result)}: ${result.text}`,
    ...readerLines(result, context),
    ...(result.focus
      ? [
          `      leans on: ${quote(result.focus.text)} (nearest to “${result.focus.interest}”, ${result.focus.similarity.toFixed(2)})`,
        ]
      : []),
    ...verdictLines(result, context),
  ];
}

function audienceName({ audience }: ResultView): string {
  if ('userId' in audience) return audience.userId;
  return 'segment' in audience ? `segment ${audience.segment}` : 'everybody';
}

function readerLines({ reader, cold }: ResultView, { titleOf }: ResultContext): string[] {
  if (!reader) return [];
  if (cold) return ['      knows: nothing of this reader yet'];
  const interests = reader.interests.map(({ name, share }) => `${name} ${percent(share)}`).join('; ');
  const hours = reader.peakHours.map((hour) => `${days[Math.floor(hour / 24)]} ${String(hour % 24).padStart(2, '0')}h`);
  const lines = [
    `      knows: ${interests} (from ${reader.eventsUsed} events${hours.length > 0 ? `; reads most ${hours.join(', ')} UTC` : ''})`,
  ];
  if (reader.eventsDropped > 0) {
    const kinds = Object.entries(reader.droppedByReason)
      .map(([reason, count]) => `${count} ${reason}`)
      .join(', ');
    lines.push(`      dropped: ${reader.eventsDropped} ${reader.eventsDropped === 1 ? 'click' : 'clicks'} (${kinds})`);
    for (const click of examples(reader.dropped))
      lines.push(
        `        ${quote(titleOf?.(click.itemId) ?? click.itemId, 60)}: ${click.explanation ?? click.reasons.join(', ')}`,
      );
  }
  return lines;
}

/** Where the original title stands: why, shown by the best of the texts that were held back. */
function fallbackLines({ fallback, candidates }: ResultView): string[] {
  const best = [...candidates].sort((a, b) => b.score - a.score)[0];
  const fault =
    best?.formFaults[0] ??
    best?.verdict?.claims.find((claim) => claim.label !== 'supported')?.reason ??
    'it did not pass';
  return [
    `      check: the original title stands (fallback: ${fallback})`,
    ...(best ? [`        held back: ${quote(best.text, 80)}: ${fault}`] : []),
  ];
}

function verdictLines(result: ResultView, { source }: ResultContext): string[] {
  if (result.fallback) return fallbackLines(result);
  const { verdict } = result;
  const lines = [`      check: ${verdict.label.replace('_', ' ')}, support ${verdict.score.toFixed(2)}`];
  const faults = verdict.claims.filter((claim) => claim.label !== 'supported');
  for (const claim of faults) lines.push(`        ${claim.label.replace('_', ' ')} ${claim.kind}: ${claim.reason}`);
  const proof = verdict.claims
    .filter((claim) => claim.label === 'supported')
    .flatMap((claim) => claim.evidence)
    .sort((a, b) => b.end - b.start - (a.end - a.start))[0];
  if (proof && source)
    lines.push(`        evidence at ${proof.start}–${proof.end}: ${quote(source.slice(proof.start, proof.end))}`);
  return lines;
}

/** One dropped click of each of the first two reasons met, so that not everybody's breaking news is shown each time. */
function examples<Click extends { reasons: readonly string[] }>(dropped: readonly Click[]): Click[] {
  const byReason = new Map<string, Click>();
  for (const click of dropped) if (!byReason.has(click.reasons[0] ?? '')) byReason.set(click.reasons[0] ?? '', click);
  return [...byReason.values()].slice(0, 2);
}
