import { useSyncExternalStore } from 'react';
import type { VerdictView } from '../../../api/schemas/verdict.ts';

/** A title under an editor's hand: it stays while they look elsewhere, until it is saved or left on purpose. */
export interface Draft {
  readonly text: string;
  /** What the server's check said when it last refused to save, and of which text. */
  readonly refused: { readonly text: string; readonly verdict: VerdictView } | null;
  /** How often it was refused. */
  readonly refusals: number;
}

/** Drafts by entry, for as long as the page lives. An entry is being edited exactly while it has one. */
const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();

function change(entryId: string, draft: Draft | null): void {
  if (draft) drafts.set(entryId, draft);
  else drafts.delete(entryId);
  for (const listener of listeners) listener();
}

/** Keeps what is typed. */
export function keepDraft(entryId: string, text: string): void {
  const { refused = null, refusals = 0 } = drafts.get(entryId) ?? {};
  change(entryId, { text, refused, refusals });
}

/** Keeps a text that the check refused on saving, with the findings; what was typed since goes before it. */
export function keepRefused(entryId: string, text: string, verdict: VerdictView): void {
  const before = drafts.get(entryId);
  const typed = before?.text ?? text;
  change(entryId, { text: typed, refused: { text, verdict }, refusals: (before?.refusals ?? 0) + 1 });
}

/** Lets a draft go: it was saved, or left on purpose. */
export function dropDraft(entryId: string): void {
  if (drafts.has(entryId)) change(entryId, null);
}

/** The draft of an entry, if one was begun. */
export function useDraft(entryId: string): Draft | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => drafts.get(entryId) ?? null,
  );
}
