import { memo, useEffect, useRef } from 'react';
import type { Span } from '../../../../generators/facts/verdict.ts';
import type { VerdictView } from '../../../api/schemas/verdict.ts';
import type { ClaimLight } from './claim-light.ts';
import { type Marking, paragraphsOf, segmentsOf } from './segments.ts';

type SourceMark = { readonly claim: number } | { readonly leanedOn: true };

/** The article, or an ad's facts, with the evidence of each claim lit, and the sentence that was leaned on. */
export const LitArticle = memo(function LitArticle({
  source,
  verdict,
  leanedOn,
  light,
}: {
  readonly source: string;
  readonly verdict: VerdictView;
  readonly leanedOn?: Span | null;
  readonly light: ClaimLight;
}) {
  const element = useRef<HTMLDivElement>(null);
  const { held } = light;
  useEffect(() => {
    if (held === null) return;
    const mark = element.current?.querySelector('mark[data-lit]');
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    mark?.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
  }, [held]);
  const markings: Marking<SourceMark>[] = [
    ...(leanedOn ? [{ ...leanedOn, mark: { leanedOn: true as const } }] : []),
    ...verdict.claims.flatMap(({ evidence }, claim) =>
      evidence.map(({ start, end }) => ({ start, end, mark: { claim } })),
    ),
  ];
  return (
    <div className="article" ref={element}>
      {paragraphsOf(source).map((paragraph) => {
        const inside = markings
          .filter(({ start, end }) => end > paragraph.start && start < paragraph.start + paragraph.text.length)
          .map(({ start, end, mark }) => ({ start: start - paragraph.start, end: end - paragraph.start, mark }));
        return (
          <p key={paragraph.start}>
            {segmentsOf(paragraph.text, inside).map(({ start, text, marks }) => {
              const claims = marks.flatMap((mark) => ('claim' in mark ? [mark.claim] : []));
              const leaned = marks.some((mark) => 'leanedOn' in mark);
              if (claims.length === 0 && !leaned) return <span key={start}>{text}</span>;
              const shown = claims.find((claim) => claim === light.lit) ?? narrowest(claims, verdict);
              const lit = light.lit !== null && claims.includes(light.lit);
              return (
                <mark
                  key={start}
                  className={`evidence${leaned ? ' evidence--leaned' : ''}`}
                  data-verdict={shown === undefined ? undefined : verdict.claims[shown]!.label}
                  data-lit={lit || undefined}
                  data-dimmed={(light.lit !== null && !lit && claims.length > 0) || undefined}
                  onMouseEnter={() => shown !== undefined && light.point(shown)}
                  onMouseLeave={() => light.point(null)}
                >
                  {text}
                </mark>
              );
            })}
          </p>
        );
      })}
    </div>
  );
});

/** Of several claims that rest on the same words, the one that rests on the fewest: a number before its sentence. */
function narrowest(claims: readonly number[], verdict: VerdictView): number | undefined {
  const length = (claim: number) =>
    verdict.claims[claim]!.evidence.reduce((sum, { start, end }) => sum + end - start, 0);
  return [...claims].sort((a, b) => length(a) - length(b))[0];
}
