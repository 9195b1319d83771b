import type { CSSProperties } from 'react';

export interface InterestBar {
  readonly name: string;
  /** Of all the reader's weight, 0..1. */
  readonly share: number;
  readonly terms: readonly string[];
  /** Against the weeks before, where it is known. */
  readonly trend?: 'rising' | 'falling' | 'steady' | 'unknown';
  /** The interest the text leaned on. */
  readonly leanedOn?: boolean;
}

const trendSigns = { rising: '↗ rising', falling: '↘ falling', steady: '', unknown: '' } as const;
const percent = (share: number) => `${Math.round(share * 100)} %`;

/** A reader's interests, as bars on one scale. */
export function InterestBars({ interests }: { readonly interests: readonly InterestBar[] }) {
  if (interests.length === 0) return <p className="quiet small">No interest stands out yet.</p>;
  const widest = Math.max(...interests.map(({ share }) => share));
  return (
    <ul className="bars">
      {interests.map(({ name, share, terms, trend, leanedOn }) => (
        <li key={name} data-leaned={leanedOn || undefined}>
          <span className="bars__name">
            {name}
            {leanedOn && <em> leaned on</em>}
            {trend && trendSigns[trend] && <em> {trendSigns[trend]}</em>}
          </span>
          <span className="bars__share">{percent(share)}</span>
          <span
            className="bars__bar"
            style={{ '--part': widest > 0 ? share / widest : 0 } as CSSProperties}
            aria-hidden="true"
          />
          {terms.length > 0 && <span className="bars__terms">{terms.slice(0, 6).join(' · ')}</span>}
        </li>
      ))}
    </ul>
  );
}
