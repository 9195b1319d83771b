import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { ReviewEntryView } from '../../../schemas/queue.ts';
import type { QueueFilter } from '../../data/queue-filter.ts';
import { VerdictSign } from '../../shell/verdict-sign.tsx';
import { ago, moment } from '../../shell/when.ts';
import { itemAddress } from './filter-panel.tsx';

const [wideRow, narrowRow] = [74, 96];
const narrow = () => matchMedia('(max-width: 62rem)').matches;

/** The queue's entries, of which only those in sight are drawn; arrows move, Enter opens. */
export function EntryList({
  entries,
  filter,
  total,
  hasMore,
  loadMore,
}: {
  readonly entries: readonly ReviewEntryView[];
  readonly filter: QueueFilter;
  /** Of all, loaded or not, for screen readers. */
  readonly total: number;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const [, go] = useLocation();
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow() ? narrowRow : wideRow),
    overscan: 8,
    getItemKey: (index) => entries[index]!.id,
  });
  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= entries.length - 30) loadMore();
  }, [last, hasMore, entries.length, loadMore]);

  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step === undefined) {
      if (event.key === 'Enter' && entries[at]) go(itemAddress(entries[at].id, filter));
      return;
    }
    event.preventDefault();
    const next = Math.min(entries.length - 1, Math.max(0, at + step));
    setAt(next);
    rows.scrollToIndex(next);
  };
  return (
    <section
      className="queue__list"
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled list must be reachable by key
      tabIndex={0}
      aria-label="What waits"
      onKeyDown={move}
    >
      <ul className="queue__inner" style={{ height: rows.getTotalSize() }}>
        {drawn.map(({ index, start, size, key }) => {
          const entry = entries[index]!;
          return (
            <li key={key} aria-posinset={index + 1} aria-setsize={Math.max(total, entries.length)}>
              <Link
                href={itemAddress(entry.id, filter)}
                className="entry"
                tabIndex={-1}
                aria-current={index === at}
                style={{ height: size, transform: `translateY(${start}px)` }}
              >
                <VerdictSign label={entry.verdict} bare />
                <span className="entry__title">{entry.text}</span>
                <span className="entry__reach">{reachWords(entry)}</span>
                <time className="entry__age" dateTime={entry.waitingSince} title={moment(entry.waitingSince)}>
                  {ago(entry.waitingSince)}
                </time>
                <span className="entry__original">
                  {[entry.section, entry.originalTitle].filter(Boolean).join(' · ')}
                </span>
                {entry.claim && !entry.claim.mine && <span className="entry__held">{entry.claim.by} is on it</span>}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Whom a text reaches, in a few words. */
export function reachWords(entry: Pick<ReviewEntryView, 'readers' | 'forEverybody'>): string {
  if (entry.forEverybody) return 'everybody';
  return entry.readers === 1 ? '1 reader' : `${entry.readers.toLocaleString()} readers`;
}
