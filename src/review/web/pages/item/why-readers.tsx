import { useState } from 'react';
import type { EntryDetailView, ReviewReaderView } from '../../../schemas/entry.ts';
import { ClickTimeline, type TimelineClick } from '../../figures/click-timeline.tsx';
import { DroppedReasons } from '../../figures/dropped-reasons.tsx';
import { InterestBars } from '../../figures/interest-bars.tsx';
import { peakHoursAsClock, ReadingClock } from '../../figures/reading-clock.tsx';

const sourceWords: Readonly<Record<string, string>> = {
  behaviour: 'their own reading',
  segment: 'readers like them',
  blend: 'their own reading and readers like them',
  none: 'nothing: a new reader',
};

/** Why these readers get this text: all of them together, or one at a time under a pseudonym. */
export function WhyReaders({ detail }: { readonly detail: EntryDetailView }) {
  const [chosen, setChosen] = useState<number | null>(detail.readers.length === 1 ? 0 : null);
  const { why, readers } = detail;
  if (readers.length === 0) return <p className="quiet small">Written for nobody in particular.</p>;
  const reader = chosen === null ? null : readers[chosen];
  return (
    <>
      {readers.length > 1 && (
        <div className="readers__who">
          <button type="button" className="chip" aria-pressed={chosen === null} onClick={() => setChosen(null)}>
            All {why.readers}
          </button>
          {readers.map((each, index) => (
            <button
              type="button"
              className="chip"
              // biome-ignore lint/suspicious/noArrayIndexKey: one reader may come twice
              key={index}
              aria-pressed={chosen === index}
              onClick={() => setChosen(index)}
            >
              {readerName(each)}
            </button>
          ))}
          {why.readers > readers.length && <span className="small quiet">and {why.readers - readers.length} more</span>}
        </div>
      )}
      {reader ? <OneReader reader={reader} /> : <AllReaders why={why} readers={readers} />}
    </>
  );
}

const readerName = (reader: ReviewReaderView): string =>
  reader.audience === 'user' ? (reader.pseudonym ?? 'A reader') : (reader.segment ?? 'Everybody');

function OneReader({ reader }: { readonly reader: ReviewReaderView }) {
  const clicks = clicksOf(reader);
  const clock = reader.clock ?? (reader.peakHours.length > 0 ? peakHoursAsClock(reader.peakHours) : null);
  return (
    <div className="readers">
      <section>
        <h3>
          {readerName(reader)}
          {reader.source && `, known from ${sourceWords[reader.source] ?? reader.source}`}
        </h3>
        <InterestBars
          interests={reader.interests.map((interest) => ({
            ...interest,
            leanedOn: interest.name === reader.focus?.interest,
          }))}
        />
      </section>
      {clock && (
        <section>
          <h3>When they read</h3>
          <ReadingClock weights={clock} />
        </section>
      )}
      {reader.focus && <LeanedOn text={reader.focus.text} interest={reader.focus.interest} />}
      <section className="readers__time">
        <h3>The clicks behind it</h3>
        {clicks.length > 0 && <ClickTimeline clicks={clicks} />}
        <DroppedReasons used={reader.eventsUsed} byReason={reader.droppedByReason} />
      </section>
    </div>
  );
}

function AllReaders({
  why,
  readers,
}: {
  readonly why: EntryDetailView['why'];
  readonly readers: readonly ReviewReaderView[];
}) {
  const [focus] = why.focus;
  const terms = (name: string) =>
    readers.flatMap(({ interests }) => interests).find((interest) => interest.name === name)?.terms ?? [];
  const clicks = readers.flatMap(clicksOf);
  return (
    <div className="readers">
      <section>
        <h3>What they read, on average</h3>
        <InterestBars
          interests={why.interests.slice(0, 5).map(({ name, share }) => ({
            name,
            share,
            terms: terms(name),
            leanedOn: why.focus.some(({ interest }) => interest === name),
          }))}
        />
      </section>
      {why.clock && (
        <section>
          <h3>When they read</h3>
          <ReadingClock weights={why.clock} />
        </section>
      )}
      {focus && <LeanedOn text={focus.text} interest={focus.interest} readers={focus.readers} />}
      <section className="readers__time">
        <h3>The clicks behind it</h3>
        {clicks.length > 0 && <ClickTimeline clicks={clicks} />}
        <DroppedReasons used={why.eventsUsed} byReason={why.droppedByReason} />
      </section>
    </div>
  );
}

function LeanedOn({
  text,
  interest,
  readers,
}: {
  readonly text: string;
  readonly interest: string;
  readonly readers?: number;
}) {
  return (
    <section>
      <h3>The sentence leaned on{readers !== undefined && readers > 1 && `, for ${readers} of them`}</h3>
      <blockquote className="leaned">{text}</blockquote>
      <p className="small quiet">Nearest to {interest}.</p>
    </section>
  );
}

function clicksOf(reader: ReviewReaderView): TimelineClick[] {
  const until = reader.asOf ? new Date(reader.asOf).getTime() : null;
  const common = (click: ReviewReaderView['drove'][number] | ReviewReaderView['dropped'][number]) => ({
    daysBefore:
      click.raw?.at && until !== null
        ? (until - new Date(click.raw.at).getTime()) / 86_400_000
        : (click.daysBefore ?? 0),
    title: click.raw?.title ?? click.section ?? 'A text',
    weight: click.weight,
  });
  return [
    ...reader.drove.map((click) => ({
      ...common(click),
      reasons: [],
      explanation: `It speaks for ${click.interest}.`,
    })),
    ...reader.dropped.map((click) => ({ ...common(click), reasons: click.reasons, explanation: click.explanation })),
  ];
}
