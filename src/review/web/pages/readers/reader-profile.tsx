import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ProfileEvidenceView, ProfileView } from '../../../../api/schemas/profile.ts';
import { request } from '../../data/request.ts';
import { useMay } from '../../data/session.ts';
import { ClickTimeline } from '../../figures/click-timeline.tsx';
import { DroppedReasons } from '../../figures/dropped-reasons.tsx';
import { InterestBars } from '../../figures/interest-bars.tsx';
import { ReadingClock } from '../../figures/reading-clock.tsx';
import { Fault, Waiting } from '../../shell/page.tsx';
import { useSay } from '../../shell/said.tsx';
import { moment } from '../../shell/when.ts';
import { EraseSheet } from './erase-sheet.tsx';

const sources: Readonly<Record<ProfileView['source'], string>> = {
  behaviour: 'Known from their own reading',
  segment: 'Known from readers like them',
  blend: 'Known from their own reading and readers like them',
  none: 'Nothing is known yet',
};

/** A click that lasted or was shared counts; one that was seen and not opened is no click. */
const isClick = ({ event }: ProfileEvidenceView['events'][number]) => event.kind !== 'impression';

/** What is known of one reader, as pictures. */
export function ReaderProfile({ id }: { readonly id: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const mayErase = useMay('admin');
  const [erasing, setErasing] = useState(false);
  const path = `/v1/users/${encodeURIComponent(id)}`;
  const profile = useQuery({
    queryKey: ['profile', id],
    queryFn: ({ signal }) => request<ProfileView>(`${path}/profile`, { signal }),
  });
  const evidence = useQuery({
    queryKey: ['evidence', id],
    queryFn: ({ signal }) => request<ProfileEvidenceView>(`${path}/profile/evidence`, { signal }),
  });
  const erase = useMutation({
    mutationFn: () => request<{ erased: Record<string, number> }>(path, { method: 'DELETE' }),
    onSuccess: ({ erased }) => {
      const rows = Object.values(erased).reduce((sum, count) => sum + count, 0);
      say(`The reader is erased: ${rows.toLocaleString()} rows are gone for good.`);
      for (const queryKey of [['users'], ['queue'], ['counts'], ['item']]) void queries.invalidateQueries({ queryKey });
      go('/readers');
    },
  });
  if (profile.error) return <Fault error={profile.error} onRetry={() => void profile.refetch()} />;
  if (!profile.data) return <Waiting />;
  const { interests, clock, source, confidence, eventCount, asOf } = profile.data;
  const clicks = evidence.data?.events.filter(isClick) ?? [];
  const byReason: Record<string, number> = {};
  for (const { weight, reasons } of clicks)
    if (weight === 0 && reasons[0]) byReason[reasons[0]] = (byReason[reasons[0]] ?? 0) + 1;
  return (
    <article className="person">
      <header>
        <div>
          <h2 className="person__name">{id}</h2>
          <p className="small quiet">
            {sources[source]}; confidence {confidence.toFixed(2)}, from {eventCount.toLocaleString()} events, as of{' '}
            {moment(asOf)}.
          </p>
        </div>
        {mayErase && (
          <button type="button" className="button button--grave" onClick={() => setErasing(true)}>
            Erase …
          </button>
        )}
      </header>
      <div className="readers">
        <section>
          <h3>Interests</h3>
          <InterestBars
            interests={interests.map(({ name, share, terms }) => ({
              name,
              share,
              terms: terms.map(({ term }) => term),
            }))}
          />
        </section>
        <section>
          <h3>When they read</h3>
          <ReadingClock weights={clock} />
        </section>
        <section className="readers__time">
          <h3>Clicks</h3>
          {evidence.error && <Fault error={evidence.error} />}
          <ClickTimeline
            now="now"
            clicks={clicks.map(({ event, weight, reasons, explanation }) => ({
              daysBefore: (new Date(asOf).getTime() - new Date(event.at).getTime()) / 86_400_000,
              title: event.itemId,
              weight,
              reasons,
              explanation: explanation ?? null,
            }))}
          />
          <DroppedReasons used={clicks.filter(({ weight }) => weight > 0).length} byReason={byReason} />
        </section>
      </div>
      {erasing && (
        <EraseSheet
          id={id}
          error={erase.error}
          pending={erase.isPending}
          onErase={() => erase.mutate()}
          onClose={() => setErasing(false)}
        />
      )}
    </article>
  );
}
