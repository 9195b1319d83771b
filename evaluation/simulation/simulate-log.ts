import { seededRandom } from '../../datasets/demo-newsroom/seeded-random.ts';
import { burstClicks, crowdClicks } from './crowds-and-bursts.ts';
import { withFaults } from './faults.ts';
import { machineClicks } from './machines.ts';
import { type SimulatedNewsroom, simulateNewsroom } from './newsroom.ts';
import { type SimulationValues, simulationValues } from './parameters.ts';
import { type SimulatedReader, simulateReader } from './reader.ts';
import { readingSessions } from './reading-sessions.ts';
import type { PlantedNoise, SimulatedEvent } from './simulated-event.ts';

export interface SimulationOptions {
  /** Readers; machines come on top of them. */
  readonly readers: number;
  readonly seed: string;
  readonly values?: Partial<SimulationValues>;
}

/** An event as the log has it. */
export interface LoggedEvent {
  readonly id: string;
  readonly userId: string;
  readonly itemId: string;
  readonly at: string;
  readonly kind: SimulatedEvent['kind'];
  readonly dwellSeconds?: number;
}

/** The truth about the logged event of the same id. */
export interface EventTruth {
  readonly eventId: string;
  readonly noise: PlantedNoise | null;
  /** Seconds it was truly open; undefined for acts that open nothing. */
  readonly trueDwell?: number;
}

export interface SimulatedLog {
  readonly events: readonly LoggedEvent[];
  /** `truth[i]` belongs to `events[i]`. */
  readonly truth: readonly EventTruth[];
  readonly readers: readonly SimulatedReader[];
  readonly newsroom: SimulatedNewsroom;
}

const start = Date.parse('2026-03-02T00:00:00Z');

/**
 * A log whose truth is known: readers with interests, speeds and rhythms who read, bounce, follow crowds and click in
 * bursts; machines; and the log's own faults. The same options give the same log. Knows nothing of the denoiser.
 */
export function simulateLog(options: SimulationOptions): SimulatedLog {
  const values = simulationValues(options.values);
  const random = seededRandom(options.seed);
  const newsroom = simulateNewsroom(values, start, random);
  const readers = Array.from({ length: options.readers }, (_, index) =>
    simulateReader(`reader-${String(index).padStart(5, '0')}`, values, random),
  );
  const acts = readers.flatMap((reader) =>
    withFaults(
      [
        ...readingSessions(reader, newsroom, values, random),
        ...crowdClicks(reader, newsroom, values, random),
        ...burstClicks(reader, newsroom, values, random),
      ],
      values,
      random,
    ),
  );
  const machines = Math.max(2, Math.round((values.botShare * options.readers) / (1 - values.botShare)));
  for (let index = 0; index < machines; index++) {
    const manner = index % 2 === 0 ? 'regular' : 'fast';
    acts.push(...machineClicks(`machine-${index}-${manner}`, manner, newsroom, values, random));
  }
  const events: LoggedEvent[] = [];
  const truth: EventTruth[] = [];
  for (const [index, { userId, item, at, kind, dwell, noise, trueDwell }] of acts.entries()) {
    const id = `event-${String(index).padStart(8, '0')}`;
    const dwellSeconds = dwell === undefined ? {} : { dwellSeconds: Math.min(86_400, Math.round(dwell * 10) / 10) };
    events.push({ id, userId, itemId: item.id, at: new Date(Math.round(at)).toISOString(), kind, ...dwellSeconds });
    truth.push({ eventId: id, noise, ...(trueDwell === undefined ? {} : { trueDwell }) });
  }
  return { events, truth, readers, newsroom };
}
