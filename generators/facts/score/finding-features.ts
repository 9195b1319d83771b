import type { ClaimVerdict, Verdict } from '../verdict.ts';

/** Kinds of finding that are counted apart; whatever other rules there are counts as `relation`. */
const countedKinds = ['number', 'date', 'name', 'quotation', 'relation'] as const;
type CountedKind = (typeof countedKinds)[number];

/** What the rules found, as numbers. */
export type FindingFeatures = Readonly<
  Record<`${CountedKind}Contradicted` | `${CountedKind}Unverified`, number> & {
    /** Supported claims among all, 1 without any. */
    supportedClaims: number;
    /** How well the weakest supported claim is borne out, 1 without any. */
    weakestSupport: number;
  }
>;

const most = 2;

/** Counts a verdict's claims, but for the encoder's: what it says is a feature of its own. */
export function findingFeatures({ claims }: Pick<Verdict, 'claims'>): FindingFeatures {
  const judged = claims.filter(({ kind }) => kind !== 'sentence' && kind !== 'leak');
  const counted = Object.fromEntries(
    countedKinds.flatMap((kind) => [
      [`${kind}Contradicted`, count(judged, kind, 'contradicted')],
      [`${kind}Unverified`, count(judged, kind, 'not_verifiable')],
    ]),
  ) as Record<`${CountedKind}Contradicted` | `${CountedKind}Unverified`, number>;
  const supported = judged.filter(({ label }) => label === 'supported');
  const best = (claim: ClaimVerdict) => claim.evidence.reduce((sum, { support }) => Math.max(sum, support), 0);
  return {
    ...counted,
    supportedClaims: judged.length === 0 ? 1 : supported.length / judged.length,
    weakestSupport: supported.reduce((least, claim) => Math.min(least, best(claim)), 1),
  };
}

function count(claims: readonly ClaimVerdict[], kind: CountedKind, label: ClaimVerdict['label']): number {
  const known: readonly string[] = countedKinds;
  const mine = claims.filter((claim) => (known.includes(claim.kind) ? claim.kind : 'relation') === kind);
  return Math.min(most, mine.filter((claim) => claim.label === label).length);
}
