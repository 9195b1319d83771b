import { useCallback, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useDecide, useUndo } from '../../data/decisions.ts';
import { useDraft } from '../../data/drafts.ts';
import { useItem } from '../../data/item.ts';
import { useClaims } from '../../data/item-claims.ts';
import { useQueueFilter } from '../../data/queue-filter.ts';
import { useRun } from '../../data/run.ts';
import { useMay } from '../../data/session.ts';
import { Fault, Page, Waiting } from '../../shell/page.tsx';
import { useKey } from '../../shell/use-key.ts';
import { itemAddress, queueAddress } from '../queue/filter-panel.tsx';
import { ItemBody } from './item-body.tsx';

/** Entries claimed ahead of the one that is looked at. */
const claimedAhead = 2;

/** One text: look, decide, go on. */
export function ItemPage({ id }: { readonly id: string }) {
  const filter = useQueueFilter();
  const [, go] = useLocation();
  const item = useItem(id);
  const run = useRun(filter, id);
  const mayDecide = useMay('editor');
  const decide = useDecide();
  const undo = useUndo();
  const near = [id, ...run.next.slice(0, claimedAhead).map((entry) => entry.id)];
  const claim = useClaims(near, mayDecide);
  const draft = useDraft(id);
  const [finished, setFinished] = useState(false);

  const next = run.next[0] ?? null;
  const [leaving, setLeaving] = useState(false);
  const goNext = useCallback(() => {
    // Who decides before the queue has come goes on when it has.
    setLeaving(!run.known);
    if (run.known) go(next ? itemAddress(next.id, filter) : queueAddress(filter));
  }, [go, next, run.known, filter]);
  useEffect(() => {
    if (leaving && run.known) goNext();
  }, [leaving, run.known, goNext]);
  const { previous } = run;
  const goBack = () => {
    if (previous) go(itemAddress(previous.id, filter));
  };
  const show = () => {
    setLeaving(false);
    go(itemAddress(id, filter));
  };
  const undoLast = async () => {
    const back = await undo();
    if (back) go(itemAddress(back, filter));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text begins at its top
  useEffect(() => {
    window.scrollTo(0, 0);
    setFinished(false);
  }, [id]);
  useKey('u', () => void undoLast());
  useKey('right', goNext);
  useKey('left', goBack);

  const entry = item.data?.entry;
  const open = entry?.state === 'waiting' || entry?.state === 'claimed' || entry?.state === 'skipped';
  if (item.data)
    return (
      <ItemBody
        // An edit that was refused begins anew, from what the check said.
        key={`${id} ${draft?.refusals ?? 0}`}
        detail={item.data}
        draft={draft}
        line={
          <Link href={queueAddress(filter)}>
            ← Queue <span className="quiet">{run.left}</span>
          </Link>
        }
        claim={claim}
        mayDecide={mayDecide && open && !finished && claim.heldBy === null && claim.refusal === null}
        place={run.left}
        onDecide={(deed) => {
          setFinished(true);
          void decide(id, deed, show).then((answer) => answer ?? setFinished(false));
          goNext();
        }}
        onUndo={() => void undoLast()}
        onNext={goNext}
      />
    );
  return (
    <Page title="A text">
      {item.error ? <Fault error={item.error} onRetry={() => void item.refetch()} /> : <Waiting />}
    </Page>
  );
}
