import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReviewEntryView } from '../../schemas/queue.ts';
import { isDecided } from './decided.ts';
import type { Problem } from './problem.ts';
import { replaceEntry } from './queue.ts';
import { request } from './request.ts';

/** Long before a claim ends it is taken for longer. */
const renewMilliseconds = 60_000;

/** Whether this editor may decide on an entry now, and if not, who is on it. */
export interface ClaimState {
  readonly heldBy: string | null;
  /** What else the server said against it: decided by somebody, changed since. */
  readonly refusal: string | null;
}

/**
 * Claims the entry that is looked at and the next ones, so that no colleague begins on them; gives them back when they
 * are no longer near. Nothing waits for the answers: the server has the last word when a decision arrives.
 * @param ids the entry that is looked at, then the next ones
 */
export function useClaims(ids: readonly string[], enabled: boolean): ClaimState {
  const queries = useQueryClient();
  const held = useRef(new Set<string>());
  const [refusals, setRefusals] = useState<ReadonlyMap<string, ClaimState>>(new Map());
  const wanted = ids.join(' ');
  useEffect(() => {
    if (!enabled) return;
    const near = wanted.split(' ').filter(Boolean);
    const claim = async (id: string) => {
      held.current.add(id);
      try {
        replaceEntry(queries, await request<ReviewEntryView>(`/v1/review/items/${id}/claim`, { method: 'PUT' }));
        setRefusals((before) => without(before, id));
      } catch (error) {
        held.current.delete(id);
        const { body, message, status } = error as Problem;
        if (status === 409)
          setRefusals((before) =>
            new Map(before).set(id, {
              heldBy: body.claimedBy === undefined ? null : String(body.claimedBy),
              refusal: body.claimedBy === undefined ? message : null,
            }),
          );
      }
    };
    for (const id of near) if (!held.current.has(id)) void claim(id);
    for (const id of held.current)
      if (!near.includes(id)) {
        held.current.delete(id);
        if (!isDecided(id)) release(id);
      }
    const renewal = setInterval(() => near.forEach((id) => void claim(id)), renewMilliseconds);
    return () => clearInterval(renewal);
  }, [wanted, enabled, queries]);
  useEffect(() => {
    const claims = held.current;
    return () => {
      for (const id of claims) if (!isDecided(id)) release(id);
      claims.clear();
    };
  }, []);
  return refusals.get(ids[0] ?? '') ?? { heldBy: null, refusal: null };
}

/** Gives a claim back; one that a decision ended is simply not there any more. */
function release(id: string): void {
  void request(`/v1/review/items/${id}/claim`, { method: 'DELETE', keepalive: true }).catch(() => undefined);
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
