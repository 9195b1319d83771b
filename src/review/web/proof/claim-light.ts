import { useCallback, useMemo, useState } from 'react';

/** Which claim is lit: by pointing at it for as long as the pointer stays, or by key or click until it is put out. */
export interface ClaimLight {
  readonly lit: number | null;
  /** Lit by key or click. */
  readonly held: number | null;
  readonly point: (claim: number | null) => void;
  /** Lights a claim, or puts it out when it is the one that is lit. */
  readonly hold: (claim: number) => void;
  readonly clear: () => void;
}

export function useClaimLight(): ClaimLight {
  const [pointed, setPointed] = useState<number | null>(null);
  const [held, setHeld] = useState<number | null>(null);
  const hold = useCallback((claim: number) => setHeld((before) => (before === claim ? null : claim)), []);
  const clear = useCallback(() => {
    setHeld(null);
    setPointed(null);
  }, []);
  return useMemo(() => ({ lit: pointed ?? held, held, point: setPointed, hold, clear }), [pointed, held, hold, clear]);
}
