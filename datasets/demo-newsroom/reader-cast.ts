import type { User } from '../user.ts';

/** When a reader tends to open the newspaper: hours of the day (UTC) with weights, by weekday and weekend. */
export interface Rhythm {
  readonly weekday: readonly (readonly [hour: number, weight: number])[];
  readonly weekend: readonly (readonly [hour: number, weight: number])[];
  readonly device: string;
}

export const rhythms = {
  commuter: {
    weekday: [
      [7.2, 5],
      [17.6, 4],
      [21, 1],
    ],
    weekend: [
      [10, 2],
      [20, 1],
    ],
    device: 'phone',
  },
  lunch: {
    weekday: [
      [12.4, 6],
      [20, 1],
    ],
    weekend: [
      [11, 1],
      [13, 2],
    ],
    device: 'desktop',
  },
  'night owl': {
    weekday: [
      [22.6, 5],
      [0.8, 4],
    ],
    weekend: [
      [23.2, 4],
      [1.4, 3],
      [14, 1],
    ],
    device: 'tablet',
  },
  'early bird': {
    weekday: [
      [5.4, 6],
      [19, 1],
    ],
    weekend: [
      [6.2, 4],
      [9, 2],
    ],
    device: 'desktop',
  },
  evening: {
    weekday: [
      [19.8, 5],
      [21.2, 3],
    ],
    weekend: [
      [16, 2],
      [20.4, 4],
    ],
    device: 'tablet',
  },
  weekend: {
    weekday: [[18.5, 1]],
    weekend: [
      [8.8, 4],
      [11.2, 3],
      [17, 3],
    ],
    device: 'desktop',
  },
  'all day': {
    weekday: [
      [8, 2],
      [10.3, 2],
      [13, 2],
      [15.5, 2],
      [18, 2],
      [21, 2],
    ],
    weekend: [
      [9.5, 2],
      [15, 2],
      [20, 2],
    ],
    device: 'phone',
  },
} satisfies Record<string, Rhythm>;
export type RhythmName = keyof typeof rhythms;

export interface CastMember {
  readonly name: string;
  readonly rhythm: RhythmName;
  readonly wordsPerMinute: number;
  /** Items read over the three weeks, before noise is added. */
  readonly reads: number;
  /** Bounces for each read. */
  readonly bounceRate: number;
  /** Rapid bursts over the three weeks. */
  readonly bursts: number;
  /** Sub-topic → weight; made into shares that sum to 1. */
  readonly interests: Readonly<Record<string, number>>;
  /** A sub-topic that begins to matter on 22 March. */
  readonly newInterest?: string;
  readonly user?: Partial<User>;
}

function member(
  name: string,
  rhythm: RhythmName,
  wordsPerMinute: number,
  reads: number,
  bounceRate: number,
  bursts: number,
  interests: Record<string, number>,
  rest: Pick<CastMember, 'newInterest' | 'user'> = {},
): CastMember {
  return { name, rhythm, wordsPerMinute, reads, bounceRate, bursts, interests, ...rest };
}

/** The 24 readers. No two want the same mixture; several share a taste, so that audiences can be found. */
export const cast: readonly CastMember[] = [
  member('ada', 'commuter', 262, 40, 0.16, 0, { transport: 4, cycling: 3, energy: 2, theatre: 1 }),
  member('bela', 'night owl', 214, 44, 0.12, 1, { space: 4, security: 3, film: 2, chips: 2, theatre: 1 }),
  member('caro', 'lunch', 241, 34, 0.2, 0, { housing: 4, banking: 3, 'mental health': 2, transport: 1 }),
  member('dov', 'early bird', 198, 40, 0.1, 0, { shipping: 5, weather: 3, wildlife: 2, energy: 1, archaeology: 1 }),
  member('edda', 'evening', 225, 36, 0.14, 0, { music: 4, books: 4, archaeology: 2, council: 1 }),
  member('finn', 'commuter', 288, 42, 0.22, 2, { football: 6, 'ice hockey': 3, gadgets: 2, retail: 1, transport: 2 }),
  member('gita', 'lunch', 236, 40, 0.12, 0, { medicines: 4, hospitals: 3, biology: 3, nutrition: 2 }),
  member('hal', 'weekend', 183, 27, 0.18, 0, { rowing: 4, weather: 2, books: 2 }),
  member('iris', 'all day', 251, 66, 0.15, 1, {
    assembly: 5,
    council: 4,
    housing: 3,
    transport: 2,
    networks: 1,
    books: 2,
    wildlife: 1,
  }),
  member('jude', 'night owl', 230, 50, 0.2, 0, { gadgets: 4, security: 3, music: 2, chips: 2, 'ice hockey': 1 }),
  member('kaja', 'evening', 219, 34, 0.11, 0, { nutrition: 4, 'mental health': 3, waste: 2, books: 1 }),
  member('lars', 'early bird', 204, 42, 0.13, 0, { energy: 4, banking: 3, materials: 3, chips: 1 }),
  member('mina', 'commuter', 270, 41, 0.17, 1, { 'start-ups': 5, gadgets: 2, energy: 2, nutrition: 1 }),
  member('nils', 'weekend', 212, 27, 0.24, 0, { cycling: 5, wildlife: 3, film: 1 }),
  member(
    'orla',
    'evening',
    233,
    36,
    0.15,
    0,
    { hospitals: 4, housing: 2, theatre: 3 },
    { newInterest: 'mental health' },
  ),
  member('pim', 'all day', 296, 68, 0.19, 2, {
    football: 3,
    cycling: 3,
    rowing: 3,
    'ice hockey': 3,
    nutrition: 2,
    weather: 1,
    networks: 1,
  }),
  member('quin', 'lunch', 256, 36, 0.12, 0, { archaeology: 4, earth: 3, music: 2 }, { user: { consent: 'unknown' } }),
  member('rosa', 'commuter', 228, 40, 0.14, 0, { wildlife: 4, waste: 3, biology: 3, council: 1, nutrition: 1 }),
  member(
    'sven',
    'night owl',
    245,
    64,
    0.16,
    1,
    { shipping: 3, banking: 3, retail: 3, assembly: 3, networks: 1, transport: 1 },
    { newInterest: 'energy' },
  ),
  member(
    'tess',
    'evening',
    208,
    28,
    0.13,
    0,
    { film: 4, theatre: 3, retail: 2 },
    { user: { rules: ['plain titles'] } },
  ),
  member('ugo', 'all day', 274, 56, 0.18, 0, { chips: 3, networks: 3, security: 3, materials: 3, space: 2 }),
  member(
    'vera',
    'lunch',
    222,
    44,
    0.1,
    0,
    { council: 4, hospitals: 2, waste: 3, transport: 1 },
    { newInterest: 'rowing' },
  ),
  member(
    'wim',
    'weekend',
    190,
    33,
    0.21,
    0,
    { football: 4, 'start-ups': 3, space: 2 },
    { user: { consent: 'unknown', ageBand: 'unknown' } },
  ),
  member(
    'yara',
    'commuter',
    259,
    60,
    0.15,
    1,
    { 'mental health': 3, books: 3, medicines: 2, housing: 2, earth: 1 },
    { newInterest: 'film' },
  ),
];
