import type { Interest, Profile } from '../profile.ts';

/**
 * A reader's interests held fixed under a number, so that new events are sorted into them and change shares and
 * directions but not what the interests are. Re-clustering makes the next number.
 */
export interface InterestCentres {
  readonly number: number;
  readonly centres: readonly Pick<Interest, 'name' | 'category' | 'terms' | 'vector'>[];
}

/** Fixes the interests of a built profile. */
export function centresOf(profile: Profile, number: number): InterestCentres {
  return {
    number,
    centres: profile.interests.map(({ name, category, terms, vector }) => ({
      name,
      ...(category !== undefined ? { category } : {}),
      terms,
      vector,
    })),
  };
}
