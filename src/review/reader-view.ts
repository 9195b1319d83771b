import type { DroppedClick } from '../../queues/handlers/reader-evidence.ts';
import type { ResultEvidence } from '../store/review/entry-evidence.ts';
import type { ReviewReaderView } from './schemas/entry.ts';

/** What a reader's view is made with. */
export interface ReaderLens {
  readonly pseudonym: (userId: string) => string;
  readonly seesReaders: boolean;
  readonly names: ReadonlyMap<string, { readonly title: string; readonly section: string | null }>;
}

const dayMilliseconds = 86_400_000;

/**
 * What was known of one reader, for whoever looks: without the right to see readers there is a pseudonym, and of a click
 * its section, weight and reason, but not the item, the time or an explanation that would name them.
 */
export function readerView({ audience, focus, reader, createdAt }: ResultEvidence, lens: ReaderLens): ReviewReaderView {
  const userId = 'userId' in audience ? audience.userId : null;
  const asOf = reader ? Date.parse(reader.asOf) : createdAt.getTime();
  const click = ({ eventId, itemId, at, weight }: Pick<DroppedClick, 'eventId' | 'itemId' | 'at' | 'weight'>) => ({
    daysBefore: at ? Math.max(0, Math.floor((asOf - Date.parse(at)) / dayMilliseconds)) : null,
    section: lens.names.get(itemId)?.section ?? null,
    weight,
    raw: lens.seesReaders ? { eventId, itemId, title: lens.names.get(itemId)?.title ?? null, at: at ?? null } : null,
  });
  return {
    pseudonym: userId === null ? null : lens.pseudonym(userId),
    userId: lens.seesReaders ? userId : null,
    audience: userId !== null ? 'user' : 'segment' in audience ? 'segment' : 'everybody',
    source: reader?.source ?? null,
    confidence: reader?.confidence ?? null,
    segment: 'segment' in audience ? audience.segment : (reader?.segment?.name ?? null),
    interests: (reader?.interests ?? []).map(({ name, share, terms }) => ({ name, share, terms: [...terms] })),
    clock: reader?.clock?.length === 168 ? [...reader.clock] : null,
    peakHours: [...(reader?.peakHours ?? [])],
    focus,
    eventsUsed: reader?.eventsUsed ?? 0,
    eventsDropped: reader?.eventsDropped ?? 0,
    droppedByReason: { ...reader?.droppedByReason } as Record<string, number>,
    drove: (reader?.drove ?? []).map(({ kind, interest, dwellSeconds, ...rest }) => ({
      ...click(rest),
      kind,
      interest,
      dwellSeconds: lens.seesReaders ? dwellSeconds : null,
    })),
    dropped: (reader?.dropped ?? []).map(({ reasons, explanation, ...rest }) => ({
      ...click(rest),
      reasons: [...reasons],
      explanation: lens.seesReaders ? explanation : null,
    })),
    softPrompt: reader?.softPrompt ?? null,
    asOf: reader?.asOf ?? null,
  };
}

/** Items that readers' clicks were on. */
export function clickedItems(evidence: readonly ResultEvidence[]): string[] {
  return evidence.flatMap(({ reader }) =>
    [...(reader?.drove ?? []), ...(reader?.dropped ?? [])].map(({ itemId }) => itemId),
  );
}
