import type { VerdictLabel } from '../../../../generators/facts/verdict.ts';
import { Stop, Tick, Unsure } from './signs.tsx';

/** What each verdict is called on the desk. */
export const verdictWords: Readonly<Record<VerdictLabel, string>> = {
  supported: 'Supported',
  contradicted: 'Contradicted',
  not_verifiable: 'Not verifiable',
};

const signs = { supported: Tick, contradicted: Stop, not_verifiable: Unsure };

/** A verdict as shape, colour and word; with `bare` the word is for screen readers alone. */
export function VerdictSign({ label, bare = false }: { readonly label: VerdictLabel; readonly bare?: boolean }) {
  const Shape = signs[label];
  return (
    <span className="verdict" data-verdict={label} title={bare ? verdictWords[label] : undefined}>
      <Shape />
      <span className={bare ? 'unseen' : undefined}>{verdictWords[label]}</span>
    </span>
  );
}
