/**
 * What the simulated readers and the faults of their log are made of: each figure's default, the range it is swept over,
 * and where it comes from. Written from the papers' description of noise; nothing here is read from the denoiser.
 */
export const simulationParameters = {
  items: {
    default: 3000,
    range: [1000, 2000, 3000, 5000],
    unit: 'items',
    source: 'a middling newsroom: about 100 items a day',
  },
  days: { default: 28, range: [7, 14, 28, 56], unit: 'days', source: 'four weeks, as PENS' },
  topics: { default: 12, range: [4, 8, 12, 24], unit: 'topics', source: 'sections of a newspaper' },
  itemSpread: {
    default: 0.8,
    range: [0.4, 0.8, 1.6],
    unit: 'length of an item’s own part beside its topic’s direction',
    source: 'chosen',
  },
  medianWords: {
    default: 350,
    range: [80, 150, 350, 700],
    unit: 'words',
    source: 'news articles; lengths are log-normal with spread 0.6',
  },
  readingSpeedSpread: {
    default: 0.25,
    range: [0, 0.15, 0.25, 0.4],
    unit: 'standard deviation of log words/min around 238',
    source: 'readers differ by about a quarter (Brysbaert 2019)',
  },
  clicksPerReader: {
    default: 90,
    range: [15, 40, 90, 250],
    unit: 'real clicks over the whole time, mean',
    source: 'EB-NeRD and PENS list histories of this order',
  },
  betweenItemsSeconds: {
    default: 5,
    range: [2, 5, 12, 30],
    unit: 's from leaving an item to opening the next, median (log-normal, spread 0.8)',
    source: 'EB-NeRD histories: a median of 5 s',
  },
  tabSessions: {
    default: 0.05,
    range: [0, 0.05, 0.15, 0.3],
    unit: 'share of sessions in which tabs are opened first and read later',
    source: 'parallel browsing; an honest habit that looks like a burst',
  },
  idleTabs: {
    default: 0.01,
    range: [0, 0.01, 0.03, 0.1],
    unit: 'share of readings whose tab stays open for more than an hour',
    source: 'PHG-DIF leaves out dwell beyond 3000 s',
  },
  bounceShare: {
    default: 0.2,
    range: [0.05, 0.1, 0.2, 0.3, 0.4],
    unit: 'share of a reader’s clicks that are bounces',
    source: 'PHG-DIF: 28 % of a user’s clicks under 10 s',
  },
  bounceSeconds: {
    default: 3,
    range: [1, 2, 3, 5, 8],
    unit: 's, median (log-normal, spread 0.45)',
    source: 'PHG-DIF: under 10 s; most leave after a glance',
  },
  surgeItemShare: {
    default: 0.001,
    range: [0.0005, 0.001, 0.0015],
    unit: 'share of items that break as news',
    source: 'PHG-DIF, M = 0.10 %, swept 0.05 to 0.15 %',
  },
  surgeReach: {
    default: 0.3,
    range: [0.05, 0.1, 0.2, 0.3, 0.5],
    unit: 'share of readers drawn to breaking news whatever their interests',
    source: 'chosen',
  },
  surgeHours: {
    default: 1.5,
    range: [0.5, 1.5, 4, 12],
    unit: 'h, mean delay of a drawn reader (exponential)',
    source: 'chosen',
  },
  burstsPerReader: {
    default: 0.5,
    range: [0.1, 0.5, 1, 2],
    unit: 'bursts of 6 to 20 unread clicks, mean',
    source: 'the per-user reading of click bursts',
  },
  burstGapSeconds: {
    default: 1.5,
    range: [0.5, 1, 1.5, 3, 5],
    unit: 's, median gap in a burst (log-normal, spread 0.3)',
    source: 'chosen: no time for a headline',
  },
  botShare: {
    default: 0.03,
    range: [0.01, 0.03, 0.1],
    unit: 'share of the users that are machines, half regular, half fast',
    source: 'web analytics practice',
  },
  botJitter: {
    default: 0.03,
    range: [0, 0.03, 0.06, 0.1, 0.2],
    unit: 'coefficient of variation of a regular machine’s gaps',
    source: 'SAS: exact regular intervals',
  },
  botGapSeconds: {
    default: 0.5,
    range: [0.1, 0.3, 0.5, 0.8, 1.5],
    unit: 's, mean gap of a fast machine (exponential)',
    source: 'Adobe: more than 60 a minute',
  },
  duplicateShare: {
    default: 0.02,
    range: [0.005, 0.02, 0.05, 0.1],
    unit: 'share of readings that the client reports twice',
    source: 'chosen',
  },
  duplicateSeconds: {
    default: 5,
    range: [1, 3, 5, 10, 20],
    unit: 's, longest delay of the second report (uniform)',
    source: 'chosen: retries of a beacon',
  },
  missingShare: {
    default: 0.05,
    range: [0, 0.05, 0.1, 0.3, 0.6, 0.9],
    unit: 'share of clicks that reach the log without dwell',
    source: 'EB-NeRD lacks the next read time of about one in thirty impressions; Globo and MIND lack all',
  },
} as const satisfies Record<string, { default: number; range: readonly number[]; unit: string; source: string }>;

export type SimulationParameter = keyof typeof simulationParameters;
export type SimulationValues = Readonly<Record<SimulationParameter, number>>;

/** Every parameter at its default, but for those given. */
export function simulationValues(given: Partial<SimulationValues> = {}): SimulationValues {
  const defaults = Object.fromEntries(
    Object.entries(simulationParameters).map(([name, parameter]) => [name, parameter.default]),
  ) as Record<SimulationParameter, number>;
  return { ...defaults, ...given };
}
