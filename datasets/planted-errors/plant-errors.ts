import { seededRandom } from '../demo-newsroom/seeded-random.ts';
import { plantBindings } from './plant-binding.ts';
import { plantComparatives } from './plant-comparative.ts';
import { plantDates } from './plant-date.ts';
import { plantEntities } from './plant-entity.ts';
import { plantModalities } from './plant-modality.ts';
import { plantNegations } from './plant-negation.ts';
import { plantNumbers } from './plant-number.ts';
import { plantQuotations } from './plant-quotation.ts';
import { plantRoleSwaps } from './plant-role-swap.ts';
import {
  type PlantedError,
  type PlantedErrorKind,
  type PlantedErrorSource,
  plantedErrorKinds,
} from './planted-error.ts';
import type { ReadStory } from './story.ts';

export interface PlantOptions {
  /** The same seed plants the same errors. */
  readonly seed: string;
  /** All kinds when not given. */
  readonly kinds?: readonly PlantedErrorKind[];
  /** Both sources when not given. */
  readonly from?: readonly PlantedErrorSource[];
  /** At most so many of a kind and source; 1 when not given. */
  readonly each?: number;
}

const triedOthers = 12;
const swapped: Readonly<
  Partial<Record<PlantedErrorKind, (story: ReadStory, others: Iterable<ReadStory>) => Iterable<PlantedError>>>
> = {
  number: plantNumbers,
  entity: plantEntities,
  date: plantDates,
  quotation: plantQuotations,
};
const turned: Readonly<Partial<Record<PlantedErrorKind, (story: ReadStory) => Iterable<PlantedError>>>> = {
  negation: plantNegations,
  'role-swap': plantRoleSwaps,
  binding: plantBindings,
  modality: plantModalities,
  comparative: plantComparatives,
};

/**
 * Makes a true title false in as many ways as it allows. What would leave it true as far as the article's words tell is
 * not planted; not every kind fits every title. Pure: the seed alone decides what is chosen.
 * @param pool stories to take foreign pieces from; the story itself may be among them
 */
export function plantErrors(story: ReadStory, pool: readonly ReadStory[], options: PlantOptions): PlantedError[] {
  const { seed, kinds = plantedErrorKinds, from = ['elsewhere', 'same article'], each = 1 } = options;
  const random = seededRandom(`${seed} ${story.title}`);
  const foreign = drawn(
    pool.filter((other) => other.article !== story.article),
    triedOthers,
    random,
  );
  const seen = new Set([story.title]);
  return kinds.flatMap((kind) =>
    from.flatMap((source) => {
      const found = [
        ...(swapped[kind]?.(story, source === 'elsewhere' ? foreign : [story]) ??
          (source === 'elsewhere' || !states(story.title) ? [] : turned[kind]!(story))),
      ];
      const fresh = found.filter((error) => error.from === source && !seen.has(error.text));
      const chosen = drawn(fresh, each, random);
      for (const { text } of chosen) seen.add(text);
      return chosen;
    }),
  );
}

/** So many of the items, each once, in the order drawn. */
function drawn<T>(items: readonly T[], count: number, random: () => number): T[] {
  const left = [...items];
  const chosen: T[] = [];
  while (chosen.length < count && left.length > 0) {
    const at = Math.floor(random() * left.length);
    chosen.push(left[at]!);
    left[at] = left.at(-1)!;
    left.pop();
  }
  return chosen;
}

/** Questions and teasers have no truth value: what they say cannot be turned round. */
function states(title: string): boolean {
  return (
    !/\?\s*$/u.test(title) &&
    !/^(?:how|why|what|when|where|who|which|here|this|these|meet|\d+ (?:ways|things|reasons|tips))\b/iu.test(title)
  );
}
