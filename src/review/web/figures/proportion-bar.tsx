import type { CSSProperties } from 'react';

export interface Proportion {
  readonly count: number;
  readonly of: number;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A share on a scale of 0 to 100 %, with its 95 % interval as a whisker. */
export function ProportionBar({ proportion }: { readonly proportion: Proportion }) {
  const { share, low, high, count, of } = proportion;
  if (share === null || low === null || high === null) return <span className="quiet">none yet</span>;
  const style = { '--part': share, '--low': low, '--high': high } as CSSProperties;
  return (
    <span
      className="proportion"
      style={style}
      role="img"
      aria-label={`${percent(share)}, ${count} of ${of}; likely between ${percent(low)} and ${percent(high)}`}
      title={`${count} of ${of}; likely between ${percent(low)} and ${percent(high)}`}
    >
      <i />
    </span>
  );
}
