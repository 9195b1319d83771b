/** What an error gets wrong. */
export const plantedErrorKinds = [
  'number',
  'entity',
  'date',
  'quotation',
  'negation',
  'role-swap',
  'binding',
  'modality',
  'comparative',
] as const;
export type PlantedErrorKind = (typeof plantedErrorKinds)[number];

/** Where the wrong piece came from: another article, or this one (an error that no look-up of words can see). */
export const plantedErrorSources = ['elsewhere', 'same article'] as const;
export type PlantedErrorSource = (typeof plantedErrorSources)[number];

/** A true title made false. */
export interface PlantedError {
  /** The title with the error in it. */
  readonly text: string;
  readonly kind: PlantedErrorKind;
  readonly from: PlantedErrorSource;
  /** Where in `text` the error stands; character offsets, end exclusive. */
  readonly span: { readonly start: number; readonly end: number };
  /** What the title said there; empty when words were added. */
  readonly original: string;
  /** What it says now; empty when words were taken out. */
  readonly planted: string;
}

/** Replaces `title.slice(start, end)`, in capitals where the title has no small letter; the span covers what was put in, or the place where words were taken out. */
export function replaced(
  title: string,
  start: number,
  end: number,
  planted: string,
  kind: PlantedErrorKind,
  from: PlantedErrorSource,
): PlantedError {
  const shouted = /\p{Lu}/u.test(title) && !/\p{Ll}/u.test(title);
  if (shouted) planted = planted.toUpperCase();
  return {
    text: title.slice(0, start) + planted + title.slice(end),
    kind,
    from,
    span: { start, end: start + planted.length },
    original: title.slice(start, end),
    planted,
  };
}
