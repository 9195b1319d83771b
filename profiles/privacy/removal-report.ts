import { linearProbe, type ProbeResult } from './linear-probe.ts';
import { attributeDirections, withoutDirections } from './remove-attributes.ts';

/** Whether an attribute that was taken out of vectors can still be read off them. */
export interface RemovalReport {
  /** Directions taken out, found on half of the readers. */
  readonly directions: number;
  /** On the other half, by value: what a linear probe reads before and after. */
  readonly byValue: Readonly<Record<string, { readonly before: ProbeResult; readonly after: ProbeResult }>>;
}

/**
 * Finds an attribute's directions on every other reader, takes them out of the others' vectors and lets a linear probe
 * try to read the attribute off them.
 */
export function removalReport(vectors: readonly Float32Array[], values: readonly string[]): RemovalReport {
  // Readers of each value are dealt out in turn, so that both halves know all values.
  const dealt = new Map<string, number>();
  const half = values.map((value) => {
    const turn = dealt.get(value) ?? 0;
    dealt.set(value, turn + 1);
    return turn % 2;
  });
  const pick = <Row>(rows: readonly Row[], which: number) => rows.filter((_, row) => half[row] === which);
  const directions = attributeDirections(pick(vectors, 0), pick(values, 0));
  const heldOut = pick(vectors, 1);
  const heldValues = pick(values, 1);
  const removed = heldOut.map((vector) => withoutDirections(vector, directions) ?? new Float32Array(vector.length));
  return {
    directions: directions.length,
    byValue: Object.fromEntries(
      [...new Set(values)].sort().map((value) => {
        const has = heldValues.map((held) => held === value);
        return [value, { before: linearProbe(heldOut, has), after: linearProbe(removed, has) }];
      }),
    ),
  };
}
