import type { KnownItem } from '../../profiles/interests/build-profile.ts';
import { buildTermBackground } from '../../profiles/interests/telling-terms.ts';
import type { DenoisedEvent } from '../../profiles/profile.ts';
import { seededRandom } from '../denoise/simulated-log.ts';

const subjects = {
  rowing: [
    'Sport',
    'the crew rowed past the old bridge',
    'a regatta drew rowing crews',
    'the rowing club bought a boat',
    'a coach spoke of rowing in the rain',
    'the regatta course was moved',
  ],
  buses: [
    'Local',
    'the night bus was late',
    'a bus driver asked for shelter',
    'new bus lanes were painted',
    'the bus fare rose',
    'passengers of the night bus met',
  ],
  soup: [
    'Food',
    'a soup kitchen fed the street',
    'leek soup won a prize',
    'a recipe for soup with barley',
    'the cook salted the soup',
    'barley soup was sold out',
  ],
  tides: [
    'Science',
    'a sensor measured the tides',
    'tides moved the sand',
    'a model of tides was tested',
    'the moon pulls the tides',
    'sand and tides were mapped',
  ],
} as const;
export type Subject = keyof typeof subjects;
export const subjectNames = Object.keys(subjects) as Subject[];

/** 12 dimensions, one axis a subject, with a little of everything else: made by hand, so that truth is known. */
function vectorOf(subject: number, random: () => number): Float32Array {
  const values = Float32Array.from({ length: 12 }, () => 0.25 * (random() - 0.5));
  values[subject] = 1;
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
}

const random = seededRandom(42);
export const items: ReadonlyMap<string, KnownItem> = new Map(
  subjectNames.flatMap((subject, axis) => {
    const [category, ...texts] = subjects[subject];
    return texts.map((text, index): [string, KnownItem] => [
      `${subject}-${index}`,
      { vector: vectorOf(axis, random), text: `${text[0]!.toUpperCase()}${text.slice(1)}. Said Mara Quill.`, category },
    ]);
  }),
);
export const background = buildTermBackground([...items.values()].map(({ text }) => text));

export const asOf = '2026-03-23T00:00:00Z';

/** A weighed click on an item, so many days before `asOf`. */
export function weighed(itemId: string, weight: number, daysAgo = 1, id = `${itemId}-${daysAgo}`): DenoisedEvent {
  const at = new Date(Date.parse(asOf) - daysAgo * 86_400_000).toISOString();
  return { event: { id, userId: 'reader', itemId, at, kind: 'click' }, weight, reasons: [] };
}

export const profileBasis = {
  userId: 'reader',
  items,
  background,
  asOf,
  encoderSha256: 'e'.repeat(64),
  denoiserVersion: 'test',
};
