import { entryView } from '../../review/views.ts';
import type { Actor } from '../../store/review/actor.ts';
import type { Refusal } from '../../store/review/decide.ts';
import type { QueueEntry } from '../../store/review/review-queue.ts';
import type { UndoRefusal } from '../../store/review/undo-decision.ts';
import { ApiProblem } from '../problem.ts';

/** The answer for an id that names no text of the workspace. */
export const unknownEntry = () => new ApiProblem('not-found', 'There is no text of that id.');

/** Why an entry cannot be had, from how it stands. */
export function refuse(entry: QueueEntry, actor: Actor): ApiProblem {
  const view = entryView(entry, actor);
  if (view.claim && !view.claim.mine)
    return refusalProblem({ kind: 'claimed', by: view.claim.by, until: new Date(view.claim.until) });
  if (entry.round === 2 && entry.firstBy === actor.id) return refusalProblem({ kind: 'read-before' });
  return refusalProblem({ kind: 'decided', by: entry.decidedByName, state: entry.state, same: false });
}

/** A refusal as a problem; `claimedBy` and `decidedBy` name who was first. */
export function refusalProblem(refusal: Refusal | UndoRefusal): ApiProblem {
  switch (refusal.kind) {
    case 'unknown':
      return unknownEntry();
    case 'claimed':
      return new ApiProblem('conflict', `${refusal.by} is at work on this text.`, {
        members: { claimedBy: refusal.by, claimedUntil: refusal.until.toISOString() },
      });
    case 'decided': {
      const detail =
        refusal.state === 'original'
          ? "This is the item's own title: it needs no decision."
          : refusal.state === 'retired'
            ? 'The item has changed since this text was written for it: it is no longer shown.'
            : `${refusal.by ?? 'Someone'} has ${refusal.state} this text already; undo that first.`;
      return new ApiProblem('conflict', detail, { members: { decidedBy: refusal.by, state: refusal.state } });
    }
    case 'read-before':
      return new ApiProblem('conflict', 'You have read this text; it waits for a second reader.', {
        members: { awaitsSecondReader: true },
      });
    case 'nothing':
      return new ApiProblem('conflict', 'There is no decision to undo.');
    case 'retired':
      return new ApiProblem('conflict', 'The item has changed since: what was decided for the old version stays.');
    case 'anothers':
      return new ApiProblem('conflict', `${refusal.by} decided this; they or an admin can undo it.`, {
        members: { decidedBy: refusal.by },
      });
  }
}
