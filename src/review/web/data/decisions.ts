import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { VerdictView } from '../../../api/schemas/verdict.ts';
import type { DecisionView } from '../../schemas/decision.ts';
import type { ReviewEntryView } from '../../schemas/queue.ts';
import { handsFull } from '../shell/hands-full.ts';
import { useSay } from '../shell/said.tsx';
import { markDecided, markUndecided } from './decided.ts';
import { dropDraft, keepRefused } from './drafts.ts';
import { Problem } from './problem.ts';
import { replaceEntry } from './queue.ts';
import { request } from './request.ts';

/** What an editor does to a text. */
export type Deed =
  | { readonly action: 'approve' }
  | { readonly action: 'edit'; readonly text: string; readonly override?: string }
  | { readonly action: 'reject'; readonly reason: string; readonly note?: string }
  | { readonly action: 'skip' };

interface Answer {
  readonly decision: DecisionView;
  readonly entry: ReviewEntryView;
}

/** A decision that was taken here: on what, and the server's answer, which may still be under way. */
interface Taken {
  readonly entryId: string;
  readonly answer: Promise<Answer | null>;
}

/** Decisions of this page in their order, for undo. */
const taken: Taken[] = [];
const retryMilliseconds = [500, 2000, 5000, 10_000];

/** Sends a decision until it arrives; the server refuses a second one, so sending twice harms nothing. */
async function send(entryId: string, deed: Deed): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await request<Answer>(`/v1/review/items/${entryId}/decision`, {
        method: 'POST',
        body: deed,
        keepalive: true,
      });
    } catch (error) {
      const wait = retryMilliseconds[attempt];
      const mayHelp = error instanceof Problem && (error.kind === 'unreachable' || error.status === 503);
      if (!mayHelp || wait === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** What the check says where it is the check that refuses. */
const refusingVerdict = (error: Error): VerdictView | null =>
  error instanceof Problem && error.kind === 'check-failed' ? (error.body.verdict as VerdictView) : null;

const recount = (queries: QueryClient) => queries.invalidateQueries({ queryKey: ['counts'] }, { cancelRefetch: false });

/**
 * Decides without waiting: the entry leaves the queue at once and the server is told meanwhile. Where the server refuses,
 * the entry comes back and the editor is told why. An edit that the check refuses is shown again as it was typed, unless
 * the editor is in the middle of something else: then it is one click away.
 */
export function useDecide(): (entryId: string, deed: Deed, show: () => void) => Promise<Answer | null> {
  const queries = useQueryClient();
  const say = useSay();
  return useCallback(
    (entryId, deed, show) => {
      markDecided([entryId]);
      const answer = send(entryId, deed).then(
        (given) => {
          dropDraft(entryId);
          // The server tells of the new counts by itself.
          replaceEntry(queries, given.entry);
          queries.removeQueries({ queryKey: ['item', entryId] });
          return given;
        },
        (error: Error) => {
          markUndecided(entryId);
          taken.splice(0, taken.length, ...taken.filter((one) => one.answer !== answer));
          const verdict = deed.action === 'edit' ? refusingVerdict(error) : null;
          if (deed.action === 'edit' && verdict) keepRefused(entryId, deed.text, verdict);
          if (verdict && !handsFull()) {
            show();
            say(`Your edit is not saved. ${error.message}`);
          } else say({ text: error.message, action: { label: 'Show the text', run: show } });
          void queries.invalidateQueries({ queryKey: ['item', entryId] });
          void recount(queries);
          return null;
        },
      );
      taken.push({ entryId, answer });
      return answer;
    },
    [queries, say],
  );
}

/** Undoes the last decision of this page. Gives the entry's id, to show it again; null when there is nothing to undo. */
export function useUndo(): () => Promise<string | null> {
  const queries = useQueryClient();
  const say = useSay();
  return useCallback(async () => {
    const last = taken.pop();
    if (!last) {
      say('Nothing was decided here that could be undone; the history has older decisions.');
      return null;
    }
    const answer = await last.answer;
    if (!answer) return null;
    try {
      const undone = await request<Answer>(`/v1/review/items/${last.entryId}/undo`, { method: 'POST' });
      replaceEntry(queries, undone.entry);
      markUndecided(last.entryId);
      void recount(queries);
      say('Undone: the text waits again.');
      return last.entryId;
    } catch (error) {
      say((error as Error).message);
      return null;
    }
  }, [queries, say]);
}
