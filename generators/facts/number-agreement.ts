import type { NumberMention } from './number-reading.ts';
import { currencyUnits } from './number-words.ts';

// Units that are multiples of one another, each with its size in the smallest of its kind.
const sizes: Readonly<Record<string, readonly [kind: string, size: number]>> = {
  second: ['time', 1],
  minute: ['time', 60],
  hour: ['time', 3600],
  day: ['time', 86_400],
  week: ['time', 604_800],
  month: ['months', 1],
  year: ['months', 12],
  decade: ['months', 120],
  century: ['months', 1200],
  millimetre: ['length', 1],
  centimetre: ['length', 10],
  metre: ['length', 1000],
  kilometre: ['length', 1_000_000],
  gram: ['mass', 1],
  kilogram: ['mass', 1000],
  tonne: ['mass', 1_000_000],
  watt: ['power', 1],
  kilowatt: ['power', 1000],
  megawatt: ['power', 1_000_000],
  gigawatt: ['power', 1_000_000_000],
};

/** How two numbers agree: the same, rounded, near enough for "about" or "more than", or not at all. */
export type Agreement = 'same' | 'converted' | 'rounded' | 'hedged' | null;

/** Whether a number of the text is one that the article gives. Symmetric but for rounding: the article is the exact one. */
export function agree(claim: NumberMention, evidence: NumberMention): Agreement {
  for (const said of readings(claim)) {
    for (const found of readings(evidence)) {
      const how = agreeAs({ ...claim, ...said }, { ...evidence, ...found });
      if (how) return how;
    }
  }
  return null;
}

function readings(mention: NumberMention): { value: number; unit: string | null }[] {
  return mention.otherReading ? [mention, mention.otherReading] : [mention];
}

function agreeAs(claim: NumberMention, evidence: NumberMention): Agreement {
  if (claim.yearLike !== evidence.yearLike) return null;
  if (claim.kind === 'vague' || evidence.kind === 'vague') return vagueAgreement(claim, evidence);
  if ((claim.kind === 'ordinal') !== (evidence.kind === 'ordinal')) return null;
  if (!sameKindOfUnit(claim.unit, evidence.unit)) return null;
  const factor = conversion(claim.unit, evidence.unit);
  if (factor === null) return null;
  const value = evidence.value * factor;
  if (near(claim.value, value, 1e-9)) return factor === 1 ? 'same' : 'converted';
  const fractional = claim.kind === 'fraction' || evidence.kind === 'fraction';
  if (fractional && Math.abs(claim.value - value) < 0.5) return 'rounded';
  if (claim.kind === 'ordinal') return null;
  if (isRounded(claim.value, value)) return 'rounded';
  if (claim.hedge === null) return null;
  const ratio = value / claim.value;
  if (claim.hedge === 'over') return ratio > 1 && ratio <= 1.2 ? 'hedged' : null;
  if (claim.hedge === 'under') return ratio < 1 && ratio >= 0.85 ? 'hedged' : null;
  return ratio > 0.9 && ratio < 1.1 ? 'hedged' : null;
}

/** "Hundreds" holds for 240 people, for "hundreds", and not for 12 or for a million. */
function vagueAgreement(claim: NumberMention, evidence: NumberMention): Agreement {
  if (claim.kind !== 'vague') return null;
  if (evidence.kind === 'vague') return claim.value === evidence.value ? 'same' : null;
  if (evidence.kind !== 'cardinal' || evidence.unit === 'percent') return null;
  return evidence.value >= 2 * claim.value && evidence.value < 100 * claim.value ? 'hedged' : null;
}

/** Money and shares agree only with their like; a measure may be left unsaid on either side. */
function sameKindOfUnit(claim: string | null, evidence: string | null): boolean {
  if (claim === evidence) return true;
  const strict = (unit: string | null): boolean => unit !== null && (currencyUnits.has(unit) || unit === 'percent');
  return !strict(claim) && !strict(evidence);
}

function conversion(claim: string | null, evidence: string | null): number | null {
  if (claim === evidence || claim === null || evidence === null) return 1;
  const wanted = sizes[claim];
  const given = sizes[evidence];
  return wanted && given && wanted[0] === given[0] ? given[1] / wanted[1] : null;
}

function near(left: number, right: number, tolerance: number): boolean {
  return Math.abs(left - right) <= tolerance * Math.max(1, Math.abs(left), Math.abs(right));
}

/** "$58 million" for 58.65 million: fewer digits, rounded or cut; never for small counts, which are exact. */
function isRounded(said: number, exact: number): boolean {
  if (Math.abs(exact) < 1000 && Number.isInteger(exact)) return false;
  if (said === 0 || Math.sign(said) !== Math.sign(exact)) return false;
  const written = Math.abs(said);
  // The step of the last digit said: 1,200,000 has 100,000.
  let step = 10 ** Math.floor(Math.log10(written) + 1e-9);
  for (let digits = 1; digits < 12 && !near(written / step, Math.round(written / step), 1e-9); digits++) step /= 10;
  const difference = Math.abs(exact) - written;
  const oneDigit = written / step < 2;
  if (difference === 0 || step < 0.1 || (oneDigit && Math.abs(difference) > 0.1 * written)) return false;
  return difference > -step / 2 - 1e-9 && difference < step - 1e-9;
}
