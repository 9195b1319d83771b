import type { DenoisedEvent, NoiseReason } from '../../profiles/profile.ts';

/** Planted truth of one event. */
export interface PlantedTruth {
  readonly eventId: string;
  /** Kind of planted noise, or null for a real event. */
  readonly noise: NoiseReason | null;
}

/** How well one kind of noise was found. */
export interface FlagScore {
  readonly planted: number;
  readonly flagged: number;
  readonly found: number;
  /** Of the events flagged for this reason, the share that is planted noise of this kind; null when none was flagged. */
  readonly precision: number | null;
  /** The same, leaving out noise of other kinds that the rule flagged as well: of its own kind and real events only. */
  readonly ownPrecision: number | null;
  /** Of the planted events of this kind, the share flagged for this reason; null when none was planted. */
  readonly recall: number | null;
}

export interface FlagReport {
  /** By reason: the right reason has to be given. */
  readonly byKind: Readonly<Record<string, FlagScore>>;
  /** Noise of any kind against loss of all weight for any reason. */
  readonly any: FlagScore;
  /** Real acts, and those among them that lost all weight. */
  readonly clean: { readonly events: number; readonly silenced: number; readonly share: number };
}

/** Reasons that mark noise; `imputed` and `cap` only mark a completed or shortened dwell. */
export const noiseKinds = ['short', 'surge', 'burst', 'bot', 'duplicate'] as const;

/**
 * Compares what denoising flagged with what was planted. Exposures are left out: they are neither noise nor evidence.
 * An event that two rules rightly silence (a click of a burst is also short) counts for its planted kind, and is not
 * held against the other rule when it is noise of some kind.
 */
export function scoreFlags(denoised: readonly DenoisedEvent[], truth: readonly PlantedTruth[]): FlagReport {
  const planted = new Map(truth.map(({ eventId, noise }) => [eventId, noise]));
  const acts = denoised
    .filter(({ event }) => event.kind !== 'impression')
    .map(({ event, weight, aversion, reasons }) => ({
      noise: planted.get(event.id) ?? null,
      reasons,
      silenced: weight === 0 && !(event.kind === 'dislike' && (aversion ?? 0) > 0),
    }));
  const byKind = Object.fromEntries(
    noiseKinds.map((kind) => {
      const flagged = acts.filter(({ reasons }) => reasons.includes(kind));
      const right = flagged.filter(({ noise }) => noise !== null).length;
      const clean = flagged.length - right;
      const ofKind = acts.filter(({ noise }) => noise === kind);
      const found = ofKind.filter(({ reasons }) => reasons.includes(kind)).length;
      return [kind, score(ofKind.length, flagged.length, right, found, found + clean)];
    }),
  );
  const noisy = acts.filter(({ noise }) => noise !== null);
  const silenced = acts.filter((act) => act.silenced);
  const found = noisy.filter((act) => act.silenced).length;
  const cleanActs = acts.filter(({ noise }) => noise === null);
  const cleanSilenced = cleanActs.filter((act) => act.silenced).length;
  return {
    byKind,
    any: score(noisy.length, silenced.length, found, found, silenced.length),
    clean: { events: cleanActs.length, silenced: cleanSilenced, share: cleanSilenced / Math.max(1, cleanActs.length) },
  };
}

function score(planted: number, flagged: number, right: number, found: number, ownOrReal: number): FlagScore {
  return {
    planted,
    flagged,
    found,
    precision: flagged > 0 ? right / flagged : null,
    ownPrecision: ownOrReal > 0 ? found / ownOrReal : null,
    recall: planted > 0 ? found / planted : null,
  };
}
