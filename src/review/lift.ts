/** Clicks of so many showings. */
export interface Arm {
  readonly impressions: number;
  readonly clicks: number;
}

/** How much more often Masthead's texts are clicked than the items' own titles. */
export interface Lift {
  readonly personal: Arm;
  readonly control: Arm;
  /** Ratio of click rates less 1, with its 95 % interval; null where it cannot be told. */
  readonly lift: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Why there is no figure, or what must be known of it. */
  readonly note: string;
}

const z = 1.959964;

/**
 * Ratio of click rates with the delta method's interval on its logarithm (Katz et al. 1978). Null unless both arms were
 * shown and clicked.
 * @param sameItems whether both arms are of the same items
 */
export function lift(personal: Arm, control: Arm, sameItems: boolean): Lift {
  const none = { personal, control, lift: null, low: null, high: null };
  if (personal.impressions + control.impressions === 0)
    return { ...none, note: 'No outcomes yet: no impression names the variant that was shown.' };
  if (control.impressions === 0) return { ...none, note: 'No control yet: no impression shows an item’s own title.' };
  if (personal.impressions === 0) return { ...none, note: 'No impression shows a written text yet.' };
  if (!sameItems) return { ...none, note: 'No item has been shown both with a written text and with its own title.' };
  if (personal.clicks === 0 || control.clicks === 0)
    return { ...none, note: 'Too few outcomes: one side has no click yet.' };
  const ratio = personal.clicks / personal.impressions / (control.clicks / control.impressions);
  const error = Math.sqrt(
    1 / personal.clicks - 1 / personal.impressions + 1 / control.clicks - 1 / control.impressions,
  );
  return {
    personal,
    control,
    lift: ratio - 1,
    low: ratio * Math.exp(-z * error) - 1,
    high: ratio * Math.exp(z * error) - 1,
    note: 'Over the same items. Who saw which text was not drawn by lot, so this is no proof of cause.',
  };
}
